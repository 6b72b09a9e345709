"""Tries every arrangement of a few pieces in one carton, a slice of work at a time, so that a "no" can be a proof.

Every packing can be pushed towards a corner; then each piece lies in the lower corner of a free space. So trying
all pieces, turns and corners misses nothing that can be built up from some corner, piece after piece.
Support changes when pieces are pushed, therefore a "no" is certain only if none is found without it either.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from app.planning.boxes.goods import Edges
from app.planning.boxes.lots import Counts, Lot
from app.planning.boxes.spaces import Space, Spot, carved

_Node = tuple[list[Space], tuple[Spot, ...], Counts, Spot]


class Outcome(Enum):
    """What is known about the carton so far."""

    OPEN = auto()
    FOUND = auto()
    IMPOSSIBLE = auto()
    SHAKY = auto()  # there are arrangements, but those found break a rule of the floor


class Search:
    """One carton, these pieces. `advance` until the outcome is no longer OPEN or patience ends."""

    def __init__(self, lots: Sequence[Lot], counts: Counts, room: Edges, support_percent: int) -> None:
        self._lots = lots
        self._support_percent = support_percent
        self._shapes = _possible_shapes(lots, counts, room)
        self._seen: set[tuple[Spot, ...]] = set()
        self._sound: list[_Node] = []
        self._shaky: list[_Node] = []  # looked at last, only to know whether "no" is certain
        self.spots: tuple[Spot, ...] = ()
        self.outcome = Outcome.OPEN
        if not all(shapes for shapes, count in zip(self._shapes, counts, strict=True) if count):
            self.outcome = Outcome.IMPOSSIBLE
        else:
            self._branch([(0, 0, 0, *room)], (), counts, True)

    def advance(self, nodes: int) -> Outcome:
        """Look at so many more partial arrangements."""
        while self.outcome is Outcome.OPEN and nodes > 0:
            nodes -= 1
            sound = bool(self._sound)
            if not sound and not self._shaky:
                self.outcome = Outcome.IMPOSSIBLE
                break
            spaces, spots, counts, spot = (self._sound if sound else self._shaky).pop()
            spots = (*spots, spot)
            key = tuple(sorted(spots))
            if key in self._seen:
                continue
            self._seen.add(key)
            left = tuple(count - (lot == spot[6]) for lot, count in enumerate(counts))
            if not any(left):
                self._finish(spots, sound)
                break
            spaces = carved(spaces, spot[:6], self._least(left))
            if self._all_have_room(spaces, left):
                self._branch(spaces, spots, left, sound)
        return self.outcome

    def _finish(self, spots: tuple[Spot, ...], sound: bool) -> None:
        self.spots = spots if sound else ()
        self.outcome = Outcome.FOUND if sound else Outcome.SHAKY

    def _least(self, counts: Counts) -> Edges:
        shapes = [shape for lot, count in enumerate(counts) if count for shape in self._shapes[lot]]
        return (min(s[0] for s in shapes), min(s[1] for s in shapes), min(s[2] for s in shapes))

    def _all_have_room(self, spaces: list[Space], counts: Counts) -> bool:
        for lot, count in enumerate(counts):
            if count and not any(
                dx <= x1 - x0 and dy <= y1 - y0 and dz <= z1 - z0
                for x0, y0, z0, x1, y1, z1 in spaces
                for dx, dy, dz in self._shapes[lot]
            ):
                return False
        return True

    def _branch(self, spaces: list[Space], spots: tuple[Spot, ...], counts: Counts, sound: bool) -> None:
        children = list(self._children(sorted(spaces, key=lambda s: (s[2], s[1], s[0])), counts))
        children.reverse()  # the best is popped first
        for spot in children:
            node = (spaces, spots, counts, spot)
            if not sound or not self._bears(spots, spot):
                self._shaky.append(node)
            else:
                self._sound.append(node)

    def _children(self, spaces: list[Space], counts: Counts) -> Iterator[Spot]:
        for lot, count in enumerate(counts):
            if not count:
                continue
            for x0, y0, z0, x1, y1, z1 in spaces:
                wide, deep, high = x1 - x0, y1 - y0, z1 - z0
                for dx, dy, dz in self._shapes[lot]:
                    if dx <= wide and dy <= deep and dz <= high:
                        yield (x0, y0, z0, x0 + dx, y0 + dy, z0 + dz, lot, 1)

    def _bears(self, spots: tuple[Spot, ...], spot: Spot) -> bool:
        x0, y0, z0, x1, y1, z1, lot, _ = spot
        one = self._lots[lot]
        resting = 0 if z0 else (x1 - x0) * (y1 - y0)
        for a0, b0, c0, a1, b1, c1, under, _ in spots:
            if a0 < x1 and x0 < a1 and b0 < y1 and y0 < b1:
                other = self._lots[under]
                if c1 == z0:
                    if other.nostack or (other.fragile and not one.fragile):
                        return False
                    resting += (min(x1, a1) - max(x0, a0)) * (min(y1, b1) - max(y0, b0))
                elif z1 == c0 and (one.nostack or (one.fragile and not other.fragile)):
                    return False
        return resting * 100 >= (x1 - x0) * (y1 - y0) * self._support_percent


def _possible_shapes(lots: Sequence[Lot], counts: Counts, room: Edges) -> list[list[Edges]]:
    """The turns of each lot that leave every other piece a turn beside it."""
    length, width, height = room
    shapes = [
        [s for s in lot.shapes if s[0] <= length and s[1] <= width and s[2] <= height] if count else []
        for lot, count in zip(lots, counts, strict=True)
    ]
    present = [lot for lot, count in enumerate(counts) if count]
    changed = True
    while changed:
        changed = False
        for lot in present:
            others = [other for other in present if other != lot or counts[lot] > 1]
            kept = [
                s for s in shapes[lot] if all(any(_beside(s, t, room) for t in shapes[o]) for o in others)
            ]
            if len(kept) < len(shapes[lot]):
                shapes[lot], changed = kept, True
    return shapes


def _beside(one: Edges, other: Edges, room: Edges) -> bool:
    return one[0] + other[0] <= room[0] or one[1] + other[1] <= room[1] or one[2] + other[2] <= room[2]
