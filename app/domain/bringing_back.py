"""Facts of goods that go back to the shelves, since their order was cancelled or changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PutBack:
    """Pieces that nobody wants any more lie at `place` again. At the adjustment place: they were not there.

    `came_from` is the place where they had been picked.
    """

    order: str
    line: int
    sku: str
    quantity: int
    place: str
    came_from: str
