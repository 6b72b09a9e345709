"""Who an input is for, and what it comes to: the job on the screen, the desk itself, or a job to be opened.

Pure but for reading the stores; nothing is written here.
"""

from dataclasses import replace
from typing import Any

from app import jobs
from app.desk.scene import Decision, Owned, Scene, job_state_of
from app.desk.showing import Stores, own_work
from app.domain.facts import Fact, LabelConfirmed, Undone, fact_from
from app.inputs import (
    AttentionPressed,
    BadgeScanned,
    FastPacked,
    HandoverScanned,
    HomePressed,
    Input,
    LogoutPressed,
    Message,
    Opening,
    PrintWanted,
    ProductScanned,
    Refusal,
    Refused,
    ReturnsPressed,
    SettlePressed,
    StartPressed,
    Step,
    Supply,
    UndoPressed,
    UnknownScanned,
)
from app.store.journal.entry import JobRow, KeptFact
from app.store.plain import NotPlain, dump, load
from app.workflows.handover import by_code, by_number

_FOR_THE_DESK = (HomePressed, LogoutPressed, ReturnsPressed, AttentionPressed, StartPressed)


def decide(stores: Stores, scene: Scene, given: Input, supply: Supply) -> Decision:
    """What this input comes to. With a refusal nothing but the desk's own state may differ."""
    if isinstance(given, SettlePressed) and given.print_id is not None:
        return _label_settled(stores, scene, given)
    if (
        isinstance(given, UnknownScanned)
        and (given.text or given.why)
        and jobs.person_of(scene.state) is not None
    ):
        return Decision(scene.state, refused=_unknown(given))
    busy = scene.job is not None and not jobs.KINDS[scene.job.kind].idle(scene.job_state)
    if busy and isinstance(given, StartPressed | ReturnsPressed | BadgeScanned):
        return Decision(scene.state, refused=Refused(Refusal.JOB_OPEN))
    if scene.job is not None and not isinstance(given, (*_FOR_THE_DESK, SettlePressed)):
        decision = _by_job(stores, scene, scene.job, given, supply)
        idle = jobs.KINDS[scene.job.kind].idle(scene.job_state)
        claims = decision.refused is None or decision.refused.refusal is not Refusal.NOT_EXPECTED
        if claims or not idle:
            return decision
        fast = _fast_lane(stores, scene, scene.job, given, supply)
        if fast is not None:
            return fast
    return _by_desk(stores, scene, given, supply)


def _fast_lane(stores: Stores, scene: Scene, row: JobRow, given: Input, supply: Supply) -> Decision | None:
    """On the packing screen between two orders the only piece of an order packs and closes it; None where it is no such piece."""
    if row.kind != "pack" or not isinstance(given, ProductScanned) or given.quantity != 1:
        return None
    if not jobs.may(jobs.person_of(scene.state), "pack"):
        return None
    order = own_work(stores, scene.row.desk).only_piece(given.product.sku)
    if order is None:
        return None
    packed = FastPacked(given.product, given.lot, given.serial)
    decision = _opened(stores, scene, Opening("pack", order, packed), supply)
    return decision if decision.refused is None else None


def _unknown(given: UnknownScanned) -> Refused:
    """A code nobody knows, or one that is no code at all and says why."""
    if given.why:
        return Refused(Refusal.UNREADABLE, got=given.text, told=Message.of(given.why, got=given.text))
    return Refused(Refusal.UNKNOWN_CODE, got=given.text)


def _by_job(stores: Stores, scene: Scene, row: JobRow, given: Input, supply: Supply) -> Decision:
    kind = jobs.KINDS[row.kind]
    last: list[KeptFact] = []
    back_to: Any = None
    if isinstance(given, UndoPressed):
        last, back_to = _last_scan(stores, scene, row, kind)
        given = UndoPressed(tuple(_fact(fact) for fact in last))
    step = kind.step(scene.job_state, given, supply)
    if step.refused is not None:
        return Decision(scene.state, refused=step.refused)
    took_back_itself = step.state != scene.job_state  # an answer, say, that left no fact
    if isinstance(given, UndoPressed) and back_to is not None and not took_back_itself:
        undone = tuple(
            Owned(Undone(f.fact_id, f.kind, f.body), row.job_id, f.fence, f.fact_id) for f in reversed(last)
        )
        said = Message.of("said.undone", what=", ".join(f.kind for f in last))
        kept = replace(row, state=dump(back_to), version=kind.version)
        return Decision(scene.state, (kept,), undone, said=said)
    return _after_step(scene, row, step, before=dump(scene.job_state))


def _last_scan(stores: Stores, scene: Scene, row: JobRow, kind: jobs.JobKind) -> tuple[list[KeptFact], Any]:
    """What the last scan brought and the state to go back to; nothing if this version cannot read that state."""
    last, before = stores.journal.undoable(row.job_id, scene.row.desk)
    try:
        return (last, load(kind.form, before)) if before is not None else ([], None)
    except NotPlain:
        return [], None


