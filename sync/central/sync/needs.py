"""What a set of facts is about, taken in hand with a few questions before it is booked. Knows the names of fields only.

Nothing depends on it but the speed: what is missing here is read when it is needed.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.domain.places import PACK, SHIP
from sync.central.catalogue.tables import places_in_hand
from sync.central.checks import is_plain
from sync.central.orders.tables import lines_in_hand, orders_in_hand
from sync.central.stock.tables import levels_in_hand, promises_in_hand
from sync.central.store import Transaction


def take_in_hand(tx: Transaction, bodies: Iterable[Any]) -> None:
    """Read the orders, lines, promises, places and levels that these facts name."""
    orders: set[tuple[str]] = set()
    places: set[tuple[str]] = set()
    spots: set[tuple[str, str]] = set()
    for body in bodies:
        if not isinstance(body, dict):
            continue
        named = [*_texts(body, "place")]
        orders.update([(number,) for number in _texts(body, "order")])
        places.update([(place,) for place in named])
        spots.update([(place, sku) for sku in _skus(body) for place in (*named, PACK, SHIP)])
    for take, groups in (
        (orders_in_hand, orders),
        (lines_in_hand, orders),
        (promises_in_hand, orders),
        (places_in_hand, places),
        (levels_in_hand, spots),
    ):
        tx.hand(take).load(groups)


def _skus(body: Mapping[str, Any]) -> Iterator[str]:
    yield from _texts(body, "sku")
    contents = body.get("contents")
    for part in contents if isinstance(contents, list) else ():
        if isinstance(part, dict):
            yield from _texts(part, "sku")


def _texts(body: Mapping[str, Any], name: str) -> Iterator[str]:
    value = body.get(name)
    if isinstance(value, str) and is_plain(value):
        yield value
