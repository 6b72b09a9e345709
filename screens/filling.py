"""A carton while it is filled, drawn from where each piece lies: from the side and from above, in colours by layer.

The piece that goes in next is blue; what is still to come is not there yet.
"""

from collections.abc import Callable, Sequence

import flet as ft
from flet import canvas as cv

from app.views.view import CartonView, StepView
from screens.drawings import Point, filled, outline, stroke
from screens.theme import EXTRABOLD, Palette

LAYERS = ("#C3CCD8", "#E3C48B", "#A9CFB6", "#D3BFDD")
NEXT_LIGHT, NEXT_DARK = "#7DB0F2", "#5FA0EE"
EDGE_OF_BOX = "#11161D"
SHADES = (1.0, 0.88, 0.74)  # top, right, left
DIMMED = 0.72  # colours of layers on a dark ground
LETTERS = 16.0
SHOWN_MAX = 120  # pieces; a page takes no more shapes in the time between two scans
MARGIN = 22.0  # below, for the word that says where the front is

At = Callable[[float, float, float], Point]  # from the room of the carton to the paper
Box = tuple[
    tuple[int, int, int], tuple[int, int, int]
]  # two corners, the one at the left, back, bottom first


def shown_steps(carton: CartonView) -> list[StepView]:
    """What is drawn: pieces that lie in the carton and the next one; before the first, all of them as they will lie.

    Of very many only the newest are: they lie on the others.
    """
    if carton.scanned is None:
        return list(carton.steps[-SHOWN_MAX:])
    shown = [step for step in carton.steps if step.done or step.no == carton.next_step]
    return [step for step in shown[:-SHOWN_MAX] if step.no == carton.next_step] + shown[-SHOWN_MAX:]


def from_the_side(palette: Palette, carton: CartonView, space: tuple[float, float], front: str) -> cv.Canvas:
    """The carton with its two far walls, the pieces in it from back to front."""
    width, height = space
    length, depth, tall = carton.inner_mm or (1, 1, 1)
    scale = min(
        width * 0.98 / ((length + depth) * 0.866), (height - MARGIN) / ((length + depth) * 0.5 + tall)
    )
    x0 = width / 2 + (depth - length) * 0.433 * scale
    y0 = (height - MARGIN - ((length + depth) * 0.5 + tall) * scale) / 2 + tall * scale

    def at(x: float, y: float, z: float) -> Point:
        return x0 + (x - y) * 0.866 * scale, y0 + (x + y) * 0.5 * scale - z * scale

    floor = [at(0, 0, 0), at(length, 0, 0), at(length, depth, 0), at(0, depth, 0)]
    left = [at(0, 0, 0), at(0, depth, 0), at(0, depth, tall), at(0, 0, tall)]
    right = [at(0, 0, 0), at(length, 0, 0), at(length, 0, tall), at(0, 0, tall)]
    shapes: list[cv.Shape] = []
    for wall in (floor, left, right):
        shapes += [filled(wall, palette.soft), _line(wall, palette.muted, 1.5)]
    for step in behind_first(shown_steps(carton)):
        shapes += _piece(palette, carton, step, at)
    low, near = at(0, depth, 0), at(length, depth, 0)
    middle = ((low[0] + near[0]) / 2 - 8, (low[1] + near[1]) / 2 + 14)
    shapes.append(_word(front, middle, palette.muted, LETTERS, rotate=0.5236))
    return cv.Canvas(shapes, width=width, height=height)


def from_above(palette: Palette, carton: CartonView, space: tuple[float, float], front: str) -> cv.Canvas:
    """The carton seen by who looks into it: what lies higher covers what is beneath."""
    width, height = space
    length, depth, _ = carton.inner_mm or (1, 1, 1)
    scale = min((width - 4) / length, (height - MARGIN - 4) / depth)
    x0, y0 = (width - length * scale) / 2, (height - MARGIN - depth * scale) / 2

    def frame_of(x: float, y: float, dx: float, dy: float) -> list[Point]:
        x, y, dx, dy = x0 + x * scale, y0 + y * scale, dx * scale, dy * scale
        return [(x, y), (x + dx, y), (x + dx, y + dy), (x, y + dy)]

    walls = frame_of(0, 0, length, depth)
    shapes: list[cv.Shape] = [filled(walls, palette.soft)]
    steps = shown_steps(carton)
    for step in sorted(steps, key=lambda one: (one.no == carton.next_step, one.at_mm[2], one.no)):
        face = frame_of(*step.at_mm[:2], *step.edges_mm[:2])
        shapes += [filled(face, _color(palette, carton, step)), _line(face, EDGE_OF_BOX, 1.2)]
        if step.no == carton.next_step:
            shapes.append(_number(step, _middle_of(face), min(step.edges_mm[:2]) * scale))
    shapes.append(_line(walls, palette.muted, 2.5))
    shapes.append(_word(front, (width / 2, y0 + depth * scale + 12), palette.muted, LETTERS))
    return cv.Canvas(shapes, width=width, height=height)


