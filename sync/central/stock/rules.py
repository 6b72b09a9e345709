"""Double entry: every change of stock is a move between two places. Knows levels and reservations, not orders.

A command may be refused here; a fact never is: if it takes more than there was, the missing pieces
are booked in from the adjustment place, and what was promised to others is taken from the youngest.
"""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from app.domain.places import ADJUSTMENT
from sync.central.attention.rules import STOCK_MISSING, STOCK_NEGATIVE, Case, open_case
from sync.central.cause import Cause
from sync.central.orders.tables import order
from sync.central.stock.tables import levels_in_hand, move, new_moves, promises_in_hand, reservation
from sync.central.stock.views import stock_key
from sync.central.store import Transaction


class Move(NamedTuple):
    """So many pieces go from one place to another. `ref` names the order, return or request."""

    sku: str
    quantity: int
    from_place: str
    to_place: str
    kind: str
    ref: str | None = None


def is_virtual(place: str) -> bool:
    """Whether this is an end of the world: supplier, customer, scrap, adjustment."""
    return place.startswith("@")


def level_of(tx: Transaction, place: str, sku: str) -> tuple[int, int]:
    """How many lie there and how many of them are promised."""
    found = tx.hand(levels_in_hand).one(place, sku)
    return (found["on_hand"], found["reserved"]) if found else (0, 0)


def book(tx: Transaction, what: Move, cause: Cause) -> str | None:
    """Book a move as it happened. Returns the card that it opened, if the place had too little."""
    card = None
    if not is_virtual(what.from_place):
        card = _made_possible(tx, what, cause)
    _note(tx, what, cause)
    return card


def _made_possible(tx: Transaction, what: Move, cause: Cause) -> str | None:
    place, sku = what.from_place, what.sku
    on_hand, reserved = level_of(tx, place, sku)
    missing = max(what.quantity - on_hand, 0)
    if missing:
        _note(tx, Move(sku, missing, ADJUSTMENT, place, "found", what.ref), cause)
    over = reserved - (on_hand + missing - what.quantity)
    if over > 0:
        break_youngest(tx, place, sku, over)
    card = None
    if over > 0:
        sentence = f"{over} of {sku} at {place} were promised to an order and are gone. Count this place."
        card = open_case(tx, missing_case(place, sku, over, sentence, what.ref), cause)
    if missing:
        told = f"{what.quantity} of {sku} left {place}, but only {on_hand} lay there by the book."
        case = missing_case(place, sku, missing, f"{told} Count this place.", what.ref)
        card = open_case(tx, replace(case, kind=STOCK_NEGATIVE), cause)
    return card


def missing_case(place: str, sku: str, quantity: int, detail: str, order_number: str | None) -> Case:
    """The card about pieces that are not where they should be."""
    subject = stock_key(place, sku)
    return Case(STOCK_MISSING, subject, detail, quantity, order=order_number, place=place, sku=sku)


def _note(tx: Transaction, what: Move, cause: Cause) -> None:
    _shift(tx, what.from_place, what.sku, -what.quantity)
    _shift(tx, what.to_place, what.sku, what.quantity)
    tx.hand(new_moves).add(
        {
            "at_ms": tx.now_ms,
            "sku": what.sku,
            "quantity": what.quantity,
            "from_place": what.from_place,
            "to_place": what.to_place,
            "kind": what.kind,
            "ref": what.ref,
            "fact_id": cause.fact_id,
        }
    )
    tx.freed.add(what.sku)


def _shift(tx: Transaction, place: str, sku: str, by: int) -> None:
    levels = tx.hand(levels_in_hand)
    row = levels.one(place, sku)
    if row is None:
        levels.add({"place": place, "sku": sku, "on_hand": by, "reserved": 0})
    else:
        levels.change(row, on_hand=row["on_hand"] + by)
    if not is_virtual(place):
        tx.touch("stock", [stock_key(place, sku)])


