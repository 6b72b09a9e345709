"""Which job an opening means, and in what state it is found: begun anew, gone on with, or refused. Writes nothing."""

from dataclasses import replace
from typing import Any

from app import jobs
from app.desk.ramp_around import handed_elsewhere
from app.desk.scene import Scene, job_state_of
from app.desk.showing import Stores, own_work
from app.domain.facts import Fact
from app.domain.orders import after
from app.inputs import (
    HandoverScanned,
    Message,
    Opening,
    Refusal,
    Refused,
    Supply,
    ToteScanned,
)
from app.store.journal.entry import JobRow
from app.store.plain import dump
from app.workflows.handover import by_code, by_number


def job_to_open(
    stores: Stores, scene: Scene, opening: Opening, supply: Supply, fresh: tuple[Fact, ...] = ()
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    desk, operator = scene.row.desk, badge_of(scene)
    if opening.kind == "return":
        return _return_to_open(stores, scene, opening.ref, supply)
    if opening.kind == "ship":
        return _load_to_open(stores, scene, opening.ref or "", supply)
    if opening.kind == "wall":
        return _wall_to_open(stores, scene)
    if opening.kind in ("handover", "blind"):
        return _handed_over(stores, scene, opening)
    order = opening.ref
    if order is None:
        offered = own_work(stores, desk, operator).next_fresh(opening.kind)
        if offered is None:
            return Refused(Refusal.NO_WORK)
        order = offered.order
    known = stores.floor.work(order)
    work = after(known, fresh) if known is not None else None
    if work is None or work.kind is None:
        return Refused(Refusal.ORDER_DONE, got=order)
    if opening.kind == "tote" and work.kind == "pick" and not any(line.picked for line in work.lines):
        return Refused(Refusal.TOTE_EMPTY, got=work.tote_names)
    kind = jobs.KINDS[work.kind]
    told = scene.job is not None and kind.name == "put_back"  # whoever holds the goods brings them back
    if not told and not jobs.may(jobs.person_of(scene.state), kind.name):
        return Refused(Refusal.NOT_YOUR_ROLE)
    job_id = f"{kind.name}:{order}"
    resumed = _resumed(stores, scene, job_id) if not fresh else None
    if isinstance(resumed, Refused) and isinstance(opening.then, ToteScanned):
        gaps = {"tote": opening.then.tote, "order": order, "desk": resumed.expected}
        return replace(resumed, told=Message.of("refusal.tote_elsewhere", **gaps))
    if resumed is not None:
        return resumed
    state = kind.begin(stores.floor.prepared(work))
    row = JobRow(job_id, kind.name, order, kind.version, dump(state), desk, operator, work.fence, True)
    return row, state, ()


def _handed_over(
    stores: Stores, scene: Scene, opening: Opening
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    """An order of whose pick central has not told: with the picker's code, or blind. One begun here goes on."""
    order, floor = opening.ref or "", stores.floor
    resumed = _resumed(stores, scene, f"pack:{order}")
    if resumed is not None:
        return resumed
    work = floor.work(order)
    if (work is None and floor.knows_order(order)) or (work is not None and work.done):
        return Refused(Refusal.ORDER_DONE, got=order)
    if isinstance(opening.then, HandoverScanned):
        met = by_code(opening.then.handover, work, floor.product)
    else:
        met = by_number(work) if work is not None else Refused(Refusal.ORDER_UNKNOWN, got=order)
    if isinstance(met, Refused):
        return met
    handed, facts = replace(met[0], device=stores.device), met[1]
    kind = jobs.KINDS["pack"]
    state, desk = kind.begin(floor.prepared(handed)), scene.row.desk
    if kind.done(state):
        return Refused(Refusal.ORDER_DONE, got=order)
    row = JobRow(
        f"pack:{order}", "pack", order, kind.version, dump(state), desk, badge_of(scene), handed.fence, True
    )
    return row, state, facts


def _wall_to_open(stores: Stores, scene: Scene) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    """The wall as this desk left it; nothing where the site has none."""
    if not stores.floor.wall().slots:
        return Refused(Refusal.NO_WORK)
    desk, kind = scene.row.desk, jobs.KINDS["wall"]
    resumed = _resumed(stores, scene, f"wall:{desk}")
    if resumed is not None:
        return resumed
    state = kind.begin(jobs.WallWork(desk))
    row = JobRow(f"wall:{desk}", "wall", desk, kind.version, dump(state), desk, badge_of(scene), None, True)
    return row, state, ()


def _load_to_open(
    stores: Stores, scene: Scene, cage: str, supply: Supply
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    """The load of a cage goes on, whoever began it; one that another device closed waits for its driver here, too.

    An empty cage gets the number of a new manifest.
    """
    gone = {row.job_id for row in handed_elsewhere(stores.floor, stores.journal)}
    for row in stores.journal.open_of("ship"):
        if (
            row.job_id not in gone
            and _is_load(row, cage)
            and (resumed := _resumed(stores, scene, row.job_id)) is not None
        ):
            return resumed
    told = stores.floor.ramp().closed_load(cage)
    if told is not None and stores.journal.job(told.load) is None:
        return _ship_row(scene, told), jobs.KINDS["ship"].begin(told), ()
    load = f"M-{supply.fresh_id.replace('-', '')[-10:].upper()}"
    work = jobs.LoadWork(load, cage, stores.floor.ramp().carrier_of(cage))
    return _ship_row(scene, work), jobs.KINDS["ship"].begin(work), ()


def _ship_row(scene: Scene, work: jobs.LoadWork) -> JobRow:
    kind, desk = jobs.KINDS["ship"], scene.row.desk
    state = dump(kind.begin(work))
    return JobRow(work.load, "ship", work.cage, kind.version, state, desk, badge_of(scene), None, True)


def _is_load(row: JobRow, code: str) -> bool:
    """Whether this is the load in that cage, or the closed one with that number on its label."""
    state = job_state_of(row)
    return code in (row.ref, row.job_id) or (state is not None and jobs.work_in(state).pallet == code)


def _return_to_open(
    stores: Stores, scene: Scene, ref: str | None, supply: Supply
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    """By RMA or SSCC; None opens a blind one. A parcel without an announcement gets a number of its own."""
    floor = stores.floor
    of_order = floor.parcels_of(ref) if ref is not None else []
    if len(of_order) == 1:
        ref = of_order[0]["sscc"]
    parcel = floor.parcel(ref) if ref is not None else None
    rma = floor.rma_of(sscc=ref) if parcel is not None else None
    if parcel is not None and rma is None:
        rma = floor.rma_of(order=parcel["order"])
    if rma is None and ref is not None and parcel is None and not of_order:
        rma = ref
    fresh = f"R-{supply.fresh_id.replace('-', '')[-10:].upper()}"
    rma = rma or fresh
    resumed = _resumed(stores, scene, rma)
    if resumed is not None:
        return resumed
    sscc = ref if parcel is not None else None
    order = parcel["order"] if parcel else (ref if of_order else None)
    work = floor.return_work(rma, order=order, sscc=sscc)
    kind = jobs.KINDS["return"]
    facts = jobs.return_opening(work)
    state = kind.begin(work)
    row = JobRow(rma, "return", rma, kind.version, dump(state), scene.row.desk, badge_of(scene), None, True)
    return row, state, facts


def _resumed(
    stores: Stores, scene: Scene, job_id: str
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused | None:
    """A job that was begun and left; one that is on another desk's screen is not taken away.

    None if there is none, or only one in a form that this version cannot read: the floor knows how far it is.
    """
    row = stores.journal.job(job_id)
    state = job_state_of(row) if row is not None and row.open else None
    if row is None or state is None:
        return None
    if row.desk != scene.row.desk and stores.journal.on_screen(job_id, row.desk):
        return Refused(Refusal.ORDER_ELSEWHERE, row.desk, row.ref)
    taken = replace(row, desk=scene.row.desk, operator=badge_of(scene))
    return taken, state, ()


def badge_of(scene: Scene) -> str:
    person = jobs.person_of(scene.state)
    return person.badge if person else ""
