"""How wide and how many lines a text is, in the typefaces that are shipped and broken where Flutter breaks it."""

import re
from dataclasses import dataclass
from functools import cache
from math import floor, isfinite

import flet as ft
from PIL import ImageFont

from screens.theme import FONTS

EM = 1000  # measured once in this size, then scaled
LETTER_SPACING = 0.25  # of Flutter's body text, which every text of ours inherits
LINE_HEIGHT = 1.43  # likewise, where a text names none
USUAL_SIZE = 14.0
_BREAKS = re.compile(r"(?<=\s)(?=\S)|(?<=[-/])(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Written:
    """A text in a room. `cut`: not all of it can be read; `broken`: a word goes on in the next line."""

    width: float
    height: float
    lines: int
    cut: bool
    broken: bool


def written(text: ft.Text, room: float) -> Written:
    """The text as wide as its room allows at most."""
    size = float(text.size or USUAL_SIZE)
    family = str(text.font_family)
    wraps = not text.no_wrap
    lines: list[float] = []
    broken = False
    for paragraph in text.value.split("\n"):
        more, torn = _wrapped(family, paragraph, size, room if wraps else float("inf"))
        lines += more
        broken = broken or torn
    shown = min(len(lines), text.max_lines or len(lines))
    style = text.style if isinstance(text.style, ft.TextStyle) else None
    leading = (style.height if style else None) or LINE_HEIGHT
    height = floor(size * leading + 0.5)  # Skia rounds each line
    cut = shown < len(lines) or (not wraps and lines[0] > room + 0.5)
    widest = room if shown > 1 and isfinite(room) else max(lines)
    return Written(min(widest, room), shown * height, shown, cut, broken)


def _wrapped(family: str, paragraph: str, size: float, room: float) -> tuple[list[float], bool]:
    """The width of each line, and whether a word had to be torn."""
    lines, used, torn = [], 0.0, False
    for piece in _BREAKS.split(paragraph):
        width = width_of(family, piece.rstrip(), size)
        if used and used + width > room:
            lines.append(used)
            used = 0.0
        while width > room:  # no line holds it: it goes on in the next one
            torn = True
            lines.append(room)
            width -= room
        used += width + width_of(family, piece[len(piece.rstrip()) :], size)
    return [*lines, used], torn


def width_of(family: str, words: str, size: float) -> float:
    return _advance(family, words) * size / EM + LETTER_SPACING * len(words)


@cache
def _advance(family: str, words: str) -> float:
    return float(_font(family).getlength(words)) if words else 0.0


@cache
def _font(family: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"assets/{FONTS[family]}", EM)
