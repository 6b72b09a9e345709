"""Pictures drawn from data: a carton in its proportions, a box with letters, the walk, a badge. Canvas text cannot be
read by a screen reader, so each picture carries its words.
"""

from collections.abc import Sequence

import flet as ft
from flet import canvas as cv

from screens.theme import EXTRABOLD, Palette

Point = tuple[float, float]


def picture(content: ft.Control, words: str, key: str) -> ft.Control:
    """A drawing with its text alternative."""
    return ft.Semantics(content=content, label=words, exclude_semantics=True, container=True, key=key)


def letters_of(name: str) -> str:
    """Two letters to tell two boxes apart at a glance: the initials of the first two words."""
    found = [word[0] for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(found[:2]).upper() or "?"


def product_box(palette: Palette, name: str, side: float) -> ft.Control:
    """A plain box that carries the product's letters."""
    u = side
    top: list[Point] = [(u * 0.5, u * 0.14), (u * 0.86, u * 0.30), (u * 0.5, u * 0.46), (u * 0.14, u * 0.30)]
    left: list[Point] = [(u * 0.14, u * 0.30), (u * 0.5, u * 0.46), (u * 0.5, u * 0.88), (u * 0.14, u * 0.72)]
    right: list[Point] = [
        (u * 0.86, u * 0.30),
        (u * 0.5, u * 0.46),
        (u * 0.5, u * 0.88),
        (u * 0.86, u * 0.72),
    ]
    tape: list[Point] = [
        (u * 0.32, u * 0.22),
        (u * 0.38, u * 0.193),
        (u * 0.74, u * 0.353),
        (u * 0.68, u * 0.38),
    ]
    shapes: list[cv.Shape] = [
        _filled(top, palette.box_top),
        _filled(left, palette.box_left),
        _filled(right, palette.box_right),
        _filled(tape, palette.box_right),
        cv.Text(
            u * 0.32,
            u * 0.60,
            letters_of(name),
            style=ft.TextStyle(size=u * 0.2, color="#2A1B07", font_family=EXTRABOLD),
            alignment=ft.Alignment.CENTER,
            rotate=0.42,
        ),
    ]
    return ft.Container(
        cv.Canvas(shapes, width=side, height=side),
        width=side,
        height=side,
        border_radius=12,
        bgcolor=palette.soft,
    )


def carton_drawing(palette: Palette, inner_mm: Sequence[int], width: float, height: float) -> ft.Control:
    """An open carton in its true proportions, as large as the space allows."""
    length, depth, tall = (float(edge) for edge in inner_mm)
    flap = min(depth, tall) * 0.45
    scale = min(
        width * 0.96 / ((length + depth) * 0.866 + flap),
        height * 0.96 / ((length + depth) * 0.5 + tall + flap),
    )
    x0 = width / 2 + (depth - length) * 0.433 * scale
    y0 = height - (height - ((length + depth) * 0.5 + tall - flap * 0.2) * scale) / 2

    def at(x: float, y: float, z: float) -> Point:
        return x0 + (x - y) * 0.866 * scale, y0 - (x + y) * 0.5 * scale - z * scale

    def ring(z: float) -> list[Point]:
        return [at(0, 0, z), at(length, 0, z), at(length, depth, z), at(0, depth, z)]

    out, drop = flap * 0.55, flap * 0.3
    faces: list[tuple[list[Point], str]] = [
        (
            [at(length, 0, 0), at(length, depth, 0), at(length, depth, tall), at(length, 0, tall)],
            palette.box_left,
        ),
        (
            [at(0, depth, 0), at(length, depth, 0), at(length, depth, tall), at(0, depth, tall)],
            palette.box_right,
        ),
        (ring(0), palette.box_top),
        (
            [
                at(length, 0, tall),
                at(length, depth, tall),
                at(length + out, depth, tall + drop),
                at(length + out, 0, tall + drop),
            ],
            palette.box_top,
        ),
        (
            [
                at(0, depth, tall),
                at(length, depth, tall),
                at(length, depth + out, tall + drop),
                at(0, depth + out, tall + drop),
            ],
            palette.box_top,
        ),
        ([at(0, 0, 0), at(0, depth, 0), at(0, depth, tall), at(0, 0, tall)], palette.box_left),
        ([at(0, 0, 0), at(length, 0, 0), at(length, 0, tall), at(0, 0, tall)], palette.box_right),
        (
            [at(0, 0, tall), at(0, depth, tall), at(-out, depth, tall - drop), at(-out, 0, tall - drop)],
            palette.box_top,
        ),
        (
            [at(0, 0, tall), at(length, 0, tall), at(length, -out, tall - drop), at(0, -out, tall - drop)],
            palette.box_top,
        ),
    ]
    shapes = [shape for points, color in faces for shape in _faced(points, color, palette)]
    return cv.Canvas(shapes, width=width, height=height)


def parcel_drawing(palette: Palette, side: float) -> ft.Control:
    """A closed parcel with its label."""
    u = side
    top: list[Point] = [(u * 0.5, u * 0.10), (u * 0.90, u * 0.28), (u * 0.5, u * 0.46), (u * 0.10, u * 0.28)]
    left: list[Point] = [(u * 0.10, u * 0.28), (u * 0.5, u * 0.46), (u * 0.5, u * 0.92), (u * 0.10, u * 0.74)]
    right: list[Point] = [
        (u * 0.90, u * 0.28),
        (u * 0.5, u * 0.46),
        (u * 0.5, u * 0.92),
        (u * 0.90, u * 0.74),
    ]
    label: list[Point] = [
        (u * 0.57, u * 0.51),
        (u * 0.82, u * 0.398),
        (u * 0.82, u * 0.66),
        (u * 0.57, u * 0.772),
    ]
    tape: list[Point] = [
        (u * 0.30, u * 0.19),
        (u * 0.36, u * 0.163),
        (u * 0.76, u * 0.343),
        (u * 0.70, u * 0.37),
    ]
    shapes: list[cv.Shape] = [
        _filled(top, palette.box_top),
        _filled(left, palette.box_left),
        _filled(right, palette.box_right),
        _filled(tape, palette.box_right),
        _filled(label, "#FFFFFF"),
    ]
    for at, thick in ((0.61, 3.0), (0.645, 1.5), (0.68, 2.5), (0.715, 1.5), (0.75, 3.0), (0.785, 1.5)):
        low = u * (0.74 - (at - 0.61) * 0.448)
        shapes.append(cv.Line(u * at, low, u * at, low - u * 0.11, paint=_stroke("#11161D", thick * u / 150)))
    return cv.Canvas(shapes, width=side, height=side)


def tote(palette: Palette, side: float) -> ft.Control:
    """An open tote, wider at the rim."""
    u = side
    rim: list[Point] = [
        (u * 0.06, u * 0.26),
        (u * 0.94, u * 0.26),
        (u * 0.94, u * 0.38),
        (u * 0.06, u * 0.38),
    ]
    body: list[Point] = [
        (u * 0.12, u * 0.38),
        (u * 0.88, u * 0.38),
        (u * 0.80, u * 0.84),
        (u * 0.20, u * 0.84),
    ]
    return cv.Canvas(
        [
            _filled(body, palette.act),
            _filled(rim, palette.act),
            cv.Line(u * 0.12, u * 0.39, u * 0.88, u * 0.39, paint=_stroke(palette.on_act, u * 0.015)),
            cv.Rect(
                u * 0.38, u * 0.46, u * 0.24, u * 0.08, border_radius=u * 0.04, paint=_fill(palette.on_act)
            ),
            cv.Rect(
                u * 0.32, u * 0.63, u * 0.36, u * 0.12, border_radius=u * 0.02, paint=_fill(palette.on_act)
            ),
        ],
        width=side,
        height=side,
    )


def badge_scan(palette: Palette, side: float) -> ft.Control:
    """A badge in the beam of a scanner."""
    u = side
    shapes: list[cv.Shape] = [
        cv.Rect(u * 0.22, u * 0.08, u * 0.56, u * 0.84, border_radius=u * 0.05, paint=_fill(palette.surface)),
        cv.Rect(
            u * 0.22, u * 0.08, u * 0.56, u * 0.84, border_radius=u * 0.05, paint=_stroke(palette.ink, 3)
        ),
        cv.Rect(u * 0.42, u * 0.13, u * 0.16, u * 0.035, border_radius=u * 0.02, paint=_fill(palette.ink)),
        cv.Circle(u * 0.5, u * 0.33, u * 0.085, paint=_fill(palette.act)),
        cv.Arc(
            u * 0.36,
            u * 0.43,
            u * 0.28,
            u * 0.24,
            start_angle=3.14159,
            sweep_angle=3.14159,
            paint=_fill(palette.act),
        ),
    ]
    at = u * 0.30
    for thick, gap in (
        (4, 3),
        (2, 4),
        (6, 3),
        (2, 3),
        (4, 5),
        (2, 3),
        (6, 4),
        (4, 3),
        (2, 4),
        (5, 3),
        (2, 3),
        (4, 3),
    ):
        k = u / 220
        shapes.append(cv.Rect(at, u * 0.66, thick * k, u * 0.17, paint=_fill(palette.ink)))
        at += (thick + gap) * k
    beam = ft.Paint(
        color=palette.bad, style=ft.PaintingStyle.STROKE, stroke_width=4, stroke_cap=ft.StrokeCap.ROUND
    )
    shapes.append(cv.Line(u * 0.08, u * 0.745, u * 0.92, u * 0.745, paint=beam))
    return cv.Canvas(shapes, width=side, height=side)


def empty_shelf(palette: Palette, side: float) -> ft.Control:
    """A rack with nothing in it."""
    u = side
    post, board = _stroke(palette.muted, u * 0.035), _stroke(palette.muted, u * 0.03)
    shapes: list[cv.Shape] = [cv.Line(u * x, u * 0.1, u * x, u * 0.92, paint=post) for x in (0.14, 0.86)]
    shapes += [cv.Line(u * 0.14, u * y, u * 0.86, u * y, paint=board) for y in (0.32, 0.58, 0.84)]
    return cv.Canvas(shapes, width=side, height=side)


def _filled(points: Sequence[Point], color: str) -> cv.Path:
    return cv.Path(_outline(points), paint=ft.Paint(color=color, style=ft.PaintingStyle.FILL))


def _faced(points: Sequence[Point], color: str, palette: Palette) -> list[cv.Shape]:
    edge = ft.Paint(
        color=palette.ground, style=ft.PaintingStyle.STROKE, stroke_width=1.5, stroke_join=ft.StrokeJoin.ROUND
    )
    return [_filled(points, color), cv.Path(_outline(points), paint=edge)]


def _outline(points: Sequence[Point]) -> list[cv.Path.PathElement]:
    first, *rest = points
    return [cv.Path.MoveTo(*first), *(cv.Path.LineTo(*point) for point in rest), cv.Path.Close()]


def walk(palette: Palette, done: int, of: int, width: float) -> ft.Control:
    """The stops as beads: behind filled, here large, ahead open; the drop-off at the end."""
    height, middle = 44.0, 22.0
    shown = min(of, 15)
    first = max(0, min(done - shown // 2, of - shown))
    step = (width - 48) / max(shown, 1)
    x = [16 + step * at for at in range(shown + 1)]
    here = min(done - first, shown)
    shapes: list[cv.Shape] = [
        cv.Line(x[0], middle, x[here], middle, paint=_stroke(palette.good, 4)),
        cv.Line(x[here], middle, x[-1], middle, paint=_stroke(palette.line, 4)),
    ]
    for at in range(shown):
        behind = at < here
        shapes.append(cv.Circle(x[at], middle, 7, paint=_fill(palette.good if behind else palette.surface)))
        shapes.append(
            cv.Circle(x[at], middle, 7, paint=_stroke(palette.good if behind else palette.muted, 2))
        )
    end = x[-1]
    shapes.append(
        cv.Rect(
            end - 11,
            middle - 11,
            22,
            22,
            border_radius=5,
            paint=_fill(palette.act if here == shown else palette.muted),
        )
    )
    if here < shown:
        shapes.append(cv.Circle(x[here], middle, 13, paint=_fill(palette.act)))
        shapes.append(cv.Circle(x[here], middle, 5, paint=_fill(palette.on_act)))
    return cv.Canvas(shapes, width=width, height=height)


def _fill(color: str) -> ft.Paint:
    return ft.Paint(color=color, style=ft.PaintingStyle.FILL)


def _stroke(color: str, width: float) -> ft.Paint:
    return ft.Paint(
        color=color, style=ft.PaintingStyle.STROKE, stroke_width=width, stroke_cap=ft.StrokeCap.ROUND
    )
