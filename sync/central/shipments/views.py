"""Parcels as readers and devices see them. Changes nothing."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, Select, select

from sync.central.shipments.tables import parcel
from sync.central.store import Transaction

VOID = "void"


def parcels_by_order(tx: Transaction, numbers: Select[Any]) -> dict[str, list[dict[str, Any]]]:
    """The parcels of each of these orders, in the order in which they were closed."""
    found = tx.look.execute(
        select(parcel)
        .where(parcel.c.order.in_(numbers), parcel.c.status != VOID)
        .order_by(parcel.c.closed_at_ms, parcel.c.no)
    ).mappings()
    parcels: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        view = {name: row[name] for name in ("sscc", "carton", "status")}
        parcels.setdefault(row["order"], []).append({**view, "contents": json.loads(row["contents"])})
    return parcels


def parcel_view(row: RowMapping) -> dict[str, Any]:
    """One parcel."""
    names = ("sscc", "order", "no", "carton", "status")
    return {**{name: row[name] for name in names}, "contents": json.loads(row["contents"])}


def parcel_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The parcels as devices see them; one that was unpacked again is gone."""
    found = tx.look.execute(select(parcel).where(parcel.c.key.in_(keys), parcel.c.status != VOID)).mappings()
    return {row["key"]: parcel_view(row) for row in found}


def parcels(tx: Transaction, sscc: str | None = None) -> list[dict[str, Any]]:
    """Every parcel, or the one with this number, oldest first."""
    asked = select(parcel)
    if sscc is not None:
        asked = asked.where(parcel.c.sscc == sscc)
    found = tx.look.execute(asked.order_by(parcel.c.closed_at_ms, parcel.c.order, parcel.c.no)).mappings()
    return [{**parcel_view(row), "print_state": row["print_state"]} for row in found]
