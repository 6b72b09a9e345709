"""Facts of orders that came to the packing table before central heard of their pick. Part of `facts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandedLine:
    """How many pieces of an order's line its picker took, and how many were not there."""

    line: int
    sku: str
    picked: int
    short: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The picker's code was scanned at the packing table: what is in the totes, and which device said so."""

    order: str
    totes: tuple[str, ...]
    device: str
    epoch: int
    lines: tuple[HandedLine, ...]


@dataclass(frozen=True, slots=True)
class OpenedBlind:
    """An order is packed by its number alone: nobody here knows what its picker took."""

    order: str


@dataclass(frozen=True, slots=True)
class PackingEnded:
    """The tote is empty between two parcels: nothing more of this order will come."""

    order: str
