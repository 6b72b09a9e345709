"""What an input or a view of the ramp needs to know beside its job: read from the stores, decided elsewhere."""

from dataclasses import replace

from app import jobs
from app.desk.ramp_around import ramp_around
from app.desk.scene import Scene
from app.desk.showing import Stores
from app.domain.facts import Fact, ParcelClosed
from app.domain.ramp import RampParcel
from app.inputs import DonePressed, Input, OrderScanned, ParcelScanned, Refusal, Refused, ReopenPressed
from app.store.ramp import gone


def informed(stores: Stores, scene: Scene, given: Input) -> Input:
    """The input with what the ramp knows of it."""
    if isinstance(given, ParcelScanned):
        return replace(given, at=at_ramp(stores, given.sscc))
    if isinstance(given, OrderScanned) and given.shipped:
        return replace(given, at=_all_in_house(stores, given.order))
    if isinstance(given, DonePressed) and scene.job is not None and scene.job.kind == "ship":
        work = jobs.work_in(scene.job_state)
        around = ramp_around(stores.floor, stores.prints, stores.journal, work)
        return DonePressed(len(around.missing), around.unwanted)
    return given


def _all_in_house(stores: Stores, order: str) -> RampParcel | None:
    """A parcel of this order that lies in a cage; None where there is none, or one of them has left."""
    found = [at_ramp(stores, row["sscc"]) for row in stores.floor.parcels_of(order)]
    parcels = [one for one in found if one is not None]
    if any(one.left for one in parcels):
        return None
    return next((one for one in parcels if one.load), None)


def at_ramp(stores: Stores, sscc: str) -> RampParcel | None:
    """A closed parcel, waiting or gone, with how far its label got; None where nobody here knows it."""
    ramp = stores.floor.ramp()
    found = ramp.parcel(sscc)
    if found is None and sscc not in ramp.opened and (row := stores.floor.parcel(sscc)) is not None:
        found = replace(gone(row, ramp.carrier), left=True)
    if found is None:
        return None
    label = stores.prints.state_of(sscc) or found.label
    left = found.left or (found.sealed and _handed_here(stores, found.load))
    return replace(found, label=label, customs_open=_customs_open(stores, found), left=left)


def _handed_here(stores: Stores, load: str | None) -> bool:
    """Whether the job of this load ended on this device: central may not have heard of it."""
    row = stores.journal.job(load) if load is not None else None
    return row is not None and not row.open


def _customs_open(stores: Stores, parcel: RampParcel) -> bool:
    """Whether its customs paper was left to the office: here, as far as central has not heard of it, or on an open card.

    A central that does not say which parcel of the order a card is about means any of them.
    """
    row, work = stores.floor.parcel(parcel.sscc) or {}, stores.floor.work(parcel.order)
    if work is not None and row.get("no") in work.told.left:
        return True
    return any(
        card["kind"] == "customs_open"
        and card.get("order") == parcel.order
        and card.get("parcel") in (None, row.get("no"))
        for card in stores.floor.attentions()
    )


def held_back(stores: Stores, scene: Scene, given: Input) -> Refused | None:
    """Why a closed parcel is not opened again: it lies in a cage, or is gone."""
    if not isinstance(given, ReopenPressed) or scene.job is None or scene.job.kind != "pack":
        return None
    parcels = jobs.work_in(scene.job_state).parcels
    named = [one for one in parcels if one.no == given.no] or list(parcels[-1:])
    return _in_cage(stores, named[0].sscc if named else None)


def away(stores: Stores, facts: tuple[Fact, ...]) -> Refused | None:
    """Why these facts are not taken back: a parcel that they closed lies in a cage, or is gone."""
    closed = (fact.sscc for fact in facts if isinstance(fact, ParcelClosed))
    return next((against for sscc in closed if (against := _in_cage(stores, sscc)) is not None), None)


def _in_cage(stores: Stores, sscc: str | None) -> Refused | None:
    at = at_ramp(stores, sscc) if sscc is not None else None
    if at is None or not (at.sealed or at.load):
        return None
    refusal = Refusal.PARCEL_GONE if at.sealed else Refusal.ALREADY_LOADED
    return Refused(refusal, at.cage or "", at.sscc)
