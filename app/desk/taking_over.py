"""A job that somebody else has begun is not taken silently: whoever wants to go on with it is asked first.

Nor is one taken from another device but by a supervisor; there it is told with the next scan, which is booked all the same.
"""

from dataclasses import replace

from app import jobs
from app.desk.scene import Decision, Scene
from app.desk.showing import Stores
from app.desk.understanding import candidates
from app.inputs import (
    AnswerPressed,
    Input,
    Meaning,
    Message,
    OrderScanned,
    StartPressed,
    Tone,
    ToteScanned,
    UnclearScanned,
)
from app.scanning.resolve import meaning_of
from app.workflows.hearing import Told, asking

AWAY, TAKEN = "take_away", "taken"


def begun_by_another(stores: Stores, scene: Scene, given: Input) -> UnclearScanned | None:
    """The question whether to go on with what another operator left; None where nothing is taken from anybody."""
    person = jobs.person_of(scene.state)
    idle = scene.job is None or jobs.KINDS[scene.job.kind].idle(scene.job_state)
    if person is None or not idle:
        return None
    meant: Input | None
    match given:
        case OrderScanned(order=order, mine=True):
            code, meant = order, given
        case ToteScanned(tote, str(order)):
            code, meant = f"TOTE-{tote}", given
        case StartPressed(_, str(order)):
            code, meant = order, _order(stores, order)
        case _:
            return None
    row = stores.journal.begun().get(order)
    if row is None or meant is None or row.operator in ("", person.badge):
        return None
    if row.desk != scene.row.desk and stores.journal.on_screen(row.job_id, row.desk):
        return None  # it is being worked on, and refused
    other = stores.floor.person(row.operator)
    named = replace(meaning_of(meant), name=other.name if other else row.operator)
    return UnclearScanned(code, "take_over", (named,))


def _order(stores: Stores, order: str) -> Input | None:
    found = candidates(order, stores.floor, stores.device).found
    return next((one for one in found if isinstance(one, OrderScanned)), None)


def held_elsewhere(stores: Stores, scene: Scene, given: Input) -> UnclearScanned | None:
    """The question whether a supervisor takes this order from the device that has it in hand."""
    person = jobs.person_of(scene.state)
    idle = scene.job is None or jobs.KINDS[scene.job.kind].idle(scene.job_state)
    if not isinstance(given, OrderScanned) or given.mine or given.holder is None or given.kind is None:
        return None
    may = person is not None and "supervisor" in person.roles and jobs.may(person, given.kind)
    if not (may and idle and stores.conditions.online):
        return None
    return UnclearScanned(given.order, AWAY, (meaning_of(given),))


def told_if_taken(stores: Stores, scene: Scene, decision: Decision) -> Decision:
    """What was scanned is booked; if another device has the order now, this is said, and asked what to do."""
    row, hearing = scene.job, jobs.hearing_of(decision.state)
    if row is None or decision.refused is not None or jobs.job_of(decision.state) != row.job_id:
        return decision
    known = stores.floor.work(row.ref) if row.kind in ("pick", "pack") else None
    if known is None or known.device in (None, stores.device) or (known.fence or 0) <= (row.fence or 0):
        return decision
    mark = f"{TAKEN}:{row.ref}:{known.fence}"
    after = next((one for one in decision.jobs if one.job_id == row.job_id), row)
    if not after.open or hearing.asked is not None or hearing.of(mark) is not None:
        return decision
    question = UnclearScanned(
        row.ref, TAKEN, (Meaning(f"order:{row.ref}", "order", row.ref, known.tote_names),)
    )
    once = replace(hearing, told=(*hearing.told, Told(mark, "told")))
    state = jobs.heard(decision.state, asking(once, question))
    return replace(decision, state=state, said=Message.of("said.taken_away", order=row.ref), tone=Tone.NOTED)


def answered_taken(free: Scene, given: Input, question: UnclearScanned) -> Decision | None:
    """Yes: it is finished here all the same, as extra work that central compares. No: the goods go to the other device."""
    person, row = jobs.person_of(free.state), free.job
    if question.question != TAKEN or row is None or person is None:
        return None
    if given in (AnswerPressed("yes"), AnswerPressed("1")):
        return Decision(free.state, said=Message.of("said.taken_goes_on", order=row.ref), tone=Tone.NOTED)
    if given != AnswerPressed("no"):
        return None
    tote = question.meanings[0].name
    said = Message.of("said.taken_left_tote" if tote else "said.taken_left", order=row.ref, tote=tote)
    left = replace(row, open=False)
    return Decision(jobs.at_home(person, free.state), (left,), said=said, tone=Tone.NOTED)
