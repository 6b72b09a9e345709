"""How pieces are booked that were picked and are missing at the packing table: out of the order, into a card for a person."""

import json
from typing import Any

from app.domain.facts import MissingAtPacking
from app.domain.places import ADJUSTMENT, PACK, QUARANTINE
from sync.central.attention.rules import MISSING_AT_PACKING, Case, open_case
from sync.central.cause import Book, Cause, TakeBack
from sync.central.stock.rules import Move, book, picked_from
from sync.central.store import Transaction
from sync.central.work.facts import changed_line, changed_order, line_must_be_known, order_must_be_known
from sync.central.work.handover import lend
from sync.central.work.leftover import note_what_goes_back
from sync.central.work.wall import taken_off_wall

DAMAGED = "damaged"


def miss(tx: Transaction, fact: MissingAtPacking, cause: Cause) -> str | None:
    """The line does without them. What is damaged lies in quarantine, the rest nobody has: somebody decides what to do."""
    line_must_be_known(tx, fact.order, fact.line, fact.sku)
    taken_off_wall(tx, fact.order, cause)
    lend(tx, fact.order, {fact.sku: fact.quantity}, cause)
    changed_line(tx, fact.order, fact.line, picked=-fact.quantity, short=fact.quantity)
    _told_by_code(tx, fact, -fact.quantity)
    to_place = QUARANTINE if fact.reason == DAMAGED else ADJUSTMENT
    book(tx, Move(fact.sku, fact.quantity, PACK, to_place, "missing", fact.order), cause)
    case = Case(
        MISSING_AT_PACKING,
        f"{fact.order}#{fact.line}",
        _sentence(tx, fact),
        fact.quantity,
        order=fact.order,
        line=fact.line,
        place=PACK,
        sku=fact.sku,
    )
    card = open_case(tx, case, cause)
    note_what_goes_back(tx, fact.order, cause)
    return card


def is_there(tx: Transaction, fact: MissingAtPacking, cause: Cause) -> None:
    """They are in the tote after all."""
    changed_line(tx, fact.order, fact.line, picked=fact.quantity, short=-fact.quantity)
    _told_by_code(tx, fact, fact.quantity)
    note_what_goes_back(tx, fact.order, cause)


def _told_by_code(tx: Transaction, fact: MissingAtPacking, by: int) -> None:
    """What the picker's code said was in the tote is not all there."""
    handover = order_must_be_known(tx, fact.order)["handover"]
    told = json.loads(handover) if handover is not None else {}
    line = str(fact.line)
    if line in told.get("picked", {}):
        told["picked"][line] = max(told["picked"][line] + by, 0)
        told["short"] = {**told.get("short", {}), line: max(told.get("short", {}).get(line, 0) - by, 0)}
        changed_order(tx, fact.order, handover=json.dumps(told))


def _sentence(tx: Transaction, fact: MissingAtPacking) -> str:
    came_from = picked_from(tx, fact.order, fact.sku)
    what = f"{fact.quantity} of {fact.sku} for the order {fact.order}"
    if fact.reason == DAMAGED:
        return f"{what} came damaged to the packing table. Pick again, or send the order without."
    where = f" and at {came_from}" if came_from else ""
    return (
        f"{what} was picked, but not in the tote. Look there{where}; pick again, or send the order without."
    )


BOOK: dict[type[Any], Book] = {MissingAtPacking: miss}
TAKE_BACK: dict[type[Any], TakeBack] = {MissingAtPacking: is_there}
