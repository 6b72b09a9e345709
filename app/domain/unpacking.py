"""Facts about parcels that are opened again before the carrier has them. A part of the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParcelReopened:
    """A closed parcel is open again; its number and label count for nothing any more."""

    order: str
    no: int
    sscc: str | None
    carton: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemTakenOut:
    """A piece came out of the open parcel `no`; `empty`: it was the last one, and the carton is put away."""

    order: str
    line: int
    sku: str
    quantity: int
    no: int
    serial: str | None
    empty: bool
