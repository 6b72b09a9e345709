"""Bringing back what was picked for an order that was cancelled or wants less now. Pure.

AwaitOpened (a closed parcel) -> AwaitEmptied (the open carton) -> AwaitShelf (one stop after the other) -> Finished.
"""

from collections import Counter
from dataclasses import dataclass, replace

from app.domain.facts import Fact, ItemTakenOut, ParcelReopened, PutBack
from app.domain.orders import ClosedParcel, WorkOrder, after
from app.domain.places import ADJUSTMENT, QUARANTINE, sellable
from app.domain.surplus import taken_out
from app.domain.unpacking import CANCELLED
from app.inputs import (
    DonePressed,
    HelpPressed,
    Input,
    Message,
    Opening,
    OrderNews,
    ParcelScanned,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Refused,
    ShortPressed,
    Step,
    Supply,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows.contents import inside
from app.workflows.news import ending, going_on
from app.workflows.pick import Part, Stop

VERSION = 1
REASONS = ("damaged", "not_found")


@dataclass(frozen=True, slots=True)
class AwaitOpened:
    """A parcel that is closed already is to be opened: its label is scanned."""

    work: WorkOrder
    parcel: ClosedParcel


@dataclass(frozen=True, slots=True)
class AwaitEmptied:
    """Pieces lie in the open carton; they go into a tote."""

    work: WorkOrder


@dataclass(frozen=True, slots=True)
class AwaitShelf:
    """The pieces of the first of `stops` go to its place. Place and product are scanned, in any order.

    `place` is the one scanned, `in_hand`: the product was.
    """

    work: WorkOrder
    stops: tuple[Stop, ...]
    stops_all: int
    place: str | None = None
    in_hand: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    work: WorkOrder


PutBackState = AwaitOpened | AwaitEmptied | AwaitShelf | Finished


def begin(work: WorkOrder) -> PutBackState:
    """The state in which this work order is found; what is back already stays there."""
    if work.cancelled and work.parcels:
        return AwaitOpened(work, work.parcels[-1])
    if unpacked(work):
        return AwaitEmptied(work)
    stops = stops_of(work)
    return AwaitShelf(work, stops, len(stops)) if stops else Finished(work)


def unpacked(work: WorkOrder) -> tuple[ItemTakenOut, ...]:
    """What has to come out of the open carton, since too little lies beside it."""
    sku_of = {line.line: line.sku for line in work.lines}
    needed: Counter[str] = Counter()
    for line, quantity in work.goes_back.items():
        needed[sku_of[line]] += quantity
    for at in work.lines:
        needed[at.sku] -= at.picked - at.packed
    packed = [(at.line, at.sku, at.packed) for at in work.lines]
    out = taken_out(packed, [(sku, quantity) for sku, quantity in needed.items() if quantity > 0])
    no = len(work.parcels) + 1
    last = max(out, default=0) if sum(out.values()) == sum(one.quantity for one in inside(work)) else 0
    return tuple(
        ItemTakenOut(work.order, line, sku_of[line], quantity, no, empty=line == last)
        for line, quantity in out.items()
    )


def stops_of(work: WorkOrder) -> tuple[Stop, ...]:
    """Where the pieces go, in walking order: to the places from which they came."""
    found: dict[tuple[int, str, str], list[Part]] = {}
    for at in work.lines:
        left = work.goes_back.get(at.line, 0)
        for source in at.taken:
            here = min(left, source.quantity)
            if here:
                found.setdefault((source.sequence, source.place, at.sku), []).append(Part(at.line, here))
                left -= here
        if left:
            places = work.product(at.sku).places
            found.setdefault((0, places[0] if places else QUARANTINE, at.sku), []).append(Part(at.line, left))
    return tuple(Stop(place, sku, tuple(found[seq, place, sku])) for seq, place, sku in sorted(found))


def step(state: PutBackState, given: Input, supply: Supply) -> Step[PutBackState]:
    """Decide what one input means for the goods on their way back."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            return _undo(state, last)
        case OrderNews(work):
            return _news(state, work)
        case _:
            pass
    match state:
        case AwaitOpened():
            return _at_parcel(state, given)
        case AwaitEmptied():
            return _at_carton(state, given)
        case AwaitShelf():
            return _at_shelf(state, given)
        case Finished():
            return _refused(state, Refusal.NOT_EXPECTED)


def _news(state: PutBackState, work: WorkOrder) -> Step[PutBackState]:
    """Meanwhile more is to be brought back, or less."""
    if isinstance(state, Finished) or (isinstance(state, AwaitShelf) and (state.place or state.in_hand)):
        return _refused(state, Refusal.NOT_EXPECTED)
    following = begin(work)
    if not isinstance(following, Finished):
        return going_on(following, work)
    return ending(work, following) or _finished(
        following, (), Message.of("said.order_changed", order=work.order)
    )


def _at_parcel(state: AwaitOpened, given: Input) -> Step[PutBackState]:
    sscc, work = state.parcel.sscc, state.work
    match given:
        case ParcelScanned(scanned) if scanned == sscc:
            pass
        case DonePressed() if sscc is None:
            pass
        case _:
            return _refused(state, Refusal.SCAN_PARCEL, sscc or "")
    parcel = state.parcel
    fact = ParcelReopened(work.order, parcel.no, sscc, parcel.carton, CANCELLED, emptied=True)
    return _gone_on(work, (fact,), Message.of("said.parcel_opened", sscc=sscc or work.order))


def _at_carton(state: AwaitEmptied, given: Input) -> Step[PutBackState]:
    match given:
        case ToteScanned(_, None) | DonePressed():
            pass
        case ToteScanned(tote, order) if order != state.work.order:
            return _refused(state, Refusal.TOTE_IN_USE, got=f"{tote} ({order})")
        case ToteScanned():
            pass
        case _:
            return _refused(state, Refusal.SCAN_TOTE)
    return _gone_on(state.work, unpacked(state.work), Message.of("said.carton_emptied"))


def _at_shelf(state: AwaitShelf, given: Input) -> Step[PutBackState]:
    stop = state.stops[0]
    match given:
        case PlaceScanned() if _fits(state, given):
            if state.in_hand:
                return _laid_down(state, given.place)
            said = Message.of("said.at_place", place=given.place)
            return Step(replace(state, place=given.place), said=said)
        case PlaceScanned(place):
            return _refused(state, Refusal.WRONG_PLACE, stop.place, place)
        case ProductScanned(product=product, quantity=quantity) if product.sku == stop.sku:
            if quantity > stop.wanted:
                return _refused(state, Refusal.TOO_MANY, str(stop.wanted), str(quantity))
            if state.place is not None:
                return _laid_down(state, state.place)
            said = Message.of("said.put_back_hand", name=product.name, place=stop.place)
            return Step(replace(state, in_hand=True), said=said)
        case ProductScanned(product=product):
            return _another(state, product.sku, product.name)
        case ShortPressed(reason) if reason in REASONS:
            place = QUARANTINE if reason == "damaged" else ADJUSTMENT
            return replace(_laid_down(state, place), tone=Tone.NOTED)
        case ShortPressed():
            return _refused(state, Refusal.REASON_MISSING)
        case _:
            return _refused(state, Refusal.SCAN_PLACE, stop.place)


def _fits(state: AwaitShelf, given: PlaceScanned) -> bool:
    """The named place, or another one where the product lies; what is broken may go to quarantine."""
    stop = state.stops[0]
    if given.place in (stop.place, QUARANTINE):
        return True
    lies = stop.sku in given.skus or given.place in state.work.product(stop.sku).places
    return lies and sellable(given.place, given.kind)


def _another(state: AwaitShelf, sku: str, name: str) -> Step[PutBackState]:
    """Another piece of the tote is in hand: its stop comes first, unless one is under way."""
    stop = state.stops[0]
    if state.place is not None or state.in_hand or all(one.sku != sku for one in state.stops):
        wanted = state.work.product(stop.sku).name
        return _refused(state, Refusal.WRONG_PRODUCT, f"{stop.place} · {wanted}", name)
    mine = next(one for one in state.stops if one.sku == sku)
    stops = (mine, *(one for one in state.stops if one is not mine))
    said = Message.of("said.put_back_hand", name=name, place=mine.place)
    return Step(replace(state, stops=stops, in_hand=True), said=said)


def _laid_down(state: AwaitShelf, place: str) -> Step[PutBackState]:
    """All pieces of the stop are on the shelf again."""
    stop, order = state.stops[0], state.work.order
    facts = tuple(
        PutBack(order, part.line, stop.sku, part.quantity, place, stop.place) for part in stop.parts
    )
    name = state.work.product(stop.sku).name
    said = Message.of("said.put_back", quantity=stop.wanted, name=name, place=place)
    if place == ADJUSTMENT:
        said = Message.of("said.put_back_missing", quantity=stop.wanted, name=name)
    work = after(state.work, facts)
    if state.stops[1:]:
        return Step(AwaitShelf(work, state.stops[1:], state.stops_all), facts, said=said)
    return _finished(Finished(work), facts, Message.of("said.put_back_done", order=order))


def _gone_on(work: WorkOrder, facts: tuple[Fact, ...], said: Message) -> Step[PutBackState]:
    following = begin(after(work, facts))
    if isinstance(following, Finished):
        return _finished(following, facts, said)
    return Step(following, facts, said=said)


def _finished(state: Finished, facts: tuple[Fact, ...], said: Message) -> Step[PutBackState]:
    """Everything is back. What is still wanted of the order goes on at once."""
    kind = state.work.kind
    opens = Opening(kind, state.work.order) if kind in ("pick", "pack") else None
    return Step(state, facts, said=said, tone=Tone.JOB_DONE, opens=opens)


def _undo(state: PutBackState, last: tuple[Fact, ...]) -> Step[PutBackState]:
    if isinstance(state, AwaitShelf) and (state.place is not None or state.in_hand):
        return Step(replace(state, place=None, in_hand=False), said=Message.of("said.scan_back"))
    if not last:
        return _refused(state, Refusal.NOTHING_TO_UNDO)
    if isinstance(state, Finished) or any(isinstance(fact, ParcelReopened) for fact in last):
        return _refused(state, Refusal.UNDO_CLOSED)
    return Step(state)


def _refused(state: PutBackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PutBackState]:
    return Step(state, refused=Refused(refusal, expected, got))
