"""A desk between jobs: login, home, the returns desk and the list of exceptions. Pure; the time comes in as a value."""

from dataclasses import replace

from app.domain.attending import may_settle
from app.domain.facts import AttentionSettled, AttentionTaken
from app.domain.people import pin_matches, wait_ms_after
from app.domain.ramp import RampParcel
from app.inputs import (
    AttentionPressed,
    BadgeScanned,
    CageScanned,
    CartonScanned,
    DonePressed,
    HandoverScanned,
    HelpPressed,
    HomePressed,
    Input,
    LogoutPressed,
    Message,
    Opening,
    OrderScanned,
    ParcelScanned,
    PinTyped,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Refused,
    ReturnScanned,
    ReturnsPressed,
    SettlePressed,
    SlotAt,
    StartPressed,
    Step,
    Supply,
    Tone,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from app.workflows import wall
from app.workflows.at_ramp import in_cage
from app.workflows.desk_states import AtAttention as AtAttention
from app.workflows.desk_states import AtRamp as AtRamp
from app.workflows.desk_states import AtReturns as AtReturns
from app.workflows.desk_states import AwaitPin as AwaitPin
from app.workflows.desk_states import DeskState as DeskState
from app.workflows.desk_states import Guard as Guard
from app.workflows.desk_states import Home as Home
from app.workflows.desk_states import LoggedIn as LoggedIn
from app.workflows.desk_states import LoggedOut as LoggedOut
from app.workflows.desk_states import Working as Working

VERSION = 1
WRITE_OFF_REASONS = ("by_hand", "mistake", "trial")
PUT_BACK_CARDS = ("cancelled_while_picked", "changed_while_picked")
ROLE_OF = {
    "pick": "pick",
    "pack": "pack",
    "handover": "pack",
    "blind": "pack",
    "return": "returns",
    "ship": "pack",
    "wall": "pack",
}


def begin() -> DeskState:
    return LoggedOut()


def step(state: DeskState, given: Input, supply: Supply) -> Step[DeskState]:
    """Decide what one input means where no job claims it."""
    if isinstance(given, HelpPressed):
        return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
    match state:
        case LoggedOut():
            return _logged_out(state, given)
        case AwaitPin():
            return _at_pin(state, given, supply.now_ms)
        case _:
            return _logged_in(state, given)


def _logged_out(state: LoggedOut | AwaitPin, given: Input) -> Step[DeskState]:
    match given:
        case BadgeScanned(_, None):
            return _refused(state, Refusal.UNKNOWN_BADGE)
        case BadgeScanned(_, person) if person is not None:
            said = Message.of("said.badge", name=person.name)
            return Step(AwaitPin(person, state.guards), said=said)
        case _:
            return _refused(state, Refusal.NOT_LOGGED_IN)


def _at_pin(state: AwaitPin, given: Input, now_ms: int) -> Step[DeskState]:
    person = state.person
    match given:
        case PinTyped(pin):
            guard = next((g for g in state.guards if g.badge == person.badge), Guard(person.badge, 0, 0))
            if now_ms < guard.until_ms:
                seconds = (guard.until_ms - now_ms + 999) // 1000
                return _refused(state, Refusal.PIN_WAIT, str(seconds))
            others = tuple(g for g in state.guards if g.badge != person.badge)
            if pin_matches(pin, person.pin_hash):
                said = Message.of("said.logged_in", name=person.name)
                return Step(Home(person, others), said=said)
            wrong = guard.wrong + 1
            guards = (*others, Guard(person.badge, wrong, now_ms + wait_ms_after(wrong)))
            return Step(replace(state, guards=guards), refused=Refused(Refusal.WRONG_PIN))
        case HomePressed() | LogoutPressed():
            return Step(LoggedOut(state.guards), said=Message.of("said.logged_out"))
        case BadgeScanned():
            return _logged_out(state, given)
        case _:
            return _refused(state, Refusal.NOT_LOGGED_IN)


def _logged_in(state: LoggedIn, given: Input) -> Step[DeskState]:
    person = state.person
    match given:
        case HomePressed() | DonePressed():
            return Step(Home(person, state.guards), said=Message.of("said.home"))
        case LogoutPressed():
            return Step(LoggedOut(state.guards), said=Message.of("said.logged_out"))
        case BadgeScanned(badge, _) if badge == person.badge:
            return Step(Home(person, state.guards), said=Message.of("said.home"))
        case BadgeScanned(_, None):
            return _refused(state, Refusal.UNKNOWN_BADGE)
        case BadgeScanned(_, other) if other is not None:
            return Step(AwaitPin(other, state.guards), said=Message.of("said.badge", name=other.name))
        case AttentionPressed():
            return Step(AtAttention(person, state.guards), said=Message.of("said.attention"))
        case SettlePressed():
            return _settled(state, given)
        case ReturnsPressed():
            return _returns(state)
        case StartPressed("return"):
            return _returns(state)
        case StartPressed("wall"):
            return _opened(state, Opening("wall", None))
        case StartPressed("ship", str(cage)):
            return _opened(state, Opening("ship", cage))
        case StartPressed("ship"):
            return _ramp(state)
        case StartPressed(kind, order):
            if order is None:
                return _refused(state, Refusal.NO_WORK)
            return _opened(state, Opening(kind, order))
        case UndoPressed():
            return _refused(state, Refusal.NOTHING_TO_UNDO)
        case _:
            return _scanned(state, given)


def _scanned(state: LoggedIn, given: Input) -> Step[DeskState]:
    match given:
        case OrderScanned():
            return _order(state, given)
        case HandoverScanned(handover):
            return _opened(state, Opening("handover", handover.order, given))
        case ToteScanned(tote, None):
            return _opened(state, Opening("pick", None, ToteScanned(tote, None)))
        case ToteScanned(_, order):
            return _opened(state, Opening("tote", order, given))
        case ReturnScanned(rma):
            return _opened(state, Opening("return", rma))
        case ParcelScanned(sscc, void=True):
            told = Message.of("refusal.void_label.home", got=sscc)
            return Step(state, refused=Refused(Refusal.PARCEL_UNKNOWN, got=sscc, told=told))
        case CageScanned(cage):
            return _opened(state, Opening("ship", cage))
        case ParcelScanned(sscc, order) if isinstance(state, AtRamp):
            return _parcel_at_ramp(state, sscc, order, given.at)
        case ParcelScanned(sscc, None, None):
            return _refused(state, Refusal.PARCEL_UNKNOWN, got=sscc)
        case ParcelScanned(sscc, rma=None, skus=(), at=RampParcel(left=False) as at) if at.load:
            return Step(state, refused=in_cage(at))
        case ParcelScanned(sscc):
            return _opened(state, Opening("return", sscc))
        case ProductScanned() if isinstance(state, AtReturns):
            return _opened(state, Opening("return", None, given))
        case ProductScanned(product=product):
            lies = Message.of("said.product_lies", name=product.name, places=", ".join(product.places[:6]))
            nowhere = Message.of("said.product_nowhere", name=product.name)
            return Step(state, said=lies if product.places else nowhere, tone=Tone.NOTED)
        case PlaceScanned(place, slot=SlotAt() as at):
            return _slot(state, place, at)
        case PlaceScanned(place, _, skus):
            said = Message.of("said.place", place=place, what=", ".join(skus[:6]) or "-")
            return Step(state, said=said, tone=Tone.NOTED)
        case CartonScanned(carton):
            edges = carton.inner
            size = f"{edges.length_mm} × {edges.width_mm} × {edges.height_mm} mm"
            said = Message.of("said.carton_is", carton=carton.carton, size=size)
            return Step(state, said=said, tone=Tone.NOTED)
        case UnknownScanned(text):
            return _refused(state, Refusal.UNKNOWN_CODE, got=text)
        case _:
            return _refused(state, Refusal.NOT_EXPECTED)


def _slot(state: LoggedIn, place: str, at: SlotAt) -> Step[DeskState]:
    """A slot of the put wall: what is complete there is packed."""
    if at.order is None or at.missing:
        told = wall.opened(state, place, at)
        return Step(state, refused=told.refused, said=told.said, tone=told.tone)
    return _opened(state, Opening("pack", at.order))


def _order(state: LoggedIn, given: OrderScanned) -> Step[DeskState]:
    if given.waits:
        return _refused(state, Refusal.ORDER_WAITING, given.missing, given.order)
    if given.cancelled:
        return _refused(state, Refusal.ORDER_CANCELLED, got=given.order)
    if given.kind is None:
        if given.rma is not None:
            return _opened(state, Opening("return", given.rma))
        if given.shipped and given.at is not None:
            return Step(state, refused=in_cage(given.at))
        if given.shipped:
            return _opened(state, Opening("return", given.order))
        return _refused(state, Refusal.ORDER_DONE, got=given.order)
    if given.blind:
        return _opened(state, Opening("blind", given.order))
    if not given.mine and given.holder is not None:
        return _refused(state, Refusal.ORDER_ELSEWHERE, given.holder, given.order)
    if not given.mine:
        return _refused(state, Refusal.ORDER_NOT_HELD, got=given.order)
    return _opened(state, Opening(given.kind, given.order))


def _returns(state: LoggedIn) -> Step[DeskState]:
    if ROLE_OF["return"] not in state.person.roles:
        return _refused(state, Refusal.NOT_YOUR_ROLE)
    return Step(AtReturns(state.person, state.guards), said=Message.of("said.at_returns"))


def _ramp(state: LoggedIn) -> Step[DeskState]:
    if ROLE_OF["ship"] not in state.person.roles:
        return _refused(state, Refusal.NOT_YOUR_ROLE)
    return Step(AtRamp(state.person, state.guards), said=Message.of("said.at_ramp"))


def _parcel_at_ramp(state: AtRamp, sscc: str, order: str | None, at: RampParcel | None) -> Step[DeskState]:
    """A number that no parcel has may be that of an empty pallet; a parcel needs its cage first."""
    if order is None:
        return _opened(state, Opening("ship", sscc))
    carrier = at.carrier if at is not None else ""
    cage = at.belongs if at is not None else ""
    return _refused(state, Refusal.SCAN_CAGE, " ".join(filter(None, (carrier, cage))), order)


def _opened(state: LoggedIn, opening: Opening) -> Step[DeskState]:
    role = ROLE_OF.get(opening.kind)
    if role is not None and role not in state.person.roles:
        return _refused(state, Refusal.NOT_YOUR_ROLE)
    return Step(state, opens=opening)


def _settled(state: LoggedIn, given: SettlePressed) -> Step[DeskState]:
    if not given.known:
        return _refused(state, Refusal.ATTENTION_GONE)
    if not given.possible:
        told = Message.of("refusal.no_such_answer", got=given.action)
        return Step(state, refused=Refused(Refusal.NOT_EXPECTED, got=given.action, told=told))
    if given.action == "take":
        taken = AttentionTaken(given.attention, state.person.badge)
        return Step(state, (taken,), said=Message.of("said.taken"))
    if not may_settle(given.kind, state.person.roles):
        return _refused(state, Refusal.NOT_YOUR_ROLE)
    action, reason = given.action, None
    if action.startswith("write_off_"):
        action, reason = "write_off", action.removeprefix("write_off_")
    fact = AttentionSettled(given.attention, action, reason)
    opens = None
    if action == "put_back" and given.kind in PUT_BACK_CARDS and given.order is not None:
        opens = Opening("put_back", given.order)
    return Step(state, (fact,), said=Message.of("said.settled"), opens=opens)


def _refused(state: DeskState, refusal: Refusal, expected: str = "", got: str = "") -> Step[DeskState]:
    return Step(state, refused=Refused(refusal, expected, got))
