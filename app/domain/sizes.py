"""Sizes as warehouses use them: whole millimetres, longest edge first, any turn allowed."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Size:
    """The box a thing occupies. Build it with `Size.of`, which sorts the edges."""

    length_mm: int
    width_mm: int
    height_mm: int

    def __post_init__(self) -> None:
        if not self.length_mm >= self.width_mm >= self.height_mm > 0:
            raise ValueError(f"edges must be positive and longest first: {self}")

    @classmethod
    def of(cls, *edges_mm: int) -> Self:
        """The size with these three edges, in whatever order they were measured."""
        length_mm, width_mm, height_mm = sorted(edges_mm, reverse=True)
        return cls(length_mm, width_mm, height_mm)

    @property
    def volume_mm3(self) -> int:
        return self.length_mm * self.width_mm * self.height_mm

    def fits_in(self, other: "Size") -> bool:
        """Whether some axis-aligned turn fits; sorted edges make that a plain comparison."""
        return (
            self.length_mm <= other.length_mm
            and self.width_mm <= other.width_mm
            and self.height_mm <= other.height_mm
        )
