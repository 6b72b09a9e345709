"""Where an order stands: derived from what has happened, never set by hand, so that undo leads back exactly."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from app.domain.surplus import Counted, surplus
from sync.central.hand import Row
from sync.central.orders.tables import lines_in_hand, orders_in_hand
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Part, release
from sync.central.stock.tables import promises_in_hand
from sync.central.store import Transaction
from sync.central.work.tables import hold

WAITING = "waiting"
OPEN = "open"
PICKING = "picking"
PICKED = "picked"
PACKING = "packing"
PACKED = "packed"
SHIPPED = "shipped"
CLOSED_SHORT = "closed_short"
PUT_BACK = "put_back"
CANCELLED = "cancelled"

TO_PICK = (OPEN, PICKING)
TO_PACK = (PICKED, PACKING)
WORKABLE = (*TO_PICK, *TO_PACK, PUT_BACK)

NOBODY_HAS = (
    update(hold).where(hold.c.order == bindparam("number"), hold.c.device.is_not(None)).values(device=None)
)
CLOSED = select(parcel.c.contents).where(parcel.c.order == bindparam("number"), parcel.c.status != VOID)


class LineState(NamedTuple):
    """How far one line is. A tuple, because one is made for each fact."""

    line: int
    sku: str
    ordered: int
    picked: int
    packed: int
    short: int
    reserved: int

    @property
    def wanted(self) -> int:
        """How many pieces are neither picked nor missed."""
        return max(self.ordered - self.picked - self.short, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened to an order as a whole."""

    tote: str | None
    dropped: bool
    cartons: int
    closed: bool
    handed: bool = False  # packed by a code or by its number before the pick was heard of
    cancelled: bool = False
    shipped: bool = False  # every parcel of it left the house
    goes_back: int = 0  # pieces to be brought back, since the order was changed
    over: bool = False  # a person said that the end of its pick never comes


def status_of(so_far: Progress, lines: Sequence[LineState]) -> str:
    """The status that follows from what has happened."""
    if so_far.cancelled:
        return PUT_BACK if any(line.picked > 0 for line in lines) else CANCELLED
    if so_far.closed:
        nothing = all(line.short >= line.ordered for line in lines)
        return CLOSED_SHORT if nothing else SHIPPED if so_far.shipped else PACKED
    if so_far.goes_back:
        return PUT_BACK
    begun = so_far.cartons > 0 or any(line.packed for line in lines)
    if so_far.dropped or so_far.handed:
        if so_far.dropped and not begun and not any(line.picked > 0 for line in lines):
            return CLOSED_SHORT
        return PACKING if begun else PICKED
    if started(so_far, lines):
        return PICKING
    return OPEN if all(line.reserved == line.wanted for line in lines) else WAITING


def started(so_far: Progress, lines: Sequence[LineState]) -> bool:
    """Whether somebody has begun to pick it."""
    touched = any(line.picked or line.packed or line.short for line in lines)
    return so_far.tote is not None or so_far.cartons > 0 or touched


def lines_of(tx: Transaction, number: str) -> list[LineState]:
    """The lines of an order with what is reserved for them."""
    promised: Counter[int] = Counter()
    for one in tx.hand(promises_in_hand).of(number):
        promised[one["line"]] += one["quantity"]
    return [_state(row, promised[row["line"]]) for row in tx.hand(lines_in_hand).of(number)]


def line_of(tx: Transaction, number: str, no: int) -> LineState | None:
    """One line of an order with what is reserved for it."""
    row = tx.hand(lines_in_hand).find((number,), (number, no))
    if row is None:
        return None
    promised = [one["quantity"] for one in tx.hand(promises_in_hand).of(number) if one["line"] == no]
    return _state(row, sum(promised))


def _state(row: Row, reserved: int) -> LineState:
    counts = (row["ordered"], row["picked"], row["packed"], row["short"])
    return LineState(row["line"], row["sku"], *counts, reserved)


def progress_of(tx: Transaction, number: str) -> Progress | None:
    """What has happened to the order, or None if there is none of this number."""
    row = tx.hand(orders_in_hand).one(number)
    if row is None:
        return None
    return Progress(
        row["tote"],
        row["dropped"],
        row["cartons"],
        row["closed"],
        row["handover"] is not None,
        row["cancelled"],
        row["closed"] and _all_shipped(tx, number),
        sum(going_back(tx, number).values()) if row["revision"] and not row["cancelled"] else 0,
        over(row),
    )


def over(row: Mapping[str, Any]) -> bool:
    """Whether a person said that nothing more comes of the pick of an order that was packed before it was heard of."""
    return row["handover"] is not None and bool(json.loads(row["handover"]).get("over"))


def _all_shipped(tx: Transaction, number: str) -> bool:
    boxes = select(parcel.c.status).where(parcel.c.order == number, parcel.c.status != VOID)
    return set(tx.side.execute(boxes).scalars()) == {SHIPPED}


def refresh(tx: Transaction, number: str) -> None:
    """Let reservations and status follow what has happened. Harmless when nothing has."""
    so_far = progress_of(tx, number)
    if so_far is None:
        return
    lines = lines_of(tx, number)
    # The pick of what was handed over may still be on its way.
    gone = so_far.dropped or so_far.cancelled or so_far.over
    picking = not gone and (so_far.handed or not so_far.closed)
    for line in lines:
        trim(tx, number, line, line.wanted if picking else 0)
    lines = lines_of(tx, number)
    status = status_of(so_far, lines)
    if status == WAITING:  # all or nothing: half an order keeps nothing from others
        for line in lines:
            trim(tx, number, line, 0)
    orders = tx.hand(orders_in_hand)
    row = orders.one(number)
    if row is not None and row["status"] != status:
        orders.change(row, status=status)
    if status not in WORKABLE:
        tx.side.execute(NOBODY_HAS, {"number": number})
    tx.touch("work", [number])


def going_back(tx: Transaction, number: str) -> dict[int, int]:
    """How many pieces of each line were picked and are wanted no more, but for what closed parcels hold."""
    row = tx.hand(orders_in_hand).one(number)
    assert row is not None, "who asks knows the order"
    cancelled = row["cancelled"]
    closed: list[tuple[str, int]] = []
    for contents in tx.side.execute(CLOSED, {"number": number}).scalars():
        closed += [(part["sku"], part["quantity"]) for part in json.loads(contents)]
    return surplus(
        [
            Counted(line.line, line.sku, line.picked, 0 if cancelled else line.ordered)
            for line in lines_of(tx, number)
        ],
        closed,
    )


def trim(tx: Transaction, number: str, line: LineState, most: int) -> None:
    """Keep no more than this reserved for a line."""
    over = line.reserved - most
    if over <= 0:
        return
    mine = [one for one in tx.hand(promises_in_hand).of(number) if one["line"] == line.line]
    for row in sorted(mine, key=lambda one: (one["quantity"], one["place"])):
        if over <= 0:
            break
        over -= release(tx, Part(number, line.line, row["place"], line.sku, min(over, row["quantity"])))
