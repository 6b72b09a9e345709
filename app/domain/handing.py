"""Facts of orders that came to the packing table before central heard of their pick. Part of `facts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Lot:
    """So many pieces of a line were picked from this lot."""

    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class HandedLine:
    """How many pieces of an order's line its picker took, of which lots as far as that is known, and how many were not there."""

    line: int
    sku: str
    picked: int
    short: int
    lots: tuple[Lot, ...] = ()


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


def handed_line(row: Mapping[str, Any]) -> HandedLine:
    """The line of a fact's body; one of an older device names no lots."""
    lots = tuple(Lot(one["lot"], one["quantity"]) for one in row.get("lots", ()))
    return HandedLine(row["line"], row["sku"], row["picked"], row["short"], lots)
