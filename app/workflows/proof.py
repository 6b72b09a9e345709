"""A label is scanned while its order is on the packing screen: it proves its print, or belongs on another parcel. Pure."""

from dataclasses import replace

from app.domain.facts import LabelConfirmed
from app.domain.orders import WorkOrder
from app.inputs import Message, ParcelScanned, Refusal, Refused, Step
from app.workflows.pack_states import AwaitCarton, Finished, PackState

DIGITS_SHOWN = 5  # of 18: as many as an eye compares


def proven(state: PackState, given: ParcelScanned) -> Step[PackState] | None:
    """The label just stuck, or an earlier one of this order, is proven. Another parcel's is refused as long as the order is
    being packed; when all is packed any scan acts as at home. None where neither is."""
    if any(parcel.sscc == given.sscc for parcel in state.work.parcels):
        said = Message.of("said.label_confirmed", sscc=given.sscc)
        facts = (LabelConfirmed(given.sscc),)
        if isinstance(state, AwaitCarton | Finished) and given.sscc == _last_sscc(state.work):
            return Step(replace(state, proven=True), facts, said=said)
        return Step(state, facts, said=said)
    expected = _last_sscc(state.work)
    foreign = given.void or (given.order is not None and given.rma is None and not given.skus)
    if expected is None or not foreign or isinstance(state, Finished):
        return None
    gaps = {"got": given.sscc[-DIGITS_SHOWN:], "expected": expected[-DIGITS_SHOWN:]}
    told = Message.of("refusal.other_parcel", **gaps, order=given.order or "")
    if given.void:
        told = Message.of("refusal.void_label", **gaps)
    return Step(state, refused=Refused(Refusal.OTHER_PARCEL, expected, given.sscc, told))


def _last_sscc(work: WorkOrder) -> str | None:
    return work.parcels[-1].sscc if work.parcels else None
