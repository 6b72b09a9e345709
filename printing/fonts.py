"""Which shipped font file has which sign, and pieces of one line cut by file. Knows no label."""

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from printing.label import Weight

_HERE = Path(__file__).resolve().parent
_HOUSE = _HERE.parent / "assets" / "fonts"
_LABELS = _HERE / "typefaces"

CAPITAL_OF_EM = 0.727
"""Height of a capital of Inter, as a share of the type size; the other files go well beside it."""

RIGHT_TO_LEFT = ("R", "AL")
STRONG = ("L", *RIGHT_TO_LEFT)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line in one file; no file means signs that none has."""

    file: Path | None
    text: str


@lru_cache
def chain(weight: Weight) -> tuple[Path, ...]:
    """The files for this weight, the one to prefer first."""
    arabic = "Medium" if weight is Weight.MEDIUM else "Bold"
    return (
        _HOUSE / f"Inter-{weight.value}.ttf",
        _HOUSE / f"NotoSansArabic-{arabic}.ttf",
        _LABELS / "NotoSansThai-Bold.ttf",
        _LABELS / "NotoSansDevanagari-Bold.ttf",
        _HOUSE / "DejaVuSans.ttf",
        _LABELS / "DroidSansFallbackFull.ttf",
        _LABELS / "NanumGothic-Bold.ttf",
    )


@lru_cache(maxsize=256)
def face(file: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size_px)


def runs(text: str, weight: Weight) -> list[Run]:
    """`text` cut where the file changes. Marks stay with their letter, blanks and points with what is before."""
    found: list[Run] = []
    for sign in text:
        before = found[-1] if found else None
        joined = before is not None and _joins(before.file, sign)
        file = before.file if before is not None and joined else _first_with(sign, weight)
        if file is None and _says_nothing(sign):
            continue
        if before is not None and before.file == file:
            found[-1] = Run(file, before.text + sign)
        else:
            found.append(Run(file, sign))
    return found


def _says_nothing(sign: str) -> bool:
    """Direction and joiner marks show nothing. Pictures among the words may be left out; a letter may not."""
    return unicodedata.category(sign) in ("Cf", "So", "Sk")


def is_right_to_left(text: str) -> bool:
    """The direction of the first letter that has one is the direction of the line (UAX 9, P2)."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in STRONG:
            return kind in RIGHT_TO_LEFT
    return False


def _joins(file: Path | None, sign: str) -> bool:
    """Whether a sign without a script of its own can go on in the file before it."""
    if file is None or ord(sign) not in coverage(file):
        return False
    return unicodedata.bidirectional(sign) not in STRONG or unicodedata.category(sign).startswith("M")


@lru_cache(maxsize=4096)
def _first_with(sign: str, weight: Weight) -> Path | None:
    return next((file for file in chain(weight) if ord(sign) in coverage(file)), None)


@lru_cache(maxsize=32)
def coverage(file: Path) -> frozenset[int]:
    """The code points that a TrueType file has a glyph for (OpenType `cmap`, formats 4 and 12)."""
    data = file.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    (encodings,) = struct.unpack_from(">H", data, cmap + 2)
    points: set[int] = set()
    for number in range(encodings):
        _platform, _encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if kind == 4:
            points.update(_format_4(data, cmap + offset))
        elif kind == 12:
            points.update(_format_12(data, cmap + offset))
    return frozenset(points)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{double // 2}H", data, at + 16 + 2 * double)
    ranges = at + 16 + 3 * double
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        (offset,) = struct.unpack_from(">H", data, ranges + 2 * number)
        for point in range(start, min(end, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", data, ranges + 2 * number + offset + 2 * (point - start))
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield point


def _format_12(data: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", data, at + 12)
    for number in range(groups):
        start, end, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * number)
        yield from range(start if glyph else start + 1, end + 1)