def break_youngest(tx: Transaction, place: str, sku: str, quantity: int) -> None:
    """Take a promise back, from the youngest orders first."""
    rows = tx.look.execute(
        select(reservation.c.order, reservation.c.line, reservation.c.quantity)
        .join(order, order.c.number == reservation.c.order)
        .where(reservation.c.place == place, reservation.c.sku == sku)
        .order_by(order.c.priority.desc(), reservation.c.order, reservation.c.line.desc())
    ).all()
    for row in rows:
        if quantity == 0:
            break
        quantity -= release(tx, Part(row.order, row.line, place, sku, min(quantity, row.quantity)))
    assert quantity == 0, "a level counts what its reservations count"


class Part(NamedTuple):
    """So many pieces at one place, promised to one line of an order."""

    order: str
    line: int
    place: str
    sku: str
    quantity: int


def release(tx: Transaction, part: Part) -> int:
    """Take back a promise as far as it stands; returns how many pieces that were."""
    promises, levels = tx.hand(promises_in_hand), tx.hand(levels_in_hand)
    standing = promises.find((part.order,), (part.order, part.line, part.place))
    if standing is None or part.quantity <= 0:
        return 0
    gone: int = min(standing["quantity"], part.quantity)
    if gone == standing["quantity"]:
        promises.drop(standing)
    else:
        promises.change(standing, quantity=standing["quantity"] - gone)
    spot = levels.one(part.place, part.sku)
    assert spot is not None, "a level counts what its reservations count"
    levels.change(spot, reserved=spot["reserved"] - gone)
    tx.touch("stock", [stock_key(part.place, part.sku)])
    tx.shaken.add(part.order)
    tx.freed.add(part.sku)
    return gone


def reserve(tx: Transaction, parts: list[Part]) -> bool:
    """Promise all of these pieces or none. Nobody else can promise them meanwhile: the scope is locked."""
    sums: dict[tuple[str, str], int] = {}
    for part in parts:
        sums[part.place, part.sku] = sums.get((part.place, part.sku), 0) + part.quantity
    levels = tx.hand(levels_in_hand)
    rows = [(levels.one(*spot), quantity) for spot, quantity in sorted(sums.items())]
    if any(row is None or row["on_hand"] - row["reserved"] < quantity for row, quantity in rows):
        return False
    for row, quantity in rows:
        if row is not None:
            levels.change(row, reserved=row["reserved"] + quantity)
    for part in parts:
        _add_reservation(tx, part)
    tx.touch("stock", [stock_key(place, sku) for place, sku in sums])
    tx.shaken.update(part.order for part in parts)
    return True


def _add_reservation(tx: Transaction, part: Part) -> None:
    promises = tx.hand(promises_in_hand)
    standing = promises.find((part.order,), (part.order, part.line, part.place))
    if standing is not None:
        promises.change(standing, quantity=standing["quantity"] + part.quantity)
        return
    names = ("order", "line", "place", "sku", "quantity")
    promises.add({name: getattr(part, name) for name in names})


def picked_from(tx: Transaction, number: str, sku: str) -> str | None:
    """The place from which the product was picked last for this order."""
    asked = (
        select(move.c.from_place)
        .where(move.c.ref == number, move.c.sku == sku, move.c.kind == "pick")
        .order_by(move.c.id.desc())
        .limit(1)
    )
    return tx.look.execute(asked).scalar_one_or_none()


def moves_of_fact(tx: Transaction, fact_id: str) -> list[Move]:
    """The moves that a fact made, oldest first."""
    rows = tx.look.execute(select(move).where(move.c.fact_id == fact_id).order_by(move.c.id))
    return [Move(row.sku, row.quantity, row.from_place, row.to_place, row.kind, row.ref) for row in rows]


def reverse_moves(tx: Transaction, fact_id: str, cause: Cause) -> None:
    """Move back what a fact moved, last first."""
    for made in reversed(moves_of_fact(tx, fact_id)):
        back = Move(made.sku, made.quantity, made.to_place, made.from_place, f"undo_{made.kind}", made.ref)
        book(tx, back, cause)
