"""Facts of pieces that were picked and were not there, or no good, when they were to be packed. A part of the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MissingAtPacking:
    """Pieces of a line were not in the tote for the parcel `no`, or were damaged: its carton is closed without them.

    `carton` is the one that was put away again, where nothing lay in it.
    """

    order: str
    line: int
    sku: str
    quantity: int
    no: int
    reason: str
    carton: str | None = None
