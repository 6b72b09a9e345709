"""Packing one order into cartons, each closed by its last unit. Pure.

AwaitCarton -> AwaitUnit (one unit after the other) -> AwaitCarton for the next parcel, or Finished.
"""

from dataclasses import replace
from typing import TypeGuard

from app.domain.facts import Fact, MissingAtPacking, ParcelClosed, WeightDiffered
from app.domain.orders import BLIND, WorkOrder
from app.inputs import (
    AnswerPressed,
    CartonScanned,
    DidNotFitPressed,
    DonePressed,
    FastPacked,
    HandoverScanned,
    HelpPressed,
    Input,
    MeasurePressed,
    Message,
    OrderNews,
    ParcelScanned,
    ProductScanned,
    QuantityTyped,
    Refusal,
    Refused,
    ReopenPressed,
    ReprintPressed,
    ShortPressed,
    Step,
    Supply,
    Tone,
    ToteScanned,
    TrackPressed,
    UndoPressed,
    WeightScanned,
)
from app.workflows.closing import at_confirmed, at_customs, closed, closed_again, next_parcel, reprinted
from app.workflows.measuring import asked, at_measuring
from app.workflows.news import ending, going_on
from app.workflows.pack_blind import at_blind
from app.workflows.pack_carton import at_carton, did_not_fit
from app.workflows.pack_missing import closed_without, reported
from app.workflows.pack_states import AwaitCarton as AwaitCarton
from app.workflows.pack_states import AwaitConfirmed as AwaitConfirmed
from app.workflows.pack_states import AwaitCustoms as AwaitCustoms
from app.workflows.pack_states import AwaitTracking as AwaitTracking
from app.workflows.pack_states import AwaitUnit as AwaitUnit
from app.workflows.pack_states import AwaitWeight as AwaitWeight
from app.workflows.pack_states import Finished as Finished
from app.workflows.pack_states import Full as Full
from app.workflows.pack_states import Measuring as Measuring
from app.workflows.pack_states import PackState as PackState
from app.workflows.pack_states import Reopened as Reopened
from app.workflows.pack_states import begin as begin
from app.workflows.pack_totes import at_tote
from app.workflows.pack_totes import in_several as in_several
from app.workflows.pack_unit import next_name, of_the_lot, several, unit
from app.workflows.proof import proven
from app.workflows.reopening import at_reopened, reopened
from app.workflows.tracking import asked as tracking_asked
from app.workflows.tracking import noted
from app.workflows.weighing import computed_g, differs

VERSION = 2


def step(state: PackState, given: Input, supply: Supply) -> Step[PackState]:
    """Decide what one input means for the parcel on the table."""
    if isinstance(state, Measuring):
        return at_measuring(state, given)
    if isinstance(state, AwaitTracking):
        return noted(state, given)
    if isinstance(state, Reopened):
        return closed_again(state, supply) if given == DonePressed() else at_reopened(state, given)
    if isinstance(state, AwaitUnit) and state.asked is not None and not isinstance(given, HelpPressed):
        return of_the_lot(state, state.asked, given, lambda plain, then: step(plain, then, supply))
    match given:
        case MeasurePressed():
            return asked(state, given)
        case ReopenPressed():
            return reopened(state, given)
        case TrackPressed():
            return tracking_asked(state)
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            return _undo(state, last)
        case ReprintPressed():
            return reprinted(state)
        case OrderNews(work):
            return _news(state, work)
        case ShortPressed() if isinstance(state, AwaitCarton | AwaitUnit):
            return reported(state, given)
        case DonePressed() if isinstance(state, AwaitCarton | AwaitUnit) and state.missing is not None:
            return closed_without(state, lambda unit, facts: closed(unit, facts, supply), next_parcel)
        case DonePressed() | HandoverScanned() if _is_blind(state):
            return at_blind(state, given, lambda unit, facts: closed(unit, facts, supply))
        case ToteScanned() if isinstance(state, AwaitCarton | AwaitUnit) and in_several(state.work):
            return at_tote(state, given)
        case ParcelScanned() if (about := proven(state, given)) is not None:
            return about
        case _:
            pass
    match state:
        case AwaitCarton() if isinstance(given, FastPacked):
            return _fast(state, given, supply)
        case AwaitCarton():
            opened = at_carton(state, given)
            after_it = opened.state
            if isinstance(after_it, AwaitUnit) and not after_it.plan:  # everything lay in it already
                return closed(after_it, opened.facts, supply)
            return opened
        case AwaitUnit():
            return _at_unit(state, given, supply)
        case AwaitConfirmed():
            return at_confirmed(state, given, supply)
        case AwaitCustoms():
            return at_customs(state, given, supply)
        case AwaitWeight():
            return _at_weight(state, given, supply)
        case Finished():
            return _refused(state, Refusal.NOT_EXPECTED)


