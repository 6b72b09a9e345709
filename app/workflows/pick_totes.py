"""One tote is not enough: the next empty one takes what follows, and each goes to its drop-off, together or alone. Pure."""

from dataclasses import replace

from app.domain.facts import Fact, ToteAssigned, TotesDropped, ToteSetDown
from app.domain.orders import WorkOrder, after
from app.domain.places import PACK, PACK_KIND
from app.inputs import (
    Input,
    Message,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Refused,
    Step,
    Tone,
    ToteFullPressed,
    ToteScanned,
)
from app.workflows.pick_states import AwaitDrop, AwaitProduct, Finished, PickState


def filled(state: AwaitProduct) -> Step[PickState]:
    """The picker says that nothing more goes in. A tote without goods is not full, but the wrong one."""
    tote = state.work.tote or ""
    if not _holds(state.work, tote):
        return _refused(state, Refusal.TOTE_EMPTY, told=Message.of("refusal.tote_empty.full", got=tote))
    return Step(replace(state, full=True), said=Message.of("said.tote_full", tote=tote), tone=Tone.NOTED)


def at_full(state: AwaitProduct, given: Input) -> Step[PickState]:
    """Nothing but an empty tote goes on. Of a quantity that was begun each piece is scanned from here on.

    Else nobody could tell how many of them lie in which tote.
    """
    match given:
        case ToteScanned(tote, None) if not state.work.is_in(tote):
            fact = ToteAssigned(state.work.order, tote)
            following = replace(
                state, work=after(state.work, [fact]), full=False, counting=state.counting or state.taken > 0
            )
            return Step(following, (fact,), said=Message.of("said.tote_next", tote=tote))
        case ToteScanned(tote, order):
            return _refused(state, Refusal.TOTE_IN_USE, got=f"{tote} ({order or state.work.order})")
        case ToteFullPressed():
            said = Message.of("said.tote_full", tote=state.work.tote or "")
            return Step(state, said=said, tone=Tone.NOTED)
        case _:
            return _refused(state, Refusal.SCAN_TOTE)


def at_drop(state: AwaitDrop, given: Input) -> Step[PickState]:
    """All totes go to the place that is scanned; a tote that is scanned before goes there alone."""
    work = state.work
    match given:
        case PlaceScanned(place, kind) if place == PACK or kind == PACK_KIND:
            return _set_down(state, place)
        case PlaceScanned(place):
            return _refused(state, Refusal.WRONG_PLACE, PACK, place)
        case ProductScanned(product=product):
            mine = any(line.sku == product.sku for line in work.lines)
            return _refused(state, Refusal.TOO_MANY if mine else Refusal.WRONG_PRODUCT, PACK, product.name)
        case ToteScanned(tote) if tote in in_hand(work) and len(in_hand(work)) > 1:
            return Step(replace(state, tote=tote), said=Message.of("said.tote_alone", tote=tote))
        case ToteScanned(tote) if not work.is_in(tote):
            return _refused(state, Refusal.WRONG_TOTE, work.tote_names, tote)
        case _:
            return _refused(state, Refusal.SCAN_PLACE, PACK)


def in_hand(work: WorkOrder) -> tuple[str, ...]:
    """The totes that are still with the picker."""
    return tuple(one.tote for one in work.all_totes if not one.place)


def _set_down(state: AwaitDrop, place: str) -> Step[PickState]:
    work, left = state.work, in_hand(state.work)
    if state.tote is not None and len(left) > 1:
        fact: Fact = ToteSetDown(work.order, state.tote, place)
        said = Message.of("said.dropped", tote=state.tote, place=place)
        return Step(AwaitDrop(after(work, [fact])), (fact,), said=said)
    several = left if len(work.all_totes) > 1 else ()
    fact = TotesDropped(work.order, work.tote or "", place, several)
    said = Message.of("said.dropped", tote=fact.tote, place=place)
    if len(several) > 1:
        said = Message.of("said.dropped_several", totes=", ".join(several), place=place)
    return Step(Finished(after(work, [fact])), (fact,), said=said, tone=Tone.JOB_DONE)


def _holds(work: WorkOrder, tote: str) -> bool:
    """Whether pieces were picked into this tote, as far as that is counted."""
    if len(work.all_totes) < 2:
        return any(line.picked for line in work.lines)
    return any(one.tote == tote for line in work.lines for one in line.totes)


def _refused(
    state: AwaitProduct | AwaitDrop,
    refusal: Refusal,
    expected: str = "",
    got: str = "",
    told: Message | None = None,
) -> Step[PickState]:
    return Step(state, refused=Refused(refusal, expected, got, told))
