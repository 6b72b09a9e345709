"""What is packed, what it is packed into, and what a plan says. Whole millimetres, grams and cents.

Knows nothing of how a plan is found.
"""

from dataclasses import dataclass
from enum import StrEnum

# Whoever plans takes goods, cartons and prices from the same door.
from app.domain.packing import Tariff as Tariff

Edges = tuple[int, int, int]


class Reason(StrEnum):
    """Why a cheaper carton was not taken. All but NOT_FOUND are certain."""

    HAZMAT = "hazmat"  # not marked for them, or other goods are with them
    WEIGHT = "weight"
    VOLUME = "volume"
    SIDE = "side"  # one piece alone is too long
    PAIR = "pair"  # two of the pieces have no room beside each other
    BOOKED = "booked"  # the floor said that it did not fit
    NO_ARRANGEMENT = "no_arrangement"  # every arrangement was tried
    NOT_FOUND = "not_found"  # there may be one, none was found in time


class Unplaced(StrEnum):
    """Why a piece is in no parcel; the operator packs it by eye."""

    NO_SIZE = "no_size"
    TOO_LARGE = "too_large"
    TOO_HEAVY = "too_heavy"
    NO_HAZMAT_CARTON = "no_hazmat_carton"
    NO_CARTON_LEFT = "no_carton_left"
    NOT_PASSED = "not_passed"  # the validator refused the plan


@dataclass(frozen=True, slots=True)
class Goods:
    """
    One product as the packer holds it. `forms_mm` are its length, width and height, one for each way of folding
    it; none means that it was never measured. `stands` says which of the three edges may point upwards.
    """

    sku: str
    forms_mm: tuple[Edges, ...]
    weight_g: int
    stands: tuple[bool, bool, bool] = (True, True, True)
    turns: bool = True  # False: it lies exactly as its form says
    fragile: bool = False  # only fragile goods may lie on it
    nostack: bool = False  # nothing may lie on it
    hazmat: bool = False  # never with other goods, only in cartons marked for it


UPRIGHT = (False, False, True)


@dataclass(frozen=True, slots=True)
class Box:
    """A kind of carton: goods must fit the inside less the clearance, carriers charge for the outside."""

    carton: str
    inner_mm: Edges
    outer_mm: Edges
    content_max_g: int
    tare_g: int
    cost_cents: int
    stock: int | None = None  # None: as many as are wanted
    hazmat: bool = True
    clearance_mm: Edges = (0, 0, 0)  # for bulging walls and padding, taken off each inner edge

    def __post_init__(self) -> None:
        if min(self.inner_mm) <= 0 or min(self.clearance_mm) < 0:
            raise ValueError(f"{self.carton}: edges must be positive, clearance must not be negative")
        if any(inner > outer for inner, outer in zip(self.inner_mm, self.outer_mm, strict=True)):
            raise ValueError(f"{self.carton}: inside {self.inner_mm} is larger than outside {self.outer_mm}")

    @property
    def room_mm(self) -> Edges:
        """What goods may fill."""
        (length, width, height), (a, b, c) = self.inner_mm, self.clearance_mm
        return (length - a, width - b, height - c)


@dataclass(frozen=True, slots=True)
class Placement:
    """One piece in its carton: its corner nearest to the inner left, back, bottom corner, and the edges as it lies
    to the right, to the front and up. `step` counts from 1 in the order in which they can be laid down from above."""

    sku: str
    x_mm: int
    y_mm: int
    z_mm: int
    dx_mm: int
    dy_mm: int
    dz_mm: int
    step: int


@dataclass(frozen=True, slots=True)
class Cheaper:
    """The next cheaper carton for the same pieces, and why it is not taken."""

    carton: str
    price_cents: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Parcel:
    """One carton and how it is filled. `cheaper` is None when no carton costs less."""

    carton: str
    price_cents: int
    gross_g: int
    placements: tuple[Placement, ...]
    cheaper: Cheaper | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All parcels of an order. `proven`: no cheaper parcels can hold the pieces in them; else there may be some."""

    parcels: tuple[Parcel, ...]
    price_cents: int
    proven: bool
    unplaced: tuple[tuple[str, int, Unplaced], ...] = ()
