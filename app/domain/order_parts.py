"""Parts of a work order: where it goes, where its places are, its closed parcels. Knows no order."""

from dataclasses import dataclass

from app.domain.facts import Content


@dataclass(frozen=True, slots=True)
class ShipTo:
    """Where a parcel goes."""

    name: str
    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place is in the hall: enough to draw a way to it."""

    place: str
    aisle: str
    bay: str
    level: str


@dataclass(frozen=True, slots=True)
class ClosedParcel:
    """A parcel of this order that is closed already."""

    no: int
    sscc: str | None
    carton: str
    contents: tuple[Content, ...]
    weight_g: int | None = None
    tracking: str | None = None  # what the carrier calls it, where somebody said so


@dataclass(frozen=True, slots=True)
class Ahead:
    """Parcels that central planned when the order was picked, as text, and what they were planned from."""

    key: str
    parcels: str
