"""Plays a job the way a desk does: keeps the facts, and takes scans back from what it kept. No store, no door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.domain.facts import Fact, Undone, body_of
from app.domain.orders import WorkOrder, after
from app.inputs import Input, Refusal, Step, Supply, UndoPressed
from tests.builders import SUPPLY


@dataclass
class Played:
    """A job with all its facts so far. `scans` holds what can be taken back: facts, and the state before them."""

    step: Callable[[Any, Input, Supply], Step[Any]]
    state: Any
    facts: list[Fact] = field(default_factory=list)
    scans: list[tuple[tuple[Fact, ...], Any]] = field(default_factory=list)
    last: Step[Any] | None = None

    def give(self, *inputs: Input, supply: Supply = SUPPLY) -> Step[Any]:
        """Give these inputs one after the other; the answer is that to the last one."""
        for given in inputs:
            self.last = self._undo(supply) if isinstance(given, UndoPressed) else self._one(given, supply)
        assert self.last is not None
        return self.last

    def _one(self, given: Input, supply: Supply) -> Step[Any]:
        before, step = self.state, self.step(self.state, given, supply)
        if step.refused is not None:
            assert (step.state, step.facts, step.prints) == (before, (), ())
        if step.facts:
            self.scans.append((step.facts, before))
        self.facts += step.facts
        self.state = step.state
        return step

    def _undo(self, supply: Supply) -> Step[Any]:
        last, before = self.scans[-1] if self.scans else ((), self.state)
        step = self.step(self.state, UndoPressed(last), supply)
        if step.refused is None and step.state != self.state:
            self.state = step.state  # an answer that left no fact is taken back by the workflow itself
        elif step.refused is None:
            self.scans.pop()
            self.facts += [Undone("id", type(fact).__name__, body_of(fact)) for fact in reversed(last)]
            self.state = before
        return step

    def standing(self, kind: type[Any]) -> list[Any]:
        """The facts of a kind that were not taken back."""
        return [fact for facts, _ in self.scans for fact in facts if isinstance(fact, kind)]

    def folded(self, work: WorkOrder) -> WorkOrder:
        """What the facts alone say about the order."""
        return after(work, self.facts)


def refusal(step: Step[Any]) -> Refusal | None:
    return step.refused.refusal if step.refused else None
