"""What a product, a place and a carton must be, and how they look in the feed."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update

from app.domain.places import PACK, QUARANTINE, RETURNS, SHIP, STORAGE_KIND, WALL_KIND
from sync.central.catalogue import declared, packagings
from sync.central.catalogue.declared import declared_of
from sync.central.catalogue.packagings import packagings_of
from sync.central.catalogue.tables import carton, place, product
from sync.central.checks import (
    NAME_LENGTH_MAX,
    TEXT_LENGTH_MAX,
    Wrong,
    flag_of,
    gtin_of,
    number_of,
    text_of,
    whole_of,
)
from sync.central.intake import Form, Values
from sync.central.store import CATALOG, Transaction

EDGE_MAX_MM = 100_000
WEIGHT_MAX_G = 100_000_000
STANDING_KINDS = {PACK: "packing", SHIP: "shipping", RETURNS: "returns", QUARANTINE: "quarantine"}
PLACE_KINDS = (STORAGE_KIND, *STANDING_KINDS.values(), WALL_KIND)
SIDES = ("length", "width", "height")
FLAGS = ("hygiene", "upright", "fragile", "nostack", "hazmat")

Row = Mapping[str, Any]


def product_form(tx: Transaction, rows: list[Any]) -> Form:
    """How products are read. A trade number belongs to one product only."""
    given = {row["gtin"] for row in rows if isinstance(row, dict) and isinstance(row.get("gtin"), str)}
    wanted = [_gtin14(number) for number in given if number.isascii() and number.isdigit()]
    found = tx.side.execute(select(product.c.gtin14, product.c.sku).where(product.c.gtin14.in_(wanted)))
    owners: dict[str, str] = {row.gtin14: row.sku for row in found}

    def read(row: Row, before: Row | None) -> Values:
        sku = number_of(row, "sku")
        gtin = gtin_of(row, "gtin", otherwise=before["gtin"] if before else None)
        values: Values = {
            "sku": sku,
            "name": text_of(row, "name", length_max=TEXT_LENGTH_MAX),
            "gtin": gtin,
            "gtin14": _gtin14(gtin) if gtin else None,
            **_edges_of(row, ""),
            "weight_g": whole_of(row, "weight_g", most=WEIGHT_MAX_G),
            **{name: flag_of(row, name, otherwise=before[name] if before else False) for name in FLAGS},
            **_folded_of(row, before),
            "packagings": packagings_of(row, before),
            "declared": declared_of(row, before),
        }
        owner = owners.get(values["gtin14"] or "", sku)
        if owner != sku:
            raise Wrong("gtin", f"The product “{owner}” has this trade number (GTIN) already. Check both.")
        if before and before["gtin14"] != values["gtin14"]:
            owners.pop(before["gtin14"] or "", None)
        if values["gtin14"]:
            owners[values["gtin14"]] = sku
        return values

    return Form("product", product, read)


def _edges_of(row: Row, head: str) -> Values:
    """Three edges, or none of them where nobody has measured: then they are 0."""
    names = [f"{head}{side}_mm" for side in SIDES]
    if all(row.get(name, "") is None for name in names):
        return dict.fromkeys(names, 0)
    return {name: whole_of(row, name, least=1, most=EDGE_MAX_MM) for name in names}


def _folded_of(row: Row, before: Row | None) -> Values:
    """The edges of a product that is folded once; nothing where it can't be, or nothing is said."""
    names = [f"folded_{side}_mm" for side in SIDES]
    if not any(name in row for name in names):
        return {name: before[name] if before else None for name in names}
    if all(row.get(name) is None for name in names):
        return dict.fromkeys(names)
    return _edges_of(row, "folded_")


def _gtin14(gtin: str) -> str:
    return gtin.rjust(14, "0")


