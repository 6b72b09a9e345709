"""Which carton is taken: the one suggested, another that fits, any that the packer insists on, none that did not fit. Pure."""

from dataclasses import replace

from app.domain.catalogue import Carton
from app.domain.facts import CartonOverridden, CartonTaken, Content, DidNotFit, Fact
from app.domain.orders import after
from app.inputs import (
    CartonScanned,
    DidNotFitPressed,
    FitsPressed,
    Input,
    Message,
    ProductScanned,
    Refusal,
    Refused,
    Step,
    Tone,
)
from app.planning.because import Because
from app.planning.boxes.goods import Reason, Unplaced
from app.planning.parcels import tried
from app.workflows.contents import inside
from app.workflows.pack_states import AwaitCarton, AwaitUnit, PackState, begin, by_eye, in_carton, together

REASONS = ("seen", "soft", "sizes", "none_left")


def at_carton(state: AwaitCarton, given: Input) -> Step[PackState]:
    """Decide what one input means while a carton is awaited."""
    expected = state.suggested or ""
    match given:
        case CartonScanned(carton):
            return _taken(state, carton)
        case FitsPressed(reason) if reason in REASONS:
            return Step(replace(state, insisted=reason), said=Message.of("said.any_carton"), tone=Tone.NOTED)
        case FitsPressed():
            told = Message.of("refusal.fits_reason")
            return Step(state, refused=Refused(Refusal.REASON_MISSING, told=told))
        case DidNotFitPressed():
            return did_not_fit(state)
        case ProductScanned(product=product):
            return _refused(state, Refusal.SCAN_CARTON, expected, product.name)
        case _:
            return _refused(state, Refusal.SCAN_CARTON, expected)


def _taken(state: AwaitCarton, carton: Carton) -> Step[PackState]:
    opened = in_carton(state, carton)
    more: tuple[Fact, ...] = ()
    if opened is None and state.insisted is None:
        return Step(state, refused=_too_small(state, carton))
    if opened is None or (state.insisted is not None and _pieces(opened.plan) < _pieces(state.plan)):
        opened = by_eye(state, carton)
        reason = state.insisted or ""
        more = (CartonOverridden(state.work.order, state.no, carton.carton, state.suggested, reason),)
    facts = (CartonTaken(state.work.order, state.no, carton.carton), *more)
    following = replace(opened, work=after(state.work, facts))
    said, tone = _said(state, opened, carton)
    return Step(following, facts, said=said, tone=tone)


def _pieces(plan: tuple[Content, ...]) -> int:
    return sum(content.quantity for content in plan)


def _said(state: AwaitCarton, opened: AwaitUnit, carton: Carton) -> tuple[Message, Tone]:
    fits, wanted = _pieces(opened.plan), _pieces(state.plan)
    if fits < wanted:
        gaps = {"carton": carton.carton, "fits": fits, "wanted": wanted}
        return Message.of("said.carton_part", **gaps), Tone.NOTED
    why = state.parcel.why if state.parcel else None
    unusual = opened.parcel.by_eye if opened.parcel else ()
    if why is None or not unusual:
        insert = state.work.hints.insert
        id = "said.carton_insert" if insert else "said.carton"
        return Message.of(id, carton=carton.carton, insert=insert), Tone.GOOD
    name = state.work.product(unusual[0]).name
    known = why in (Unplaced.TOO_LARGE, Unplaced.TOO_HEAVY)
    return Message.of("said.oversize" if known else f"said.by_eye.{why.value}", name=name), Tone.NOTED


def _too_small(state: AwaitCarton, carton: Carton) -> Refused:
    """Why this carton is not taken, which one is, and the way out."""
    expected = state.suggested or ""
    found = tried(state.work, together(inside(state.work), state.plan), carton)
    told = None
    if found.because is not None:
        told = because_words(
            "refusal.carton_no", found.because, state, {"expected": expected, "got": carton.carton}
        )
    return Refused(Refusal.CARTON_TOO_SMALL, expected, carton.carton, told)


def because_words(head: str, why: Because, state: PackState, gaps: dict[str, object]) -> Message:
    """A reason as a message `HEAD.REASON`, with the names of the pieces and by how much they do not fit."""
    names = [state.work.product(sku).name for sku in why.skus]
    name, other = (*names, "", "")[:2]
    alike = why.reason is Reason.PAIR and len(names) == 2 and names[0] == names[1]
    reason = "twins" if alike else why.reason.value
    return Message.of(f"{head}.{reason}", **gaps, name=name, other=other, amount=why.amount)


def did_not_fit(state: AwaitCarton | AwaitUnit) -> Step[PackState]:
    """Book which pieces did not go into which carton, and begin the parcel again with what is known now."""
    work = state.work
    is_open = isinstance(state, AwaitUnit)
    carton = state.carton.carton if isinstance(state, AwaitUnit) else state.suggested
    goods = together(inside(work), state.plan)
    if carton is None or not goods:
        return _refused(state, Refusal.NOT_EXPECTED)
    facts = (DidNotFit(work.order, state.no, carton, goods, is_open),)
    following = begin(after(work, facts))
    suggested = None
    if isinstance(following, AwaitCarton):
        following = replace(following, proven=isinstance(state, AwaitUnit) or state.proven)
        suggested = following.suggested
    said = Message.of("said.did_not_fit", carton=carton, suggested=suggested or "")
    return Step(following, facts, said=said, tone=Tone.NOTED)


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
