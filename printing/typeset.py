"""One line of text of any script on a canvas, and how wide it is. Knows no label and no printer."""

import re
import unicodedata
from dataclasses import dataclass

from PIL import ImageDraw

from printing.fonts import CAPITAL_OF_EM, Run, chain, face, is_right_to_left, runs
from printing.label import Weight

BOX_OF_EM = 0.86
"""How wide the box is that stands for a sign no file has."""

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Type:
    """The size is that of the em, in dots."""

    size_px: int
    weight: Weight

    @classmethod
    def of_capital(cls, height_px: float, weight: Weight) -> "Type":
        return cls(max(round(height_px / CAPITAL_OF_EM), 1), weight)

    @property
    def capital_px(self) -> float:
        return self.size_px * CAPITAL_OF_EM


def clean(text: str) -> str:
    """What can be drawn of `text`: composed letters, plain line ends, nothing that only steers a terminal."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(_drawable(sign) for sign in text)


def _drawable(sign: str) -> str:
    if sign == "\n":
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cc":
        return " "
    return "\ufffd" if kind == "Cs" else sign


def width_px(text: str, type_: Type) -> float:
    return sum(_width_of(run, type_) for run in runs(text, type_.weight))


def draw_line(
    canvas: ImageDraw.ImageDraw, text: str, type_: Type, at_px: tuple[float, float], *, fill: int = 0
) -> None:
    """Draw from the left of `at_px` on, capitals standing on its base. A line that begins right to left is laid so."""
    left_px, base_px = at_px
    pieces = runs(text, type_.weight)
    if is_right_to_left(text):
        pieces = [part for run in reversed(pieces) for part in reversed(_without_edges(run))]
    for run in pieces:
        if run.file is None:
            _draw_boxes(canvas, run.text, type_, (left_px, base_px), fill)
        else:
            font = face(run.file, type_.size_px)
            canvas.text((left_px, base_px), run.text, font=font, anchor="ls", fill=fill)
        left_px += _width_of(run, type_)


def _without_edges(run: Run) -> list[Run]:
    """The blanks around a run apart from it: in a line from the right they change sides with it."""
    core = run.text.strip()
    if not core:
        return [run]
    before, after = run.text[: run.text.index(core)], run.text[run.text.index(core) + len(core) :]
    return [Run(run.file, part) for part in (before, core, after) if part]


def _width_of(run: Run, type_: Type) -> float:
    if run.file is None:
        return len(run.text) * type_.size_px * BOX_OF_EM
    return face(run.file, type_.size_px).getlength(run.text)


def _draw_boxes(
    canvas: ImageDraw.ImageDraw, signs: str, type_: Type, at_px: tuple[float, float], fill: int
) -> None:
    """A frame with the code point in it for each sign: a person can look it up, and sees that it is there."""
    left, base = at_px
    em = type_.size_px
    small = face(chain(Weight.SEMIBOLD)[0], max(round(em * 0.36), 1))
    for number, sign in enumerate(signs):
        x = left + number * em * BOX_OF_EM + em * 0.04
        frame = (x, base - em * 0.76, x + em * (BOX_OF_EM - 0.08), base + em * 0.1)
        canvas.rectangle(frame, outline=fill, width=max(round(em * 0.04), 1))
        code = f"{ord(sign):04X}"
        half = len(code) - len(code) // 2
        for row, digits in enumerate((code[:half], code[half:])):
            middle = (x + em * (BOX_OF_EM - 0.08) / 2, base - em * (0.4 - 0.37 * row))
            canvas.text(middle, digits, font=small, anchor="ms", fill=fill)
