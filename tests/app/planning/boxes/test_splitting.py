"""Sharing few pieces among parcels, held against trying every way to share them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import given, settings

from app.planning.boxes.goods import Goods
from app.planning.boxes.suggest import into, suggest
from app.planning.boxes.wish import Order
from tests.app.planning.boxes.orders import BOXES, WISH, random_orders

LONG = replace(WISH, limit_ms=1_000)


def ways(pieces: Sequence[Goods]) -> Iterator[list[list[Goods]]]:
    """Every way to share these pieces among parcels."""
    if not pieces:
        yield []
        return
    for rest in ways(pieces[1:]):
        yield [[pieces[0]], *rest]
        for place, part in enumerate(rest):
            yield [*rest[:place], [pieces[0], *part], *rest[place + 1 :]]


def cheapest_cents(pieces: Sequence[Goods], known: dict[tuple[str, ...], int]) -> int:
    """The cheapest single carton that takes them, each carton asked by itself."""
    key = tuple(sorted(one.sku for one in pieces))
    if key not in known:
        order = [(one, 1) for one in pieces]
        filled = [into(order, box, LONG) for box in BOXES]
        prices = [one.parcel.price_cents for one in filled if one.parcel and one.reason is None]
        known[key] = min(prices, default=1_000_000)
    return known[key]


@settings(deadline=None, max_examples=40)
@given(random_orders(kinds_max=3, quantity_max=2))
def test_no_way_to_share_is_cheaper(order: Order) -> None:
    """
    With four pieces or fewer: the plan costs what the best of all ways to share them costs.
    """
    pieces = [one for one, quantity in order for _ in range(quantity)][:4]
    wanted = [
        (one, sum(other.sku == one.sku for other in pieces)) for one in {p.sku: p for p in pieces}.values()
    ]
    plan = suggest(wanted, BOXES, LONG)
    known: dict[tuple[str, ...], int] = {}
    best = min(sum(cheapest_cents(part, known) for part in way) for way in ways(pieces))
    assert plan.unplaced or plan.price_cents == best