def read_place(row: Row, before: Row | None) -> Values:
    """How a place is read. PACK, SHIP, RETURNS and QUARANTINE keep their kind."""
    name = text_of(row, "place")
    if name.startswith("@"):
        raise Wrong("place", "Names with @ are for places that nobody can walk to. Choose another name.")
    fixed = STANDING_KINDS.get(name)
    kind = row.get("kind") or fixed or (before["kind"] if before else STORAGE_KIND)
    if kind not in PLACE_KINDS:
        raise Wrong("kind", f"The kind of a place is one of: {', '.join(PLACE_KINDS)}.")
    if fixed and kind != fixed:
        raise Wrong("kind", f"The place {name} is always of the kind {fixed}.")
    return {
        "place": name,
        **{part: _label(row, part) for part in ("aisle", "bay", "level")},
        "sequence": whole_of(row, "sequence"),
        "kind": kind,
    }


def _label(row: Row, field: str) -> str:
    """The number or letter of an aisle, bay or level; it may be empty."""
    value = row.get(field)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**12:
        return str(value)
    return "" if value == "" else text_of(row, field, length_max=NAME_LENGTH_MAX)


PLACES = Form("place", place, read_place)


def read_carton(row: Row, before: Row | None) -> Values:
    """How a carton is read; the outside can't be smaller than the inside."""
    values: Values = {"carton": text_of(row, "carton")}
    for side in SIDES:
        inner, outer = f"inner_{side}_mm", f"outer_{side}_mm"
        values[inner] = whole_of(row, inner, least=1, most=EDGE_MAX_MM)
        values[outer] = whole_of(row, outer, least=1, most=EDGE_MAX_MM)
        if values[outer] < values[inner]:
            raise Wrong(outer, f"The outer {side} is less than the inner one. Measure again.")
    values["tare_g"] = whole_of(row, "tare_g", most=WEIGHT_MAX_G)
    values["content_max_g"] = whole_of(row, "content_max_g", least=1, most=WEIGHT_MAX_G)
    values["cost_cents"] = whole_of(row, "cost_cents")
    values["clearance_mm"] = _kept_whole(row, "clearance_mm", before, 0)
    values["hazmat"] = flag_of(row, "hazmat", otherwise=before["hazmat"] if before else True)
    values["stock"] = _kept_whole(row, "stock", before, None)
    values["stock_low"] = _kept_whole(row, "stock_low", before, None)
    return values


def _kept_whole(row: Row, field: str, before: Row | None, otherwise: int | None) -> Any:
    """A number that may be left out: then it stays as it was."""
    if row.get(field) is None:
        return before[field] if before else otherwise
    return whole_of(row, field)


CARTONS = Form("carton", carton, read_carton)


def use_carton(tx: Transaction, name: str, by: int) -> None:
    """Count cartons of a kind as used up, or as there again. One that nobody counts stays uncounted."""
    mine = carton.c.carton == name
    left = tx.side.execute(select(carton.c.stock).where(mine)).scalar_one_or_none()
    if left is None:
        return
    assert CATALOG in tx.versions, "whoever changes a carton has locked the catalogue first"
    tx.side.execute(update(carton).where(mine, carton.c.stock.is_not(None)).values(stock=carton.c.stock - by))
    tx.touch("carton", [name])


def product_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The products as devices see them."""
    found = tx.side.execute(select(product).where(product.c.sku.in_(keys))).mappings()
    own = ("gtin14", "packagings", "declared")
    return {
        row["sku"]: {
            **{name: row[name] for name in row if name not in own},
            **packagings.told(row["packagings"]),
            **declared.told(row["declared"]),
        }
        for row in found
    }


def place_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The places as devices see them."""
    found = tx.side.execute(select(place).where(place.c.place.in_(keys))).mappings()
    return {row["place"]: dict(row) for row in found}


def carton_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The cartons as devices see them."""
    found = tx.side.execute(select(carton).where(carton.c.carton.in_(keys))).mappings()
    return {row["carton"]: dict(row) for row in found}


def known_skus(tx: Transaction, skus: Collection[str]) -> set[str]:
    """Those of the products that exist."""
    return set(tx.side.execute(select(product.c.sku).where(product.c.sku.in_(skus))).scalars())


def known_places(tx: Transaction, places: Collection[str]) -> set[str]:
    """Those of the places that exist."""
    return set(tx.side.execute(select(place.c.place).where(place.c.place.in_(places))).scalars())
