"""Central's rows of products and cartons as words of the domain, for both ends. A row may lack what another version does not say."""

from typing import Any

from app.domain.catalogue import Carton, Handling, Product
from app.domain.hints import Declared
from app.domain.sizes import Size

Row = dict[str, Any]


def product(row: Row, places: tuple[str, ...]) -> Product:
    handling = Handling(
        row["height_mm"] if row.get("upright") and row["height_mm"] else None,
        bool(row.get("fragile")),
        bool(row.get("nostack")),
        bool(row.get("hazmat")),
        _size(row, "folded_"),
    )
    return Product(
        row["sku"],
        row["name"],
        row.get("gtin"),
        _size(row, ""),
        row["weight_g"],
        bool(row.get("hygiene")),
        places,
        handling,
        _declared(row),
    )


def _declared(row: Row) -> Declared:
    marks = tuple(str(mark) for mark in row.get("marks") or ())
    return Declared(
        marks,
        row.get("parcel_max"),
        row.get("age_min") or 0,
        row.get("group") or "",
        row.get("hs_code") or "",
        row.get("origin") or "",
        row.get("value_cents"),
    )


def _size(row: Row, head: str) -> Size | None:
    edges = [row.get(f"{head}{side}_mm") or 0 for side in ("length", "width", "height")]
    return Size.of(*edges) if all(edges) else None


def carton(row: Row) -> Carton:
    return Carton(
        row["carton"],
        Size.of(row["inner_length_mm"], row["inner_width_mm"], row["inner_height_mm"]),
        Size.of(row["outer_length_mm"], row["outer_width_mm"], row["outer_height_mm"]),
        row["tare_g"],
        row["content_max_g"],
        row["cost_cents"],
        row.get("clearance_mm") or 0,
        row.get("stock"),
        row.get("hazmat") is not False,
        row.get("stock_low"),
    )
