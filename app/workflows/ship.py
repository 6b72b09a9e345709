"""Loading parcels for one carrier, closing the manifest, handing it over. Pure.

AwaitPallet (is it one?) -> AwaitParcel (-> AwaitCustomsLeft: all the same?) -> AwaitClose (some are missing) -> AwaitDriver -> Finished.
"""

from dataclasses import replace

from app.domain.facts import (
    Fact,
    HandedToCarrier,
    ManifestClosed,
    ParcelLoaded,
    ParcelTakenOff,
    TrackingNoted,
)
from app.domain.parcels import is_sscc
from app.domain.ramp import NO_LABEL, RampParcel, same_carrier
from app.inputs import (
    AnswerPressed,
    CageScanned,
    DonePressed,
    DriverNamed,
    HelpPressed,
    Input,
    Message,
    Opening,
    ParcelScanned,
    Refusal,
    Refused,
    ReprintPressed,
    Step,
    Supply,
    TakeOffPressed,
    Tone,
    TrackingScanned,
    TrackPressed,
    UndoPressed,
)
from app.workflows.at_ramp import after_handover
from app.workflows.load import Loaded, LoadWork, pallet_label
from app.workflows.ship_states import Abandoned as Abandoned
from app.workflows.ship_states import AwaitClose as AwaitClose
from app.workflows.ship_states import AwaitCustomsLeft as AwaitCustomsLeft
from app.workflows.ship_states import AwaitDriver as AwaitDriver
from app.workflows.ship_states import AwaitPallet as AwaitPallet
from app.workflows.ship_states import AwaitParcel as AwaitParcel
from app.workflows.ship_states import AwaitTracking as AwaitTracking
from app.workflows.ship_states import Finished as Finished
from app.workflows.ship_states import ShipState as ShipState

VERSION = 1


def begin(work: LoadWork) -> ShipState:
    """The state in which this load is found."""
    if work.handed:
        return Finished(work)
    if work.closed_at_ms:
        return AwaitDriver(work)
    return AwaitPallet(work) if is_sscc(work.cage) and not work.loaded else AwaitParcel(work)


