"""What is called so on this floor: central's rows, own facts on top, and what own jobs carry where the mirror is empty."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.catalogue import Product
from app.domain.facts import ParcelClosed, ReturnOpened
from app.domain.packing import measured
from app.domain.places import STANDING, STORAGE_KIND, sellable
from app.store import rows_as
from app.store.kept_work import KeptWork
from app.store.mirror.mirror import Mirror
from app.store.mirror.named import Lies, Named
from app.store.mirror.page import serial_code, tracking_code
from app.store.overlay import Overlay

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What was heard: texts as they stand, and what a code says of itself."""

    texts: tuple[str, ...] = ()
    gtin: str | None = None
    sscc: str | None = None
    serial: str | None = None

    @property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(one for one in (*self.texts, self.sscc) if one))

    @property
    def codes(self) -> list[str]:
        """What may be printed on something, in the forms in which the mirror keeps it."""
        serials = (serial_code(one) for one in (*self.texts, self.serial) if one)
        tracked = (tracking_code(text) for text in self.texts if text)
        return list(dict.fromkeys(one for one in (*self.texts, self.gtin, *tracked, *serials) if one))


@dataclass(frozen=True, slots=True)
class Known:
    """What is called so. Products by number, and by GTIN with how many pieces; parcels by each of their numbers."""

    products: Mapping[str, Product]
    packs: tuple[tuple[Product, int], ...]
    places: Mapping[str, tuple[str, tuple[str, ...]]]
    parcels: Mapping[str, Row]
    returns: frozenset[str]

    def tracked(self, number: str) -> list[Row]:
        """The parcels that a carrier calls so."""
        return [one for one in self.parcels.values() if one.get("tracking") == number and one.get("sscc")]

    def of_unit(self, serial: str) -> list[tuple[Row, tuple[str, ...]]]:
        """The parcels in which the piece with this serial was shipped, and what it is."""
        found = []
        for one in self.parcels.values():
            skus = tuple(part["sku"] for part in one.get("contents", ()) if serial in part.get("serials", ()))
            if skus and one.get("sscc"):
                found.append((one, skus))
        return found

    def of_order(self, order: str) -> list[Row]:
        """The parcels of an order."""
        return [one for one in self.parcels.values() if one.get("order") == order]


def known_as(mirror: Mirror, overlay: Overlay, kept: KeptWork, names: Names) -> Known:
    """One look into the mirror for all that these names can be."""
    told = mirror.named(names.keys, names.codes)
    products = {
        sku: measured(
            rows_as.product(row, _lies(told.lies.get(sku, ()), overlay, sku, mirror)),
            overlay.measured.get(sku),
        )
        for sku, row in told.of("product")
    }
    rows = dict(told.of("product"))
    packs = [
        (products[sku], pieces)
        for sku, row in rows.items()
        if names.gtin is not None
        for pieces in rows_as.pieces_of(row, names.gtin)
    ]
    if not packs and names.gtin is not None:
        packs = [(one, 1) for one in kept.products_by_gtin(names.gtin)]
    numbers = {sku: one for sku, one in products.items() if sku in names.texts}
    numbers |= {
        text: kept.products[text] for text in names.texts if text in kept.products and text not in numbers
    }
    returns = {key for key, _ in told.of("return")} | {key for key in names.texts if key in overlay.returns}
    places = {text: at for text in names.texts if (at := _place(text, told, overlay, kept)) is not None}
    return Known(numbers, tuple(packs), places, _parcels(names, told, overlay, kept), frozenset(returns))


def _place(text: str, told: Named, overlay: Overlay, kept: KeptWork) -> tuple[str, tuple[str, ...]] | None:
    row = told.rows.get(("place", text))
    if row is not None:
        kind = row.get("kind") or STORAGE_KIND
    elif text in STANDING:
        kind = text.lower()
    elif kept.knows_place(text):
        kind = STORAGE_KIND
    else:
        return None
    return kind, there_now(told.there.get(text, {}), overlay.by_place.get(text, {}))


def _parcels(names: Names, told: Named, overlay: Overlay, kept: KeptWork) -> dict[str, Row]:
    found = dict(told.of("parcel"))
    for sscc, closed in overlay.parcels.items():
        if sscc in names.keys or closed.order in names.texts or _holds(closed, names):
            found[sscc] = parcel_row(sscc, closed)
    for sscc, tracking in overlay.tracked.items():
        row = found.get(sscc) or (_own_row(overlay, sscc) if tracking in names.texts else None)
        if row is not None:
            found[sscc] = {**row, "tracking": tracking}
    for key in names.keys:
        if key not in found and (parcel := kept.parcel(key)) is not None:
            found[key] = parcel
    return found


def _own_row(overlay: Overlay, sscc: str) -> Row:
    """A parcel by its number alone, or with all that own facts tell of it."""
    closed = overlay.parcels.get(sscc)
    return parcel_row(sscc, closed) if closed is not None else {"sscc": sscc}


def _holds(closed: ParcelClosed, names: Names) -> bool:
    """Whether a piece with one of these serials lies in it."""
    return any(one in part.serials for part in closed.contents for one in (*names.texts, names.serial) if one)


def parcel_row(sscc: str, closed: ParcelClosed) -> Row:
    """A parcel of this device's own as a row of central's would be."""
    contents = [{"sku": c.sku, "quantity": c.quantity, "serials": list(c.serials)} for c in closed.contents]
    told = {"sscc": sscc, "order": closed.order, "no": closed.no, "carton": closed.carton}
    return {**told, "contents": contents}


def there_now(told: Mapping[str, int], own: Mapping[str, int]) -> tuple[str, ...]:
    """What lies at a place now, own moves included."""
    lying = dict(told)
    for sku, change in own.items():
        lying[sku] = lying.get(sku, 0) + change
    return tuple(sku for sku, quantity in sorted(lying.items()) if quantity > 0)


def _lies(told: Iterable[Lies], overlay: Overlay, sku: str, mirror: Mirror) -> tuple[str, ...]:
    return lies_now(told, overlay.by_sku.get(sku, {}), lambda place: mirror.row("place", place))


def lies_now(
    told: Iterable[Lies], own: Mapping[str, int], place_row: Callable[[str], Row | None]
) -> tuple[str, ...]:
    """The storage places where a product lies now, in walking order, own moves included."""
    lying = {place: (quantity, kind, at) for place, quantity, kind, at in told}
    for place, change in own.items():
        if place in lying:
            quantity, kind, at = lying[place]
            lying[place] = (quantity + change, kind, at)
        elif change > 0:
            row = place_row(place) or {}
            lying[place] = (change, row.get("kind") or STORAGE_KIND, row.get("sequence") or 0)
    there = [(at, place) for place, (n, kind, at) in lying.items() if n > 0 and sellable(place, kind)]
    return tuple(place for _, place in sorted(there))


def open_rmas(
    own: Mapping[str, ReturnOpened], told: Mapping[str, Row], finished: set[str]
) -> dict[tuple[str, str], str]:
    """The open return of each order and each parcel; what was opened here comes first."""
    found: dict[tuple[str, str], str] = {}
    here = ((rma, one.order, one.sscc) for rma, one in own.items())
    there = ((rma, row.get("order"), row.get("sscc")) for rma, row in told.items())
    for rma, order, sscc in (*here, *there):
        if rma not in finished:
            for kind, number in (("order", order), ("sscc", sscc)):
                if number:
                    found.setdefault((kind, str(number)), rma)
    return found
