"""What lies on the shelves and what it is packed into: products and cartons. Whole millimetres, whole grams."""

from dataclasses import dataclass

from app.domain.sizes import Size


@dataclass(frozen=True, slots=True)
class Product:
    """One article. `places` are the storage places where it lies now, in walking order."""

    sku: str
    name: str
    gtin: str | None
    size: Size
    weight_g: int
    hygiene: bool = False
    places: tuple[str, ...] = ()

    @property
    def digits(self) -> str:
        """The last four characters of the code, to be compared with what stands on the goods."""
        return (self.gtin or self.sku)[-4:]


@dataclass(frozen=True, slots=True)
class Carton:
    """A kind of box. Goods must fit the inside; carriers charge for the outside."""

    carton: str
    inner: Size
    outer: Size
    tare_g: int
    content_max_g: int
    cost_cents: int
