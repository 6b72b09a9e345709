"""Packing an order of which nobody here knows what was picked, until the packer or the picker's code says so. Pure."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.facts import Fact, PackingEnded
from app.domain.handover import Handover
from app.domain.orders import after
from app.inputs import DonePressed, HandoverScanned, Message, Refusal, Refused, Step, Tone
from app.workflows.contents import to_pack
from app.workflows.handover import by_code, tote_empty
from app.workflows.pack_states import AwaitCarton, AwaitUnit, Finished, PackState, begin

Close = Callable[[AwaitUnit, tuple[Fact, ...]], Step[PackState]]


def at_blind(
    state: AwaitCarton | AwaitUnit, given: DonePressed | HandoverScanned, close: Close
) -> Step[PackState]:
    """The packer says that the tote is empty, or the picker's code says what was in it."""
    if isinstance(given, HandoverScanned):
        return _told_exactly(state, given.handover, close)
    return _tote_empty(state, close)


def _tote_empty(state: AwaitCarton | AwaitUnit, close: Close) -> Step[PackState]:
    """The open parcel is the last one; between two parcels the order ends with those that it has."""
    work = tote_empty(state.work)
    if isinstance(state, AwaitUnit) and state.packed:
        return close(replace(state, work=work, plan=(), rest=()), ())
    if not work.parcels:
        return Step(state, refused=Refused(Refusal.NOTHING_PACKED))
    fact = PackingEnded(work.order)
    said = Message.of("said.order_packed", order=work.order, sscc=work.parcels[-1].sscc or "")
    return Step(Finished(after(work, [fact])), (fact,), said=said, tone=Tone.JOB_DONE)


def _told_exactly(state: AwaitCarton | AwaitUnit, handover: Handover, close: Close) -> Step[PackState]:
    """The picker's code is here after all: the rest is known, or that there is none."""
    if handover.order != state.work.order:
        return Step(state, refused=Refused(Refusal.JOB_OPEN, state.work.order, handover.order))
    met = by_code(handover, state.work, {one.sku: one for one in state.work.products}.get)
    if isinstance(met, Refused):
        return Step(state, refused=met)
    work, facts = met
    if to_pack(work):
        return Step(begin(work), facts, said=Message.of("said.handed_over", order=work.order))
    ended = _tote_empty(replace(state, work=work), close)
    return ended if ended.refused is not None else replace(ended, facts=(*facts, *ended.facts))
