"""Reads three edges, and a weight where one follows, from what was typed or what a measuring table sends. Pure."""

import re

EDGE_MAX_MM = 10_000
WEIGHT_MAX_G = 1_000_000
_SIZE = re.compile(
    r"\s*(\d{1,5})\s*[x×*,; ]\s*(\d{1,5})\s*[x×*,; ]\s*(\d{1,5})(?:\s*[x×*,;/ ]\s*(\d{1,7}))?\s*", re.I
)


def size_in(text: str) -> tuple[tuple[int, int, int], int] | None:
    """The edges in millimetres and the weight in grams (0: none given); None where the text is no size."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    length, width, height = (int(edge) for edge in found.groups()[:3])
    weight_g = int(found[4] or 0)
    sound = min(length, width, height) > 0 and max(length, width, height) <= EDGE_MAX_MM
    return ((length, width, height), weight_g) if sound and weight_g <= WEIGHT_MAX_G else None