def step(state: ShipState, given: Input, supply: Supply) -> Step[ShipState]:
    """Decide what one input means for the load."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            return _undo(state, last)
        case _:
            pass
    match state:
        case AwaitPallet():
            return _at_pallet(state, given)
        case AwaitParcel():
            return _taking_off(state, given) if state.taking_off else _at_cage(state, given, supply)
        case AwaitTracking():
            return _at_tracking(state, given)
        case AwaitCustomsLeft():
            return _at_customs_left(state, given)
        case AwaitClose():
            return _at_close(state, given, supply)
        case AwaitDriver():
            return _at_driver(state, given, supply)
        case Finished(work) if isinstance(given, ParcelScanned) and (against := after_handover(work, given)):
            return Step(state, refused=against)
        case Finished(work) if given == ReprintPressed():
            return Step(state, prints=(pallet_label(work),), said=Message.of("said.reprint"))
        case _:
            return _refused(state, Refusal.NOT_EXPECTED)


def _at_pallet(state: AwaitPallet, given: Input) -> Step[ShipState]:
    match given:
        case AnswerPressed("yes"):
            return Step(AwaitParcel(state.work), said=Message.of("said.pallet", cage=state.work.cage))
        case AnswerPressed("no"):
            return Step(Abandoned(state.work), said=Message.of("said.question_gone"), tone=Tone.NOTED)
        case _:
            return _refused(state, Refusal.ANSWER_FIRST)


def _at_cage(state: AwaitParcel, given: Input, supply: Supply) -> Step[ShipState]:
    work = state.work
    match given:
        case CageScanned(work.cage) | ParcelScanned(work.cage):
            return Step(state, said=Message.of("said.cage_is_here", cage=work.cage), tone=Tone.NOTED)
        case CageScanned(cage):
            return Step(state, said=Message.of("said.started_ship", order=cage), opens=Opening("ship", cage))
        case ParcelScanned():
            return _loaded(state, given)
        case TakeOffPressed() if work.loaded:
            return Step(replace(state, taking_off=True), said=Message.of("said.take_off"), tone=Tone.NOTED)
        case TrackPressed() if work.loaded:
            return Step(AwaitTracking(work), said=Message.of("said.track"), tone=Tone.NOTED)
        case TakeOffPressed() | TrackPressed() | DonePressed() if not work.loaded:
            return _refused(state, Refusal.NOTHING_LOADED)
        case DonePressed(unwanted=(first, *_)):
            return _refused(state, Refusal.TAKE_OFF_FIRST, got=first)
        case DonePressed(missing) if missing:
            said = Message.of("said.parcels_missing", count=missing)
            return Step(AwaitClose(work, missing), said=said, tone=Tone.NOTED)
        case DonePressed():
            return _closed(work, supply)
        case _:
            return _parcel_wanted(state)


def _loaded(state: AwaitParcel, given: ParcelScanned) -> Step[ShipState]:
    """A parcel goes in, unless there is something against it."""
    work, at = state.work, given.at
    if given.void:
        told = Message.of("refusal.void_label.home", got=given.sscc)
        return Step(state, refused=Refused(Refusal.PARCEL_UNKNOWN, got=given.sscc, told=told))
    if at is None:
        return _refused(state, Refusal.PARCEL_UNKNOWN, got=given.sscc)
    against = _against(work, at)
    if against is not None:
        return Step(state, refused=against)
    if at.customs_open:
        said = Message.of("said.customs_open", order=at.order)
        return Step(AwaitCustomsLeft(work, at), said=said, tone=Tone.NOTED)
    return _put_in(work, at)


def _at_customs_left(state: AwaitCustomsLeft, given: Input) -> Step[ShipState]:
    match given:
        case AnswerPressed("yes"):
            return _put_in(state.work, state.at)
        case AnswerPressed("no"):
            said = Message.of("said.customs_stays", order=state.at.order)
            return Step(AwaitParcel(state.work), said=said, tone=Tone.NOTED)
        case _:
            return _refused(state, Refusal.ANSWER_FIRST)


def _put_in(work: LoadWork, at: RampParcel) -> Step[ShipState]:
    work = replace(
        work,
        carrier=work.carrier or at.carrier,
        loaded=(*work.loaded, Loaded(at.sscc, at.order, at.weight_g, at.city, at.tracking)),
    )
    fact = ParcelLoaded(work.load, work.cage, work.carrier, at.sscc)
    said = Message.of("said.loaded", order=at.order, cage=work.cage)
    return Step(AwaitParcel(work), (fact,), said=said)


def _against(work: LoadWork, at: RampParcel) -> Refused | None:
    """Why this parcel does not go into this cage, the plainest reason first."""
    if work.holds(at.sscc):
        return Refused(Refusal.ALREADY_LOADED, work.cage, at.sscc)
    if at.sealed:
        return Refused(Refusal.PARCEL_GONE, at.cage or "", at.sscc)
    if at.load is not None:
        return Refused(Refusal.ALREADY_LOADED, at.cage or at.load, at.sscc)
    if at.cancelled:
        return Refused(Refusal.PARCEL_CANCELLED, got=at.order)
    if at.label in NO_LABEL:
        return Refused(Refusal.PARCEL_NO_LABEL, got=at.order)
    if work.carrier and not same_carrier(work.carrier, at.carrier):
        told = Message.of("refusal.wrong_carrier_where", carrier=at.carrier, cage=at.belongs)
        words = told if at.belongs else Message.of("refusal.wrong_carrier", expected=at.carrier, got=at.order)
        return Refused(Refusal.WRONG_CARRIER, at.belongs or at.carrier, at.order, words)
    return None


def _taking_off(state: AwaitParcel, given: Input) -> Step[ShipState]:
    work = state.work
    match given:
        case ParcelScanned(sscc) if work.holds(sscc):
            left = tuple(one for one in work.loaded if one.sscc != sscc)
            fact = ParcelTakenOff(work.load, work.cage, work.carrier, sscc)
            said = Message.of("said.taken_off", sscc=sscc, cage=work.cage)
            return Step(AwaitParcel(replace(work, loaded=left)), (fact,), said=said, tone=Tone.NOTED)
        case ParcelScanned(void=True):
            return _loaded(state, given)
        case ParcelScanned(sscc):
            return _refused(state, Refusal.NOT_LOADED, work.cage, sscc)
        case DonePressed() | TakeOffPressed():
            return Step(AwaitParcel(work), said=Message.of("said.loading_on"))
        case _:
            return _parcel_wanted(state)


def _at_tracking(state: AwaitTracking, given: Input) -> Step[ShipState]:
    """The number that the carrier's own label bears; any other way leads back."""
    work = state.work
    last = work.loaded[-1]
    match given:
        case TrackingScanned(number) if not number.endswith(last.sscc):  # our own label says nothing new
            fact = TrackingNoted(last.sscc, number, last.tracking or None)
            work = replace(work, loaded=(*work.loaded[:-1], replace(last, tracking=number)))
            said = Message.of("said.tracking", number=number, order=last.order)
            return Step(AwaitParcel(work), (fact,), said=said)
        case DonePressed() | TrackPressed():
            return Step(AwaitParcel(work), said=Message.of("said.track_left"))
        case _:
            told = Message.of("refusal.scan_tracking")
            return Step(state, refused=Refused(Refusal.SCAN_PARCEL, told=told))


