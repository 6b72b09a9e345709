"""Parcels that were closed by somebody who did not know yet: of a changed or cancelled order, or of one packed already."""

from app.domain.facts import ParcelClosed
from sync.central.attention.rules import CHANGED_WHILE_PACKED, DOUBLE_PACK, Case, open_case
from sync.central.cause import Cause
from sync.central.store import Transaction
from sync.central.work.facts import order_must_be_known
from sync.central.work.leftover import note_what_goes_back


def note_late_parcel(tx: Transaction, fact: ParcelClosed, cause: Cause, *, again: bool) -> str | None:
    """Open the card that such a parcel needs before it leaves the house. `again`: its order was packed whole before."""
    row = order_must_be_known(tx, fact.order)
    named = fact.sscc or f"{fact.order} no. {fact.no}"
    if row["cancelled"]:
        return note_what_goes_back(tx, fact.order, cause)
    card = None
    if row["revision"] > fact.revision:
        detail = f"The parcel {named} was packed before the order {fact.order} was changed. Compare contents and address."
        card = open_case(
            tx, Case(CHANGED_WHILE_PACKED, named, detail, order=fact.order, sscc=fact.sscc), cause
        )
    if again:
        detail = f"The order {fact.order} was packed twice. Keep the parcel {named} here."
        card = open_case(tx, Case(DOUBLE_PACK, named, detail, order=fact.order, sscc=fact.sscc), cause)
    return card
