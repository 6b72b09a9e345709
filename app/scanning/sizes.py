"""Reads three edges, and a weight where one follows, from what was typed or what a measuring table sends. Pure."""

import re

EDGE_MAX_MM = 10_000
WEIGHT_MAX_G = 1_000_000
_SIZE = re.compile(
    r"\s*(\d{1,5})\s*[x×*,; ]\s*(\d{1,5})\s*[x×*,; ]\s*(\d{1,5})(?:\s*[x×*,;/ ]\s*(\d{1,7}))?\s*", re.I
)
_MEANT = re.compile(r"\s*[\d.]+(?:\s*[x×*]\s*[\d.]+)+\s*", re.I)
NO_SIZE = ((0, 0, 0), 0)


def size_meant(text: str) -> tuple[tuple[int, int, int], int] | None:
    """As `size_in`; what was surely meant as a size and is none comes as `NO_SIZE`, so that nobody calls it a code."""
    return size_in(text) or (NO_SIZE if _MEANT.fullmatch(text) else None)


def size_in(text: str) -> tuple[tuple[int, int, int], int] | None:
    """The edges in millimetres and the weight in grams (0: none given); None where the text is no size."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    length, width, height = (int(edge) for edge in found.groups()[:3])
    weight_g = int(found[4] or 0)
    sound = min(length, width, height) > 0 and max(length, width, height) <= EDGE_MAX_MM
    return ((length, width, height), weight_g) if sound and weight_g <= WEIGHT_MAX_G else None
