"""Where everything on a screen comes to lie: Flutter's rules for the few kinds of boxes that the screens are made of.

A browser test compares it with what Chromium draws, so that it can be believed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

import flet as ft
from flet import canvas as cv

from tests.screens.finding import key_of
from tests.screens.room import INF, Room, Turn
from tests.screens.writing import written

EXACT = 0.6  # of a pixel: below this nothing is said to stick out

Edges = tuple[float, float, float, float]  # left, top, right, bottom
Spot = tuple[float, float, "Laid"]


@dataclass(slots=True)
class Laid:
    """A control with its size; its children with where they lie in it, and what is wrong with it."""

    control: ft.Control
    width: float
    height: float
    inside: list[Spot] = field(default_factory=list)
    wrong: str = ""
    scrolls: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A control on the page. `seen` is the part of it that no list has scrolled away; `layer` lies over lower ones."""

    control: ft.Control
    left: float
    top: float
    right: float
    bottom: float
    seen: Edges
    layer: int
    scrolled: bool
    wrong: str

    @property
    def key(self) -> str:
        return key_of(self.control)

    @property
    def in_sight(self) -> bool:
        """Whether all of it is seen without scrolling."""
        left, top, right, bottom = self.seen
        inside = self.left >= left - EXACT and self.right <= right + EXACT
        return inside and self.top >= top - EXACT and self.bottom <= bottom + EXACT

    @property
    def hidden(self) -> bool:
        left, top, right, bottom = self.seen
        return min(self.bottom, bottom) - max(self.top, top) <= 0 or min(self.right, right) <= max(
            self.left, left
        )


def laid_out(root: ft.Control, width: float, height: float) -> list[Box]:
    """Every control of a screen of this size, parents before children."""
    laid = lay(root, Room(width, width, height, height))
    glass = Box(root, 0, 0, width, height, (0, 0, width, height), 0, False, "")
    return list(_boxes(laid, 0, 0, glass))


def _boxes(laid: Laid, x: float, y: float, around: Box) -> Iterator[Box]:
    """The control at this place of its parent, whose limits it inherits, and all in it."""
    left, top = around.left + x, around.top + y
    right, bottom = left + laid.width, top + laid.height
    box = replace(
        around, control=laid.control, left=left, top=top, right=right, bottom=bottom, wrong=laid.wrong
    )
    yield box
    if laid.scrolls:
        seen = box.seen
        seen = (max(left, seen[0]), max(top, seen[1]), min(right, seen[2]), min(bottom, seen[3]))
        box = replace(box, seen=seen, scrolled=True)
    stacked = isinstance(laid.control, ft.Stack)
    for no, (dx, dy, child) in enumerate(laid.inside):
        yield from _boxes(child, dx, dy, replace(box, layer=box.layer + no) if stacked else box)


def lay(control: ft.Control, room: Room) -> Laid:
    """Give a control its size in this room, and all in it its place."""
    for kind, rule in _RULES:
        if isinstance(control, kind):
            return rule(control, room)
    raise NotImplementedError(f"no rule for {type(control).__name__}: add it, or use what the screens use")


def _container(control: Any, room: Room) -> Laid:
    room = room.tight(control.width, control.height)
    left, top, right, bottom = (
        a + b for a, b in zip(_padding(control.padding), _border(control.border), strict=True)
    )
    if control.content is None:
        full = (
            room.width_max if isfinite(room.width_max) else 0,
            room.height_max if isfinite(room.height_max) else 0,
        )
        return Laid(control, *room.held(*full))
    inner = room.less(left + right, top + bottom)
    child = lay(control.content, inner.loose() if control.alignment else inner)
    width, height = room.held(child.width + left + right, child.height + top + bottom)
    x, y = left, top
    if control.alignment:
        width = room.width_max if isfinite(room.width_max) else width
        height = room.height_max if isfinite(room.height_max) else height
        x += (width - left - right - child.width) * (control.alignment.x + 1) / 2
        y += (height - top - bottom - child.height) * (control.alignment.y + 1) / 2
    return Laid(
        control,
        width,
        height,
        [(x, y, child)],
        _sticks_out(child, width - left - right, height - top - bottom),
    )


def _sticks_out(child: Laid, width: float, height: float) -> str:
    if child.width > width + EXACT or child.height > height + EXACT:
        return f"{child.width:.0f}x{child.height:.0f} do not go into {width:.0f}x{height:.0f}"
    return ""


def _padding(padding: Any) -> Edges:
    if padding is None:
        return 0, 0, 0, 0
    if isinstance(padding, int | float):
        return (padding,) * 4
    return padding.left, padding.top, padding.right, padding.bottom


def _border(border: Any) -> Edges:
    if border is None:
        return 0, 0, 0, 0
    return tuple(side.width if side else 0 for side in (border.left, border.top, border.right, border.bottom))  # type: ignore[return-value]


def _semantics(control: Any, room: Room) -> Laid:
    child = lay(control.content, room)
    return Laid(control, child.width, child.height, [(0, 0, child)])


def _stack(control: Any, room: Room) -> Laid:
    """All in it is held at its edges; what is not held below is as tall as it likes."""
    width, height = room.width_max, room.height_max
    inside = []
    for one in control.controls:
        tall = height - one.top - one.bottom if one.bottom is not None else None
        child = lay(one, Room(width, width, tall or 0, tall or INF))
        inside.append((float(one.left), float(one.top), child))
    return Laid(control, width, height, inside)