def behind_first(steps: Sequence[StepView]) -> list[StepView]:
    """Pieces so that none is drawn before one that it hides: farther, more to the left, lower comes first."""
    boxes = {step.no: _box(step) for step in steps}
    waiting = sorted(steps, key=lambda one: (sum(boxes[one.no][0]), one.no))
    drawn: list[StepView] = []
    seen: set[int] = set()

    def draw(step: StepView) -> None:
        if step.no in seen:
            return
        seen.add(step.no)
        for other in waiting:
            if other.no not in seen and _is_behind(boxes[other.no], boxes[step.no]):
                draw(other)
        drawn.append(step)

    for step in waiting:
        draw(step)
    return drawn


def _box(step: StepView) -> Box:
    (x, y, z), (dx, dy, dz) = step.at_mm, step.edges_mm
    return (x, y, z), (x + dx, y + dy, z + dz)


def _is_behind(one: Box, other: Box) -> bool:
    """Whether the first is behind the second and partly hidden by it."""
    if not all(_overlap(one, other, axes) for axes in ((0, 1), (0, 2), (1, 2))):
        return False
    behind = any(a <= b for a, b in zip(one[1], other[0], strict=True))
    before = any(a <= b for a, b in zip(other[1], one[0], strict=True))
    return behind and not before


def _overlap(one: Box, other: Box, axes: tuple[int, int]) -> bool:
    """Whether they overlap on paper as far as two axes tell; the paper looks along the diagonal of all three."""
    a, b = axes
    (low, high), (from_, to) = ((box[0][a] - box[1][b], box[1][a] - box[0][b]) for box in (one, other))
    return low < to and from_ < high


def _piece(palette: Palette, carton: CartonView, step: StepView, at: At) -> list[cv.Shape]:
    """The three faces that are seen of a piece; the next one carries its number and, where it matters, its arrows."""
    (x0, y0, z0), (x1, y1, z1) = _box(step)
    top = [at(x0, y0, z1), at(x1, y0, z1), at(x1, y1, z1), at(x0, y1, z1)]
    right = [at(x1, y0, z0), at(x1, y1, z0), at(x1, y1, z1), at(x1, y0, z1)]
    left = [at(x0, y1, z0), at(x1, y1, z0), at(x1, y1, z1), at(x0, y1, z1)]
    color = _color(palette, carton, step)
    is_next = step.no == carton.next_step
    shapes: list[cv.Shape] = []
    for face, shade in zip((top, right, left), SHADES, strict=True):
        shapes += [filled(face, shaded(color, shade)), _line(face, EDGE_OF_BOX, 2.0 if is_next else 1.2)]
    if is_next:
        across = min(abs(top[1][0] - top[3][0]), 2 * abs(top[2][1] - top[0][1]))
        shapes.append(_number(step, _middle_of(top), across * 0.6))
        if step.upright:
            shapes += _arrows(left)
    return shapes


def _arrows(face: Sequence[Point]) -> list[cv.Shape]:
    """Two arrows that point up, as they are printed on boxes."""
    (ax, ay), (bx, by), _, (dx, dy) = face
    shapes: list[cv.Shape] = []
    for share in (0.35, 0.65):
        foot = (ax + (bx - ax) * share, ay + (by - ay) * share)
        low = (foot[0] + (dx - ax) * 0.2, foot[1] + (dy - ay) * 0.2)
        high = (foot[0] + (dx - ax) * 0.8, foot[1] + (dy - ay) * 0.8)
        wing = min(abs(dy - ay) * 0.2, abs(bx - ax) * 0.12)
        paint = stroke(EDGE_OF_BOX, 3)
        shapes.append(cv.Line(*low, *high, paint=paint))
        shapes.append(cv.Line(*high, high[0] - wing, high[1] + wing, paint=paint))
        shapes.append(cv.Line(*high, high[0] + wing, high[1] + wing, paint=paint))
    return shapes


def _color(palette: Palette, carton: CartonView, step: StepView) -> str:
    if step.no == carton.next_step:
        return NEXT_DARK if _is_dark(palette) else NEXT_LIGHT
    return layer_color(palette, step.layer)


def layer_color(palette: Palette, layer: int) -> str:
    """The colour of a layer, as in the drawing."""
    color = LAYERS[(layer - 1) % len(LAYERS)]
    return shaded(color, DIMMED) if _is_dark(palette) else color


def _is_dark(palette: Palette) -> bool:
    return palette.ground < palette.ink


def shaded(color: str, share: float) -> str:
    """The colour with so much of its light."""
    parts = (round(int(color[at : at + 2], 16) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _number(step: StepView, at: Point, room: float) -> cv.Shape:
    size = max(LETTERS, min(room * 0.7, 40.0))
    return _word(str(step.no), at, EDGE_OF_BOX, size)


def _word(text: str, at: Point, color: str, size: float, rotate: float = 0.0) -> cv.Text:
    style = ft.TextStyle(size=size, color=color, font_family=EXTRABOLD)
    return cv.Text(*at, text, style=style, alignment=ft.Alignment.CENTER, rotate=rotate)


def _middle_of(face: Sequence[Point]) -> Point:
    return sum(x for x, _ in face) / len(face), sum(y for _, y in face) / len(face)


def _line(points: Sequence[Point], color: str, width: float) -> cv.Path:
    paint = ft.Paint(
        color=color,
        style=ft.PaintingStyle.STROKE,
        stroke_width=width,
        stroke_join=ft.StrokeJoin.ROUND,
    )
    return cv.Path(outline(points), paint=paint)
