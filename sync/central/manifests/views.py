"""Manifests as readers see them, and what devices need to know of the site. Changes nothing."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, Select, select

from sync.central.answers import iso
from sync.central.manifests.rules import CLOSED, DEFAULT_CARRIER, SITE, default_carrier
from sync.central.manifests.tables import manifest
from sync.central.orders.tables import order
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.store import Transaction


def site_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """What every device of the site knows."""
    return {SITE: {DEFAULT_CARRIER: default_carrier(tx)}} if SITE in keys else {}


def load_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The loads that wait for their driver, with what lies in them; one that is open, or gone, is none."""
    asked = select(manifest).where(manifest.c.load.in_(keys), manifest.c.status == CLOSED)
    rows = tx.look.execute(asked).mappings().all()
    boxes: dict[str, list[dict[str, Any]]] = {row["load"]: [] for row in rows}
    inside = select(parcel, order.c.ship_to).join(order, order.c.number == parcel.c.order)
    inside = inside.where(parcel.c.load.in_(boxes), parcel.c.status != VOID)
    for box in tx.look.execute(inside.order_by(parcel.c.order, parcel.c.no)).mappings():
        said = {name: box[name] for name in ("sscc", "order", "weight_g", "tracking")}
        boxes[box["load"]].append({**said, "city": str(json.loads(box["ship_to"]).get("city") or "")})
    names = ("load", "cage", "carrier", "pallet", "closed_at_ms")
    return {row["load"]: {**{n: row[n] for n in names}, "parcels": boxes[row["load"]]} for row in rows}


def manifests(
    tx: Transaction, *, status: str | None = None, carrier: str | None = None
) -> list[dict[str, Any]]:
    """Every manifest with something on it, oldest first."""
    asked = select(manifest)
    if status is not None:
        asked = asked.where(manifest.c.status == status)
    if carrier is not None:
        asked = asked.where(manifest.c.carrier == carrier)
    return [view for view in _views(tx, asked) if view["parcels"] or view["status"] != "open"]


def manifest_of(tx: Transaction, number: str) -> dict[str, Any] | None:
    """The manifest of this number, or of the pallet with this SSCC."""
    asked = select(manifest).where((manifest.c.load == number) | (manifest.c.pallet == number))
    return next(iter(_views(tx, asked)), None)


def _views(tx: Transaction, asked: Select[Any]) -> list[dict[str, Any]]:
    rows = tx.look.execute(asked.order_by(manifest.c.opened_at_ms, manifest.c.load)).mappings().all()
    numbers = [row["load"] for row in rows]
    boxes: dict[str, list[dict[str, Any]]] = {}
    found = select(parcel).where(parcel.c.load.in_(numbers)).order_by(parcel.c.order, parcel.c.no)
    for box in tx.look.execute(found).mappings():
        view = {name: box[name] for name in ("sscc", "order", "weight_g", "status")}
        boxes.setdefault(box["load"], []).append({**view, "tracking": box["tracking"] or box["sscc"]})
    return [_view(row, boxes.get(row["load"], [])) for row in rows]


def _view(row: RowMapping, boxes: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("cage", "carrier", "status", "pallet", "device", "driver")
    times = ("opened", "closed", "handed")
    return {
        "number": row["load"],
        **{name: row[name] for name in names},
        **{f"{name}_at": iso(row[f"{name}_at_ms"]) if row[f"{name}_at_ms"] else None for name in times},
        "weight_g": sum(box["weight_g"] for box in boxes),
        "parcels": boxes,
    }
