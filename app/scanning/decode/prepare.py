"""Picture files -> grey pictures in which codes are easier to find. Knows no code and no engine."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from app.scanning.decode.symbols import Box

PIXELS_MAX = 50_000_000  # what a file may claim; a small file can claim far more than fits into memory
BYTES_MAX = 40_000_000
FIRST_PIXELS_MAX = 2_500_000
REST_PIXELS_MAX = 1_000_000
ENLARGED_FROM_PIXELS_MAX = 520_000
TWICE_ENLARGED_FROM_PIXELS_MAX = 170_000
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")

Affine = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One prepared picture. `back` leads from its pixels to those of the picture as it came."""

    name: str
    picture: Any
    back: Affine

    def box_back(self, box: Box) -> Box:
        """Where a box of this picture lies in the picture as it came."""
        a, b, c, d, e, f = self.back
        corners = [(box[x], box[y]) for x in (0, 2) for y in (1, 3)]
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def grey(image_bytes: bytes) -> Image.Image | None:
    """The picture in grey, or None when these bytes are no picture that can be read."""
    if not 0 < len(image_bytes) <= BYTES_MAX:
        return None
    try:
        with Image.open(io.BytesIO(image_bytes), formats=_FORMATS) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                return None
            opened.draft(
                "L", (1800, 1800)
            )  # a JPEG is unpacked at half or quarter size if it stays above this
            return _flat(opened)
    except Exception:  # decoders of broken files raise nearly anything; to us all of it is "no picture"
        return None


def _flat(opened: Image.Image) -> Image.Image:
    """In grey, on white paper where it was transparent."""
    if opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info:
        with_alpha = opened.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(paper, with_alpha).convert("L")
    return opened.convert("L")


def passes(picture: Image.Image) -> Iterator[Prepared]:
    """The picture in ever other preparations, the cheap and fruitful ones first. Made only when asked for."""
    try:
        import cv2  # noqa: F401
    except ImportError:
        from app.scanning.decode.prepare_plain import plain_passes

        yield from plain_passes(picture)
        return
    from app.scanning.decode.prepare_opencv import opencv_passes

    yield from opencv_passes(picture)


def scale_for(width: int, height: int, pixels_max: int) -> float:
    """The factor that brings a picture under so many pixels; never more than 1."""
    return min(1.0, math.sqrt(pixels_max / max(1, width * height)))


def scaled_back(factor: float) -> Affine:
    return (1 / factor, 0.0, 0.0, 0.0, 1 / factor, 0.0)


def chained(outer: Affine, inner: Affine) -> Affine:
    """The way back through `inner` first and `outer` after it."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f)
