"""Asks what a code means where only a person can tell, and hands the answer on as if it had been scanned.

While a question is open it is on every screen of its desk; a scan that names one of its meanings answers it, and
nothing else is booked. Leaving the screen and undo take it back: nothing has happened yet.
"""

from dataclasses import replace

from app import jobs
from app.desk.deciding import decide
from app.desk.labels import as_now
from app.desk.last_parcels import shown_again
from app.desk.scene import Decision, Scene
from app.desk.setting_up import confirmed, refused_setting, setting_words, to_be_confirmed
from app.desk.showing import Stores
from app.desk.taking_over import AWAY, TAKEN, answered_taken, begun_by_another, held_elsewhere, told_if_taken
from app.desk.understanding import candidates, meant, printable, understood
from app.inputs import (
    AnswerPressed,
    BadgeScanned,
    DonePressed,
    HandoverPressed,
    HelpPressed,
    Input,
    Meaning,
    Message,
    OrderScanned,
    ParcelsPressed,
    Refusal,
    Refused,
    Scanned,
    SettingScanned,
    ShortPressed,
    Supply,
    Tone,
    UnclearScanned,
    UndoPressed,
)
from app.scanning.resolve import Expected, key_of, meaning_of
from app.views.view import Choice, QuestionView, View, action
from app.workflows.hearing import NOTHING_HEARD, YES_OR_NO, answered, asking, choices_of, meant_by

# What must not be taken while it is unclear what came before it.
_BOOKING = (*(form for form in Scanned.__args__ if form is not BadgeScanned), ShortPressed, DonePressed)


def heard(stores: Stores, scene: Scene, view: View, raw: str) -> Input:
    """What a code is at this desk. While a question is open only a code that means one thing can answer it."""
    floor, device = stores.floor, stores.device
    question = jobs.hearing_of(scene.state).asked
    if question is not None and (raw == question.code or _is_many(raw, stores)):
        return UnclearScanned(raw, question.question, ())
    return understood(raw, expected_of(view, scene.state, raw), floor, device)


def _is_many(raw: str, stores: Stores) -> bool:
    found = candidates(raw, stores.floor, stores.device).found
    return len({key_of(one) for one in found}) > 1


def expected_of(view: View, state: object, code: str) -> Expected:
    """What the screen of this desk waits for, and what this code was said to mean."""
    due: set[str] = set()
    if view.stop is not None:
        due |= {f"place:{view.stop.place}", f"product:{view.stop.sku}"}
    if view.carton is not None and view.carton.suggested is not None:
        due.add(f"carton:{view.carton.suggested}")
    if view.target is not None:
        due.add(f"place:{view.target}")
    if view.parcel is not None:
        due |= {f"product:{one.sku}" for one in view.parcel.plan}
    listed = {f"product:{line.sku}" for line in view.lines} | {f"place:{at.place}" for at in view.walk}
    told = jobs.hearing_of(state).of(code)
    return Expected(view.awaits, frozenset(due), frozenset(listed), told)


def decided(stores: Stores, scene: Scene, given: Input, supply: Supply) -> Decision:
    """What an input comes to, with a question in between where it is needed."""
    if isinstance(given, HandoverPressed):
        return _code_again(stores, scene)
    if isinstance(given, ParcelsPressed):
        return shown_again(stores, scene, given)
    question = jobs.hearing_of(scene.state).asked
    if question is not None:
        return _while_asked(stores, scene, given, question, supply)
    if isinstance(given, SettingScanned):
        refused = refused_setting(stores, scene, given.setting)
        if refused is not None:
            return Decision(scene.state, refused=refused)
    unclear = given if isinstance(given, UnclearScanned) else _to_be_asked(stores, scene, given)
    if unclear is not None:
        hearing = asking(jobs.hearing_of(scene.state), unclear)
        return Decision(jobs.heard(scene.state, hearing), said=_words(unclear), tone=Tone.NOTED)
    decision = as_now(stores, told_if_taken(stores, scene, decide(stores, scene, given, supply)))
    if (
        isinstance(given, UndoPressed) and decision.refused is None
    ):  # what was taken back may have been misunderstood
        return replace(decision, state=jobs.heard(decision.state, NOTHING_HEARD))
    return decision


