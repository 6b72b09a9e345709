"""Cards about orders that were closed without everything, and nobody said that it is missing.

One is packed before its pick was heard of, and its pick does not come to its end; of the other the pick ended.
"""

import json
from collections import Counter
from typing import Any

from sqlalchemy import or_, select

from app.domain.orders import BY_CODE
from sync.central.attention.rules import (
    CHANGED_WHILE_PACKED,
    PICK_NOT_ENDED,
    SENT_INCOMPLETE,
    Case,
    close_cases,
    open_case,
)
from sync.central.attention.tables import attention
from sync.central.cause import Cause
from sync.central.orders.standing import lines_of, over
from sync.central.orders.tables import order, orders_in_hand
from sync.central.stock.tables import reservation
from sync.central.store import WAREHOUSE, Store, Transaction
from sync.central.work.rules import lasts
from sync.central.work.tables import hold

ENDED = "ended"  # by the pick itself; no person had to do anything
COMPLETE = "complete"  # it is no more
STILL_PROMISED = (
    select(order.c.number)
    .join(reservation, reservation.c.order == order.c.number)
    .where(order.c.closed, ~order.c.dropped, ~order.c.cancelled, order.c.handover.is_not(None))
    .distinct()
)


def note_pick_not_ended(tx: Transaction, number: str) -> None:
    """Say once that such an order went without pieces, or keeps them from others a shift later.

    The pick may never end: whoever left it finds no work in an order that is closed, and a device may be lost. A pick
    of which nothing was heard says nothing before the lease is over: both sides are compared when it comes. The card
    closes when the pick ends or nothing is open; a person who settles it says that nothing more comes.
    """
    row = tx.hand(orders_in_hand).one(number)
    if row is None or row["handover"] is None:
        return
    detail = None
    if row["closed"] and not (row["dropped"] or row["cancelled"] or over(row)):
        detail = _of_missing(tx, number, json.loads(row["handover"])) or _of_promised(tx, number)
    _say_once(tx, PICK_NOT_ENDED, number, detail, ENDED)


def note_sent_incomplete(tx: Transaction, number: str) -> None:
    """Say once that an order was closed without pieces that nobody called missing.

    They were promised no more when the picker came by, as they were counted away or added while there were none; or
    they were added after the picker had dropped the tote. So does one end whose tote was dropped with nothing for it. A
    parcel that was packed before a change has a card of its own.
    """
    row = tx.hand(orders_in_hand).one(number)
    if row is None or not (row["closed"] or row["cartons"] or row["tote"]):
        return  # nobody ever began it
    detail = None
    lines = lines_of(tx, number)
    empty = (
        row["dropped"] and not row["cartons"] and not any(line.picked > 0 or line.packed for line in lines)
    )
    spoken = row["dropped"] or row["handover"] is None  # else the other card watches over its pick
    if (row["closed"] or empty) and spoken and not (row["cancelled"] or over(row)):
        lacking = Counter[str]()
        for line in lines:
            # what two people brought back is less than none: another card tells of it
            lacking[line.sku] += max(line.ordered - max(line.picked, 0) - line.short, 0)
        if +lacking:
            detail = (
                f"The order {number} was closed without {_named(lacking)}, and nobody said that they are missing. Tell "
                "the customer, or send them with a new order."
            )
    if detail is None or not _is_compared(tx, number):
        _say_once(tx, SENT_INCOMPLETE, number, detail, COMPLETE)


def _say_once(tx: Transaction, kind: str, number: str, detail: str | None, over_by: str) -> None:
    """Open the card unless it stands or a person has settled it; with nothing to say, close it."""
    if detail is None:
        close_cases(tx, (kind,), number, Cause(), over_by)
    elif not _is_told(tx, kind, number, over_by):
        open_case(tx, Case(kind, number, detail, order=number), Cause())


def look_for_lost_picks(store: Store) -> None:
    """Ask, once a day, about orders that are packed and still keep pieces from others."""
    with store.writing(WAREHOUSE) as tx:
        tx.shaken.update(tx.look.execute(STILL_PROMISED).scalars())


def _is_told(tx: Transaction, kind: str, number: str, over_by: str) -> bool:
    """Whether a card stands there, or a person has settled it."""
    mine = (attention.c.kind == kind, attention.c.subject == number)
    lasts = or_(attention.c.settled_at_ms.is_(None), attention.c.settled_action != over_by)
    return tx.side.execute(select(attention.c.id).where(*mine, lasts).limit(1)).first() is not None


def _is_compared(tx: Transaction, number: str) -> bool:
    """Whether a card asks already to compare a parcel of the order with what is wanted now.

    The office's own, for a label that goes another way, asks for nothing of that kind.
    """
    of_the_floor = attention.c.device.is_not(None)
    mine = (attention.c.kind == CHANGED_WHILE_PACKED, attention.c.order == number, of_the_floor)
    return tx.side.execute(select(attention.c.id).where(*mine).limit(1)).first() is not None


def _of_missing(tx: Transaction, number: str, handover: dict[str, Any]) -> str | None:
    """What was ordered and neither packed nor missed; nothing while nothing of the pick was heard of.

    The picker's code says as much as the pick itself; what is lacking then came to the order later.
    """
    by_code = handover["how"] == BY_CODE
    lines = lines_of(tx, number)
    if not (by_code or any(line.picked or line.short for line in lines)):
        return None
    wanted: Counter[str] = Counter()
    for line in lines:
        short = max(line.short, handover.get("short", {}).get(str(line.line), 0))
        wanted[line.sku] += line.ordered - short - line.packed
    if not +wanted:
        return None
    if by_code:
        return (
            f"The order {number} was packed by the picker's code and closed: {_named(wanted)} are in no parcel. Ask whoever "
            "picked it, and look in the tote."
        )
    return (
        f"The order {number} was packed by its number and closed before its pick ended: {_named(wanted)} are in no "
        "parcel. Ask whoever picks it, and look in the tote."
    )


def _of_promised(tx: Transaction, number: str) -> str | None:
    """What is kept from others for a pick of which nothing came since the lease of whoever packed it is over."""
    lease = select(hold.c.lease_until_ms).where(hold.c.order == number)
    if lasts(tx, tx.side.execute(lease).scalar_one_or_none() or 0):
        return None
    kept: Counter[str] = Counter()
    for line in lines_of(tx, number):
        kept[line.sku] += line.reserved
    if not +kept:
        return None
    return (
        f"The order {number} was packed a shift ago, and its pick never came to its end: {_named(kept)} are still kept "
        "for it. Ask whoever picked it; settle this when nothing more comes."
    )


def _named(pieces: Counter[str]) -> str:
    return ", ".join(f"{quantity} of {sku}" for sku, quantity in sorted((+pieces).items()))
