"""A fact about the scales: a parcel weighs what it should not. A part of the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightDiffered:
    """The parcel was counted again, and still weighs otherwise than its pieces should."""

    order: str
    no: int
    expected_g: int
    weighed_g: int
