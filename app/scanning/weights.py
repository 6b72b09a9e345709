"""Reads a weight in grams from what was typed or what a scale sends. Pure."""

import re

WEIGHT_MAX_G = 1_000_000
_WEIGHT = re.compile(
    r"\s*(?:(?:ST|S|N|G)[,; ]+)*(?:(?:GS|NT|G|N)[,; ]+)?\+?\s*(\d{1,7})(?:[.,](\d{1,4}))?\s*(kg|g)?\s*",
    re.I,
)


def weight_in(text: str) -> int | None:
    """Whole grams; a number alone is grams, with a point or comma it is kilograms. None where the text is no weight."""
    found = _WEIGHT.fullmatch(text)
    if found is None:
        return None
    whole, part, unit = found.groups()
    unit = (unit or ("kg" if part else "g")).lower()
    if unit == "g":
        grams = int(whole) + (int(part[0]) >= 5 if part else 0)
    else:
        grams = int(whole) * 1000 + int((part or "").ljust(3, "0")[:3])
    return grams if 0 < grams <= WEIGHT_MAX_G else None