def is_over(state: PackState) -> bool:
    """Whether the order is packed; the carrier's number may still be asked for."""
    return isinstance(state.before if isinstance(state, AwaitTracking) else state, Finished)


def _is_blind(state: PackState) -> TypeGuard[AwaitCarton | AwaitUnit]:
    return isinstance(state, AwaitCarton | AwaitUnit) and state.work.handed == BLIND


def _fast(state: AwaitCarton, given: FastPacked, supply: Supply) -> Step[PackState]:
    """One scan, one parcel: the suggested carton is taken, its only piece packed, the label printed."""
    carton = next((one for one in state.work.cartons if one.carton == state.suggested), None)
    if carton is None or sum(content.quantity for content in state.plan) != 1:
        return _refused(state, Refusal.SCAN_CARTON, state.suggested or "", given.product.name)
    opened = at_carton(state, CartonScanned(carton))
    if not isinstance(opened.state, AwaitUnit):
        return opened
    scanned = ProductScanned(given.product, 1, given.lot, given.serial)
    packed_whole = unit(opened.state, scanned, supply)
    if packed_whole.refused is not None:
        return Step(state, refused=packed_whole.refused)
    if not any(isinstance(fact, ParcelClosed) for fact in packed_whole.facts):
        return replace(packed_whole, facts=(*opened.facts, *packed_whole.facts))  # something is asked first
    said = Message.of("said.fast_packed", order=state.work.order, carton=carton.carton)
    return replace(packed_whole, facts=(*opened.facts, *packed_whole.facts), said=said)


def _news(state: PackState, work: WorkOrder) -> Step[PackState]:
    """The order was changed; what is packed whole stays so."""
    if isinstance(state, Finished):
        return _refused(state, Refusal.NOT_EXPECTED)
    on = begin(work)
    if isinstance(state, AwaitCarton) and isinstance(on, AwaitCarton):
        on = replace(on, proven=state.proven)
    if isinstance(state, Full):  # the full parcel stays on the table
        on = replace(state, opened=replace(state.opened, work=work))
    return ending(work, Finished(work)) or going_on(on, work)


def _at_unit(state: AwaitUnit, given: Input, supply: Supply) -> Step[PackState]:
    match given:
        case ProductScanned():
            return unit(state, given, supply)
        case CartonScanned(carton):
            return _refused(state, Refusal.SCAN_PRODUCT, next_name(state), carton.carton)
        case DidNotFitPressed():
            return did_not_fit(state)
        case QuantityTyped(quantity):
            return several(state, quantity, supply)
        case AnswerPressed(choice) if choice.isdigit() and state.last is not None:
            return several(state, int(choice), supply)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT, next_name(state))


def _at_weight(state: AwaitWeight, given: Input, supply: Supply) -> Step[PackState]:
    """The right weight closes the parcel; one that is off asks to recount, Done says that it was done."""
    opened = state.opened
    match given:
        case WeightScanned(weight_g):
            off = differs(opened, weight_g)
            if off is not None and not state.recounted:
                return Step(replace(state, off=True), noted=off)
            expected_g = computed_g(opened)
            noted: tuple[Fact, ...] = (
                (WeightDiffered(opened.work.order, opened.no, expected_g, weight_g),) if off else ()
            )
            return closed(opened, noted, supply, weight_g)
        case DonePressed() if state.off:
            return Step(replace(state, recounted=True), said=Message.of("said.recounted"), tone=Tone.NOTED)
        case _:
            return _refused(state, Refusal.WEIGHT_WANTED, str(computed_g(opened)))


def _undo(state: PackState, last: tuple[object, ...]) -> Step[PackState]:
    if isinstance(state, AwaitCarton) and state.insisted is not None:
        return Step(replace(state, insisted=None), said=Message.of("said.not_insisted"))
    if isinstance(state, AwaitCarton | AwaitUnit) and state.missing is not None:
        return Step(replace(state, missing=None), said=Message.of("said.not_missing"))
    if isinstance(state, AwaitWeight) and state.recounted:
        return Step(replace(state, recounted=False), said=Message.of("said.not_recounted"))
    if not last:
        return _refused(state, Refusal.NOTHING_TO_UNDO)
    closed = tuple(fact.no for fact in last if isinstance(fact, ParcelClosed))
    missing = any(isinstance(fact, MissingAtPacking) for fact in last)
    short = missing or any(
        no in state.work.told.short for no in closed
    )  # the scales closed it, one scan later
    if (closed or isinstance(state, Finished)) and not short:
        return _refused(state, Refusal.UNDO_CLOSED)
    return Step(state)  # what was missing lay beside the table: its parcel is open as it was, its label void


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
