"""What stands at the ramp around a load, as views need it: read from floor and printer queue."""

from collections.abc import Mapping

from app import jobs
from app.desk.scene import job_state_of
from app.domain.ramp import NO_LABEL, same_carrier
from app.store.floor import Floor
from app.store.journal.journal import Journal
from app.store.journal.queues import PrintQueue
from app.store.ramp import Ramp
from app.views.ramp import CarrierView, ClosedLoadView, RampLine
from app.views.surroundings import RampAround
from app.workflows.load import LoadWork


def closed_loads(journal: Journal) -> tuple[ClosedLoadView, ...]:
    """The loads of this device whose manifest is closed and that nobody has fetched yet, oldest first."""
    works = (
        jobs.work_in(state) for row in journal.open_of("ship") if (state := job_state_of(row)) is not None
    )
    return tuple(
        ClosedLoadView(one.load, one.cage, one.carrier, len(one.loaded), one.pallet)
        for one in works
        if one.closed_at_ms and not one.handed
    )


def ramp_around(
    floor: Floor, prints: PrintQueue, journal: Journal, work: LoadWork | None = None
) -> RampAround:
    """The carriers and the loads that wait for a driver; for a load also what is missing for its carrier, and what lies
    in it that nobody wants."""
    ramp = floor.ramp()
    carriers = tuple(_carrier(ramp, name) for name in ramp.carriers())
    waiting = closed_loads(journal)
    if work is None:
        return RampAround(carriers=carriers, closed_loads=waiting)
    troubled = {str(row["sscc"]): str(row["state"]) for row in prints.troubled()}
    told = ramp.missing(work.carrier) if work.carrier else []
    missing = [one for one in told if not work.holds(one.sscc)]
    lines = tuple(
        RampLine(one.sscc, one.order, one.city, _label(one.sscc, one.label, troubled))
        for one in sorted(missing, key=lambda one: (one.order, one.sscc))
    )
    return RampAround(lines, _unwanted(ramp, work), carriers, waiting)


def _label(sscc: str, told: str, troubled: Mapping[str, str]) -> str:
    state = troubled.get(sscc, told)
    return state if state in NO_LABEL else ""


def _unwanted(ramp: Ramp, work: LoadWork) -> tuple[str, ...]:
    """The parcels in it whose order was cancelled."""
    inside = ((one.sscc, ramp.waiting.get(one.sscc)) for one in work.loaded)
    return tuple(sscc for sscc, at in inside if at is not None and at.cancelled)


def _carrier(ramp: Ramp, name: str) -> CarrierView:
    mine = [one for one in ramp.waiting.values() if same_carrier(one.carrier, name) and not one.cancelled]
    loaded = sum(one.load is not None for one in mine)
    return CarrierView(name, len(mine) - loaded, loaded, ramp.cage_of(name))
