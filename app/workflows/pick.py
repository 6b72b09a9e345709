"""Picking one order into a tote, or into several. Pure: no clock, no database, no chance.

States are what the operator sees: AwaitTote -> AwaitProduct (one stop after the other) -> AwaitDrop -> Finished.
"""

from dataclasses import replace

from app.domain.facts import Fact, Picked, Shorted, ToteAssigned
from app.domain.orders import WorkOrder, after
from app.inputs import (
    HelpPressed,
    Input,
    Message,
    OrderNews,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Refused,
    ShortPressed,
    Step,
    Supply,
    Tone,
    ToteFullPressed,
    ToteScanned,
    UndoPressed,
)
from app.workflows.lots import LotAsked, is_no, is_yes, said_asked, said_left
from app.workflows.news import ending, going_on
from app.workflows.pick_states import AwaitDrop as AwaitDrop
from app.workflows.pick_states import AwaitProduct as AwaitProduct
from app.workflows.pick_states import AwaitTote as AwaitTote
from app.workflows.pick_states import Finished as Finished
from app.workflows.pick_states import PickState as PickState
from app.workflows.pick_states import begin as begin
from app.workflows.pick_totes import at_drop, at_full, filled
from app.workflows.stops import Part as Part
from app.workflows.stops import Stop as Stop
from app.workflows.stops import lot_wanted, parts_of

VERSION = 1
REASONS = ("empty", "damaged", "not_found")


def step(state: PickState, given: Input, supply: Supply) -> Step[PickState]:
    """Decide what one input means for the walk."""
    if isinstance(given, HelpPressed):
        return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
    if isinstance(state, AwaitProduct) and state.asked is not None:
        return _at_lot(state, state.asked, given, supply)
    if isinstance(given, UndoPressed):
        return _undo(state, given)
    if isinstance(given, OrderNews):
        return _news(state, given.work)
    match state:
        case Finished():
            return _refused(state, Refusal.NOT_EXPECTED)
        case AwaitTote():
            return _at_start(state, given)
        case AwaitProduct():
            return at_full(state, given) if state.full else _at_stop(state, given, supply)
        case AwaitDrop():
            return at_drop(state, given)


def _news(state: PickState, work: WorkOrder) -> Step[PickState]:
    """The order was changed. Pieces that are in the hands uncounted are confirmed first."""
    unsure = isinstance(state, AwaitProduct) and state.taken and not state.counting
    if unsure or isinstance(state, Finished):
        return _refused(state, Refusal.NOT_EXPECTED)
    over = ending(work, Finished(work))
    if over is not None:
        return over
    following = begin(work)
    if isinstance(state, AwaitProduct) and isinstance(following, AwaitProduct):
        been = state.stops_all - len(state.stops)
        following = replace(following, stops_all=been + len(following.stops), full=state.full)
    return going_on(following, work)


def _at_start(state: AwaitTote, given: Input) -> Step[PickState]:
    match given:
        case ToteScanned(tote, None):
            fact = ToteAssigned(state.work.order, tote)
            return Step(begin(after(state.work, [fact])), (fact,), said=Message.of("said.tote", tote=tote))
        case ToteScanned(tote, order):
            return _refused(state, Refusal.TOTE_IN_USE, got=f"{tote} ({order})")
        case _:
            return _refused(state, Refusal.SCAN_TOTE)


def _at_stop(state: AwaitProduct, given: Input, supply: Supply) -> Step[PickState]:
    stop = state.stops[0]
    left = stop.wanted - state.taken
    match given:
        case ProductScanned(product=product) if product.sku == stop.sku:
            return _took(state, given)
        case ShortPressed(reason) if reason in REASONS:
            shorts = tuple(
                Shorted(state.work.order, part.line, stop.sku, part.quantity, stop.place, reason)
                for part in parts_of(stop, state.taken, left)
            )
            said = Message.of("said.shorted", quantity=left)
            return Step(_moved_on(state, shorts), shorts, said=said, tone=Tone.NOTED)
        case ShortPressed():
            return _refused(state, Refusal.REASON_MISSING)
        case ToteFullPressed():
            return filled(state)
        case PlaceScanned(place) if place == stop.place and not state.counting:
            said = Message.of("said.at_place", place=place)
            return Step(replace(state, at_place=True), said=said)
        case ProductScanned(product=product) if not _wanted(state, product.sku):
            return _wrong_at_stop(state, given)
        case _ if state.counting:
            return _refused(state, Refusal.COUNT_UNFINISHED, f"{state.taken} / {stop.wanted}")
        case ToteScanned(tote) if tote == state.work.tote and state.taken:
            facts = _picked(state, left)
            return Step(_moved_on(state, facts), facts, said=_said_picked(state, stop.wanted))
        case _ if state.taken:
            return _confirming_the_rest(state, given, supply)
        case _:
            return _wrong_at_stop(state, given)


