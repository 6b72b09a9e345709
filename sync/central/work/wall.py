"""How the put wall is booked: goods stand in the slot of their order until it is packed. Two orders in one slot are a card."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import or_, select

from app.domain.facts import PutToWall
from app.domain.places import PACK
from sync.central.attention.rules import WALL_TWICE, Case, close_cases, open_case
from sync.central.cause import Book, Cause, TakeBack
from sync.central.orders.standing import WORKABLE
from sync.central.orders.tables import lines_in_hand, order
from sync.central.stock.rules import Move, book, level_of
from sync.central.stock.tables import move
from sync.central.store import Transaction
from sync.central.work.known import order_must_be_known, place_must_be_known
from sync.central.work.totes import note_slot

PUT, TAKEN = "wall", "wall_taken"


def put(tx: Transaction, fact: PutToWall, cause: Cause) -> str | None:
    """The goods of a tote stand in a slot. What central has not heard of yet counts at the table until it is packed."""
    order_must_be_known(tx, fact.order)
    place_must_be_known(tx, fact.slot)
    note_slot(tx, fact.order, fact.tote, fact.slot, fact.at_ms)
    for sku, quantity in _in_tote(tx, fact):
        on_hand, _ = level_of(tx, PACK, sku)
        if (there := min(quantity, on_hand)) > 0:
            book(tx, Move(sku, there, PACK, fact.slot, PUT, fact.order), _of_nobody(cause))
    return _contradiction(tx, fact, cause)


def take_back(tx: Transaction, fact: PutToWall, cause: Cause) -> None:
    """The goods are in the tote again."""
    left = dict(_in_tote(tx, fact))
    for (slot, sku), there in _standing(tx, fact.order).items():
        quantity = min(there, left.get(sku, 0)) if slot == fact.slot else 0
        if quantity > 0:
            book(tx, Move(sku, quantity, slot, PACK, TAKEN, fact.order), _of_nobody(cause))
    note_slot(tx, fact.order, fact.tote, "", 0)


def taken_off_wall(tx: Transaction, number: str, cause: Cause) -> None:
    """The order is packed or brought back: all that stands in its slots is in somebody's hands at the table."""
    totes = order_must_be_known(tx, number)["totes"]
    if not totes or not any(one.get("slot") for one in json.loads(totes)):
        return
    for (slot, sku), quantity in sorted(_standing(tx, number).items()):
        if quantity > 0:
            book(tx, Move(sku, quantity, slot, PACK, TAKEN, number), _of_nobody(cause))


def slot_is_free(tx: Transaction, number: str, cause: Cause) -> None:
    """Nothing of the order stands on the wall any more: there is nothing left to look at."""
    totes = order_must_be_known(tx, number)["totes"]
    if totes and any(one.get("slot") for one in json.loads(totes)):
        close_cases(tx, (WALL_TWICE,), number, cause, "packed")


def _of_nobody(cause: Cause) -> Cause:
    """Moves of the wall are taken back by what they say, not with the fact: the goods may have moved on since."""
    return Cause(None, cause.device, cause.operator)


def _in_tote(tx: Transaction, fact: PutToWall) -> list[tuple[str, int]]:
    """What was picked into the tote, as far as central has heard of it."""
    found: Counter[str] = Counter()
    for line in tx.hand(lines_in_hand).of(fact.order):
        found[line["sku"]] += json.loads(line["totes"] or "{}").get(fact.tote, 0)
    return sorted((sku, pieces) for sku, pieces in found.items() if pieces > 0)


def _standing(tx: Transaction, number: str) -> Counter[tuple[str, str]]:
    """What of an order stands in which slot, by the moves."""
    found: Counter[tuple[str, str]] = Counter()
    mine = (move.c.ref == number, or_(move.c.kind == PUT, move.c.kind == TAKEN))
    for row in tx.look.execute(select(move).where(*mine)):
        if row.kind == PUT:
            found[row.to_place, row.sku] += row.quantity
        else:
            found[row.from_place, row.sku] -= row.quantity
    return found


def _contradiction(tx: Transaction, fact: PutToWall, cause: Cause) -> str | None:
    """Another order stands in this slot, or this order in another slot: devices that had not heard of each other."""
    mine = [one.get("slot") for one in json.loads(order_must_be_known(tx, fact.order)["totes"] or "[]")]
    elsewhere = sorted({str(slot) for slot in mine if slot and slot != fact.slot})
    others = [number for number in _orders_in(tx, fact.slot) if number != fact.order]
    if elsewhere and not fact.beside:
        said = f"The order {fact.order} stands in the slots {', '.join(elsewhere)} and {fact.slot}. Pack both together."
    elif others:
        said = f"In the slot {fact.slot} stand the orders {', '.join(others)} and {fact.order}. Sort them while packing."
    else:
        return None
    case = Case(WALL_TWICE, fact.order, said, order=fact.order, place=fact.slot)
    return open_case(tx, case, cause)


def _orders_in(tx: Transaction, slot: str) -> list[str]:
    """The orders that are not packed yet and say that they stand in this slot."""
    asked = select(order.c.number, order.c.totes).where(
        order.c.totes.like(f"%{json.dumps(slot)[1:-1]}%"), order.c.status.in_(WORKABLE)
    )
    rows = tx.look.execute(asked.order_by(order.c.number)).all()
    return [row.number for row in rows if any(one.get("slot") == slot for one in json.loads(row.totes))]


BOOK: dict[type[Any], Book] = {PutToWall: put}
TAKE_BACK: dict[type[Any], TakeBack] = {PutToWall: take_back}
