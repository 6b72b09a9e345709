"""What is wrong with a screen that was laid out: cut, sticking out, covered, too small or too near for a glove."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import flet as ft

from screens.theme import BETWEEN_BUTTONS, TARGET_MIN
from tests.screens.layout import EXACT, Box

MIDDLE_MIN = 150  # less than this of what scrolls is no view of it


def faults(boxes: Sequence[Box], width: float, height: float) -> list[str]:
    """In words, with what is concerned; nothing if all is well."""
    return [
        *(f"{name(box)}: {box.wrong}" for box in boxes if box.wrong),
        *_outside(boxes, width, height),
        *_crowded(boxes),
        *_covered(boxes),
    ]


def name(box: Box) -> str:
    control = box.control
    words = control.value if isinstance(control, ft.Text) else ""
    return " ".join(part for part in (type(control).__name__, box.key, repr(words) if words else "") if part)


def targets(boxes: Sequence[Box]) -> list[Box]:
    """Everything that can be pressed, and seen."""
    return [
        box
        for box in boxes
        if isinstance(box.control, ft.Container) and box.control.on_click is not None and not box.hidden
    ]


def _outside(boxes: Sequence[Box], width: float, height: float) -> Iterator[str]:
    """Nothing but a scrolled list goes beyond the glass, and there is room to see what scrolls."""
    for box in boxes:
        sideways = box.left < -EXACT or box.right > width + EXACT
        if sideways or (not box.scrolled and (box.top < -EXACT or box.bottom > height + EXACT)):
            yield f"{name(box)}: at {box.left:.0f},{box.top:.0f} to {box.right:.0f},{box.bottom:.0f} it leaves the glass"
        if box.key == "middle" and box.bottom - box.top < MIDDLE_MIN:
            yield f"only {box.bottom - box.top:.0f} are left between head and buttons"


def _crowded(boxes: Sequence[Box]) -> Iterator[str]:
    pressed = targets(boxes)
    for box in pressed:
        wide, tall = box.right - box.left, box.bottom - box.top
        if min(wide, tall) < TARGET_MIN - EXACT:
            yield f"{name(box)}: {wide:.0f}x{tall:.0f} are too small for a glove"
    for one, other in combinations(pressed, 2):
        across = max(one.left, other.left) - min(one.right, other.right)
        along = max(one.top, other.top) - min(one.bottom, other.bottom)
        apart = max(across, along)
        if (
            one.layer == other.layer
            and apart < BETWEEN_BUTTONS - EXACT
            and not (one.scrolled ^ other.scrolled)
        ):
            yield f"{name(one)} and {name(other)} are {apart:.0f} apart"


def _covered(boxes: Sequence[Box]) -> Iterator[str]:
    """No word lies on another; what lies over the head covers nothing that is below it."""
    words = [box for box in boxes if isinstance(box.control, ft.Text | ft.Icon) and not box.hidden]
    for one, other in combinations(words, 2):
        if one.layer == other.layer and overlap(one, other):
            yield f"{name(one)} lies on {name(other)}"
    over = [box for box in boxes if box.key == "band" and box.layer]
    head = {id(one.control) for one in words if one.top < head_ends(boxes) and not one.layer}
    for band in over:
        for one in words:
            if not one.layer and id(one.control) not in head and overlap(band, one):
                yield f"the band covers {name(one)}"


def head_ends(boxes: Sequence[Box]) -> float:
    return next((box.top for box in boxes if box.key == "middle"), 0.0)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.bottom, other.bottom, one.seen[3]) - max(one.top, other.top, one.seen[1])
    return across > 1 and along > 1
