"""Taking back goods, piece by piece. Pure: a person answers two questions, the grade and the way follow.

AwaitItem -> AwaitAnswer (sealed?) -> AwaitAnswer (undamaged?) -> AwaitPlace -> AwaitItem ... -> Finished.
"""

from dataclasses import dataclass, replace

from app.domain.catalogue import Product
from app.domain.facts import (
    Fact,
    ItemGraded,
    ReturnFinished,
    ReturnOpened,
    ReturnReceived,
    StockPutAway,
)
from app.domain.places import QUARANTINE, SCRAP, STORAGE_KIND, sellable
from app.domain.returns import Answers, Disposition, disposition_of, grade_of
from app.inputs import (
    AnswerPressed,
    DonePressed,
    HelpPressed,
    Input,
    Message,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Refused,
    Step,
    Supply,
    Tone,
    UndoPressed,
)

VERSION = 1
QUESTIONS = ("sealed", "undamaged")


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What is expected of one product, and how much of it came."""

    sku: str
    name: str
    expected: int
    received: int = 0
    gtin: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnWork:
    """What the desk knows of a return when it is opened. `free_place` takes goods that lie nowhere."""

    rma: str
    order: str | None
    sscc: str | None
    announced: bool
    lines: tuple[ReturnLine, ...]
    units: int = 0
    free_place: str | None = None
    opened: bool = False

    @property
    def complete(self) -> bool:
        return bool(self.lines) and all(line.received >= line.expected for line in self.lines)


@dataclass(frozen=True, slots=True)
class AwaitItem:
    """The next piece is to be scanned."""

    work: ReturnWork


@dataclass(frozen=True, slots=True)
class AwaitAnswer:
    """A piece is in hand; `answers` are the ones given so far."""

    work: ReturnWork
    unit: int
    product: Product
    expected: bool
    answers: tuple[bool, ...] = ()

    @property
    def question(self) -> str:
        return QUESTIONS[len(self.answers)]


@dataclass(frozen=True, slots=True)
class AwaitPlace:
    """A graded piece goes to `target`."""

    work: ReturnWork
    unit: int
    product: Product
    grade: str
    disposition: str
    target: str


@dataclass(frozen=True, slots=True)
class Finished:
    work: ReturnWork


ReturnState = AwaitItem | AwaitAnswer | AwaitPlace | Finished


def begin(work: ReturnWork) -> ReturnState:
    """A return is opened, or gone on with, at its next piece."""
    return AwaitItem(work)


def opening(work: ReturnWork) -> tuple[Fact, ...]:
    """The fact that a return is on the desk, once."""
    return () if work.opened else (ReturnOpened(work.rma, work.order, work.sscc, work.announced),)


def step(state: ReturnState, given: Input, supply: Supply) -> Step[ReturnState]:
    """Decide what one input means for the piece in hand."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            if isinstance(state, Finished):
                return _refused(state, Refusal.UNDO_CLOSED)
            if isinstance(state, AwaitAnswer) and state.answers:
                return Step(replace(state, answers=state.answers[:-1]), said=Message.of("said.answer_back"))
            return Step(state) if last else _refused(state, Refusal.NOTHING_TO_UNDO)
        case _:
            pass
    match state:
        case AwaitItem():
            return _at_item(state, given)
        case AwaitAnswer():
            return _at_question(state, given)
        case AwaitPlace():
            return _at_place(state, given)
        case Finished():
            return _refused(state, Refusal.NOT_EXPECTED)


def _at_item(state: AwaitItem, given: Input) -> Step[ReturnState]:
    work = state.work
    match given:
        case ProductScanned(product=product):
            line = next((line for line in work.lines if line.sku == product.sku), None)
            expected = line is not None and line.received < line.expected
            fact = ReturnReceived(work.rma, work.units + 1, product.sku, 1, expected)
            after = replace(work, units=work.units + 1, lines=_received(work.lines, product, expected))
            said = Message.of("said.received" if expected else "said.not_announced", name=product.name)
            asked = AwaitAnswer(after, fact.unit, product, expected)
            return Step(asked, (fact,), said=said, tone=Tone.GOOD if expected else Tone.NOTED)
        case DonePressed():
            return _ended(work)
        case PlaceScanned(place):
            return _refused(state, Refusal.SCAN_PRODUCT, got=place)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT)


