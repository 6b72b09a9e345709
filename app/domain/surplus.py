"""What was picked for an order and is wanted no more since the order was cancelled or changed. Knows no store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pieces of a line were picked, and how many of them are wanted now."""

    line: int
    sku: str
    picked: int
    wanted: int


def surplus(lines: Sequence[Counted], closed: Iterable[tuple[str, int]]) -> dict[int, int]:
    """How many pieces of each line go back. What lies in a closed parcel (product, quantity) stays there; the last line gives first."""
    loose: Counter[str] = Counter()
    for line in lines:
        loose[line.sku] += line.picked
    for sku, quantity in closed:
        loose[sku] -= quantity
    back = {}
    for line in reversed(lines):
        quantity = min(line.picked - line.wanted, loose[line.sku])
        if quantity > 0:
            loose[line.sku] -= quantity
            back[line.line] = quantity
    return dict(sorted(back.items()))


def taken_out(packed: Sequence[tuple[int, str, int]], contents: Iterable[tuple[str, int]]) -> dict[int, int]:
    """From which lines (line, product, packed) these contents come; the last line gives first."""
    left = Counter[str]()
    for sku, quantity in contents:
        left[sku] += quantity
    out = {}
    for line, sku, there in reversed(packed):
        quantity = min(left[sku], there)
        if quantity > 0:
            left[sku] -= quantity
            out[line] = quantity
    return dict(sorted(out.items()))