def _took(state: AwaitProduct, given: ProductScanned) -> Step[PickState]:
    """The right product: one piece, or as many as its code says. Of the lot that is asked for, if one is.

    Where the code does not tell the lot, it is asked for once at a stop.
    """
    stop, quantity, name = state.stops[0], given.quantity, given.product.name
    left = stop.wanted - state.taken
    if quantity > left:
        return _refused(state, Refusal.TOO_MANY, str(left), str(quantity))
    wanted = lot_wanted(state.work, stop)
    if wanted and given.lot and given.lot != wanted:
        return _refused(state, Refusal.WRONG_LOT, wanted, given.lot)
    if wanted and not given.lot and state.lot != wanted:
        asked = LotAsked(stop.sku, quantity, wanted)
        return Step(replace(state, asked=asked), said=said_asked(asked), tone=Tone.NOTED)
    state = replace(state, lot=given.lot or wanted or None)
    facts = _picked(state, quantity)
    if quantity == left:
        return Step(_moved_on(state, facts), facts, said=_said_picked(state, stop.wanted))
    taken = state.taken + quantity
    counting = state.taken > 0 or quantity > 1
    said = Message.of("said.counted", done=taken, wanted=stop.wanted, name=name)
    return Step(
        replace(state, work=after(state.work, facts), taken=taken, counting=counting, at_place=True),
        facts,
        said=said,
    )


def _at_lot(state: AwaitProduct, asked: LotAsked, given: Input, supply: Supply) -> Step[PickState]:
    """Yes takes what was scanned, No leaves it; whatever else is accepted withdraws the question."""
    plain = replace(state, asked=None)
    if is_no(given):
        return Step(plain, said=said_left(asked), tone=Tone.NOTED)
    if is_yes(given):
        following = _took(plain, ProductScanned(state.work.product(asked.sku), asked.quantity, asked.wanted))
    else:
        following = step(plain, given, supply)
    return Step(state, refused=following.refused) if following.refused else following


def _confirming_the_rest(state: AwaitProduct, given: Input, supply: Supply) -> Step[PickState]:
    """The next valid scan says "all of them"; a wrong one says nothing, and is measured by this stop."""
    rest = _picked(state, state.stops[0].wanted - state.taken)
    following = step(_moved_on(state, rest), given, supply)
    if following.refused is not None:
        return _wrong_at_stop(state, given)
    return replace(following, facts=(*rest, *following.facts))


def _wanted(state: AwaitProduct, sku: str) -> bool:
    return any(line.sku == sku for line in state.work.lines)


def _wrong_at_stop(state: AwaitProduct, given: Input) -> Step[PickState]:
    stop = state.stops[0]
    wanted = f"{stop.place} · {state.work.product(stop.sku).name}"
    match given:
        case PlaceScanned(place):
            return _refused(state, Refusal.WRONG_PLACE, stop.place, place)
        case ProductScanned(product=product):
            if any(later.sku == product.sku for later in state.stops[1:]):
                return _refused(state, Refusal.PRODUCT_LATER, wanted, product.name)
            refusal = Refusal.TOO_MANY if _wanted(state, product.sku) else Refusal.WRONG_PRODUCT
            return _refused(state, refusal, wanted, product.name)
        case ToteScanned(tote):
            if tote != state.work.tote:
                return _refused(state, Refusal.WRONG_TOTE, state.work.tote or "", tote)
            return _refused(state, Refusal.SCAN_PRODUCT, wanted, tote)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT, wanted)


def _undo(state: PickState, given: UndoPressed) -> Step[PickState]:
    """Whether the last own scan may be taken back; the state before it is kept by the journal."""
    if isinstance(state, Finished):
        return _refused(state, Refusal.UNDO_CLOSED)
    if isinstance(state, AwaitProduct) and state.full:
        return Step(replace(state, full=False), said=Message.of("said.not_full", tote=state.work.tote or ""))
    if isinstance(state, AwaitDrop) and state.tote is not None:
        return Step(replace(state, tote=None), said=Message.of("said.scan_back"))
    return Step(state) if given.last else _refused(state, Refusal.NOTHING_TO_UNDO)


def _moved_on(state: AwaitProduct, facts: tuple[Fact, ...]) -> PickState:
    work, stops = after(state.work, facts), state.stops[1:]
    return AwaitProduct(work, stops, state.stops_all) if stops else AwaitDrop(work)


def _picked(state: AwaitProduct, quantity: int) -> tuple[Picked, ...]:
    stop = state.stops[0]
    return tuple(
        Picked(
            state.work.order,
            part.line,
            stop.sku,
            part.quantity,
            stop.place,
            state.work.tote or "",
            state.lot or _lot_of(state.work, part.line),
        )
        for part in parts_of(stop, state.taken, quantity)
    )


def _lot_of(work: WorkOrder, no: int) -> str | None:
    """The lot that a line asks for, where the code tells none."""
    return next((line.hints.lot or None for line in work.lines if line.line == no), None)


def _said_picked(state: AwaitProduct, quantity: int) -> Message:
    return Message.of("said.picked", name=state.work.product(state.stops[0].sku).name, quantity=quantity)


def _refused(state: PickState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PickState]:
    return Step(state, refused=Refused(refusal, expected, got))
