"""What stands at the ramp around a load, as views need it: read from floor and printer queue."""

from collections.abc import Mapping
from dataclasses import replace

from app import jobs
from app.desk.scene import job_state_of
from app.domain.ramp import NO_LABEL, same_carrier
from app.store.floor import Floor
from app.store.journal.entry import JobRow
from app.store.journal.journal import Journal
from app.store.journal.queues import PrintQueue
from app.store.plain import dump
from app.store.ramp import Ramp
from app.views.ramp import CarrierView, ClosedLoadView, RampLine
from app.views.surroundings import RampAround
from app.workflows.load import LoadWork

LOOKED_AT_MAX = 5  # of the parcels of a load, to see whether it is gone


def closed_loads(floor: Floor, journal: Journal) -> tuple[ClosedLoadView, ...]:
    """The loads whose manifest is closed and that nobody has fetched yet: those of this device, then what others closed."""
    works = (
        jobs.work_in(state) for row in journal.open_of("ship") if (state := job_state_of(row)) is not None
    )
    own = [one for one in works if one.closed_at_ms and not one.handed and not is_gone(floor, one)]
    others = [one for one in floor.ramp().loads if journal.job(one.load) is None]
    return (*(_closed(one, one.cage) for one in own), *(_closed(one, one.load) for one in others))


def _closed(work: LoadWork, code: str) -> ClosedLoadView:
    return ClosedLoadView(work.load, work.cage, work.carrier, len(work.loaded), work.pallet, code)


def is_gone(floor: Floor, work: LoadWork) -> bool:
    """Whether another device has handed this load over, as far as central told."""
    rows = (floor.parcel(one.sscc) for one in work.loaded[:LOOKED_AT_MAX])
    return any(row and row.get("status") == "shipped" and row.get("load") == work.load for row in rows)


def handed_elsewhere(floor: Floor, journal: Journal) -> tuple[JobRow, ...]:
    """The jobs of loads that another device has handed over, as ended."""
    found = []
    for row in journal.open_of("ship"):
        state = job_state_of(row)
        work = jobs.work_in(state) if state is not None else None
        if work is not None and work.closed_at_ms and is_gone(floor, work):
            ended = jobs.KINDS["ship"].begin(replace(work, handed=True))
            found.append(replace(row, state=dump(ended), open=False))
    return tuple(found)


def ramp_around(
    floor: Floor, prints: PrintQueue, journal: Journal, work: LoadWork | None = None
) -> RampAround:
    """The carriers and the loads that wait for a driver; for a load also what is missing for its carrier, and what lies
    in it that nobody wants."""
    ramp = floor.ramp()
    carriers = tuple(_carrier(ramp, name) for name in ramp.carriers())
    waiting = closed_loads(floor, journal)
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
