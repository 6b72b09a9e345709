"""Boxes drawn from data: a product's with its letters, a carton in its true proportions, a parcel with its label."""

from collections.abc import Sequence

import flet as ft
from flet import canvas as cv

from screens.drawings import Point, filled, outline, stroke
from screens.theme import EXTRABOLD, Palette


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
        filled(top, palette.box_top),
        filled(left, palette.box_left),
        filled(right, palette.box_right),
        filled(tape, palette.box_right),
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
        filled(top, palette.box_top),
        filled(left, palette.box_left),
        filled(right, palette.box_right),
        filled(tape, palette.box_right),
        filled(label, "#FFFFFF"),
    ]
    for at, thick in ((0.61, 3.0), (0.645, 1.5), (0.68, 2.5), (0.715, 1.5), (0.75, 3.0), (0.785, 1.5)):
        low = u * (0.74 - (at - 0.61) * 0.448)
        shapes.append(cv.Line(u * at, low, u * at, low - u * 0.11, paint=stroke("#11161D", thick * u / 150)))
    return cv.Canvas(shapes, width=side, height=side)


def _faced(points: Sequence[Point], color: str, palette: Palette) -> list[cv.Shape]:
    edge = ft.Paint(
        color=palette.ground, style=ft.PaintingStyle.STROKE, stroke_width=1.5, stroke_join=ft.StrokeJoin.ROUND
    )
    return [filled(points, color), cv.Path(outline(points), paint=edge)]
