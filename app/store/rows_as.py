"""Central's rows as the words of the domain. A row may lack what a newer or older central does not say."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from app.domain.catalogue import Carton, Handling, Product
from app.domain.facts import Content
from app.domain.hints import Declared, LineHints, OrderHints
from app.domain.orders import BLIND, ClosedParcel, ShipTo, Source, Spot, WorkLine, WorkOrder, blind
from app.domain.people import Person
from app.domain.sizes import Size
from app.domain.work_lines import Lot
from app.workflows.return_intake import ReturnLine

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


def pieces_of(row: Row, gtin: str) -> list[int]:
    """How many pieces this code, in its 14 digits, can stand for on a product: one, or a packaging of it."""
    found = [1] if str(row.get("gtin") or "").zfill(14) == gtin else []
    packs = [pack for pack in row.get("packagings") or () if str(pack.get("gtin") or "").zfill(14) == gtin]
    return list(dict.fromkeys((*found, *(int(pack["quantity"]) for pack in packs))))


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


def person(row: Row) -> Person:
    return Person(row["badge"], row["name"], row["pin_hash"], tuple(row.get("roles", ())))


def work_order(row: Row) -> WorkOrder:
    ship_to = row.get("ship_to") or {}
    names = ("name", "street", "postcode", "city", "country")
    work = WorkOrder(
        order=row["order"],
        fence=row.get("fence"),
        ship_to=ShipTo(*(str(ship_to.get(name) or "") for name in names)),
        lines=tuple(_line(line) for line in row["lines"]),
        tote=row.get("tote"),
        dropped=row.get("status") == "pack" or bool(row.get("dropped")),
        parcels=tuple(_parcel(parcel) for parcel in row.get("parcels", ())),
        device=row.get("device"),
        priority=row.get("priority") or 0,
        waiting=row.get("status") == "waiting",
        revision=row.get("revision") or 0,
        cancelled=bool(row.get("cancelled")),
        carrier=row.get("carrier") or "",
        service=row.get("service") or "",
        handed=str(row.get("handover") or ""),
        hints=_hints(OrderHints, row),
    )
    return blind(work) if work.handed == BLIND else work


def spot(place: str, row: Row) -> Spot:
    return Spot(place, *(str(row.get(name) or "") for name in ("aisle", "bay", "level")))


def return_lines(
    counted: Iterable[tuple[str, int, int]], product_of: Callable[[str], Product | None]
) -> tuple[ReturnLine, ...]:
    """One line a product from (sku, expected, received), in the order in which they first come."""
    lines: dict[str, ReturnLine] = {}
    for sku, quantity, came in counted:
        known = product_of(sku) if sku not in lines else None
        kept = lines.get(sku) or ReturnLine(
            sku, known.name if known else sku, 0, 0, known.gtin if known else None
        )
        lines[sku] = replace(kept, expected=kept.expected + quantity, received=kept.received + came)
    return tuple(lines.values())


def _line(line: Row) -> WorkLine:
    sources, taken = (
        tuple(Source(s["place"], s.get("sequence") or 0, s["quantity"]) for s in line.get(name, ()))
        for name in ("stops", "taken")
    )
    return WorkLine(
        line["line"],
        line["sku"],
        line["ordered"],
        line.get("picked", 0),
        line.get("packed", 0),
        line.get("short", 0),
        sources,
        taken,
        _hints(LineHints, line),
        tuple(Lot(one["lot"], one["quantity"]) for one in line.get("lots", ())),
    )


H = TypeVar("H", OrderHints, LineHints)


def _hints(form: type[H], row: Row) -> H:
    """What an order or a line says; what this version does not know of is left out."""
    said = row.get("hints") or {}
    return form(**{field.name: said[field.name] for field in fields(form) if field.name in said})


def _parcel(parcel: Row) -> ClosedParcel:
    contents = tuple(
        Content(c["sku"], c["quantity"], tuple(c.get("serials", ()))) for c in parcel.get("contents", ())
    )
    return ClosedParcel(parcel["no"], parcel.get("sscc"), parcel.get("carton") or "", contents)
