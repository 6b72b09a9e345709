"""The walk as a map: the racks it goes along, the way ahead, here, next and the drop-off. Knows no hall, only aisle and bay of each stop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import flet as ft
from flet import canvas as cv

from app.views.view import WalkStop
from screens.drawings import Point, fill, stroke
from screens.theme import BOLD, SEMIBOLD, Look, Palette

AISLE_WIDTH_MAX = 84.0  # a few aisles are not blown up to the whole width
BAYS_MIN = 10  # where every stop is near the front, the map says so
AISLE_WIDTH_MIN = 22.0  # below this, racks nobody goes to are left out
NAMELESS_MAX = 3  # racks drawn between two aisles that lie far apart
LABEL_SIZE = 16.0
LABEL_HEIGHT = 1.25  # of the label
LANE = 9.0  # from the racks to the middle of the way that passes their ends
DROP_ROOM = 34.0


def can_be_drawn(walk: Sequence[WalkStop]) -> bool:
    """Whether every stop says in which aisle and bay it lies."""
    return bool(walk) and all(stop.aisle and stop.bay for stop in walk)


def hall_map(look: Look, walk: Sequence[WalkStop], width: float, height: float) -> ft.Control:
    """The way through the stops to the drop-off; the first stop is where the person stands."""
    palette = look.palette
    ground = _Ground.of(walk, width, height, look.size(LABEL_SIZE))
    spots = [ground.spot(stop) for stop in walk]
    drop = (ground.left - DROP_ROOM / 2, ground.near)
    legs = [ground.leg(here, there) for here, there in pairwise(spots)]
    last = [spots[-1], (spots[-1][0], ground.near), drop]
    shapes = _racks(palette, ground)
    shapes += _labels(palette, ground, walk[0].aisle)
    shapes += [_line(leg, palette.act, 3) for leg in reversed([*legs, last])]
    shapes.append(_line([*legs, last][0], palette.act, 6))
    shapes.append(cv.Rect(drop[0] - 11, drop[1] - 11, 22, 22, border_radius=5, paint=fill(palette.muted)))
    shapes += [cv.Circle(*spot, 5, paint=fill(palette.act)) for spot in spots[2:]]
    if len(spots) > 1:
        shapes.append(cv.Circle(*spots[1], 9, paint=fill(palette.good)))
    shapes.append(cv.Circle(*spots[0], 9, paint=fill(palette.surface)))
    shapes.append(cv.Circle(*spots[0], 9, paint=stroke(palette.act, 5)))
    if spots[0] in spots[1:2]:
        shapes.append(cv.Circle(*spots[0], 4, paint=fill(palette.good)))
    return cv.Canvas(shapes, width=width, height=height)


def aisle_row(aisles: Iterable[str], nameless_max: int = NAMELESS_MAX) -> list[str]:
    """The aisles from left to right; an empty name is a rack between or beside them that nobody goes to."""
    ranked = sorted(set(aisles), key=_rank)
    row = [] if ranked[0] in ("A", "0", "1", "01", "001") else [""]
    for no, aisle in enumerate(ranked):
        if no:
            row += [""] * min(_between(ranked[no - 1], aisle), nameless_max)
        row.append(aisle)
    return [*row, ""]


def bay_depths(bays: Iterable[str]) -> dict[str, float]:
    """How deep in its aisle each bay lies, 0 at the front to 1 at the far end: by number, else by order."""
    known = sorted(set(bays), key=_rank)
    if all(bay.isdecimal() for bay in known):
        most = max(int(known[-1]), BAYS_MIN)
        return {bay: max(int(bay) - 0.5, 0.0) / most for bay in known}
    return {bay: (no + 0.5) / len(known) for no, bay in enumerate(known)}


def _rank(name: str) -> tuple[int, int, str]:
    return (0, int(name), name) if name.isdecimal() else (1, 0, name)


def _between(left: str, right: str) -> int:
    """How many aisles lie between two that are numbered or lettered; otherwise nobody knows: none."""
    if left.isdecimal() and right.isdecimal():
        return int(right) - int(left) - 1
    if len(left) == len(right) == 1 and not left.isdecimal():
        return ord(right) - ord(left) - 1
    return 0


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where aisles and bays are on the paper. `far` and `near` are the ways past the ends of the racks."""

    row: Sequence[str]
    depths: dict[str, float]
    left: float
    step: float
    far: float
    near: float
    label: float

    @classmethod
    def of(cls, walk: Sequence[WalkStop], width: float, height: float, label: float) -> "_Ground":
        room, aisles = width - 2 * DROP_ROOM, [stop.aisle for stop in walk]
        rows = [aisle_row(aisles, most) for most in (NAMELESS_MAX, 1, 0)]
        row = next((row for row in rows if room / len(row) >= AISLE_WIDTH_MIN), rows[-1])
        step = min(room / len(row), AISLE_WIDTH_MAX)
        return cls(
            row,
            bay_depths(stop.bay for stop in walk),
            left=(width - step * len(row)) / 2,
            step=step,
            far=label * LABEL_HEIGHT + 4,
            near=height - 13,
            label=label,
        )

    @property
    def racks(self) -> tuple[float, float]:
        """From the far end of the racks to the near one."""
        return self.far + LANE, self.near - LANE

    def middle(self, at: int) -> float:
        return self.left + self.step * (at + 0.5)

    def spot(self, stop: WalkStop) -> Point:
        far, near = self.racks
        return self.middle(self.row.index(stop.aisle)), near - (near - far) * self.depths[stop.bay]

    def leg(self, here: Point, there: Point) -> list[Point]:
        """Straight on in the same aisle, else around the end that is nearer."""
        if here[0] == there[0]:
            return [here, there]
        around_near = abs(here[1] + there[1] - 2 * self.near)
        end = self.near if around_near <= abs(here[1] + there[1] - 2 * self.far) else self.far
        return [here, (here[0], end), (there[0], end), there]


def _racks(palette: Palette, ground: _Ground) -> list[cv.Shape]:
    far, near = ground.racks
    thick = ground.step * 0.24
    return [
        cv.Rect(x, far, thick, near - far, border_radius=min(4, thick / 3), paint=fill(palette.line))
        for at in range(len(ground.row))
        for x in (ground.left + ground.step * at + 1, ground.left + ground.step * (at + 1) - thick - 1)
    ]


def _labels(palette: Palette, ground: _Ground, here: str) -> list[cv.Shape]:
    """The names of the aisles of the walk where they have room, else of the present one alone; it stands out."""
    narrow = max(map(len, ground.row)) * ground.label * 0.8 > ground.step
    return [
        cv.Text(
            ground.middle(at),
            ground.label * LABEL_HEIGHT / 2,
            aisle,
            style=ft.TextStyle(
                size=ground.label,
                color=palette.ink if aisle == here else palette.muted,
                font_family=BOLD if aisle == here else SEMIBOLD,
            ),
            alignment=ft.Alignment.CENTER,
        )
        for at, aisle in enumerate(ground.row)
        if aisle and (aisle == here or not narrow)
    ]


def _line(points: Sequence[Point], color: str, width: float) -> cv.Path:
    paint = stroke(color, width)
    paint.stroke_join = ft.StrokeJoin.ROUND
    first, *rest = points
    return cv.Path([cv.Path.MoveTo(*first), *(cv.Path.LineTo(*point) for point in rest)], paint=paint)
