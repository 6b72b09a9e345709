"""Central's rows as the words of the domain. A row may lack what a newer or older central does not say."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from app.domain.catalogue import Product
from app.domain.facts import Content
from app.domain.hints import LineHints, OrderHints
from app.domain.orders import BLIND, Ahead, ClosedParcel, ShipTo, Source, Spot, WorkLine, WorkOrder, blind
from app.domain.people import Person
from app.domain.rows import Row
from app.domain.rows import carton as carton
from app.domain.rows import product as product
from app.domain.totes import Tote
from app.domain.work_lines import InTote, Lot
from app.workflows.return_intake import ReturnLine


def pieces_of(row: Row, gtin: str) -> list[int]:
    """How many pieces this code, in its 14 digits, can stand for on a product: one, or a packaging of it."""
    found = [1] if str(row.get("gtin") or "").zfill(14) == gtin else []
    packs = [pack for pack in row.get("packagings") or () if str(pack.get("gtin") or "").zfill(14) == gtin]
    return list(dict.fromkeys((*found, *(int(pack["quantity"]) for pack in packs))))


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
        totes=_totes(row),
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
        ahead=_ahead(row.get("plan")),
    )
    return blind(work) if work.handed == BLIND else work


def _totes(row: Row) -> tuple[Tote, ...]:
    """All its totes; an older central tells of one."""
    told = row.get("totes") or ([{"tote": row["tote"]}] if row.get("tote") else [])
    return tuple(
        Tote(
            one["tote"],
            one.get("place") or "",
            bool(one.get("here")),
            one.get("slot") or "",
            one.get("slot_at_ms") or 0,
        )
        for one in told
    )


def _ahead(plan: Any) -> Ahead | None:
    """The parcels that central has planned; whether they are sound is for the planner to say."""
    if not isinstance(plan, dict) or not isinstance(plan.get("key"), str):
        return None
    return Ahead(plan["key"], json.dumps(plan.get("parcels")))


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
        tuple(InTote(one["tote"], one["quantity"]) for one in line.get("totes", ())),
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
