"""What a label shows and where, in millimetres, whatever the printer. Knows no dots, fonts or bytes."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    EXTRABOLD = "ExtraBold"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Ink(StrEnum):
    """What the print head does: heat the paper, or leave a white hole in something black."""

    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Text:
    """One short line of known length. (x, y) is where its capitals start, height that of a capital."""

    text: str
    x_mm: float
    y_mm: float
    height_mm: float
    weight: Weight = Weight.BOLD
    align: Align = Align.LEFT
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph of a block; height is that of a capital when there is room for it."""

    text: str
    height_mm: float
    weight: Weight = Weight.BOLD


@dataclass(frozen=True, slots=True)
class Block:
    """Texts of unknown length in a box: they wrap, then shrink, until all of them is inside."""

    words: tuple[Words, ...]
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    align: Align = Align.LEFT


Elements = tuple[tuple[str, str], ...]
"""GS1 application identifiers with their values, in the order they are printed."""


@dataclass(frozen=True, slots=True)
class Code128:
    """Bars in the middle of a field that includes both quiet zones; plain text, or a GS1-128 of elements.

    A module is as many whole dots as `module_mm` has, and fewer only where the field is too narrow.
    """

    data: str | Elements
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    module_mm: float = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A frame of `line_mm`, or a filled area where that is None. A thin filled box is a line."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    line_mm: float | None = None


Element = Text | Block | Code128 | Box


@dataclass(frozen=True, slots=True)
class Label:
    width_mm: float
    height_mm: float
    elements: tuple[Element, ...]


class DoesNotFit(ValueError):
    """Something on the label can't be printed whole; half a label is never printed."""
