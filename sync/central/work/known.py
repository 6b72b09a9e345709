"""What a fact must name to be booked: its order, a line of it, a place. And the two ways to note what happened to them."""

from collections.abc import Mapping
from typing import Any

from sync.central.catalogue.tables import places_in_hand
from sync.central.cause import NotBookable
from sync.central.orders.standing import LineState, line_of
from sync.central.orders.tables import lines_in_hand, orders_in_hand
from sync.central.store import Transaction


def order_must_be_known(tx: Transaction, number: str) -> Mapping[str, Any]:
    """The order as it stands at this moment, or the fact can't be booked."""
    row = tx.hand(orders_in_hand).one(number)
    if row is None:
        raise NotBookable(f"central knows no order “{number}”")
    return row


def line_must_be_known(tx: Transaction, number: str, no: int, sku: str) -> LineState:
    """The line of the order, or the fact can't be booked."""
    order_must_be_known(tx, number)
    line = line_of(tx, number, no)
    if line is not None and line.sku == sku:
        return line
    raise NotBookable(f"the order “{number}” has no line {no} of “{sku}”")


def place_must_be_known(tx: Transaction, name: str) -> None:
    """The place, or the fact can't be booked."""
    if tx.hand(places_in_hand).one(name) is None:
        raise NotBookable(f"central knows no place “{name}”")


def changed_line(tx: Transaction, number: str, no: int, **by: int) -> None:
    """Count a line up or down."""
    lines = tx.hand(lines_in_hand)
    row = lines.find((number,), (number, no))
    if row is not None:
        lines.change(row, **{name: row[name] + change for name, change in by.items()})
    tx.shaken.add(number)


def changed_order(tx: Transaction, number: str, **values: Any) -> None:
    """Note what happened to an order as a whole."""
    orders = tx.hand(orders_in_hand)
    row = orders.one(number)
    if row is not None:
        orders.change(row, **values)
    tx.shaken.add(number)
