"""Names in the body of an order that mean nothing here: told in the answer, so that a slip of the pen is seen."""

from collections.abc import Collection, Iterator
from typing import Any

from sync.central.orders.hints import LINE_HINTS, ORDER_HINTS
from sync.central.orders.rules import ROUTE, SHIP_TO

OF_ORDER = frozenset(("number", "ship_to", "lines", *ROUTE, *ORDER_HINTS))
OF_LINE = frozenset(("sku", "quantity", *LINE_HINTS))
NAMES_MAX, CHARACTERS_MAX = 20, 64


def with_ignored(view: dict[str, Any], body: Any) -> dict[str, Any]:
    """The order as it stands, and in `ignored` the names that were not understood, if there were any."""
    names = list(dict.fromkeys(_ignored(body)))[:NAMES_MAX]
    return {**view, "ignored": names} if names else view


def _ignored(body: Any) -> Iterator[str]:
    yield from _unknown(body, OF_ORDER, "")
    given = body if isinstance(body, dict) else {}
    yield from _unknown(given.get("ship_to"), SHIP_TO, "ship_to.")
    lines = given.get("lines")
    for line in lines if isinstance(lines, list) else []:
        yield from _unknown(line, OF_LINE, "lines.")


def _unknown(given: Any, known: Collection[str], where: str) -> Iterator[str]:
    if isinstance(given, dict):
        yield from (f"{where}{name[:CHARACTERS_MAX]}" for name in given if name not in known)
