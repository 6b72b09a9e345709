"""Orders as readers see them. Changes nothing."""

import json
from typing import Any

from sqlalchemy import RowMapping, Select, select

from sync.central.answers import iso
from sync.central.orders.hints import told
from sync.central.orders.tables import order, order_line
from sync.central.shipments.views import parcels_by_order
from sync.central.store import Transaction

LINE_FIELDS = ("sku", "ordered", "picked", "packed", "short")


def order_view(tx: Transaction, number: str) -> dict[str, Any] | None:
    """One order, or None."""
    found = _views(tx, select(order).where(order.c.number == number))
    return found[0] if found else None


def order_views(tx: Transaction, status: str | None) -> list[dict[str, Any]]:
    """Every order, or those of one status, oldest first."""
    asked = select(order)
    if status is not None:
        asked = asked.where(order.c.status == status)
    return _views(tx, asked.order_by(order.c.priority))


def _views(tx: Transaction, asked: Select[Any]) -> list[dict[str, Any]]:
    orders = tx.look.execute(asked).mappings().all()
    numbers = asked.with_only_columns(order.c.number).order_by(None)
    lines: dict[str, list[dict[str, Any]]] = {}
    found = tx.look.execute(
        select(order_line)
        .where(order_line.c.order.in_(numbers))
        .order_by(order_line.c.order, order_line.c.line)
    ).mappings()
    for row in found:
        if any(row[name] for name in LINE_FIELDS[1:]):  # what was taken out of the order is not shown
            shown = {**{name: row[name] for name in LINE_FIELDS}, **told(row["hints"])}
            lines.setdefault(row["order"], []).append(shown)
    parcels = parcels_by_order(tx, numbers)
    return [_view(row, lines.get(row["number"], []), parcels.get(row["number"], [])) for row in orders]


def _view(row: RowMapping, lines: list[dict[str, Any]], parcels: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "status": row["status"],
        "lines": lines,
        "parcels": parcels,
        "ship_to": json.loads(row["ship_to"]),
        "created_at": iso(row["created_at_ms"]),
        "tote": row["tote"],
        "totes": json.loads(row["totes"] or "[]"),
        "carrier": row["carrier"],
        "service": row["service"],
        "revision": row["revision"],
        **told(row["hints"]),
    }