def _code_again(stores: Stores, scene: Scene) -> Decision:
    """The code of the pick that ended last here, for a packing table that missed it. A job that is open waits."""
    person, job = jobs.person_of(scene.state), stores.journal.dropped_last(scene.row.desk)
    if person is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    if job is None:
        told = Message.of("handover.nothing")
        return Decision(scene.state, refused=Refused(Refusal.NOT_EXPECTED, told=told))
    return Decision(jobs.at_home(person, scene.state, job), said=Message.of("said.handover_again"))


def _to_be_asked(stores: Stores, scene: Scene, given: Input) -> UnclearScanned | None:
    """Whether to go on with another person's job, or to pack here what another device picks while central is away."""
    if isinstance(given, SettingScanned):
        return to_be_confirmed(given.setting)
    another = begun_by_another(stores, scene, given) or held_elsewhere(stores, scene, given)
    if another is not None:
        return another
    if not isinstance(given, OrderScanned) or given.mine or given.kind != "pick" or stores.conditions.online:
        return None
    idle = scene.job is None or jobs.KINDS[scene.job.kind].idle(scene.job_state)
    if not idle or not jobs.may(jobs.person_of(scene.state), "pack"):
        return None
    return UnclearScanned(given.order, "blind", (meaning_of(given),))


def _while_asked(
    stores: Stores, scene: Scene, given: Input, question: UnclearScanned, supply: Supply
) -> Decision:
    hearing = jobs.hearing_of(scene.state)
    free = replace(scene, state=jobs.heard(scene.state, replace(hearing, asked=None)))
    taken = answered_taken(free, given, question)
    if taken is not None:
        return taken
    meaning = _answer(question, given)
    if meaning is not None:
        known = replace(scene, state=jobs.heard(scene.state, answered(hearing, meaning)))
        if question.question == "setup":
            return confirmed(known, question)
        named = meant(meaning, question.code, stores.floor, stores.device)
        if isinstance(named, OrderScanned) and question.question == "blind":
            named = replace(named, blind=True)
        return decide(stores, known, named, supply)
    match given:
        case UndoPressed():
            return _taken_back(free)
        case AnswerPressed("no") if question.question in YES_OR_NO:
            return _taken_back(free)
        case HelpPressed():
            return decide(stores, scene, given, supply)
        case SettingScanned():
            return decided(stores, free, given, supply)
        case _ if isinstance(given, (*_BOOKING, AnswerPressed)):
            told = Message.of("question.first")
            return Decision(scene.state, refused=Refused(Refusal.ANSWER_FIRST, told=told))
        case _:
            return decide(stores, free, given, supply)


def _taken_back(free: Scene) -> Decision:
    return Decision(free.state, said=Message.of("said.question_gone"), tone=Tone.NOTED)


def _answer(question: UnclearScanned, given: Input) -> Meaning | None:
    """The meaning that a button, a command or a clear scan names."""
    if isinstance(given, AnswerPressed):
        return meant_by(question, given.choice)
    if not isinstance(given, Scanned) or question.question in YES_OR_NO:
        return None
    return next((one for one in question.meanings if one.key == key_of(given)), None)


def with_question(view: View, state: object) -> View:
    """The view of a desk with the question that is open there."""
    question = jobs.hearing_of(state).asked
    if question is None:
        return view
    ids = choices_of(question)
    labels = [Message(f"choice.{id}") for id in ids]
    if question.question not in YES_OR_NO:
        labels = [_label(one) for one in question.meanings]
    choices = tuple(Choice(id, label) for id, label in zip(ids, labels, strict=True))
    answer = replace(action("answer"), choices=choices)
    others = tuple(one for one in view.actions if one.id != "answer")
    return replace(
        view,
        prompt=_words(question),
        awaits=("answer",),
        question=QuestionView(question.question, _words(question), choices),
        actions=(answer, *others),
    )


def _words(question: UnclearScanned) -> Message:
    if question.question == "blind":
        return Message.of("question.blind", order=question.code)
    if question.question == "setup":
        return setting_words("question", question)
    if question.question in (AWAY, TAKEN):
        return Message.of(f"question.{question.question}", order=question.code)
    if question.question == "take_over":
        return Message.of("question.take_over", name=question.meanings[0].name, code=question.code)
    return Message.of("question.meaning", code=printable(question.code))


def _label(meaning: Meaning) -> Message:
    return Message.of(f"choice.is_{meaning.kind}", name=meaning.name)
