"""The card about an order that was packed blind and closed while its pick, heard of in part, has not ended."""

import json
from collections import Counter

from sqlalchemy import or_, select

from app.domain.orders import BLIND
from sync.central.attention.rules import PICK_NOT_ENDED, Case, close_cases, open_case
from sync.central.attention.tables import attention
from sync.central.cause import Cause
from sync.central.orders.standing import lines_of
from sync.central.orders.tables import orders_in_hand
from sync.central.store import Transaction

ENDED = "ended"  # by the pick itself; no person had to do anything


def note_pick_not_ended(tx: Transaction, number: str) -> None:
    """Say once that such an order went without pieces; the card closes when the pick ends or nothing is missing.

    The pick may never end: whoever left it finds no work in an order that is closed, and a device may be lost. A pick
    of which nothing was heard says nothing yet: both sides are compared when it comes.
    """
    row = tx.hand(orders_in_hand).one(number)
    if row is None or row["handover"] is None or json.loads(row["handover"])["how"] != BLIND:
        return
    missing = {} if row["dropped"] or row["cancelled"] or not row["closed"] else _missing(tx, number)
    if not missing:
        close_cases(tx, (PICK_NOT_ENDED,), number, Cause(), ENDED)
        return
    if not _is_told(tx, number):
        pieces = ", ".join(f"{quantity} of {sku}" for sku, quantity in sorted(missing.items()))
        detail = (
            f"The order {number} was packed by its number and closed before its pick ended: {pieces} are in no "
            "parcel. Ask whoever picks it, and look in the tote."
        )
        open_case(tx, Case(PICK_NOT_ENDED, number, detail, order=number), Cause())


def _is_told(tx: Transaction, number: str) -> bool:
    """Whether a card stands there, or a person has settled it."""
    mine = (attention.c.kind == PICK_NOT_ENDED, attention.c.subject == number)
    lasts = or_(attention.c.settled_at_ms.is_(None), attention.c.settled_action != ENDED)
    return tx.side.execute(select(attention.c.id).where(*mine, lasts).limit(1)).first() is not None


def _missing(tx: Transaction, number: str) -> Counter[str]:
    """What was ordered and neither packed nor missed, by product; nothing while nothing of the pick was heard of."""
    lines = lines_of(tx, number)
    if not any(line.picked or line.short for line in lines):
        return Counter()
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.sku] += line.ordered - line.short - line.packed
    return +wanted
