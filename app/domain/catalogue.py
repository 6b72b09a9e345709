"""What lies on the shelves and what it is packed into: products and cartons. Whole millimetres, whole grams."""

from dataclasses import dataclass

from app.domain.hints import UNDECLARED, Declared
from app.domain.sizes import Size


@dataclass(frozen=True, slots=True)
class Handling:
    """What a packer minds about a product. `upright_mm` is the edge that points up, `folded` its size folded once."""

    upright_mm: int | None = None
    fragile: bool = False  # only fragile goods may lie on it
    nostack: bool = False  # nothing may lie on it
    hazmat: bool = False  # never with other goods, only in cartons marked for it
    folded: Size | None = None


ORDINARY = Handling()


@dataclass(frozen=True, slots=True)
class Product:
    """One article. `places` are the storage places where it lies now, in walking order.

    `size` is None as long as nobody has measured it.
    """

    sku: str
    name: str
    gtin: str | None
    size: Size | None
    weight_g: int
    hygiene: bool = False
    places: tuple[str, ...] = ()
    handling: Handling = ORDINARY
    declared: Declared = UNDECLARED

    @property
    def digits(self) -> str:
        """The last four characters of the code, to be compared with what stands on the goods."""
        return (self.gtin or self.sku)[-4:]


@dataclass(frozen=True, slots=True)
class Carton:
    """A kind of box. Goods must fit the inside; carriers charge for the outside.

    `clearance_mm` is taken off each inner edge, `stock` is how many are left (None: as many as are wanted).
    """

    carton: str
    inner: Size
    outer: Size
    tare_g: int
    content_max_g: int
    cost_cents: int
    clearance_mm: int = 0
    stock: int | None = None
    hazmat: bool = True
    stock_low: int | None = None  # as few as that are few
