"""How picking is booked and taken back. What happened is never refused; what collides opens a card."""

import json
from collections import Counter
from typing import Any

from app.domain.facts import Picked, Shorted, TotesDropped
from app.domain.places import PACK
from sync.central.attention.rules import DOUBLE_PICK, Case, open_case
from sync.central.cause import Book, Cause, TakeBack
from sync.central.orders.promise import free_of
from sync.central.orders.standing import CLOSED, line_of, lines_of, trim
from sync.central.plans.rules import want, want_no_more
from sync.central.stock.rules import (
    Move,
    Part,
    book,
    break_youngest,
    level_of,
    missing_case,
    release,
    reserve,
)
from sync.central.store import Transaction
from sync.central.work import totes
from sync.central.work.counted import count_picked
from sync.central.work.known import changed_line as changed_line
from sync.central.work.known import changed_order as changed_order
from sync.central.work.known import line_must_be_known as line_must_be_known
from sync.central.work.known import order_must_be_known as order_must_be_known
from sync.central.work.known import place_must_be_known as place_must_be_known
from sync.central.work.leftover import note_what_goes_back


def pick(tx: Transaction, fact: Picked, cause: Cause) -> str | None:
    """Pieces left their place for the packing table, with what was promised for them there."""
    row = order_must_be_known(tx, fact.order)
    line = line_must_be_known(tx, fact.order, fact.line, fact.sku)
    place_must_be_known(tx, fact.place)
    gone = release(tx, Part(fact.order, fact.line, fact.place, fact.sku, fact.quantity))
    changed_line(tx, fact.order, fact.line, picked=fact.quantity)
    count_picked(tx, fact, fact.quantity)
    if line.reserved - gone > line.ordered - line.picked - fact.quantity - line.short:
        _trim(tx, fact.order, fact.line)
    card = None
    if fact.place != PACK:
        if row["revision"]:
            _give_way(tx, fact)
        move = Move(fact.sku, fact.quantity, fact.place, PACK, "pick", fact.order)
        card = book(tx, move, cause)
    if row["revision"]:  # it was changed: what is too many goes back, whoever picked it
        return note_what_goes_back(tx, fact.order, cause) or card
    surplus = min(fact.quantity, line.picked + fact.quantity - line.ordered)
    if surplus > 0:
        sentence = f"{surplus} of {fact.sku} too many were picked for the order {fact.order}. Put them back."
        case = Case(
            DOUBLE_PICK,
            f"{fact.order}#{fact.line}",
            sentence,
            surplus,
            order=fact.order,
            line=fact.line,
            place=fact.place,
            sku=fact.sku,
        )
        card = open_case(tx, case, cause)
    return card


def _give_way(tx: Transaction, fact: Picked) -> None:
    """Pieces of a changed order were promised to others meanwhile. They are not lost, but will be back: no card."""
    on_hand, reserved = level_of(tx, fact.place, fact.sku)
    over = reserved - max(on_hand - fact.quantity, 0)
    if over > 0:
        break_youngest(tx, fact.place, fact.sku, over)


def unpick(tx: Transaction, fact: Picked, cause: Cause) -> None:
    """The pieces lie at their place again, promised to the same line as far as they can be."""
    changed_line(tx, fact.order, fact.line, picked=-fact.quantity)
    count_picked(tx, fact, -fact.quantity)
    note_what_goes_back(tx, fact.order, cause)
    _promise_again(tx, fact)


def short(tx: Transaction, fact: Shorted, cause: Cause) -> str | None:
    """Pieces were not there: the line does without them, and nobody is promised more from there."""
    line_must_be_known(tx, fact.order, fact.line, fact.sku)
    place_must_be_known(tx, fact.place)
    release(tx, Part(fact.order, fact.line, fact.place, fact.sku, fact.quantity))
    changed_line(tx, fact.order, fact.line, short=fact.quantity)
    _trim(tx, fact.order, fact.line)
    sentence = f"{fact.quantity} of {fact.sku} were wanted at {fact.place}: {fact.reason}. Count this place."
    return open_case(tx, missing_case(fact.place, fact.sku, fact.quantity, sentence, fact.order), cause)


def unshort(tx: Transaction, fact: Shorted, _cause: Cause) -> None:
    """The pieces are wanted again, from the same place as far as they are free."""
    changed_line(tx, fact.order, fact.line, short=-fact.quantity)
    _promise_again(tx, fact)


def drop(tx: Transaction, fact: TotesDropped, cause: Cause) -> str | None:
    """The pick ended, unless pieces were added meanwhile that its picker has not heard of."""
    row = order_must_be_known(tx, fact.order)
    added = row["revision"] and any(line.wanted and line.reserved for line in lines_of(tx, fact.order))
    changed_order(tx, fact.order, dropped=not added)
    totes.dropped(tx, fact, fact.place)
    if not added:
        want(tx, fact.order)
    picked_on = row["cartons"] and row["handover"] is None and not added
    if picked_on and _all_is_packed(tx, fact.order):  # nothing came of picking on for what was missing
        changed_order(tx, fact.order, closed=True)
    return note_what_goes_back(tx, fact.order, cause)


def _all_is_packed(tx: Transaction, number: str) -> bool:
    """Whether every piece that was picked lies in a closed parcel."""
    loose: Counter[str] = Counter()
    for line in lines_of(tx, number):
        loose[line.sku] += line.picked
    if not loose.total():
        return False
    for contents in tx.side.execute(CLOSED, {"number": number}).scalars():
        loose.subtract({part["sku"]: part["quantity"] for part in json.loads(contents)})
    return not any(pieces > 0 for pieces in loose.values())


def undrop(tx: Transaction, fact: TotesDropped, _cause: Cause) -> None:
    """The pick goes on; what is still wanted is promised again."""
    changed_order(tx, fact.order, dropped=False)
    totes.dropped(tx, fact, "")
    want_no_more(tx, fact.order)
    tx.freed.update(line.sku for line in lines_of(tx, fact.order))


def _trim(tx: Transaction, number: str, no: int) -> None:
    """Promises above what is still wanted are taken back at once, so that the next fact finds them free."""
    line = line_of(tx, number, no)
    if line is not None:
        trim(tx, number, line, line.wanted)


def _promise_again(tx: Transaction, fact: Picked | Shorted) -> None:
    """Promise pieces at their old place again, as many as lie there free, before anybody else is served."""
    tx.freed.add(fact.sku)
    line = line_must_be_known(tx, fact.order, fact.line, fact.sku)
    if order_must_be_known(tx, fact.order)["cancelled"]:
        return
    spot = free_of(tx, [fact.sku])[fact.sku].get(fact.place)
    quantity = min(fact.quantity, line.wanted - line.reserved, spot.quantity if spot else 0)
    if quantity > 0:
        reserve(tx, [Part(fact.order, fact.line, fact.place, fact.sku, quantity)])


BOOK: dict[type[Any], Book] = {**totes.BOOK, Picked: pick, Shorted: short, TotesDropped: drop}
TAKE_BACK: dict[type[Any], TakeBack] = {
    **totes.TAKE_BACK,
    Picked: unpick,
    Shorted: unshort,
    TotesDropped: undrop,
}
