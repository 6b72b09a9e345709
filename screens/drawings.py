"""Pictures drawn from data: the walk, a tote, a badge, an empty rack. A screen reader can't read a canvas: each carries its words."""

from collections.abc import Sequence

import flet as ft
from flet import canvas as cv

from screens.theme import Palette

Point = tuple[float, float]


def picture(content: ft.Control, words: str, key: str) -> ft.Control:
    """A drawing with its text alternative."""
    return ft.Semantics(content=content, label=words, exclude_semantics=True, container=True, key=key)


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
            filled(body, palette.act),
            filled(rim, palette.act),
            cv.Line(u * 0.12, u * 0.39, u * 0.88, u * 0.39, paint=stroke(palette.on_act, u * 0.015)),
            cv.Rect(
                u * 0.38, u * 0.46, u * 0.24, u * 0.08, border_radius=u * 0.04, paint=fill(palette.on_act)
            ),
            cv.Rect(
                u * 0.32, u * 0.63, u * 0.36, u * 0.12, border_radius=u * 0.02, paint=fill(palette.on_act)
            ),
        ],
        width=side,
        height=side,
    )


def badge_scan(palette: Palette, side: float) -> ft.Control:
    """A badge in the beam of a scanner."""
    u = side
    shapes: list[cv.Shape] = [
        cv.Rect(u * 0.22, u * 0.08, u * 0.56, u * 0.84, border_radius=u * 0.05, paint=fill(palette.surface)),
        cv.Rect(u * 0.22, u * 0.08, u * 0.56, u * 0.84, border_radius=u * 0.05, paint=stroke(palette.ink, 3)),
        cv.Rect(u * 0.42, u * 0.13, u * 0.16, u * 0.035, border_radius=u * 0.02, paint=fill(palette.ink)),
        cv.Circle(u * 0.5, u * 0.33, u * 0.085, paint=fill(palette.act)),
        cv.Arc(
            u * 0.36,
            u * 0.43,
            u * 0.28,
            u * 0.24,
            start_angle=3.14159,
            sweep_angle=3.14159,
            paint=fill(palette.act),
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
        shapes.append(cv.Rect(at, u * 0.66, thick * k, u * 0.17, paint=fill(palette.ink)))
        at += (thick + gap) * k
    beam = ft.Paint(
        color=palette.bad, style=ft.PaintingStyle.STROKE, stroke_width=4, stroke_cap=ft.StrokeCap.ROUND
    )
    shapes.append(cv.Line(u * 0.08, u * 0.745, u * 0.92, u * 0.745, paint=beam))
    return cv.Canvas(shapes, width=side, height=side)


def empty_shelf(palette: Palette, side: float) -> ft.Control:
    """A rack with nothing in it."""
    u = side
    post, board = stroke(palette.muted, u * 0.035), stroke(palette.muted, u * 0.03)
    shapes: list[cv.Shape] = [cv.Line(u * x, u * 0.1, u * x, u * 0.92, paint=post) for x in (0.14, 0.86)]
    shapes += [cv.Line(u * 0.14, u * y, u * 0.86, u * y, paint=board) for y in (0.32, 0.58, 0.84)]
    return cv.Canvas(shapes, width=side, height=side)


def filled(points: Sequence[Point], color: str) -> cv.Path:
    return cv.Path(outline(points), paint=ft.Paint(color=color, style=ft.PaintingStyle.FILL))


def outline(points: Sequence[Point]) -> list[cv.Path.PathElement]:
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
        cv.Line(x[0], middle, x[here], middle, paint=stroke(palette.good, 4)),
        cv.Line(x[here], middle, x[-1], middle, paint=stroke(palette.line, 4)),
    ]
    for at in range(shown):
        behind = at < here
        shapes.append(cv.Circle(x[at], middle, 7, paint=fill(palette.good if behind else palette.surface)))
        shapes.append(cv.Circle(x[at], middle, 7, paint=stroke(palette.good if behind else palette.muted, 2)))
    end = x[-1]
    shapes.append(
        cv.Rect(
            end - 11,
            middle - 11,
            22,
            22,
            border_radius=5,
            paint=fill(palette.act if here == shown else palette.muted),
        )
    )
    if here < shown:
        shapes.append(cv.Circle(x[here], middle, 13, paint=fill(palette.act)))
        shapes.append(cv.Circle(x[here], middle, 5, paint=fill(palette.on_act)))
    return cv.Canvas(shapes, width=width, height=height)


def fill(color: str) -> ft.Paint:
    return ft.Paint(color=color, style=ft.PaintingStyle.FILL)


def stroke(color: str, width: float) -> ft.Paint:
    return ft.Paint(
        color=color, style=ft.PaintingStyle.STROKE, stroke_width=width, stroke_cap=ft.StrokeCap.ROUND
    )
