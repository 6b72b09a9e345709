"""Parcels that are still in the house and are scanned where nobody loads: no return is opened for them. Pure."""

from app.domain.ramp import RampParcel
from app.inputs import Message, ParcelScanned, Refusal, Refused
from app.workflows.load import LoadWork


def in_cage(at: RampParcel) -> Refused:
    """It lies in a cage, open or closed: where, and what to do with it."""
    words = "refusal.in_closed_load" if at.sealed else "refusal.in_cage"
    told = Message.of(words, order=at.order, cage=at.cage or at.load or "")
    refusal = Refusal.PARCEL_GONE if at.sealed else Refusal.ALREADY_LOADED
    return Refused(refusal, at.cage or "", at.order, told)


def after_handover(work: LoadWork, given: ParcelScanned) -> Refused | None:
    """Why a label that is scanned once the driver has the load opens nothing: it is of that very load, or still waits.

    None where it may be anything that is scanned at home.
    """
    at = given.at
    if at is None or given.rma is not None or given.skus:
        return None
    if work.holds(at.sscc):
        return Refused(Refusal.PARCEL_GONE, work.cage, at.sscc)
    if at.left:
        return None
    if at.load:
        return in_cage(at)
    return Refused(Refusal.SCAN_CAGE, " ".join(filter(None, (at.carrier, at.belongs))), at.order)
