"""The card about an order that was packed before its pick was heard of, and whose pick does not come to its end."""

import json
from collections import Counter

from sqlalchemy import or_, select

from app.domain.orders import BLIND
from sync.central.attention.rules import PICK_NOT_ENDED, Case, close_cases, open_case
from sync.central.attention.tables import attention
from sync.central.cause import Cause
from sync.central.orders.standing import lines_of, over
from sync.central.orders.tables import order, orders_in_hand
from sync.central.stock.tables import reservation
from sync.central.store import WAREHOUSE, Store, Transaction
from sync.central.work.tables import hold

ENDED = "ended"  # by the pick itself; no person had to do anything
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
        how = json.loads(row["handover"])["how"]
        detail = (_of_missing(tx, number) if how == BLIND else None) or _of_promised(tx, number)
    if detail is None:
        close_cases(tx, (PICK_NOT_ENDED,), number, Cause(), ENDED)
    elif not _is_told(tx, number):
        open_case(tx, Case(PICK_NOT_ENDED, number, detail, order=number), Cause())


def look_for_lost_picks(store: Store) -> None:
    """Ask, once a day, about orders that are packed and still keep pieces from others."""
    with store.writing(WAREHOUSE) as tx:
        tx.shaken.update(tx.look.execute(STILL_PROMISED).scalars())


def _is_told(tx: Transaction, number: str) -> bool:
    """Whether a card stands there, or a person has settled it."""
    mine = (attention.c.kind == PICK_NOT_ENDED, attention.c.subject == number)
    lasts = or_(attention.c.settled_at_ms.is_(None), attention.c.settled_action != ENDED)
    return tx.side.execute(select(attention.c.id).where(*mine, lasts).limit(1)).first() is not None


def _of_missing(tx: Transaction, number: str) -> str | None:
    """What was ordered and neither packed nor missed; nothing while nothing of the pick was heard of."""
    lines = lines_of(tx, number)
    if not any(line.picked or line.short for line in lines):
        return None
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.sku] += line.ordered - line.short - line.packed
    if not +wanted:
        return None
    return (
        f"The order {number} was packed by its number and closed before its pick ended: {_named(wanted)} are in no "
        "parcel. Ask whoever picks it, and look in the tote."
    )


def _of_promised(tx: Transaction, number: str) -> str | None:
    """What is kept from others for a pick of which nothing came since the lease of whoever packed it is over."""
    lease = select(hold.c.lease_until_ms).where(hold.c.order == number)
    if (tx.side.execute(lease).scalar_one_or_none() or 0) > tx.now_ms:
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
