"""An order's goods come in several totes: each is ticked off by its scan, and a piece tells in which one it lies. Pure."""

from dataclasses import replace

from app.domain.facts import ToteBrought
from app.domain.orders import WorkLine, WorkOrder, after
from app.inputs import Message, Refusal, Refused, Step, Tone, ToteScanned
from app.workflows.pack_states import AwaitCarton, AwaitUnit, PackState


def in_several(work: WorkOrder) -> bool:
    """Whether totes are ticked off: one alone is here when it is scanned."""
    return len(work.all_totes) > 1


def at_tote(state: AwaitCarton | AwaitUnit, given: ToteScanned) -> Step[PackState]:
    """A tote of this order stands here now; another one belongs elsewhere."""
    work = state.work
    if not work.is_in(given.tote):
        expected = _names(work) or work.tote_names
        return Step(state, refused=Refused(Refusal.WRONG_TOTE, expected, given.tote))
    if all(one.tote != given.tote for one in work.to_fetch):
        said = Message.of("said.tote_here", tote=given.tote, left=_names(work))
        return Step(state, said=said, tone=Tone.NOTED)
    fact = ToteBrought(work.order, given.tote)
    work = after(work, [fact])
    said = Message.of("said.tote_here", tote=given.tote, left=_names(work))
    return Step(replace(state, work=work), (fact,), said=said)


def _names(work: WorkOrder) -> str:
    return ", ".join(one.tote for one in work.to_fetch)


def still_elsewhere(work: WorkOrder, line: WorkLine) -> tuple[int, str]:
    """How many of the pieces that are left of a line lie in totes that are still to be fetched, and in which.

    What is packed is counted off the totes that are here first.
    """
    away = {one.tote for one in work.to_fetch}
    there = [one for one in line.totes if one.tote in away]
    count = min(sum(one.quantity for one in there), max(line.picked - line.packed, 0))
    return count, ", ".join(one.tote for one in there) if count else ""


def to_fetch_first(state: AwaitUnit) -> tuple[str, ...]:
    """The totes without which nothing more goes into this carton; none as long as something here does."""
    work = state.work
    wanted = {content.sku for content in state.plan}
    names: list[str] = []
    for line in work.lines:
        left = max(line.picked - line.packed, 0)
        if line.sku in wanted and left:
            count, there = still_elsewhere(work, line)
            if count < left:
                return ()
            names += there.split(", ")
    return tuple(dict.fromkeys(names))
