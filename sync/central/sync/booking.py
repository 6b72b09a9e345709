"""Books one fact: finds the rule of its kind, or the reason why no rule can book it. Knows no numbers and no batch.

What can't be booked raises NotBookable; the caller keeps the fact and shows it to a person.
"""

import json
import logging
from collections.abc import Mapping
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from app.domain.facts import (
    FACT_VERSION,
    AttentionSettled,
    AttentionTaken,
    Fact,
    Undone,
    UnknownFact,
    fact_from,
    name_now,
)
from sync.central.attention.actions import PUT_BACK, act, count_picked
from sync.central.attention.rules import (
    ACTIONS,
    PICK_NOT_ENDED,
    QUARANTINED,
    Case,
    card_of,
    close,
    open_case,
    reopen_settled_by,
    take_back,
    take_card,
)
from sync.central.attention.tables import attention
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.manifests import facts as manifests
from sync.central.measuring import facts as measuring
from sync.central.returns import facts as returns
from sync.central.shipments import facts as shipments
from sync.central.shipments import missing, told, tracking
from sync.central.stock.rules import moves_of_fact, reverse_moves
from sync.central.store import Transaction
from sync.central.sync.forms import check_form
from sync.central.sync.tables import fact as fact_table
from sync.central.work import facts as work
from sync.central.work import handover, pick_over, put_back, wall
from sync.central.work.rules import hold_again

log = logging.getLogger(__name__)

LASTING = ("release", "repick")  # what they began goes on, whatever becomes of the press
APPLIED, ATTENTION, HELD_BACK = "applied", "attention", "quarantined"
FIRST_OF_ID = (
    select(fact_table)
    .where(fact_table.c.fact_id == bindparam("fact_id"))
    .order_by(fact_table.c.position)
    .limit(1)
)


def book_in_set(tx: Transaction, payload: Mapping[str, Any], cause: Cause) -> str | None:
    """Book one fact of many. Whatever it raises, the whole set must be taken back, since half of it may be booked."""
    return _booked(tx, _fact_of(payload), cause)


def book_payload(tx: Transaction, payload: Mapping[str, Any], cause: Cause) -> str | None:
    """Book a fact as it was sent; returns the card it opened. All of it or, with NotBookable, nothing."""
    try:
        with tx.attempt():
            return _booked(tx, _fact_of(payload), cause)
    except (NotBookable, OperationalError):
        raise
    except UnknownFact as why:
        raise NotBookable(str(why)) from why
    except DBAPIError as why:
        if why.connection_invalidated:
            raise
        log.exception("a fact could not be booked")
        raise NotBookable(f"the database does not take it ({type(why).__name__})") from why
    except Exception as why:
        log.exception("a fact could not be booked")
        raise NotBookable(f"booking it failed ({type(why).__name__})") from why


def _fact_of(payload: Mapping[str, Any]) -> Fact:
    if payload.get("version") != FACT_VERSION:
        raise NotBookable(f"this version of central does not know version {payload.get('version')!r} of it")
    fact = fact_from(str(payload.get("kind")), payload["body"])
    check_form(fact)
    return fact


def _booked(tx: Transaction, fact: Fact, cause: Cause) -> str | None:
    if isinstance(fact, Undone):
        _undo(tx, fact, cause)
        return None
    return BOOK[type(fact)](tx, fact, cause)


def stored_id(fact_id: str) -> str:
    """The id as it is kept: escaped, so that any text can be a key in any database."""
    return quoted(fact_id)[1:-1]


def _undo(tx: Transaction, fact: Undone, cause: Cause) -> None:
    row = tx.look.execute(FIRST_OF_ID, {"fact_id": stored_id(fact.fact_id)}).one_or_none()
    if row is None:
        raise NotBookable("central does not know the fact that was taken back")
    if row.undone_by is not None:
        raise NotBookable("the fact was taken back already")
    if row.kind == Undone.__name__ or name_now(row.kind) != name_now(fact.kind):
        raise NotBookable(f"a {row.kind} can't be taken back by this")
    mine = fact_table.c.position == row.position
    tx.side.execute(update(fact_table).where(mine).values(undone_by=cause.fact_id))
    if row.outcome == HELD_BACK:
        card = card_of(tx, row.attention)
        if card is not None:
            close(tx, card, "undone", cause)
        return
    payload = json.loads(row.payload)
    original = _fact_of(payload)
    take_back(tx, row.fact_id, cause)
    reverse_moves(tx, row.fact_id, cause)
    TAKE_BACK[type(original)](tx, original, Cause(row.fact_id, row.device, cause.operator))
    number = getattr(original, "order", None)
    if isinstance(number, str):
        hold_again(tx, row.device, number)


