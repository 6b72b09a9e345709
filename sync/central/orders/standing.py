"""Where an order stands: derived from what has happened, never set by hand, so that undo leads back exactly."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from app.domain.surplus import Counted, surplus
from sync.central.orders.tables import order, order_line
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Part, release
from sync.central.stock.tables import reservation
from sync.central.store import Transaction
from sync.central.work.tables import hold

WAITING = "waiting"
OPEN = "open"
PICKING = "picking"
PICKED = "picked"
PACKING = "packing"
PACKED = "packed"
CLOSED_SHORT = "closed_short"
PUT_BACK = "put_back"
CANCELLED = "cancelled"

TO_PICK = (OPEN, PICKING)
TO_PACK = (PICKED, PACKING)
WORKABLE = (*TO_PICK, *TO_PACK, PUT_BACK)


@dataclass(frozen=True, slots=True)
class LineState:
    """How far one line is."""

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
    goes_back: int = 0  # pieces to be brought back, since the order was changed


def status_of(so_far: Progress, lines: Sequence[LineState]) -> str:
    """The status that follows from what has happened."""
    if so_far.cancelled:
        return PUT_BACK if any(line.picked for line in lines) else CANCELLED
    if so_far.closed:
        nothing = all(line.short >= line.ordered for line in lines)
        return CLOSED_SHORT if nothing else PACKED
    if so_far.goes_back:
        return PUT_BACK
    begun = so_far.cartons > 0 or any(line.packed for line in lines)
    if so_far.dropped or so_far.handed:
        if so_far.dropped and not begun and not any(line.picked for line in lines):
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
    promised = (
        select(reservation.c.line, func.sum(reservation.c.quantity).label("quantity"))
        .where(reservation.c.order == number)
        .group_by(reservation.c.line)
        .subquery()
    )
    found = tx.db.execute(
        select(order_line, func.coalesce(promised.c.quantity, 0).label("reserved"))
        .outerjoin(promised, promised.c.line == order_line.c.line)
        .where(order_line.c.order == number)
        .order_by(order_line.c.line)
    )
    return [
        LineState(row.line, row.sku, row.ordered, row.picked, row.packed, row.short, int(row.reserved))
        for row in found
    ]


def progress_of(tx: Transaction, number: str) -> Progress | None:
    """What has happened to the order, or None if there is none of this number."""
    row = tx.db.execute(select(order).where(order.c.number == number)).mappings().one_or_none()
    if row is None:
        return None
    return Progress(
        row["tote"],
        row["dropped"],
        row["cartons"],
        row["closed"],
        row["handover"] is not None,
        row["cancelled"],
        sum(going_back(tx, number).values()) if row["revision"] and not row["cancelled"] else 0,
    )


def refresh(tx: Transaction, number: str) -> None:
    """Let reservations and status follow what has happened. Harmless when nothing has."""
    so_far = progress_of(tx, number)
    if so_far is None:
        return
    lines = lines_of(tx, number)
    # The pick of what was handed over may still be on its way.
    picking = not (so_far.dropped or so_far.cancelled) and (so_far.handed or not so_far.closed)
    for line in lines:
        trim(tx, number, line, line.wanted if picking else 0)
    lines = lines_of(tx, number)
    status = status_of(so_far, lines)
    if status == WAITING:  # all or nothing: half an order keeps nothing from others
        for line in lines:
            trim(tx, number, line, 0)
    tx.db.execute(update(order).where(order.c.number == number).values(status=status))
    if status not in WORKABLE:
        tx.db.execute(update(hold).where(hold.c.order == number).values(device=None))
    tx.touch("work", [number])


def going_back(tx: Transaction, number: str) -> dict[int, int]:
    """How many pieces of each line were picked and are wanted no more, but for what closed parcels hold."""
    cancelled = tx.db.execute(select(order.c.cancelled).where(order.c.number == number)).scalar_one()
    closed: list[tuple[str, int]] = []
    boxes = select(parcel.c.contents).where(parcel.c.order == number, parcel.c.status != VOID)
    for contents in tx.db.execute(boxes).scalars():
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
    rows = tx.db.execute(
        select(reservation.c.place, reservation.c.quantity)
        .where(reservation.c.order == number, reservation.c.line == line.line)
        .order_by(reservation.c.quantity, reservation.c.place)
    ).all()
    for row in rows:
        if over <= 0:
            break
        over -= release(tx, Part(number, line.line, row.place, line.sku, min(over, row.quantity)))