def _after_step(scene: Scene, row: JobRow, step: Step[Any], *, before: str) -> Decision:
    kind = jobs.KINDS[row.kind]
    done = kind.done(step.state)
    person = jobs.person_of(scene.state)
    at = scene.state
    if done and not kind.idle(step.state) and person is not None:
        at = jobs.at_home(person, scene.state, row.job_id if row.kind == "pick" else None)
    kept = replace(row, state=dump(step.state), version=kind.version, open=not done)
    return Decision(
        at,
        (kept,),
        tuple(Owned(fact, row.job_id, row.fence) for fact in step.facts),
        step.prints,
        said=step.said,
        tone=step.tone,
        state_before=before,
        log_job=row.job_id,
    )


def _by_desk(stores: Stores, scene: Scene, given: Input, supply: Supply) -> Decision:
    if isinstance(given, StartPressed) and given.kind in ("pick", "pack"):
        offered = own_work(stores, scene.row.desk).next_of(given.kind)
        if given.order is None and offered is not None:
            given = replace(given, order=offered.order)
    step = jobs.desk_step(scene.state, given, supply)
    if step.refused is not None or step.opens is None:
        facts = tuple(Owned(fact) for fact in step.facts)
        return Decision(step.state, (), facts, step.prints, step.refused, step.said, step.tone)
    return _opened(stores, scene, step.opens, supply)


def _opened(stores: Stores, scene: Scene, opening: Opening, supply: Supply) -> Decision:
    person = jobs.person_of(scene.state)
    if person is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    found = _job_to_open(stores, scene, opening, supply)
    if isinstance(found, Refused):
        return Decision(scene.state, refused=found)
    row, state, facts = found
    at = replace(scene, state=jobs.at_job(person, row.job_id, scene.state))
    owned = tuple(Owned(fact, row.job_id, row.fence) for fact in facts)
    said = Message.of(
        "said.return_opened" if row.kind == "return" else f"said.started_{row.kind}", order=row.ref
    )
    if isinstance(opening.then, HandoverScanned):
        opening = replace(opening, then=None)
        said = Message.of("said.handed_over", order=row.ref)
    if opening.then is None:
        return Decision(at.state, (row,), owned, said=said, state_before=row.state, log_job=row.job_id)
    step = jobs.KINDS[row.kind].step(state, opening.then, supply)
    if step.refused is not None:
        return Decision(scene.state, refused=step.refused)
    after = _after_step(at, row, step, before=row.state)
    return replace(after, facts=(*owned, *after.facts))


def _job_to_open(
    stores: Stores, scene: Scene, opening: Opening, supply: Supply
) -> tuple[JobRow, Any, tuple[Fact, ...]] | Refused:
    desk, operator = scene.row.desk, _badge(scene)
    if opening.kind == "return":
        return _return_to_open(stores, scene, opening.ref, supply)
    if opening.kind in ("handover", "blind"):
        return _handed_over(stores, scene, opening)
    order = opening.ref
    if order is None:
        offered = own_work(stores, desk).next_fresh(opening.kind)
        if offered is None:
            return Refused(Refusal.NO_WORK)
        order = offered.order
    work = stores.floor.work(order)
    if work is None or work.kind is None:
        return Refused(Refusal.ORDER_DONE, got=order)
    if opening.kind == "tote" and work.kind == "pick" and not any(line.picked for line in work.lines):
        return Refused(Refusal.TOTE_EMPTY, got=work.tote or "")
    kind = jobs.KINDS[work.kind]
    if not jobs.may(jobs.person_of(scene.state), kind.name):
        return Refused(Refusal.NOT_YOUR_ROLE)
    job_id = f"{kind.name}:{order}"
    resumed = _resumed(stores, scene, job_id)
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
        f"pack:{order}", "pack", order, kind.version, dump(state), desk, _badge(scene), handed.fence, True
    )
    return row, state, facts


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
    row = JobRow(rma, "return", rma, kind.version, dump(state), scene.row.desk, _badge(scene), None, True)
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
    taken = replace(row, desk=scene.row.desk, operator=_badge(scene))
    return taken, state, ()


def _label_settled(stores: Stores, scene: Scene, given: SettlePressed) -> Decision:
    """A label that failed or may not have come out: it is there after all, or it is printed again."""
    if jobs.person_of(scene.state) is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    job = stores.prints.job(given.print_id or "")
    if job is None or not given.known:
        return Decision(scene.state, refused=Refused(Refusal.ATTENTION_GONE))
    if given.action == "reprint":
        again = PrintWanted(job.kind, job.sscc, job.body)
        return Decision(scene.state, prints=(again,), said=Message.of("said.reprint"))
    facts = (Owned(LabelConfirmed(job.sscc)),) if job.sscc else ()
    return Decision(scene.state, facts=facts, said=Message.of("said.settled"), printed=job.id)


def _badge(scene: Scene) -> str:
    person = jobs.person_of(scene.state)
    return person.badge if person else ""


def _fact(kept: KeptFact) -> Fact:
    return fact_from(kept.kind, kept.body)
