"""What a parcel costs and how full a carton may be here: the rules of a site. Whole cents, grams, percent."""

from dataclasses import dataclass, replace

from app.domain.catalogue import Carton, Product
from app.domain.facts import Content, ProductMeasured
from app.domain.sizes import Size


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a parcel costs besides its carton: a fee, a price for each step of billed weight, a charge for each
    parcel after the first. Billed is the gross weight or outer volume / divisor, whichever is more."""

    fee_cents: int
    step_g: int
    step_cents: int
    divisor_cm3_per_kg: int = 5000
    extra_parcel_cents: int = 0


CARTON_AND_FEE = Tariff(fee_cents=450, step_g=500, step_cents=0)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By how much the scales may differ for the goods of one group."""

    group: str
    g: int
    percent: int


@dataclass(frozen=True, slots=True)
class PackingRules:
    """How this site packs. Where nothing is set the carton alone decides, and a second parcel costs a fee.

    Several pieces fill at most `fill_max_percent` of a carton: hands and paper need room, too.
    """

    tariff: Tariff = CARTON_AND_FEE
    fill_max_percent: int = 85
    support_percent: int = 70
    weighs: bool = False  # whether a parcel is weighed before it is closed
    weight_tolerance_g: int = 30
    weight_tolerance_percent: int = 3
    country: str = ""  # where the site is, in two letters; empty: nobody asks for customs papers
    sender: str = ""  # who stands on customs papers
    counts: bool = False  # whether equal pieces may be packed by one scan and a number
    tolerances: tuple[Tolerance, ...] = ()  # of groups that have their own


ORDINARY = PackingRules()


@dataclass(frozen=True, slots=True)
class Misfit:
    """Pieces that did not go into a kind of carton, as the floor has found out."""

    carton: str
    contents: tuple[Content, ...]


def fewer(carton: Carton, by: int) -> Carton:
    """The carton with so many less of its kind there; one that nobody counts stays uncounted."""
    return carton if carton.stock is None else replace(carton, stock=carton.stock - by)


def without_last(misfits: tuple[Misfit, ...], gone: Misfit) -> tuple[Misfit, ...]:
    """The list without the newest entry that is like this one."""
    at = max((place for place, one in enumerate(misfits) if one == gone), default=None)
    return misfits if at is None else (*misfits[:at], *misfits[at + 1 :])


def measured(product: Product, fact: ProductMeasured | None) -> Product:
    """The product with what was measured at a table."""
    if fact is None:
        return product
    size = Size.of(fact.length_mm, fact.width_mm, fact.height_mm)
    handling = product.handling
    if handling.upright_mm is not None:
        handling = replace(handling, upright_mm=fact.height_mm)
    return replace(product, size=size, weight_g=fact.weight_g or product.weight_g, handling=handling)


def serial_key(sku: str, serial: str) -> str:
    """One piece in the world: serials are given by product."""
    return f"{sku}\t{serial}"