def settle(tx: Transaction, card: RowMapping, action: str, cause: Cause, reason: str | None = None) -> None:
    """Settle a card. A fact that still can't be booked leaves its card open, with the reason."""
    if card["settled_at_ms"] is not None:
        return
    if card["kind"] == QUARANTINED and action == "release":
        _release(tx, card, cause)
    else:
        act(tx, card, action, cause, reason)


def _release(tx: Transaction, card: RowMapping, cause: Cause) -> None:
    row = tx.db.execute(select(fact_table).where(fact_table.c.attention == card["id"])).one()
    payload = json.loads(row.payload)
    behind = Cause(row.fact_id, row.device, str(payload.get("operator")), late=True)
    try:
        opened = book_payload(tx, payload, behind)
    except NotBookable as why:
        detail = held_back_detail(str(payload.get("kind")), str(why))
        tx.db.execute(update(attention).where(attention.c.id == card["id"]).values(detail=detail))
        tx.touch("attention", [card["id"]])
        return
    outcome = {"outcome": ATTENTION if opened else APPLIED, "attention": opened}
    tx.db.execute(update(fact_table).where(fact_table.c.position == row.position).values(outcome))
    close(tx, card, "release", cause)


def held_back_detail(kind: str, reason: str) -> str:
    """The sentence on the card of a fact that could not be booked."""
    readable = json.dumps(f"{kind}: {reason}", ensure_ascii=True)[1:-1].replace('\\"', '"')
    return f"Not booked yet: {readable[:400]}. Correct the cause and release it, or write it off."


def hold_back(tx: Transaction, payload: Mapping[str, Any], reason: str, cause: Cause) -> str:
    """Open the card of a fact that could not be booked."""
    detail = held_back_detail(str(payload.get("kind")), reason)
    return open_case(tx, Case(QUARANTINED, tx.new_id(), detail), cause)


def _settle_by_fact(tx: Transaction, fact: AttentionSettled, cause: Cause) -> str | None:
    card = card_of(tx, fact.attention)
    if card is None:
        raise NotBookable("central knows no such card")
    if fact.action not in ACTIONS[card["kind"]]:
        raise NotBookable(f"a card of the kind {card['kind']} has no action “{fact.action}”")
    settle(tx, card, fact.action, cause, fact.reason)
    return None


def _take_by_fact(tx: Transaction, fact: AttentionTaken, cause: Cause) -> str | None:
    if card_of(tx, fact.attention) is None:
        raise NotBookable("central knows no such card")
    take_card(tx, fact.attention, fact.owner)
    return None


def _untake(tx: Transaction, fact: AttentionTaken, _cause: Cause) -> None:
    take_card(tx, fact.attention, None)


def _unsettle(tx: Transaction, fact: AttentionSettled, cause: Cause) -> None:
    card = card_of(tx, fact.attention)
    if card is None or card["settled_fact"] != cause.fact_id or fact.action in LASTING:
        return
    if card["kind"] == PICK_NOT_ENDED:
        pick_over.pick_goes_on(tx, card, cause.fact_id or "")
        reopen_settled_by(tx, cause.fact_id or "")
        return
    moved = sum(m.quantity for m in moves_of_fact(tx, cause.fact_id or "") if m.kind == PUT_BACK)
    if moved:
        count_picked(tx, card, moved)
    reopen_settled_by(tx, cause.fact_id or "")


BOOK: dict[type[Any], Book] = {
    **work.BOOK,
    **wall.BOOK,
    **handover.BOOK,
    **pick_over.BOOK,
    **put_back.BOOK,
    **shipments.BOOK,
    **missing.BOOK,
    **told.BOOK,
    **tracking.BOOK,
    **manifests.BOOK,
    **returns.BOOK,
    **measuring.BOOK,
    AttentionSettled: _settle_by_fact,
    AttentionTaken: _take_by_fact,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    **work.TAKE_BACK,
    **wall.TAKE_BACK,
    **handover.TAKE_BACK,
    **put_back.TAKE_BACK,
    **shipments.TAKE_BACK,
    **missing.TAKE_BACK,
    **told.TAKE_BACK,
    **tracking.TAKE_BACK,
    **manifests.TAKE_BACK,
    **returns.TAKE_BACK,
    **measuring.TAKE_BACK,
    AttentionSettled: _unsettle,
    AttentionTaken: _untake,
}
