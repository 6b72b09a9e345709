"""The card about goods that were picked and that nobody wants: opened when nobody has them in hand, closed when they are back."""

from app.domain.places import PACK
from sync.central.attention.rules import (
    CANCELLED_WHILE_PICKED,
    CHANGED_WHILE_PICKED,
    Case,
    close_cases,
    open_case,
)
from sync.central.cause import Cause
from sync.central.orders.standing import going_back, lines_of
from sync.central.orders.tables import orders_in_hand
from sync.central.store import Transaction

KINDS = (CANCELLED_WHILE_PICKED, CHANGED_WHILE_PICKED)


def note_what_goes_back(tx: Transaction, number: str, cause: Cause) -> str | None:
    """Open the card about goods that nobody has in hand and nobody wants; close it when there are none."""
    row = tx.hand(orders_in_hand).one(number)
    assert row is not None, "who asks knows the order"
    if not row["revision"] or (row["closed"] and not row["cancelled"]):
        return None
    # two copies of a store may have brought the same pieces back: less than none of a line are none
    picked = sum(max(line.picked, 0) for line in lines_of(tx, number))
    left = picked if row["cancelled"] else sum(going_back(tx, number).values())
    if left <= 0:
        close_cases(tx, KINDS, number, cause, "put_back")
        return None
    if not row["dropped"]:
        return None  # whoever has the tote is told
    if row["cancelled"]:
        close_cases(tx, (CHANGED_WHILE_PICKED,), number, cause, "put_back")
        detail = (
            f"The order {number} was cancelled, but is picked: {_pieces(left)} at {PACK} to be brought back."
        )
        return open_case(tx, Case(CANCELLED_WHILE_PICKED, number, detail, order=number, place=PACK), cause)
    detail = f"The order {number} was changed after its pick: {_pieces(left)} too many at {PACK}, to be brought back."
    return open_case(tx, Case(CHANGED_WHILE_PICKED, number, detail, order=number, place=PACK), cause)


def _pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count} pieces"
