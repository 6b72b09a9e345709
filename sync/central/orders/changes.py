"""Cancelling and changing orders: what is possible in which state, and what follows for stock and floor."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from sync.central.cause import Cause
from sync.central.identity.rules import revision_floor
from sync.central.manifests.rules import is_sealed
from sync.central.orders.hints import ORDER_HINTS, kept, told
from sync.central.orders.promise import promise_rest, promise_whole
from sync.central.orders.rules import Faults, line_hints, read_hints, read_lines, read_route, read_ship_to
from sync.central.orders.standing import (
    CANCELLED,
    CLOSED_SHORT,
    OPEN,
    PACKED,
    PACKING,
    PICKED,
    PICKING,
    PUT_BACK,
    SHIPPED,
    WAITING,
    LineState,
    lines_of,
    refresh,
)
from sync.central.orders.tables import order, order_line
from sync.central.orders.views import order_view
from sync.central.problems import Problem
from sync.central.shipments.late import ask_for_new_labels
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.store import Transaction
from sync.central.work.leftover import note_what_goes_back

PART_PACKED = "part_packed"  # some parcels are closed
CANCELLING = "cancelling"  # cancelled, and goods are being brought back
STAGES = (
    WAITING,
    OPEN,
    PICKING,
    PICKED,
    PACKING,
    PUT_BACK,
    PART_PACKED,
    PACKED,
    SHIPPED,
    CLOSED_SHORT,
    CANCELLING,
    CANCELLED,
)

CANCEL, LESS, MORE, SHIP_TO, ROUTE = "cancel", "less", "more", "ship_to", "route"
OPERATIONS = (CANCEL, LESS, MORE, SHIP_TO, ROUTE)

ALLOWED: Mapping[str, frozenset[str]] = {
    WAITING: frozenset(OPERATIONS),
    OPEN: frozenset(OPERATIONS),
    PICKING: frozenset(OPERATIONS),
    PICKED: frozenset({CANCEL, LESS, SHIP_TO, ROUTE}),
    PACKING: frozenset({CANCEL, LESS, SHIP_TO, ROUTE}),
    PUT_BACK: frozenset({CANCEL, LESS, SHIP_TO, ROUTE}),
    PART_PACKED: frozenset({ROUTE}),
    PACKED: frozenset({ROUTE}),
    CANCELLING: frozenset({CANCEL}),
    CANCELLED: frozenset({CANCEL}),
}
"""What may still be done to an order; stages that are not named allow nothing."""

WHY_NOT: Mapping[str, str] = {
    PART_PACKED: "A parcel of it is packed already. Wait until it is back, or stop the parcel by hand.",
    PACKED: "It is packed already. Stop the parcel by hand, or let it come back as a return.",
    SHIPPED: "It was shipped. Let it come back as a return.",
    CLOSED_SHORT: "Nothing of it was found, and it is closed. Send a new order.",
    CANCELLING: "It was cancelled. Send a new order.",
    CANCELLED: "It was cancelled. Send a new order.",
    PICKED: "It is picked already, so nothing can be added. Send a new order for the rest.",
    PACKING: "It is being packed, so nothing can be added. Send a new order for the rest.",
    PUT_BACK: "Pieces of it are being brought back, so nothing can be added. Send a new order for the rest.",
}

Change = Callable[[Transaction, str, Any, Cause], dict[str, Any]]


def stage_of(tx: Transaction, row: RowMapping) -> str:
    """How far an order is, as far as it matters for a change."""
    standing = (parcel.c.order == row["number"], parcel.c.status != VOID)
    boxes = tx.db.execute(select(parcel.c.status, parcel.c.load).where(*standing)).all()
    statuses, loads = {box.status for box in boxes}, {box.load for box in boxes}
    if row["cancelled"]:
        return CANCELLED if row["status"] == CANCELLED else CANCELLING
    if SHIPPED in statuses or any(is_sealed(tx, load) for load in loads):
        return SHIPPED
    if statuses and row["status"] != PACKED:
        return PART_PACKED
    return str(row["status"])


def cancel(tx: Transaction, number: str, _body: Any, cause: Cause) -> dict[str, Any]:
    """Nobody wants the order any more. What is promised to it is free at once; what was picked when it is put back."""
    row = _order(tx, number)
    _must_be_allowed(stage_of(tx, row), {CANCEL}, number)
    if not row["cancelled"]:
        tx.db.execute(update(order).where(order.c.number == number).values(cancelled=True))
        _changed(tx, row, cause)
    return _view(tx, number)


def change(tx: Transaction, number: str, body: Any, cause: Cause) -> dict[str, Any]:
    """Take the fields that the body names: lines (all of them), ship_to, carrier, service, hints. The others stay."""
    row = _order(tx, number)
    faults = Faults()
    given = body if isinstance(body, dict) else {}
    if not {"lines", "ship_to", "carrier", "service", *ORDER_HINTS} & given.keys():
        faults.add("", "Name what changes: lines, ship_to, carrier, service or a hint.")
    ship_to = read_ship_to(faults, given["ship_to"]) if "ship_to" in given else json.loads(row["ship_to"])
    route = {"carrier": row["carrier"], "service": row["service"], **read_route(faults, given)}
    named = read_lines(tx, faults, given["lines"], reason=False) if "lines" in given else None
    said = line_hints(faults, given.get("lines"))
    hints = told(row["hints"])
    left = {name: value for name, value in hints.items() if name not in given}
    new_hints = {**left, **read_hints(faults, given)}
    faults.raise_any()
    lines = lines_of(tx, number)
    wanted = (
        _matched(lines, [(*line[:2], of) for line, of in zip(named, said, strict=True)])
        if named is not None
        else []
    )
    before = {line.line: line.ordered for line in lines}
    asked = {SHIP_TO} if (ship_to, new_hints) != (json.loads(row["ship_to"]), hints) else set()
    asked |= {SHIP_TO} if _said_anew(tx, number, wanted) else set()
    asked |= {ROUTE} if route != {"carrier": row["carrier"], "service": row["service"]} else set()
    asked |= {LESS for no, _, quantity, _ in wanted if quantity < before.get(no, 0)}
    asked |= {MORE for no, _, quantity, _ in wanted if quantity > before.get(no, 0)}
    stage = stage_of(tx, row)
    _must_be_allowed(stage, asked or {ROUTE}, number)
    if asked:
        values = {"ship_to": json.dumps(ship_to), "hints": kept(new_hints), **route}
        tx.db.execute(update(order).where(order.c.number == number).values(values))
        _write_lines(tx, number, wanted)
        if MORE in asked:
            _promise_more(tx, number, stage)
        _changed(tx, row, cause)
        if stage in (PART_PACKED, PACKED):
            ask_for_new_labels(tx, number, cause)
    return _view(tx, number)


def _order(tx: Transaction, number: str) -> RowMapping:
    row = tx.db.execute(select(order).where(order.c.number == number)).mappings().one_or_none()
    if row is None:
        raise Problem(
            404, "unknown-order", "There is no order of this number. Check it, or import the order."
        )
    return row


def _must_be_allowed(stage: str, asked: set[str], number: str) -> None:
    if not asked <= ALLOWED.get(stage, frozenset()):
        sentence = f"The order “{number}” stays as it is. {WHY_NOT[stage]}"
        raise Problem(409, "order-stage", sentence, stage=stage)


Wanted = tuple[int, str, int, dict[str, Any]]  # line, product, quantity, and what is said of it anew


def _said_anew(tx: Transaction, number: str, wanted: list[Wanted]) -> bool:
    """Whether a line that is there already says something else now."""
    known = dict(
        tx.db.execute(select(order_line.c.line, order_line.c.hints).where(order_line.c.order == number)).all()
    )
    return any(said and no in known and said != told(known[no]) for no, _, _, said in wanted)


def _matched(lines: list[LineState], named: list[tuple[str, int, dict[str, Any]]]) -> list[Wanted]:
    """The new quantity of each line: of the same product in the same order; what is not named is wanted no more."""
    left = list(named)
    wanted = []
    for line in lines:
        same = next((one for one in left if one[0] == line.sku), None)
        if same is not None:
            left.remove(same)
        wanted.append((line.line, line.sku, same[1] if same else 0, same[2] if same else {}))
    last = max((line.line for line in lines), default=0)
    return [*wanted, *((last + no, *new) for no, new in enumerate(left, 1))]


def _write_lines(tx: Transaction, number: str, wanted: list[Wanted]) -> None:
    known = {line.line for line in lines_of(tx, number)}
    for no, sku, quantity, said in wanted:
        hints = {"hints": kept(said)} if said else {}
        if no in known:
            mine = (order_line.c.order == number, order_line.c.line == no)
            tx.db.execute(update(order_line).where(*mine).values(ordered=quantity, **hints))
        else:
            nothing = {"picked": 0, "packed": 0, "short": 0}
            row = {"order": number, "line": no, "sku": sku, "ordered": quantity, **nothing, **hints}
            tx.db.execute(insert(order_line).values(row))


def _promise_more(tx: Transaction, number: str, stage: str) -> None:
    """Promise what came to the order. While it is picked, only what is there can be added: nobody waits with a tote."""
    if stage != PICKING:
        promise_whole(tx, number)
        return
    promise_rest(tx, number)
    lacking = [(line.wanted - line.reserved, line.sku) for line in lines_of(tx, number)]
    told = ", ".join(f"{quantity} of {sku}" for quantity, sku in lacking if quantity > 0)
    if told:
        sentence = (
            f"The order “{number}” is being picked, and there is too little to add: {told} are missing."
        )
        raise Problem(409, "stock-missing", sentence)


def _changed(tx: Transaction, row: RowMapping, cause: Cause) -> None:
    number = row["number"]
    revision = max(row["revision"], revision_floor(tx)) + 1  # above all that any device may know of it
    tx.db.execute(update(order).where(order.c.number == number).values(revision=revision))
    tx.shaken.add(number)
    boxes = select(parcel.c.key).where(parcel.c.order == number)
    tx.touch("parcel", tx.db.execute(boxes).scalars())  # the ramp must know where they go, and that they stay
    tx.freed.update(line.sku for line in lines_of(tx, number))
    note_what_goes_back(tx, number, cause)
    refresh(tx, number)


def _view(tx: Transaction, number: str) -> dict[str, Any]:
    view = order_view(tx, number)
    assert view is not None, "it was just changed"
    return view
