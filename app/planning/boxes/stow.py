"""A carton while it is being filled: what lies where, what is still free, and whether a piece may rest at a spot.

Holds the rules of the floor (support, fragile, nothing on top); chooses nothing.
"""

from collections.abc import Sequence

from app.planning.boxes.goods import Edges
from app.planning.boxes.lots import Lot
from app.planning.boxes.spaces import Space, Spot, carved


class Stow:
    """One filling; `free_g` and `free_mm3` are what it still takes. `support_percent` of each base must rest on the floor or on tops of exactly its height."""

    __slots__ = (
        "bottoms",
        "fragile",
        "free_g",
        "free_mm3",
        "nostack",
        "room",
        "spaces",
        "spots",
        "support_percent",
        "tops",
    )

    def __init__(self, lots: Sequence[Lot], room: Edges, support_percent: int, free_g: int) -> None:
        self.fragile = [lot.fragile for lot in lots]
        self.nostack = [lot.nostack for lot in lots]
        self.support_percent = support_percent
        self.room = room
        self.free_g = free_g
        self.free_mm3 = room[0] * room[1] * room[2]
        self.spaces: list[Space] = [(0, 0, 0, *room)]
        self.spots: list[Spot] = []
        self.tops: dict[int, list[Spot]] = {}
        self.bottoms: dict[int, list[Spot]] = {}

    def bears(self, spot: Spot) -> bool:
        """Whether the piece may lie there: enough under it, nothing under it that bears nothing, and the same
        for what already lies above it."""
        x0, y0, z0, x1, y1, z1, lot, _ = spot
        above = self.bottoms.get(z1)
        if above is not None and not self._bears_above(above, spot):
            return False
        if z0 == 0:
            return True
        under = self.tops.get(z0)
        if under is None:
            return self.support_percent <= 0
        resting = 0
        soft = self.fragile[lot]
        for a0, b0, _, a1, b1, _, other, _ in under:
            if a0 < x1 and x0 < a1 and b0 < y1 and y0 < b1:
                if self.nostack[other] or (self.fragile[other] and not soft):
                    return False
                resting += ((a1 if a1 < x1 else x1) - (a0 if a0 > x0 else x0)) * (
                    (b1 if b1 < y1 else y1) - (b0 if b0 > y0 else y0)
                )
        return resting * 100 >= (x1 - x0) * (y1 - y0) * self.support_percent

    def _bears_above(self, above: list[Spot], spot: Spot) -> bool:
        x0, y0, _, x1, y1, _, lot, _ = spot
        if not (self.nostack[lot] or self.fragile[lot]):
            return True
        for a0, b0, _, a1, b1, _, other, _ in above:
            touching = a0 < x1 and x0 < a1 and b0 < y1 and y0 < b1
            if touching and (self.nostack[lot] or not self.fragile[other]):
                return False
        return True

    def lay(self, spot: Spot) -> None:
        """Put a piece down; the free spaces are carved by the caller, for several pieces at once."""
        self.spots.append(spot)
        self.tops.setdefault(spot[5], []).append(spot)
        self.bottoms.setdefault(spot[2], []).append(spot)

    def carve(self, taken: Space, least: tuple[int, int, int]) -> None:
        """Take this box out of the free spaces."""
        self.spaces = carved(self.spaces, taken, least)
