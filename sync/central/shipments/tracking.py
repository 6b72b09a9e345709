"""What carriers call parcels: told by whoever reads their label, or by the program that ordered it."""

from typing import Any

from sqlalchemy import RowMapping, select, update

from app.domain.facts import TrackingNoted
from app.domain.tracking import tracking_in
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.checks import Wrong, object_of
from sync.central.problems import Problem
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.store import Transaction


def note(tx: Transaction, fact: TrackingNoted, _cause: Cause) -> str | None:
    """Somebody read the carrier's label; the number that was told last counts."""
    number = tracking_in(fact.tracking)
    if number is None:
        raise NotBookable(f"“{fact.tracking}” is no carrier's number")
    _called(tx, _parcel(tx, fact.sscc), number)
    return None


def note_no_more(tx: Transaction, fact: TrackingNoted, _cause: Cause) -> None:
    """It was another parcel's label."""
    _called(tx, _parcel(tx, fact.sscc), tracking_in(fact.was or ""))


def set_tracking(tx: Transaction, sscc: str, body: Any) -> None:
    """The number as a program tells it; null: the parcel is known by its SSCC again."""
    try:
        said = object_of(body).get("tracking")
        number = tracking_in(said) if isinstance(said, str) else None
        if "tracking" not in body or (said is not None and number is None):
            raise Wrong("tracking", "must be 6 to 35 letters and digits, 4 digits at least, or null")
    except Wrong as why:
        raise Problem(
            422, "invalid", why.reason, errors=[{"field": why.field, "reason": why.reason}]
        ) from why
    try:
        _called(tx, _parcel(tx, sscc), number)
    except NotBookable as why:
        raise Problem(
            404, "unknown-parcel", "There is no parcel of this number. Check the 18 digits."
        ) from why


def _parcel(tx: Transaction, sscc: str) -> RowMapping:
    asked = select(parcel).where(parcel.c.sscc == sscc, parcel.c.status != VOID)
    found = tx.side.execute(asked).mappings().first()
    if found is None:
        raise NotBookable(f"central knows no closed parcel {sscc}")
    return found


def _called(tx: Transaction, box: RowMapping, number: str | None) -> None:
    tx.side.execute(update(parcel).where(parcel.c.key == box["key"]).values(tracking=number))
    tx.touch("parcel", [box["key"]])


BOOK: dict[type[Any], Book] = {TrackingNoted: note}
TAKE_BACK: dict[type[Any], TakeBack] = {TrackingNoted: note_no_more}
