"""A piece is not in the tote, or no good: it is said, what comes to light after all still goes in, Done ends without it. Pure.

Between two cartons the whole tote is meant, beside an open one what was planned for that.
"""

from collections.abc import Callable
from dataclasses import replace

from app.domain.facts import Fact, MissingAtPacking, PackingEnded, ParcelClosed
from app.domain.orders import BLIND, WorkOrder, after
from app.inputs import Message, Refusal, Refused, ShortPressed, Step, Tone
from app.workflows.contents import Contents, inside
from app.workflows.pack_states import AwaitCarton, AwaitUnit, Finished, PackState, counted
from app.workflows.pick import REASONS as REASONS

Close = Callable[[AwaitUnit, tuple[Fact, ...]], Step[PackState]]


def reported(state: AwaitCarton | AwaitUnit, given: ShortPressed) -> Step[PackState]:
    """Something is missing, and why. Nothing is booked yet, so that a second look costs nothing."""
    if state.work.handed == BLIND:
        return Step(state, refused=Refused(Refusal.NOT_EXPECTED, told=Message.of("refusal.short_blind")))
    if isinstance(state, AwaitCarton) and inside(state.work):
        return Step(state, refused=Refused(Refusal.SCAN_CARTON, state.suggested or ""))
    if given.reason not in REASONS:
        return Step(state, refused=Refused(Refusal.REASON_MISSING))
    fetch = ", ".join(one.tote for one in state.work.to_fetch)
    said = Message.of("said.missing", count=pieces_missing(state))
    if fetch:
        said = Message.of("said.missing_fetch", count=pieces_missing(state), tote=fetch)
    return Step(replace(state, missing=given.reason), said=said, tone=Tone.NOTED)


def pieces_missing(state: AwaitCarton | AwaitUnit) -> int:
    """How many pieces Done would do without."""
    return sum(content.quantity for content in _lost(state))


def closed_without(
    state: AwaitCarton | AwaitUnit, close: Close, going_on: Callable[[WorkOrder, AwaitUnit], PackState]
) -> Step[PackState]:
    """Book what is missing. The open carton is closed with what lies in it; an empty one is put away."""
    count = pieces_missing(state)
    empty = state.carton.carton if isinstance(state, AwaitUnit) and not state.packed else None
    facts: tuple[Fact, ...] = _facts(state, empty)
    work = after(state.work, facts)
    if isinstance(state, AwaitUnit) and state.packed:
        step = close(replace(state, work=work, plan=(), missing=None), facts)
        if not any(isinstance(fact, ParcelClosed) for fact in step.facts):
            return step  # it stands on the scales first
        return replace(step, said=Message.of("said.closed_missing", count=count), tone=Tone.NOTED)
    said = Message.of("said.missing_noted", count=count)
    if isinstance(state, AwaitUnit) and counted(work):
        return Step(going_on(work, replace(state, work=work)), facts, said=said, tone=Tone.NOTED)
    facts = (*facts, PackingEnded(work.order))
    return Step(Finished(after(state.work, facts)), facts, said=said, tone=Tone.NOTED)


def _lost(state: AwaitCarton | AwaitUnit) -> Contents:
    return state.plan if isinstance(state, AwaitUnit) else counted(state.work)


def _facts(state: AwaitCarton | AwaitUnit, empty: str | None) -> tuple[MissingAtPacking, ...]:
    """These pieces off the order's lines, the last line first."""
    left = {content.sku: content.quantity for content in _lost(state)}
    facts: list[MissingAtPacking] = []
    for line in reversed(state.work.lines):
        gone = min(left.get(line.sku, 0), line.picked - line.packed)
        if gone > 0:
            left[line.sku] -= gone
            reason = state.missing or REASONS[0]
            facts.append(
                MissingAtPacking(state.work.order, line.line, line.sku, gone, state.no, reason, empty)
            )
    return tuple(reversed(facts))