def _text(control: Any, room: Room) -> Laid:
    room = room.tight(control.width, None)
    text = written(control, room.width_max)
    width, height = room.held(text.width, text.height)
    wrong = "a word is torn" if text.broken else "the end is cut off" if text.cut else ""
    if text.height > height + EXACT:
        wrong = f"{text.lines} lines do not go into {height:.0f}"
    return Laid(control, width, height, wrong=wrong)


def _icon(control: Any, room: Room) -> Laid:
    return Laid(control, *room.held(control.size or 24, control.size or 24))


def _sized(control: Any, room: Room) -> Laid:
    return Laid(control, *room.held(control.width, control.height))


def _bar(control: Any, room: Room) -> Laid:
    return Laid(control, *room.held(room.width_max, control.bar_height))


def _wrap(control: Any, room: Room) -> Laid:
    """A row that goes on in the next line."""
    lines: list[list[Laid]] = [[]]
    for child in (lay(one, room.loose()) for one in control.controls):
        used = sum(one.width + control.spacing for one in lines[-1])
        if lines[-1] and used + child.width > room.width_max:
            lines.append([])
        lines[-1].append(child)
    inside: list[Spot] = []
    y = 0.0
    for line in lines:
        tallest, x = max(one.height for one in line), 0.0
        for one in line:
            inside.append((x, y + (tallest - one.height) * _shift(control), one))
            x += one.width + control.spacing
        y += tallest + control.run_spacing
    widest = max(x + one.width for x, _, one in inside)
    return Laid(control, *room.held(widest, y - control.run_spacing), inside)


def _shift(control: Any) -> float:
    return {ft.CrossAxisAlignment.CENTER: 0.5, ft.CrossAxisAlignment.END: 1.0}.get(_cross(control), 0.0)


def _flex(control: Any, room: Room) -> Laid:
    """A row or a column. What expands shares what the rest leaves."""
    if isinstance(control, ft.Row) and control.wrap:
        return _wrap(control, room)
    turn = Turn(isinstance(control, ft.Row))
    main_max, cross_max = turn.most(room)
    cross_min = turn.least(room)[1]
    stretched = _cross(control) == ft.CrossAxisAlignment.STRETCH and isfinite(cross_max)
    scrolls = bool(getattr(control, "scroll", None))
    within = INF if scrolls else main_max
    across = cross_max if stretched else 0.0
    gaps = control.spacing * max(len(control.controls) - 1, 0)
    laid: dict[int, Laid] = {}
    for no, one in enumerate(control.controls):
        if not one.expand or not isfinite(within):
            laid[no] = lay(one, turn.room(0, INF, across, cross_max))
    used = sum(_sizes(turn, one)[0] for one in laid.values()) + gaps
    shares = sum(int(one.expand) for no, one in enumerate(control.controls) if no not in laid)
    left = max(within - used, 0.0) if shares else 0.0
    for no, one in enumerate(control.controls):
        if no not in laid:
            share = left * int(one.expand) / shares
            least = 0.0 if one.expand_loose else share
            laid[no] = lay(one, turn.room(least, share, across, cross_max))
    total = sum(_sizes(turn, one)[0] for one in laid.values()) + gaps
    wrong = f"{total:.0f} do not go into {within:.0f}" if total > within + EXACT else ""
    fills = scrolls or not control.tight
    main = main_max if isfinite(main_max) and fills else max(total, turn.least(room)[0])
    cross = max([cross_max if stretched else cross_min, *(_sizes(turn, one)[1] for one in laid.values())])
    inside = list(_placed(control, [laid[no] for no in range(len(laid))], turn, main, cross))
    width, height = room.held(*turn.size(main, cross))
    return Laid(control, width, height, inside, wrong, scrolls)


def _sizes(turn: Turn, laid: Laid) -> tuple[float, float]:
    return turn.size(laid.width, laid.height)


def _cross(control: Any) -> Any:
    return control.vertical_alignment if isinstance(control, ft.Row) else control.horizontal_alignment


def _placed(control: Any, children: Sequence[Laid], turn: Turn, main: float, cross: float) -> Iterator[Spot]:
    """Each child after the one before, as the control aligns them."""
    used = sum(_sizes(turn, one)[0] for one in children)
    spare = max(main - used - control.spacing * max(len(children) - 1, 0), 0.0)
    at, between = 0.0, float(control.spacing)
    if control.alignment == ft.MainAxisAlignment.CENTER:
        at = spare / 2
    elif control.alignment == ft.MainAxisAlignment.END:
        at = spare
    elif control.alignment == ft.MainAxisAlignment.SPACE_BETWEEN and len(children) > 1:
        between += spare / (len(children) - 1)
    for child in children:
        child_main, child_cross = _sizes(turn, child)
        x, y = turn.size(at, (cross - child_cross) * _shift(control))
        yield x, y, child
        at += child_main + between


_RULES: Sequence[tuple[type[ft.Control], Callable[[Any, Room], Laid]]] = (
    (ft.Container, _container),
    (ft.Row, _flex),
    (ft.Column, _flex),
    (ft.Semantics, _semantics),
    (ft.Text, _text),
    (ft.Icon, _icon),
    (cv.Canvas, _sized),
    (ft.ProgressRing, _sized),
    (ft.Image, _sized),
    (ft.ProgressBar, _bar),
    (ft.Stack, _stack),
)
