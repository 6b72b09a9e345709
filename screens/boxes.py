"""Boxes drawn from data: a product's with its letters, a carton in its true proportions, a parcel with its label."""

from collections.abc import Callable, Sequence
from itertools import permutations

import flet as ft
from flet import canvas as cv

from screens.drawings import Point, filled, outline, stroke
from screens.theme import EXTRABOLD, Palette

At = Callable[[float, float, float], Point]  # from the room of the carton to the paper
Face = tuple[list[Point], str]

LETTERS_MIN = 0.13  # of the picture: letters smaller than this are not read
SLOPE = 0.418  # of an edge that runs away to the left, in radians


def letters_of(name: str) -> str:
    """Two letters to tell two boxes apart at a glance: the initials of the first two words."""
    found = [word[0] for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(found[:2]).upper() or "?"


def product_box(palette: Palette, name: str, side: float, size_mm: Sequence[int] | None = None) -> ft.Control:
    """A product's box in its true proportions, lying on its largest face, with the product's letters; a cube where no size is known."""
    length, depth, tall = (float(max(edge, 1)) for edge in size_mm or (1, 1, 1))
    tall = max(tall, length * 0.03)
    k = min(side * 0.76 / ((length + depth) * 0.36), side * 0.78 / ((length + depth) * 0.16 + tall * 0.4))
    x0 = side / 2 + (length - depth) * 0.18 * k  # the corner that points at the person
    y0 = side / 2 + ((length + depth) * 0.16 + tall * 0.4) * k / 2

    def at(x: float, y: float, z: float) -> Point:
        return x0 + (y * depth - x * length) * 0.36 * k, y0 - (
            (x * length + y * depth) * 0.16 + z * tall * 0.4
        ) * k

    shapes: list[cv.Shape] = [
        filled([at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)], palette.box_top),
        filled([at(0, 0, 0), at(1, 0, 0), at(1, 0, 1), at(0, 0, 1)], palette.box_left),
        filled([at(0, 0, 0), at(0, 1, 0), at(0, 1, 1), at(0, 0, 1)], palette.box_right),
        filled([at(0.42, 0, 1), at(0.58, 0, 1), at(0.58, 1, 1), at(0.42, 1, 1)], palette.box_right),
    ]
    along = length * 0.394 * k
    front, top = min(tall * 0.4 * k * 0.62, along * 0.4), min(depth * 0.394 * k * 0.5, along * 0.4)
    if front >= side * LETTERS_MIN:
        spot, room, slope = at(0.5, 0, 0.5), front, SLOPE
    elif top >= side * LETTERS_MIN:
        shapes.pop()  # letters and tape on one face can't be read
        spot, room, slope = at(0.5, 0.5, 1), top, SLOPE
    else:
        spot, room, slope = (side / 2, side * 0.86), side, 0.0
    color = "#2A1B07" if slope else palette.ink
    shapes.append(
        cv.Text(
            *spot,
            letters_of(name),
            style=ft.TextStyle(size=min(room, side * 0.2), color=color, font_family=EXTRABOLD),
            alignment=ft.Alignment.CENTER,
            rotate=slope,
        )
    )
    return ft.Container(
        cv.Canvas(shapes, width=side, height=side),
        width=side,
        height=side,
        border_radius=12,
        bgcolor=palette.soft,
    )


def carton_drawing(
    palette: Palette,
    inner_mm: Sequence[int],
    space: tuple[float, float],
    piece_mm: Sequence[int] | None = None,
) -> ft.Control:
    """An open carton in its true proportions, as large as the space allows; a piece in its far corner, to the same scale."""
    width, height = space
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

    faces = _far_faces(at, (length, depth, tall), flap, palette)
    lies = lying_in(piece_mm, inner_mm) if piece_mm else None
    if lies:
        faces += _piece_faces(at, (length, depth), lies, palette)
    faces += _near_faces(at, (length, depth, tall), flap, palette)
    shapes = [shape for points, color in faces for shape in _faced(points, color, palette)]
    return cv.Canvas(shapes, width=width, height=height)


def lying_in(piece_mm: Sequence[int], inner_mm: Sequence[int]) -> tuple[float, float, float] | None:
    """The edges of the piece as it lies flattest in the carton, or nothing if it does not go in."""
    fitting = [
        turned
        for turned in permutations(piece_mm)
        if all(edge <= room for edge, room in zip(turned, inner_mm, strict=True))
    ]
    if not fitting:
        return None
    length, depth, tall = min(fitting, key=lambda turned: (turned[2], -turned[0]))
    return float(length), float(depth), float(tall)


def _far_faces(at: At, edges: tuple[float, float, float], flap: float, palette: Palette) -> list[Face]:
    length, depth, tall = edges
    out, drop = flap * 0.55, flap * 0.3
    right = [at(length, 0, 0), at(length, depth, 0), at(length, depth, tall), at(length, 0, tall)]
    left = [at(0, depth, 0), at(length, depth, 0), at(length, depth, tall), at(0, depth, tall)]
    floor = [at(0, 0, 0), at(length, 0, 0), at(length, depth, 0), at(0, depth, 0)]
    right_flap = [
        at(length, 0, tall),
        at(length, depth, tall),
        at(length + out, depth, tall + drop),
        at(length + out, 0, tall + drop),
    ]
    left_flap = [
        at(0, depth, tall),
        at(length, depth, tall),
        at(length, depth + out, tall + drop),
        at(0, depth + out, tall + drop),
    ]
    return [
        (right, palette.box_left),
        (left, palette.box_right),
        (floor, palette.box_top),
        (right_flap, palette.box_top),
        (left_flap, palette.box_top),
    ]


def _near_faces(at: At, edges: tuple[float, float, float], flap: float, palette: Palette) -> list[Face]:
    length, depth, tall = edges
    out, drop = flap * 0.55, flap * 0.3
    left = [at(0, 0, 0), at(0, depth, 0), at(0, depth, tall), at(0, 0, tall)]
    right = [at(0, 0, 0), at(length, 0, 0), at(length, 0, tall), at(0, 0, tall)]
    left_flap = [at(0, 0, tall), at(0, depth, tall), at(-out, depth, tall - drop), at(-out, 0, tall - drop)]
    right_flap = [
        at(0, 0, tall),
        at(length, 0, tall),
        at(length, -out, tall - drop),
        at(0, -out, tall - drop),
    ]
    return [
        (left, palette.box_left),
        (right, palette.box_right),
        (left_flap, palette.box_top),
        (right_flap, palette.box_top),
    ]


def _piece_faces(
    at: At, corner: tuple[float, float], piece: tuple[float, float, float], palette: Palette
) -> list[Face]:
    """The three faces that are seen of a piece on the floor, in the corner farthest from the person."""
    x1, y1 = corner
    x0, y0, z = x1 - piece[0], y1 - piece[1], piece[2]
    left = [at(x0, y0, 0), at(x0, y1, 0), at(x0, y1, z), at(x0, y0, z)]
    right = [at(x0, y0, 0), at(x1, y0, 0), at(x1, y0, z), at(x0, y0, z)]
    top = [at(x0, y0, z), at(x1, y0, z), at(x1, y1, z), at(x0, y1, z)]
    return [(left, palette.act), (right, palette.act), (top, palette.act)]


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