def _ended(work: ReturnWork) -> Step[ReturnState]:
    """The return is done; what was announced and did not come is named."""
    missing = [(line.expected - line.received, line.name) for line in work.lines]
    told = ", ".join(f"{quantity} × {name}" for quantity, name in missing if quantity > 0)
    said, tone = Message.of("said.return_done", rma=work.rma), Tone.JOB_DONE
    if told:
        said, tone = Message.of("said.return_done_missing", rma=work.rma, missing=told), Tone.NOTED
    return Step(Finished(work), (ReturnFinished(work.rma),), said=said, tone=tone)


def _received(lines: tuple[ReturnLine, ...], product: Product, expected: bool) -> tuple[ReturnLine, ...]:
    if any(line.sku == product.sku for line in lines):
        return tuple(replace(line, received=line.received + (line.sku == product.sku)) for line in lines)
    return (*lines, ReturnLine(product.sku, product.name, 0, 1, product.gtin))


def _at_question(state: AwaitAnswer, given: Input) -> Step[ReturnState]:
    match given:
        case AnswerPressed("yes" | "no" as choice):
            answers = (*state.answers, choice == "yes")
            if len(answers) < len(QUESTIONS):
                return Step(replace(state, answers=answers), said=Message.of("said.answered"))
            return _graded(state, Answers(*answers))
        case _:
            return _refused(state, Refusal.ANSWER_FIRST, got=_name_of(given))


def _graded(state: AwaitAnswer, answers: Answers) -> Step[ReturnState]:
    work, product = state.work, state.product
    grade = grade_of(answers)
    disposition = disposition_of(grade, hygiene=product.hygiene)
    graded = ItemGraded(
        work.rma, state.unit, product.sku, answers.sealed, answers.undamaged, grade.value, disposition.value
    )
    said = Message.of("said.graded", grade=grade.value, disposition=disposition.value)
    if disposition is Disposition.SCRAP:
        scrapped = StockPutAway(work.rma, state.unit, product.sku, 1, SCRAP)
        told = Message.of("said.scrapped", name=product.name)
        return Step(AwaitItem(work), (graded, scrapped), said=told, tone=Tone.NOTED)
    target = QUARANTINE
    if disposition is Disposition.RESTOCK:
        target = product.places[0] if product.places else work.free_place or QUARANTINE
    placed = AwaitPlace(work, state.unit, product, grade.value, disposition.value, target)
    return Step(placed, (graded,), said=said)


def _at_place(state: AwaitPlace, given: Input) -> Step[ReturnState]:
    match given:
        case PlaceScanned(place, kind, skus) if _fits(state, place, kind, skus):
            fact = StockPutAway(state.work.rma, state.unit, state.product.sku, 1, place)
            said = Message.of("said.put_away", name=state.product.name, place=place)
            return Step(AwaitItem(state.work), (fact,), said=said)
        case PlaceScanned(place):
            return _refused(state, Refusal.WRONG_PLACE, state.target, place)
        case _:
            return _refused(state, Refusal.SCAN_PLACE, state.target, _name_of(given))


def _fits(state: AwaitPlace, place: str, kind: str, skus: tuple[str, ...]) -> bool:
    """The named place fits; so does any storage place where the product lies already, or nothing does."""
    if place == state.target:
        return True
    if state.disposition != Disposition.RESTOCK or kind != STORAGE_KIND or not sellable(place, kind):
        return False
    if state.product.places:
        return place in state.product.places or state.product.sku in skus
    return not skus


def _name_of(given: Input) -> str:
    return given.product.name if isinstance(given, ProductScanned) else ""


def _refused(state: ReturnState, refusal: Refusal, expected: str = "", got: str = "") -> Step[ReturnState]:
    return Step(state, refused=Refused(refusal, expected, got))
