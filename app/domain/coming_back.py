"""Facts of goods that come back from customers. A part of the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnOpened:
    """A return is on the desk. `announced` tells whether central knew of it; a blind one has no order."""

    rma: str
    order: str | None
    sscc: str | None
    announced: bool


@dataclass(frozen=True, slots=True)
class ReturnReceived:
    """One piece came back; `unit` counts the pieces of this return, `expected` tells whether it was awaited."""

    rma: str
    unit: int
    sku: str
    quantity: int
    expected: bool


@dataclass(frozen=True, slots=True)
class ItemGraded:
    """The answers about one piece, and the grade and disposition that follow from them."""

    rma: str
    unit: int
    sku: str
    sealed: bool
    undamaged: bool
    grade: str
    disposition: str


@dataclass(frozen=True, slots=True)
class StockPutAway:
    """A returned piece lies at `place` (a storage place, quarantine or scrap)."""

    rma: str
    unit: int
    sku: str
    quantity: int
    place: str


@dataclass(frozen=True, slots=True)
class ReturnFinished:
    """The return is done: everything that was in the parcel has been looked at."""

    rma: str
