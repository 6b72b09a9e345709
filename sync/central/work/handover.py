"""How orders are booked that were packed before their pick was heard of: by the picker's code, or blind by their number.

What was packed first is lent by the adjustment place and given back when the pick arrives. Once both sides are
known they are compared: where they differ a card opens.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import or_, select

from app.domain.facts import HandedOver, OpenedBlind, PackingEnded, TotesDropped
from app.domain.orders import BLIND, BY_CODE
from app.domain.places import ADJUSTMENT, PACK, SHIP
from sync.central.attention.rules import PACKED_LESS, PACKED_MORE, Case, open_case
from sync.central.cause import Book, Cause, TakeBack
from sync.central.orders.standing import LineState, lines_of
from sync.central.orders.tables import orders_in_hand
from sync.central.shipments.late import is_ended_by_another
from sync.central.stock.rules import Move, book, picked_from
from sync.central.stock.tables import move
from sync.central.store import Transaction
from sync.central.work.facts import changed_order, drop, line_must_be_known, order_must_be_known
from sync.central.work.rules import hold_goes_to
from sync.central.work.wall import slot_is_free, taken_off_wall

LENT, GIVEN_BACK = "handed", "handed_back"


def hand_over(tx: Transaction, fact: HandedOver, cause: Cause) -> str | None:
    """The packing table knows every piece before central does; the order is in its hands now."""
    order_must_be_known(tx, fact.order)
    for one in fact.lines:
        line_must_be_known(tx, fact.order, one.line, one.sku)
    told = {
        "picked": {str(one.line): one.picked for one in fact.lines},
        "short": {str(one.line): one.short for one in fact.lines if one.short},
        "lots": {str(one.line): [asdict(lot) for lot in one.lots] for one in fact.lines if one.lots},
    }
    _note(tx, fact.order, {"how": BY_CODE, "device": fact.device, "epoch": fact.epoch, **told}, cause)
    return None


def open_blind(tx: Transaction, fact: OpenedBlind, cause: Cause) -> str | None:
    """An order is packed and nobody has said yet what was picked for it."""
    row = order_must_be_known(tx, fact.order)
    if row["handover"] is None:
        _note(tx, fact.order, {"how": BLIND}, cause)
    return None


def _note(tx: Transaction, number: str, how: Mapping[str, Any], cause: Cause) -> None:
    changed_order(tx, number, handover=json.dumps(how))
    if cause.device is not None:
        hold_goes_to(tx, cause.device, number, late=cause.late)


def never_handed(tx: Transaction, fact: HandedOver | OpenedBlind, _cause: Cause) -> None:
    """It was not handed over after all."""
    changed_order(tx, fact.order, handover=None)


def end_packing(tx: Transaction, fact: PackingEnded, cause: Cause) -> str | None:
    """The tote is empty: the order ends with the parcels that it has."""
    order_must_be_known(tx, fact.order)
    taken_off_wall(tx, fact.order, cause)
    slot_is_free(tx, fact.order, cause)
    changed_order(tx, fact.order, closed=True)
    return compare(tx, fact.order, cause)


def go_on_packing(tx: Transaction, fact: PackingEnded, _cause: Cause) -> None:
    """There was more in the tote."""
    changed_order(tx, fact.order, closed=is_ended_by_another(tx, fact.order))


def lend(tx: Transaction, number: str, contents: Mapping[str, int], cause: Cause) -> None:
    """Pieces about to leave the packing table whose pick is still on its way: they are there, say the packer's hands."""
    if not _is_handed(tx, number):
        return
    picked: Counter[str] = Counter()
    for line in lines_of(tx, number):
        picked[line.sku] += line.picked
    gone = _moved(tx, number, PACK, SHIP)
    lent = lent_to(tx, number)
    for sku in sorted(contents):
        missing = contents[sku] - (picked[sku] + lent[sku] - gone[sku])
        if missing > 0:
            book(tx, Move(sku, missing, ADJUSTMENT, PACK, LENT, number), cause)


def give_back(tx: Transaction, number: str, sku: str, quantity: int, cause: Cause) -> None:
    """The pick of pieces that were packed before has arrived."""
    if not _is_handed(tx, number):
        return
    back = min(lent_to(tx, number)[sku], quantity)
    if back > 0:
        book(tx, Move(sku, back, PACK, ADJUSTMENT, GIVEN_BACK, number), cause)


def compare(tx: Transaction, number: str, cause: Cause) -> str | None:
    """Once the tote was dropped and the last parcel closed: what was picked and what was packed must be the same."""
    row = order_must_be_known(tx, number)
    if row["handover"] is None or not (row["dropped"] and row["closed"]):
        return None
    sums: dict[str, LineState] = {}
    for line in lines_of(tx, number):
        known = sums.get(line.sku, line._replace(picked=0, packed=0))
        sums[line.sku] = known._replace(picked=known.picked + line.picked, packed=known.packed + line.packed)
    card = None
    for _, line in sorted(sums.items()):
        if line.picked != line.packed:
            card = _differs(tx, line, number, cause)
    return card


def _differs(tx: Transaction, line: LineState, number: str, cause: Cause) -> str:
    """Open the card of a product of which `picked` and `packed` are the order's sums."""
    kind = PACKED_LESS if line.packed < line.picked else PACKED_MORE
    look = "Look in the tote and at the table." if kind == PACKED_LESS else "Count the place."
    sentence = (
        f"{line.picked} of {line.sku} were picked for the order {number}, {line.packed} were packed. {look}"
    )
    place = picked_from(tx, number, line.sku)
    quantity = abs(line.picked - line.packed)
    subject = f"{number}#{line.sku}"
    case = Case(kind, subject, sentence, quantity, order=number, line=line.line, place=place, sku=line.sku)
    return open_case(tx, case, cause)


def _is_handed(tx: Transaction, number: str) -> bool:
    row = tx.hand(orders_in_hand).one(number)
    return row is not None and row["handover"] is not None


def lent_to(tx: Transaction, number: str) -> Counter[str]:
    """What the adjustment place has lent to this order and not got back."""
    return _moved(
        tx, number, ADJUSTMENT, PACK, kinds=(LENT, f"undo_{LENT}", GIVEN_BACK, f"undo_{GIVEN_BACK}")
    )


def _moved(
    tx: Transaction, number: str, one: str, other: str, kinds: tuple[str, ...] = ("pack", "undo_pack")
) -> Counter[str]:
    """What moved for this order from one place to the other, less what moved back."""
    found = tx.look.execute(
        select(move.c.sku, move.c.quantity, move.c.from_place).where(
            move.c.ref == number,
            move.c.kind.in_(kinds),
            or_(move.c.from_place == one, move.c.to_place == one),
            or_(move.c.from_place == other, move.c.to_place == other),
        )
    )
    moved: Counter[str] = Counter()
    for row in found:
        moved[row.sku] += row.quantity if row.from_place == one else -row.quantity
    return moved


def drop_handed(tx: Transaction, fact: TotesDropped, cause: Cause) -> str | None:
    """The pick ended; if the order is packed already, both sides are known now."""
    card = drop(tx, fact, cause)
    return compare(tx, fact.order, cause) or card


BOOK: dict[type[Any], Book] = {
    HandedOver: hand_over,
    OpenedBlind: open_blind,
    PackingEnded: end_packing,
    TotesDropped: drop_handed,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    HandedOver: never_handed,
    OpenedBlind: never_handed,
    PackingEnded: go_on_packing,
}