def _at_close(state: AwaitClose, given: Input, supply: Supply) -> Step[ShipState]:
    match given:
        case AnswerPressed("yes") | DonePressed():
            return _closed(state.work, supply)
        case AnswerPressed("no"):
            return Step(AwaitParcel(state.work), said=Message.of("said.not_closed"), tone=Tone.NOTED)
        case ParcelScanned():  # one of the missing turned up
            taken = _loaded(AwaitParcel(state.work), given)
            return replace(taken, state=state) if taken.refused else taken
        case _:
            return _refused(state, Refusal.ANSWER_FIRST)


def _closed(work: LoadWork, supply: Supply) -> Step[ShipState]:
    """The manifest is closed: its paper and the pallet's label are printed. Without a number left it has none."""
    pallet = work.cage if is_sscc(work.cage) else supply.sscc
    work = replace(work, pallet=pallet, closed_at_ms=supply.now_ms)
    numbers = tuple(one.sscc for one in work.loaded)
    fact = ManifestClosed(work.load, work.cage, work.carrier, pallet, numbers)
    said = Message.of("said.manifest_closed", load=work.load, count=len(numbers))
    return Step(AwaitDriver(work), (fact,), (pallet_label(work),), said=said)


def _at_driver(state: AwaitDriver, given: Input, supply: Supply) -> Step[ShipState]:
    work = state.work
    match given:
        case DriverNamed(name):
            fact = HandedToCarrier(work.load, work.carrier, name, supply.now_ms)
            after = replace(work, handed=True, driver=name)
            said = Message.of("said.handed_to_carrier", carrier=work.carrier, count=len(work.loaded))
            return Step(Finished(after), (fact,), said=said, tone=Tone.JOB_DONE)
        case ReprintPressed():
            return Step(state, prints=(pallet_label(work),), said=Message.of("said.reprint"))
        case _:
            return _refused(state, Refusal.DRIVER_WANTED)


def _undo(state: ShipState, last: tuple[Fact, ...]) -> Step[ShipState]:
    match state:
        case AwaitClose(work):
            return Step(AwaitParcel(work), said=Message.of("said.not_closed"), tone=Tone.NOTED)
        case AwaitParcel(work, True):
            return Step(AwaitParcel(work), said=Message.of("said.loading_on"))
        case AwaitTracking(work):
            return Step(AwaitParcel(work), said=Message.of("said.track_left"))
        case AwaitCustomsLeft(work, at):
            return Step(
                AwaitParcel(work), said=Message.of("said.customs_stays", order=at.order), tone=Tone.NOTED
            )
        case AwaitDriver() | Finished() | Abandoned():
            return _refused(state, Refusal.UNDO_CLOSED)
        case _:
            return Step(state) if last else _refused(state, Refusal.NOTHING_TO_UNDO)


def _refused(state: ShipState, refusal: Refusal, expected: str = "", got: str = "") -> Step[ShipState]:
    return Step(state, refused=Refused(refusal, expected, got))


def _parcel_wanted(state: ShipState) -> Step[ShipState]:
    told = Message.of("refusal.scan_parcel_ramp")
    return Step(state, refused=Refused(Refusal.SCAN_PARCEL, told=told))
