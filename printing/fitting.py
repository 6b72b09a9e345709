"""Lets texts of unknown length into a box: they wrap, then shrink, and never lose a sign."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from printing.label import Block, DoesNotFit, Words
from printing.typeset import Type, clean, width_px

CAPITAL_MIN_MM = 1.1
"""Smaller than this nobody reads it; then the label is refused as a whole."""

CHARACTERS_MAX = 4_000
LINE_OF_CAPITAL = 1.55
GAP_OF_CAPITAL = 0.3
SHRINK_FOR_WORD = 0.6
"""A word too long for the line is printed this much smaller before it is cut in two."""

STEP_MAX, STEP_MIN = 0.97, 0.6
"""Lines get fewer as type gets smaller, so the room needed falls with the square; then the last bit by bit."""

_PIECES = re.compile(r"[^ \-]*[ \-]+|[^ \-]+")


@dataclass(frozen=True, slots=True)
class SetLine:
    text: str
    type: Type
    base_px: float


def fit(block: Block, dots_per_mm: int) -> list[SetLine]:
    """The block's lines, baselines counted from its top, in the largest type that takes them all."""
    words = [Words(clean(each.text).strip(), each.height_mm, each.weight) for each in block.words]
    words = [each for each in words if each.text]
    if sum(len(each.text) for each in words) > CHARACTERS_MAX:
        raise DoesNotFit(f"a block takes {CHARACTERS_MAX} characters")
    room = (block.width_mm * dots_per_mm, block.height_mm * dots_per_mm)
    scale = 1.0
    while True:
        sized = [(each, each.height_mm * scale) for each in words]
        lines, height_px = _stacked(sized, room[0], dots_per_mm)
        if height_px <= room[1]:
            return lines
        if all(height_mm < CAPITAL_MIN_MM for _, height_mm in sized):
            raise DoesNotFit(f"no type is small enough for {words[0].text[:40]!r} and what follows")
        scale *= min(max((room[1] / height_px) ** 0.5, STEP_MIN), STEP_MAX)


def _stacked(sized: list[tuple[Words, float]], width: float, dots_per_mm: int) -> tuple[list[SetLine], float]:
    lines: list[SetLine] = []
    y = 0.0
    for number, (words, height_mm) in enumerate(sized):
        capital_px = max(height_mm, CAPITAL_MIN_MM) * dots_per_mm
        y += capital_px * GAP_OF_CAPITAL if number else 0
        type_ = _for_longest_word(words, capital_px, width, dots_per_mm)
        for line in _wrapped(words.text, type_, width):
            lines.append(SetLine(line, type_, y + type_.capital_px))
            y += type_.capital_px * LINE_OF_CAPITAL
    return lines, y


def _for_longest_word(words: Words, capital_px: float, width: float, dots_per_mm: int) -> Type:
    type_ = Type.of_capital(capital_px, words.weight)
    longest = max(width_px(piece.rstrip(), type_) for piece in _pieces(words.text.replace("\n", " ")))
    if longest <= width:
        return type_
    shrunk_px = max(capital_px * max(width / longest, SHRINK_FOR_WORD), CAPITAL_MIN_MM * dots_per_mm)
    return Type.of_capital(min(shrunk_px, capital_px), words.weight)


def _wrapped(text: str, type_: Type, width: float) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line = ""
        for piece in _small_enough(_pieces(paragraph.strip()), type_, width):
            if line and width_px((line + piece).rstrip(), type_) > width:
                yield line.rstrip()
                line = ""
            line += piece
        if line.strip():
            yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may end: after blanks and hyphens, and beside every wide sign (Chinese, Japanese)."""
    for piece in _PIECES.findall(text):
        start = 0
        for at, cluster in _clusters(piece):
            if unicodedata.east_asian_width(cluster[0]) not in "WF":
                continue
            if at > start:
                yield piece[start:at]
            yield cluster
            start = at + len(cluster)
        if start < len(piece):
            yield piece[start:]


def _small_enough(pieces: Iterator[str], type_: Type, width: float) -> Iterator[str]:
    """The pieces, those wider than a line cut between two letters."""
    for piece in pieces:
        if width_px(piece.rstrip(), type_) <= width:
            yield piece
            continue
        part = ""
        for _, cluster in _clusters(piece):
            if part and width_px(part + cluster, type_) > width:
                yield part
                part = ""
            part += cluster
        yield part


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Letters with the marks that belong to them, and where they start."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.category(text[at]).startswith("M"):
            if text[start:at]:
                yield start, text[start:at]
            start = at
