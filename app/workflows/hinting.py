"""What the contents of a parcel demand of its packer: instructions, marks, care, age. Pure; shows nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.catalogue import Product
from app.domain.facts import Content
from app.domain.handed_along import INSTRUCTIONS
from app.domain.hints import LIMITED_QUANTITY, LIMITED_QUANTITY_MAX_G, MARKS
from app.domain.orders import WorkOrder

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Above:
    """More pieces of a product are in a parcel than one parcel may hold."""

    name: str
    pieces: int
    most: int


def products_in(work: WorkOrder, contents: Iterable[Content]) -> list[Product]:
    """The products of these contents, each once."""
    return [work.product(sku) for sku in dict.fromkeys(content.sku for content in contents)]


def instructions_for(work: WorkOrder, contents: Iterable[Content]) -> str:
    """How this parcel is to be packed, of the whole order first, then product by product; empty where nothing is said."""
    told = [work.hints.instructions] if work.hints.instructions else []
    for product in products_in(work, contents):
        lines = (line.hints.instructions for line in work.lines if line.sku == product.sku)
        told += [f"{product.name}: {text}" for text in dict.fromkeys(lines) if text]
    return BETWEEN.join(told)


def is_to_be_confirmed(work: WorkOrder, contents: Iterable[Content]) -> bool:
    """Whether the packer must say that the parcel was packed as told, or as somebody else told where the code could not."""
    return INSTRUCTIONS in work.left_out or instructions_for(work, contents) != ""


def marks_of(work: WorkOrder, contents: Iterable[Content]) -> tuple[str, ...]:
    """The marks that must be stuck on a parcel with these contents."""
    wanted = {mark for product in products_in(work, contents) for mark in product.declared.marks}
    return tuple(mark for mark in MARKS if mark in wanted)


def is_fragile(work: WorkOrder, contents: Iterable[Content]) -> bool:
    """Whether something in it breaks easily."""
    return any(product.handling.fragile for product in products_in(work, contents))


def age_min_of(work: WorkOrder, contents: Iterable[Content]) -> int:
    """How old whoever takes the parcel must be; 0 where nobody asks."""
    return max((product.declared.age_min for product in products_in(work, contents)), default=0)


def above_limit(work: WorkOrder, contents: Iterable[Content]) -> tuple[Above, ...]:
    """The products of which more is in it than one parcel may hold."""
    found = []
    for content in contents:
        product = work.product(content.sku)
        most = product.declared.parcel_max
        if most is not None and content.quantity > most:
            found.append(Above(product.name, content.quantity, most))
    return tuple(found)


def too_heavy_g(work: WorkOrder, contents: Iterable[Content], tare_g: int) -> int | None:
    """What the parcel weighs where that is more than its limited quantities allow; else None."""
    inside = tuple(contents)
    if LIMITED_QUANTITY not in marks_of(work, inside):
        return None
    weight_g = tare_g + sum(work.product(one.sku).weight_g * one.quantity for one in inside)
    return weight_g if weight_g > LIMITED_QUANTITY_MAX_G else None
