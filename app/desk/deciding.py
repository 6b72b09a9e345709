"""Who an input is for, and what it comes to: the job on the screen, the desk itself, or a job to be opened.

Pure but for reading the stores; nothing is written here.
"""

from dataclasses import replace
from typing import Any

from app import jobs
from app.desk.labels import label_settled
from app.desk.news import news_step, with_news
from app.desk.opening import badge_of, job_to_open
from app.desk.ramp import away, held_back, informed
from app.desk.ramp_around import handed_elsewhere
from app.desk.scene import Decision, Owned, Scene
from app.desk.showing import KINDS_OFFERED, Stores, own_work
from app.desk.wall import stays_on_wall, told_of_wall
from app.domain.facts import Fact, ParcelClosed, TotesDropped, Undone, fact_from
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
from app.workflows.proof import DIGITS_SHOWN

_FOR_THE_DESK = (HomePressed, LogoutPressed, ReturnsPressed, AttentionPressed, StartPressed)


def decide(stores: Stores, scene: Scene, given: Input, supply: Supply) -> Decision:
    """What this input comes to. With a refusal nothing but the desk's own state may differ."""
    if isinstance(given, SettlePressed) and given.print_id is not None:
        return label_settled(stores, scene, given)
    given = told_of_wall(stores, scene, informed(stores, scene, given))
    against = held_back(stores, scene, given) or stays_on_wall(stores, scene, given)
    if against is not None:
        return Decision(scene.state, refused=against)
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
    order = own_work(stores, scene.row.desk, badge_of(scene)).only_piece(given.product.sku)
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
        against = away(stores, given.last)
        if against is not None:
            return Decision(scene.state, refused=against)
    step = kind.step(scene.job_state, given, supply)
    if step.refused is not None:
        return Decision(scene.state, refused=step.refused)
    took_back_itself = step.state != scene.job_state  # an answer, say, that left no fact
    if isinstance(given, UndoPressed) and back_to is not None and not took_back_itself:
        undone = tuple(
            Owned(Undone(f.fact_id, f.kind, f.body), row.job_id, f.fence, f.fact_id) for f in reversed(last)
        )
        said = _undone_words(given.last)
        kept = replace(row, state=dump(back_to), version=kind.version, open=not kind.done(back_to))
        return Decision(scene.state, (kept,), undone, said=said)
    if not isinstance(given, UndoPressed):
        step = with_news(stores, row, scene.job_state, step, supply)
    return after_step(stores, scene, row, step, supply)


def _undone_words(last: tuple[Fact, ...]) -> Message:
    """What was taken back; a parcel that is open again leaves a label that must go."""
    void = next((fact.sscc for fact in last if isinstance(fact, ParcelClosed)), None)
    if void is not None:
        return Message.of("said.undone_closed", sscc=void[-DIGITS_SHOWN:])
    return Message.of("said.undone", what=", ".join(type(fact).__name__ for fact in last))


def _last_scan(stores: Stores, scene: Scene, row: JobRow, kind: jobs.JobKind) -> tuple[list[KeptFact], Any]:
    """What the last scan brought and the state to go back to; nothing if this version cannot read that state."""
    last, before = stores.journal.undoable(row.job_id, scene.row.desk)
    try:
        return (last, load(kind.form, before)) if before is not None else ([], None)
    except NotPlain:
        return [], None


def after_step(stores: Stores, scene: Scene, row: JobRow, step: Step[Any], supply: Supply) -> Decision:
    """What a step of the job `row` leaves behind; a job that it opens is begun in the same commit."""
    kind = jobs.KINDS[row.kind]
    done = kind.done(step.state)
    person = jobs.person_of(scene.state)
    at = scene.state
    if done and not kind.idle(step.state) and person is not None:
        dropped = row.kind == "pick" and any(isinstance(fact, TotesDropped) for fact in step.facts)
        at = jobs.at_home(person, scene.state, row.job_id if dropped else None)
    kept = replace(row, state=dump(step.state), version=kind.version, open=not done)
    following: tuple[JobRow, ...] = ()
    if step.opens is not None and person is not None:
        found = job_to_open(stores, scene, step.opens, supply, step.facts)
        if isinstance(found, Refused) and not step.facts:  # nothing but this was asked for
            return Decision(scene.state, refused=found)
        if not isinstance(found, Refused):
            following = (found[0],)
            at = jobs.at_job(person, found[0].job_id, scene.state)
    return Decision(
        at,
        (kept, *following),
        tuple(Owned(fact, row.job_id, row.fence) for fact in step.facts),
        step.prints,
        said=step.said,
        tone=step.tone,
        state_before=dump(scene.job_state),
        log_job=row.job_id,
        noted=step.noted,
    )


def _by_desk(stores: Stores, scene: Scene, given: Input, supply: Supply) -> Decision:
    if isinstance(given, StartPressed) and given.kind in KINDS_OFFERED:
        offered = own_work(stores, scene.row.desk, badge_of(scene)).next_of(given.kind)
        if given.order is None and offered is not None:
            given = replace(given, order=offered.order)
    step = jobs.desk_step(scene.state, given, supply)
    if step.refused is not None or step.opens is None:
        facts = tuple(Owned(fact) for fact in step.facts)
        return Decision(step.state, (), facts, step.prints, step.refused, step.said, step.tone)
    decision = _opened(stores, scene, step.opens, supply)
    if decision.refused is not None and step.facts:  # what was said stays said
        decision = Decision(step.state, said=step.said, tone=step.tone)
    return replace(decision, facts=(*(Owned(fact) for fact in step.facts), *decision.facts))


def _opened(stores: Stores, scene: Scene, opening: Opening, supply: Supply) -> Decision:
    person = jobs.person_of(scene.state)
    if person is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    found = job_to_open(stores, scene, opening, supply)
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
    if opening.kind == "tote" and not jobs.ticks_totes_off(row.kind, state):
        opening = replace(opening, then=None)
    told = news_step(stores, row, state, supply)
    if told is not None:  # meanwhile its order was changed
        return after_step(stores, replace(at, job_state=state), row, told, supply)
    if opening.then is None:
        ended = handed_elsewhere(stores.floor, stores.journal) if row.kind == "ship" else ()
        return Decision(at.state, (*ended, row), owned, said=said, state_before=row.state, log_job=row.job_id)
    step = jobs.KINDS[row.kind].step(state, opening.then, supply)
    if step.refused is not None:
        return Decision(scene.state, refused=step.refused)
    following = after_step(stores, replace(at, job_state=state), row, step, supply)
    return replace(following, facts=(*owned, *following.facts))


def _fact(kept: KeptFact) -> Fact:
    return fact_from(kept.kind, kept.body)
