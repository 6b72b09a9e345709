"""How long planning may take. The clock comes in as a value to call; without one, each look counts as time."""

from collections.abc import Callable
from itertools import count

_LOOK_MS = 0.25  # about what passes between two looks on a packing station


def looks() -> Callable[[], float]:
    """A clock that ticks when it is looked at, so that a plan is the same on every machine."""
    ticks = count()
    return lambda: next(ticks) * _LOOK_MS


class Budget:
    """Ends `limit_ms` after it was made, by the clock that it was given (processor time is the fair one)."""

    __slots__ = ("_end_ms", "_now_ms", "spent")

    def __init__(self, now_ms: Callable[[], float], limit_ms: float) -> None:
        self._now_ms = now_ms
        self._end_ms = now_ms() + limit_ms
        self.spent = False

    def over(self) -> bool:
        """Whether time is up; once it is, it stays so."""
        if not self.spent:
            self.spent = self._now_ms() >= self._end_ms
        return self.spent
