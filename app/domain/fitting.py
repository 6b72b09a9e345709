"""What a packer tells of cartons and sizes: it does not fit, it fits, so large it is. Data only; a part of the inputs."""

from dataclasses import dataclass

from app.domain.catalogue import Product


@dataclass(frozen=True, slots=True)
class DidNotFitPressed:
    """The goods do not go into the carton."""


@dataclass(frozen=True, slots=True)
class FitsPressed:
    """It fits, the packer says: the next carton is taken, whatever the plan says. None: the reason is still missing."""

    reason: str | None


@dataclass(frozen=True, slots=True)
class MeasurePressed:
    """A product is to be measured, or was. Without a product it is asked for, as are the edges.

    A weight of 0 means that it was not weighed.
    """

    sku: str | None = None
    edges_mm: tuple[int, int, int] | None = None
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class ReopenPressed:
    """A closed parcel is opened again before the carrier has it: the last one, or the one with this number."""

    reason: str | None = None
    no: int | None = None


@dataclass(frozen=True, slots=True)
class FastPacked:
    """The only piece of an order, scanned at the packing table: its parcel is closed at once in the suggested carton."""

    product: Product
    lot: str | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class WeightScanned:
    """What a parcel weighs, typed or from the scales."""

    weight_g: int


@dataclass(frozen=True, slots=True)
class SizeScanned:
    """Three edges, typed or from a measuring table. A weight of 0 means that none was given."""

    edges_mm: tuple[int, int, int]
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class QuantityTyped:
    """How many pieces like the one that was scanned last there are, that one among them."""

    quantity: int
