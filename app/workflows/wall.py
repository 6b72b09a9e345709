"""The put wall: a tote, then the slot of its order; when all of an order has come the slot opens its packing. Pure.

AwaitTote -> AwaitSlot -> AwaitTote for the next one. It has no end: whoever leaves it goes home.
"""

from dataclasses import dataclass, replace

from app.domain.facts import PutToWall
from app.domain.places import WALL_KIND
from app.inputs import (
    HelpPressed,
    Input,
    Message,
    Opening,
    OtherSlotPressed,
    PlaceScanned,
    Refusal,
    Refused,
    SlotAt,
    Step,
    Supply,
    Tone,
    ToteScanned,
    UndoPressed,
)

VERSION = 1


@dataclass(frozen=True, slots=True)
class WallWork:
    """The wall as one desk works at it."""

    desk: str


@dataclass(frozen=True, slots=True)
class AwaitTote:
    """The next tote is to be scanned, or a slot of which all has come."""

    work: WallWork


@dataclass(frozen=True, slots=True)
class AwaitSlot:
    """The goods of this tote go into this slot. `given`: it was empty. `others` of the order have not come yet.

    `beside`: the slot where the order stands has no room for them.
    """

    work: WallWork
    tote: str
    order: str
    slot: str
    given: bool = False
    others: tuple[str, ...] = ()
    beside: bool = False


WallState = AwaitTote | AwaitSlot


def begin(work: WallWork) -> WallState:
    """Nothing is in the hands."""
    return AwaitTote(work)


def step(state: WallState, given: Input, supply: Supply) -> Step[WallState]:
    """Decide what one input means at the wall."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            return _undo(state, bool(last))
        case _:
            pass
    if isinstance(state, AwaitSlot):
        return _at_slot(state, given, supply)
    match given:
        case ToteScanned(tote, _, at):
            return _tote(state, tote, at.order if at else None, given)
        case PlaceScanned(slot, kind, slot=SlotAt() as at) if kind == WALL_KIND:
            return opened(state, slot, at)
        case _:
            return _refused(state, Refusal.SCAN_TOTE, told=Message.of("refusal.scan_tote.wall"))


def _tote(state: AwaitTote, tote: str, order: str | None, given: ToteScanned) -> Step[WallState]:
    at = given.wall
    if at is None or order is None:
        return _refused(state, Refusal.TOTE_EMPTY, got=tote)
    if at.why:
        told = Message.of(f"refusal.wall.{at.why}", got=tote, order=order)
        return _refused(state, Refusal.TOTE_IN_USE, got=tote, told=told)
    if not at.slot:
        return _refused(state, Refusal.WALL_FULL, got=order)
    words = "said.slot_given" if at.given else "said.slot_of"
    said = Message.of(words, slot=at.slot, order=order)
    return Step(AwaitSlot(state.work, tote, order, at.slot, at.given, at.others), said=said)


def _at_slot(state: AwaitSlot, given: Input, supply: Supply) -> Step[WallState]:
    match given:
        case PlaceScanned(state.slot, slot=SlotAt(orders=there)) if state.given and there:
            told = Message.of("refusal.slot_taken", got=state.slot, order=", ".join(there))
            return _refused(state, Refusal.WRONG_PLACE, "", state.slot, told)
        case PlaceScanned(
            place,
        ) if place == state.slot or (state.given and _is_empty(given)):
            fact = PutToWall(state.order, state.tote, place, supply.now_ms, state.beside)
            gaps = {"order": state.order, "slot": place, "left": ", ".join(state.others)}
            said = Message.of("said.slot_put" if state.others else "said.slot_complete", **gaps)
            tone = Tone.GOOD if state.others else Tone.JOB_DONE
            return Step(AwaitTote(state.work), (fact,), said=said, tone=tone)
        case PlaceScanned(place):
            return _refused(state, Refusal.WRONG_PLACE, state.slot, place)
        case OtherSlotPressed(""):
            return _refused(state, Refusal.WALL_FULL, got=state.order)
        case OtherSlotPressed(slot):
            said = Message.of("said.slot_given", slot=slot, order=state.order)
            beside = state.beside or not state.given
            return Step(replace(state, slot=slot, given=True, beside=beside), said=said)
        case ToteScanned(tote, _, at):
            other = _tote(AwaitTote(state.work), tote, at.order if at else None, given)
            return other if other.refused is None else replace(other, state=state)
        case _:
            return _refused(state, Refusal.SCAN_PLACE, state.slot)


def _is_empty(given: PlaceScanned) -> bool:
    """Whether this is a slot in which nothing stands: as good as the empty one that was named."""
    return given.kind == WALL_KIND and given.slot is not None and not given.slot.orders


def opened(state: object, slot: str, at: SlotAt) -> Step[WallState]:
    """What the scan of a slot does where nothing is put there: an order that is complete is packed. For any desk."""
    if at.order is None:
        said = Message.of("said.slot_empty", slot=slot)
        return Step(state, said=said, tone=Tone.NOTED)  # type: ignore[arg-type]
    if at.missing:
        told = Refused(Refusal.SLOT_WAITS, ", ".join(at.missing), at.order)
        return Step(state, refused=told)  # type: ignore[arg-type]
    said = Message.of("said.started_pack", order=at.order)
    return Step(state, said=said, opens=Opening("pack", at.order))  # type: ignore[arg-type]


def _undo(state: WallState, something: bool) -> Step[WallState]:
    """A tote that was scanned is put aside again; before that the goods are taken out of the slot."""
    if isinstance(state, AwaitSlot):
        return Step(AwaitTote(state.work), said=Message.of("said.scan_back"))
    return Step(state) if something else _refused(state, Refusal.NOTHING_TO_UNDO)


def _refused(
    state: WallState, refusal: Refusal, expected: str = "", got: str = "", told: Message | None = None
) -> Step[WallState]:
    return Step(state, refused=Refused(refusal, expected, got, told))
