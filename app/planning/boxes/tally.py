"""How many of each lot, packed into one whole number, so that "is there enough left?" is one subtraction."""

from collections.abc import Sequence


class Tally:
    """Counts of lots as fields of one number, each with a guard bit above it. Made for one order's lots."""

    __slots__ = ("_shifts", "_widths", "guard", "one", "whole")

    def __init__(self, counts: Sequence[int]) -> None:
        self._widths = [count.bit_length() + 1 for count in counts]
        self._shifts = [sum(self._widths[:i]) for i in range(len(counts))]
        self.one = [1 << shift for shift in self._shifts]
        fields = zip(self._shifts, self._widths, strict=True)
        self.guard = sum(1 << (shift + width - 1) for shift, width in fields)
        self.whole = self.of(counts)

    def of(self, counts: Sequence[int]) -> int:
        """These counts as a load."""
        return sum(count * one for count, one in zip(counts, self.one, strict=True))

    def counts(self, load: int) -> tuple[int, ...]:
        """How many pieces of each lot are in a load."""
        fields = zip(self._shifts, self._widths, strict=True)
        return tuple((load >> shift) & ((1 << width) - 1) for shift, width in fields)

    def holds(self, load: int, part: int) -> bool:
        """Whether the part can be taken out of the load."""
        return ((load | self.guard) - part) & self.guard == self.guard
