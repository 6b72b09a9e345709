"""One prepared picture, how large it may be, and the way back to the picture as it came. Knows no code and no engine."""

import math
from dataclasses import dataclass
from typing import Any

from app.scanning.decode.symbols import Box

FIRST_PIXELS_MAX = 2_500_000
REST_PIXELS_MAX = 1_000_000
ENLARGED_FROM_PIXELS_MAX = 520_000
TWICE_ENLARGED_FROM_PIXELS_MAX = 170_000

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
