"""Spends the time that a case has: ever deeper looks at single parcels and at splits, the best plan kept."""

from dataclasses import dataclass

from app.planning.boxes.case import NEVER_CENTS, Case
from app.planning.boxes.few import Choice, Partitions, is_few, is_halved
from app.planning.boxes.lots import Counts
from app.planning.boxes.many import Splits

LEVELS_MAX = 2_000
TIGHTENING_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Solved:
    """The best way found, whether nothing cheaper can be, and the pieces for which no carton was left."""

    choice: Choice
    proven: bool
    left: Counts


def solve(case: Case) -> Solved:
    """The cheapest way to pack the case that is found in its time; some way in any case, however short that is."""
    best, proven = _best(case)
    if best is not None:
        return Solved(best, proven, tuple(0 for _ in case.whole))
    case.hurry()
    choice, left = Splits(case).as_far_as_goes(0, NEVER_CENTS)
    return Solved(choice, False, left)


def _best(case: Case) -> tuple[Choice | None, bool]:
    best: Choice | None = None
    splits, partitions = Splits(case), Partitions(case)
    few, halved = is_few(case.whole), is_halved(case.whole)
    for level in range(LEVELS_MAX):
        below = best[0] if best else NEVER_CENTS
        best = (partitions.best(level, below) if few or halved else splits.whole(level, below)) or best
        if few and not partitions.busy:
            return best, not partitions.open
        if not few:
            below = best[0] if best else NEVER_CENTS
            if splits.floor_cents() < below:
                split = splits.split(level, below)
                best = splits.tightened(split, TIGHTENING_LEVEL) if split else best
            elif not (partitions.open or splits.open):
                return best, True
        if case.over():
            break
    return best, False
