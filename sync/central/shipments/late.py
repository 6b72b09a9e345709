"""Parcels that were closed by somebody who did not know yet: of a changed or cancelled order, or of one packed already."""

import json

from sqlalchemy import select

from app.domain.facts import ParcelClosed
from sync.central.attention.rules import CHANGED_WHILE_PACKED, DOUBLE_PACK, Case, open_case
from sync.central.cause import Cause
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.store import Transaction
from sync.central.sync.tables import fact as fact_table
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


def is_ended_by_another(tx: Transaction, number: str) -> bool:
    """Whether a parcel that stands was the last one of the order: who takes back a second packing opens nothing again."""
    standing = select(parcel.c.fact_id).where(parcel.c.order == number, parcel.c.status != VOID)
    closed = select(fact_table.c.payload).where(fact_table.c.fact_id.in_(standing))
    return any(json.loads(payload)["body"]["last"] for payload in tx.side.execute(closed).scalars())


def ask_for_new_labels(tx: Transaction, number: str, cause: Cause) -> None:
    """The order goes another way since its parcels were closed: each of them needs a label that says so."""
    row = order_must_be_known(tx, number)
    way = " ".join(filter(None, (row["carrier"], row["service"]))) or "the usual carrier"
    standing = select(parcel.c.key, parcel.c.sscc).where(parcel.c.order == number, parcel.c.status != VOID)
    for box in tx.side.execute(standing).all():
        detail = (
            f"The order {number} goes with {way} since the parcel {box.sscc or box.key} was closed. Print its label again, "
            "stick it over the old one, and take it out of another carrier's cage."
        )
        open_case(
            tx, Case(CHANGED_WHILE_PACKED, box.sscc or box.key, detail, order=number, sscc=box.sscc), cause
        )
