"""How a parcel is closed: what must have happened before, its number and label, and the parcel that follows. Pure."""

from dataclasses import replace

from app.domain.customs import declared
from app.domain.facts import CustomsAdded, CustomsLeft, Fact, InstructionsConfirmed, ParcelClosed
from app.domain.orders import ClosedParcel, WorkOrder, after
from app.inputs import (
    AnswerPressed,
    CustomsTyped,
    DonePressed,
    Input,
    Message,
    Refusal,
    Refused,
    Step,
    Supply,
    Tone,
)
from app.workflows.contents import pieces, to_pack, with_serials
from app.workflows.customs import lacks_of, needs_customs
from app.workflows.hinting import instructions_for, is_to_be_confirmed
from app.workflows.pack_states import (
    AwaitCarton,
    AwaitConfirmed,
    AwaitCustoms,
    AwaitUnit,
    AwaitWeight,
    PackState,
    Reopened,
    awaiting,
    begin,
    counted,
    together,
)
from app.workflows.parcel_label import gift_note_of, label_of
from app.workflows.reopening import contents_of
from app.workflows.weighing import computed_g

READ_MAX = 200  # of what was confirmed; a fact holds no more
LEFT_OUT = "(not in the code)"  # of what was confirmed where only others could tell it


def closed(
    state: AwaitUnit, units: tuple[Fact, ...], supply: Supply, weighed_g: int | None = None
) -> Step[PackState]:
    """The last unit closes the parcel and prints its label, in the same commit.

    Where the order tells how to pack, that is confirmed first; where a customs paper goes with it, what it lacks
    is asked for; where the site weighs, the weight closes.
    """
    work = state.work
    if is_to_be_confirmed(work, state.packed) and state.no not in work.told.confirmed:
        return Step(AwaitConfirmed(state), units, said=Message.of("said.confirm"), tone=Tone.NOTED)
    if needs_customs(work) and state.no not in work.told.left and lacks_of(work, state.packed):
        return Step(AwaitCustoms(state), units, said=Message.of("said.customs"), tone=Tone.NOTED)
    if work.packing.weighs and weighed_g is None:
        return Step(AwaitWeight(state), units, said=Message.of("said.weigh"))
    last = not to_pack(work)
    weight_g = computed_g(state) if weighed_g is None else weighed_g
    contents = with_serials(work, state.packed)
    closing = ParcelClosed(
        work.order,
        state.no,
        supply.sscc,
        state.carton.carton,
        contents,
        weight_g,
        last,
        revision=work.revision,
    )
    work = after(work, [closing])
    following = next_parcel(work, state)
    of = following.of if isinstance(following, AwaitCarton) else len(work.parcels)
    prints = (*gift_note_of(work, closing), label_of(work, closing, of))
    if supply.sscc is None:
        said = Message.of("said.closed_no_label", order=work.order)
    else:
        said = Message.of(
            "said.order_packed" if last else "said.parcel_closed", order=work.order, sscc=supply.sscc
        )
    tone = Tone.JOB_DONE if last else Tone.GOOD
    return Step(following, (*units, closing), prints, said=said, tone=tone)


def at_confirmed(state: AwaitConfirmed, given: Input, supply: Supply) -> Step[PackState]:
    """Yes books what was read and closes; nothing else does."""
    if given != AnswerPressed("yes"):
        return Step(state, refused=Refused(Refusal.ANSWER_FIRST, told=Message.of("refusal.confirm_first")))
    opened = state.opened
    told = instructions_for(opened.work, opened.packed) or LEFT_OUT
    facts = (InstructionsConfirmed(opened.work.order, opened.no, told[:READ_MAX]),)
    return closed(replace(opened, work=after(opened.work, facts)), facts, supply)


def at_customs(state: AwaitCustoms, given: Input, supply: Supply) -> Step[PackState]:
    """One answer after the other; the last closes the parcel, and so does Done, which leaves the rest to the office."""
    opened, work = state.opened, state.work
    lacks = lacks_of(work, opened.packed)
    if given == DonePressed():
        told = ", ".join(f"{lack.sku or work.order} {lack.field}" for lack in lacks)
        facts: tuple[Fact, ...] = (CustomsLeft(work.order, opened.no, told[:READ_MAX]),)
        return closed(replace(opened, work=after(work, facts)), facts, supply)
    lack = lacks[0]
    value = declared(lack.field, given.text) if isinstance(given, CustomsTyped) else None
    if value is None:
        told_id = Message.of(f"refusal.customs_wanted.{lack.field}")
        return Step(state, refused=Refused(Refusal.CUSTOMS_WANTED, told=told_id))
    facts = (CustomsAdded(work.order, opened.no, lack.sku, lack.field, value),)
    return closed(replace(opened, work=after(work, facts)), facts, supply)


def closed_again(state: Reopened, supply: Supply) -> Step[PackState]:
    """The parcel is closed with what lies in it now, under a new number; what came out gets another parcel."""
    opened = AwaitUnit(state.work, state.no, state.no, None, state.carton, (), contents_of(state))
    return closed(opened, (), supply)


def next_parcel(work: WorkOrder, done: AwaitUnit) -> PackState:
    """The next parcel as it was planned; planned anew if that is not what is left."""
    left = counted(work)
    coming = tuple(content for parcel in done.rest for content in parcel.contents)
    if left and sorted((c.sku, c.quantity) for c in together(coming, ())) == sorted(
        (c.sku, c.quantity) for c in left
    ):
        return awaiting(work, done.rest)
    return begin(work)


def reprinted(state: PackState) -> Step[PackState]:
    """The newest closed parcel's label once more; it keeps its number."""
    if not state.work.parcels:
        return Step(state, refused=Refused(Refusal.NOT_EXPECTED))
    parcel = state.work.parcels[-1]
    weight_g = _computed_g(state.work, parcel) if parcel.weight_g is None else parcel.weight_g
    closing = ParcelClosed(
        state.work.order, parcel.no, parcel.sscc, parcel.carton, parcel.contents, weight_g, state.work.done
    )
    of = state.of if isinstance(state, AwaitCarton | AwaitUnit) else len(state.work.parcels)
    return Step(state, (), (label_of(state.work, closing, of),), said=Message.of("said.reprint"))


def _computed_g(work: WorkOrder, parcel: ClosedParcel) -> int:
    """What the catalogue makes of it, for a parcel of which nobody kept what it weighed."""
    tare_g = sum(carton.tare_g for carton in work.cartons if carton.carton == parcel.carton)
    return tare_g + sum(piece.weight_g for piece in pieces(work, parcel.contents))
