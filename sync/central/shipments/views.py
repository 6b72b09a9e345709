"""Parcels as readers and devices see them. Changes nothing."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, Select, select

from sync.central.answers import iso
from sync.central.manifests.tables import manifest
from sync.central.orders.tables import order
from sync.central.shipments.tables import parcel
from sync.central.store import Transaction

VOID = "void"
SHIPPED = "shipped"
_OF_ORDER = (
    order.c.carrier.label("wished"),
    order.c.service,
    order.c.cancelled,
    order.c.ship_to,
    order.c.revision.label("changed"),
)
_OF_LOAD = (manifest.c.carrier.label("taken_by"), manifest.c.cage, manifest.c.status.label("manifest_status"))


def _asked() -> Select[Any]:
    """Parcels with what their order and their load say of them."""
    return (
        select(parcel, *_OF_ORDER, *_OF_LOAD)
        .join(order, order.c.number == parcel.c.order)
        .outerjoin(manifest, manifest.c.load == parcel.c.load)
    )


def parcels_by_order(tx: Transaction, numbers: Select[Any]) -> dict[str, list[dict[str, Any]]]:
    """The parcels of each of these orders, in the order in which they were closed."""
    found = tx.look.execute(
        _asked()
        .where(parcel.c.order.in_(numbers), parcel.c.status != VOID)
        .order_by(parcel.c.closed_at_ms, parcel.c.no)
    ).mappings()
    parcels: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        view = {name: row[name] for name in ("sscc", "carton", "status")}
        more = {**_shipment(row), "contents": json.loads(row["contents"])}
        parcels.setdefault(row["order"], []).append({**view, **more})
    return parcels


def parcel_view(row: RowMapping) -> dict[str, Any]:
    """One parcel."""
    names = ("sscc", "order", "no", "carton", "status")
    return {**{name: row[name] for name in names}, "contents": json.loads(row["contents"])}


def _shipment(row: RowMapping) -> dict[str, Any]:
    """Who took it, under which numbers; nothing of it is known before it left the house."""
    gone = row["status"] == SHIPPED
    return {
        "carrier": (row["taken_by"] or row["wished"] or None) if gone else None,
        "tracking": (row["tracking"] or row["sscc"]) if gone else row["tracking"],
        "manifest": row["load"],
        "shipped_at": iso(row["shipped_at_ms"]) if row["shipped_at_ms"] else None,
    }


def parcel_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The parcels as devices see them; one that was unpacked again is gone."""
    found = tx.look.execute(_asked().where(parcel.c.key.in_(keys), parcel.c.status != VOID)).mappings()
    return {row["key"]: {**parcel_view(row), **_at_ramp(row)} for row in found}


def _at_ramp(row: RowMapping) -> dict[str, Any]:
    """What the ramp must know of it. The carrier is empty where the order names none: the site's takes it."""
    return {
        "carrier": row["taken_by"] or row["wished"],
        "weight_g": row["weight_g"],
        "city": str(json.loads(row["ship_to"]).get("city") or ""),
        "cancelled": row["cancelled"],
        "print_state": row["print_state"],
        "load": row["load"],
        "cage": row["cage"],
        "sealed": row["manifest_status"] not in (None, "open"),
        "tracking": row["tracking"],
        **_for_a_new_label(row),
    }


def _for_a_new_label(row: RowMapping) -> dict[str, Any]:
    """Of an order that was changed: what its label must say now, while the parcel is in the house."""
    if not row["changed"] or row["status"] == SHIPPED:
        return {}
    return {"ship_to": json.loads(row["ship_to"]), "service": row["service"]}


def parcels(tx: Transaction, sscc: str | None = None) -> list[dict[str, Any]]:
    """Every parcel, or the one with this number, oldest first."""
    asked = _asked()
    if sscc is not None:
        asked = asked.where(parcel.c.sscc == sscc)
    found = tx.look.execute(asked.order_by(parcel.c.closed_at_ms, parcel.c.order, parcel.c.no)).mappings()
    return [{**parcel_view(row), "print_state": row["print_state"], **_shipment(row)} for row in found]
