"""A pick that never comes to its end is over once a person says so: books follow what was packed, the rest is free again."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import RowMapping, or_, select

from app.domain.facts import Picked
from app.domain.places import ADJUSTMENT, PACK
from sync.central.cause import Book, Cause
from sync.central.orders.promise import promise_rest
from sync.central.orders.standing import lines_of, over
from sync.central.orders.tables import orders_in_hand
from sync.central.stock.rules import Move, Part, book, level_of, moves_of_fact, picked_from, release
from sync.central.stock.tables import move, promises_in_hand
from sync.central.store import Transaction
from sync.central.work.facts import changed_line, changed_order, pick
from sync.central.work.handover import LENT, give_back, lent_to

PUT_BACK = "put_back"
TAKEN, NOT_TAKEN = (
    "taken",
    "not_taken",
)  # where packed pieces came from, as the promise says; the pick says it better
KINDS = (TAKEN, NOT_TAKEN, f"undo_{TAKEN}", f"undo_{NOT_TAKEN}")


def pick_is_over(tx: Transaction, card: RowMapping, action: str, cause: Cause) -> None:
    """Take what was packed from where it was promised; nothing is promised any more. Put back: so is what lies in no parcel."""
    number = card["order"]
    _mark(tx, number, over=True)
    lent = lent_to(tx, number)
    for promise in sorted(tx.hand(promises_in_hand).of(number), key=lambda one: (one["line"], one["place"])):
        part = Part(number, promise["line"], promise["place"], promise["sku"], promise["quantity"])
        release(tx, part)
        taken = min(part.quantity, lent[part.sku])
        if taken > 0:
            lent[part.sku] -= taken
            book(tx, Move(part.sku, taken, part.place, PACK, TAKEN, number), cause)
            give_back(tx, number, part.sku, taken, cause)
    if action == PUT_BACK:
        _put_back(tx, number, cause)


def pick_goes_on(tx: Transaction, card: RowMapping, fact_id: str) -> None:
    """The person took it back; the moves are back already. What is free is promised again."""
    number = card["order"]
    _mark(tx, number, over=False)
    lines = {line.sku: line.line for line in reversed(lines_of(tx, number))}
    for one in moves_of_fact(tx, fact_id):
        if one.kind == PUT_BACK:
            changed_line(tx, number, lines[one.sku], picked=one.quantity)
    promise_rest(tx, number)


def _comes_late(tx: Transaction, fact: Picked, cause: Cause) -> None:
    """The pick came after all: it says itself where the pieces were taken."""
    row = tx.hand(orders_in_hand).one(fact.order)
    if row is None or not over(row):
        return
    left = fact.quantity
    taken = _taken(tx, fact.order, fact.sku)
    for place in sorted(taken, key=lambda one: (one != fact.place, one)):
        back = min(left, taken[place])
        if back > 0:
            left -= back
            book(tx, Move(fact.sku, back, ADJUSTMENT, PACK, LENT, fact.order), cause)
            book(tx, Move(fact.sku, back, PACK, place, NOT_TAKEN, fact.order), cause)


def pick_handed(tx: Transaction, fact: Picked, cause: Cause) -> str | None:
    """Pieces were picked; those that were packed already are given back."""
    _comes_late(tx, fact, cause)
    card = pick(tx, fact, cause)
    if fact.place != PACK:
        give_back(tx, fact.order, fact.sku, fact.quantity, cause)
    return card


def _mark(tx: Transaction, number: str, *, over: bool) -> None:
    row = tx.hand(orders_in_hand).one(number)
    if row is not None and row["handover"] is not None:
        told: dict[str, Any] = json.loads(row["handover"])
        changed_order(tx, number, handover=json.dumps({**told, "over": over}))


def _put_back(tx: Transaction, number: str, cause: Cause) -> None:
    """What was picked and lies in no parcel lies at its place again, as far as it still stands at the packing table."""
    for line in lines_of(tx, number):
        on_hand, reserved = level_of(tx, PACK, line.sku)
        quantity = min(line.picked - line.packed, on_hand - reserved)
        place = picked_from(tx, number, line.sku)
        if quantity > 0 and place is not None and place != PACK:
            book(tx, Move(line.sku, quantity, PACK, place, PUT_BACK, number), cause)
            changed_line(tx, number, line.line, picked=-quantity)


def _taken(tx: Transaction, number: str, sku: str) -> Counter[str]:
    """How many pieces of a product were booked as taken from each place without a pick that says so."""
    found = tx.look.execute(
        select(move.c.quantity, move.c.from_place, move.c.to_place).where(
            move.c.ref == number,
            move.c.sku == sku,
            move.c.kind.in_(KINDS),
            or_(move.c.from_place == PACK, move.c.to_place == PACK),
        )
    )
    taken: Counter[str] = Counter()
    for row in found:
        out = row.to_place == PACK
        taken[row.from_place if out else row.to_place] += row.quantity if out else -row.quantity
    return taken


BOOK: dict[type[Any], Book] = {Picked: pick_handed}
