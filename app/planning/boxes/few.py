"""The cheapest way to share few pieces among parcels: all partitions, cheapest possible first.

Complete as far as its questions are answered; whoever asks gives the level of work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from app.planning.boxes.case import NEVER_CENTS, Case
from app.planning.boxes.lots import Counts

PAIRS_MAX = 40_000  # of a part and a part of its rest
PARTS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One parcel of a plan: which pieces, which offer, at which price."""

    counts: Counts
    offer: int
    cents: int


Choice = tuple[int, tuple[Chosen, ...]]  # price of all parcels, with the charge for each after the first


def is_few(counts: Counts) -> bool:
    """Whether all partitions of these pieces can be looked at."""
    return prod((count + 1) * (count + 2) // 2 for count in counts) <= PAIRS_MAX


def is_halved(counts: Counts) -> bool:
    """Whether all ways to make two parcels of these pieces can be looked at."""
    return prod(count + 1 for count in counts) <= PARTS_MAX


class Partitions:
    """All ways to share the pieces of a case among parcels, or among two when there are too many others."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._deep = is_few(case.whole)
        self._bounds: dict[Counts, int] = {}
        self._parts: dict[Counts, list[tuple[int, Counts, Counts]]] = {}
        self.open = False  # whether a cheaper way was passed over without proof
        self.busy = False  # whether more work could still find one

    def best(self, level: int, below_cents: int) -> Choice | None:
        """The cheapest way that costs less than this, at this level of work."""
        self.open = self.busy = False
        extra = self._case.rules.tariff.extra_parcel_cents
        found = self._best(self._case.whole, level, below_cents + extra, ())
        return None if found is None else (found[0] - extra, found[1])

    def _best(self, counts: Counts, level: int, below: int, used: tuple[int, ...]) -> Choice | None:
        best = self._single(counts, level, below, used)
        if best is not None:
            below = best[0]
        if 2 * self._case.cheapest_cents >= below or not (self._deep or counts == self._case.whole):
            return best
        for bound, part, rest in self._split(counts):
            if bound >= below:
                break
            if self._case.over():
                self.open = self.busy = True
                break
            first = self._single(part, level, below - self._bound(rest), used)
            if first is None:
                continue
            then = self._best(rest, level, below - first[0], (*used, first[1][0].offer))
            if then is not None:
                below = first[0] + then[0]
                best = (below, first[1] + then[1])
        return best

    def _single(self, counts: Counts, level: int, below: int, used: tuple[int, ...]) -> Choice | None:
        """The cheapest carton that takes all of them, with what is known at this level."""
        for cents, offer in self._case.ranked(counts):
            if cents >= below:
                break
            stock = self._case.offers[offer].box.stock
            if stock is not None and used.count(offer) >= stock:
                self.open = True  # another part could have left this carton
                continue
            question = self._case.question(counts, offer)
            if question.work(level):
                return (cents, (Chosen(counts, offer, cents),))
            self.open = self.open or not question.certain
            self.busy = self.busy or question.open
        return None

    def _bound(self, counts: Counts) -> int:
        """A price below which no way to share these pieces can be."""
        bound = self._bounds.get(counts)
        if bound is None:
            bound = self._case.least_cents(counts)
            if self._deep and 2 * self._case.cheapest_cents < bound:
                parts = self._split(counts)
                bound = min(bound, parts[0][0]) if parts else bound
            self._bounds[counts] = bound
        return bound

    def _split(self, counts: Counts) -> list[tuple[int, Counts, Counts]]:
        """A part and its rest with the least they can cost, cheapest first. Each part holds a piece of the first lot."""
        found = self._parts.get(counts)
        if found is None:
            found = self._parts[counts] = []
            for part in _parts(counts):
                least = self._case.least_cents(part)
                if least < NEVER_CENTS:
                    rest = tuple(a - b for a, b in zip(counts, part, strict=True))
                    bound = least + self._bound(rest)
                    if bound < NEVER_CENTS:
                        found.append((bound, part, rest))
            found.sort()
        return found


def _parts(counts: Counts) -> Iterator[Counts]:
    """Every part but none and all that holds a piece of the first lot there is."""
    first = next((lot for lot, count in enumerate(counts) if count), 0)
    ranges = [range(lot == first, count + 1) for lot, count in enumerate(counts)]
    for part in product(*ranges):
        if part != counts:
            yield part
