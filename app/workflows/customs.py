"""The customs paper of a parcel: what it says, what it lacks, and what a packer adds before closing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.customs import CURRENCY, HS_CODE, ORIGIN, VALUE, WEIGHT, cents, customs_apply, form_of
from app.domain.facts import Content
from app.domain.orders import WorkOrder


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that the paper does not say yet: of a product, or of the whole order (no product)."""

    sku: str | None
    field: str


@dataclass(frozen=True, slots=True)
class CustomsLine:
    """What the paper says of one product. Texts are empty and numbers 0 where nobody knows."""

    sku: str
    name: str
    quantity: int
    hs_code: str
    origin: str
    value_cents: int | None
    weight_g: int


def needs_customs(work: WorkOrder) -> bool:
    """Whether the parcels of this order cross a customs border, as far as the site says where it is."""
    return customs_apply(work.packing.country, work.ship_to.country)


def lines_of(work: WorkOrder, contents: Iterable[Content]) -> tuple[CustomsLine, ...]:
    """The lines of the paper, product by product: what a packer added counts before what the product says."""
    return tuple(_line(work, content) for content in contents)


def lacks_of(work: WorkOrder, contents: Iterable[Content]) -> tuple[Lack, ...]:
    """What is missing, in the order in which it is asked for."""
    found = []
    for line in lines_of(work, contents):
        known = {
            HS_CODE: bool(line.hs_code),
            ORIGIN: bool(line.origin),
            VALUE: line.value_cents is not None,
            WEIGHT: line.weight_g > 0,
        }
        found += [Lack(line.sku, field) for field, there in known.items() if not there]
    if not currency_of(work):
        found.append(Lack(None, CURRENCY))
    return tuple(found)


def currency_of(work: WorkOrder) -> str:
    """The currency of the values; that of the order, else what a packer added."""
    return work.hints.currency or _added(work, None, CURRENCY)


def paper_of(work: WorkOrder, contents: Iterable[Content], gross_g: int) -> dict[str, object]:
    """What the paper of a closed parcel says, as plain values."""
    lines = lines_of(work, contents)
    total_cents = sum((line.value_cents or 0) * line.quantity for line in lines)
    return {
        "form": form_of(total_cents, gross_g),
        "sender": work.packing.sender,
        "currency": currency_of(work),
        "total_cents": total_cents,
        "gross_g": gross_g,
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "hs_code": line.hs_code,
                "origin": line.origin,
                "value_cents": None if line.value_cents is None else line.value_cents * line.quantity,
                "weight_g": line.weight_g * line.quantity,
            }
            for line in lines
        ],
    }


def _line(work: WorkOrder, content: Content) -> CustomsLine:
    product = work.product(content.sku)
    priced = (line.hints.price_cents for line in work.lines if line.sku == content.sku)
    price = next((cents_ for cents_ in priced if cents_ is not None), product.declared.value_cents)
    value = _added(work, content.sku, VALUE)
    return CustomsLine(
        content.sku,
        product.name,
        content.quantity,
        product.declared.hs_code or _added(work, content.sku, HS_CODE),
        product.declared.origin or _added(work, content.sku, ORIGIN),
        cents(value) if price is None and value else price,
        product.weight_g or int(_added(work, content.sku, WEIGHT) or 0),
    )


def _added(work: WorkOrder, sku: str | None, field: str) -> str:
    """What a packer typed for this field last."""
    told = (one.value for one in reversed(work.told.customs) if (one.sku, one.field) == (sku, field))
    return next(told, "")
