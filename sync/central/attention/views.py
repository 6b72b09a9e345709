"""Cards as devices and readers see them, with the fact behind one that could not be booked. Changes nothing."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from sync.central.answers import iso
from sync.central.attention.rules import ACTIONS, CUSTOMS_OPEN, QUARANTINED, card_of
from sync.central.attention.tables import attention
from sync.central.store import Transaction
from sync.central.sync.tables import fact

RAW_LENGTH_MAX = 400
NAMES = (
    "id",
    "kind",
    "opened_at_ms",
    "order",
    "place",
    "sku",
    "quantity",
    "sscc",
    "rma",
    "device",
    "operator",
)


def attention_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The cards as devices see them."""
    found = tx.look.execute(select(attention).where(attention.c.id.in_(keys))).mappings().all()
    return {view["id"]: view for view in _views(tx, found)}


def cards(tx: Transaction, *, only_open: bool) -> list[dict[str, Any]]:
    """Every card, oldest first."""
    asked = select(attention)
    if only_open:
        asked = asked.where(attention.c.settled_at_ms.is_(None))
    found = tx.look.execute(asked.order_by(attention.c.position)).mappings().all()
    return [{**view, "opened_at": iso(view["opened_at_ms"])} for view in _views(tx, found)]


def card_view(tx: Transaction, card: str) -> dict[str, Any] | None:
    """One card, with the whole fact behind it as it came, or None."""
    row = card_of(tx, card)
    if row is None:
        return None
    view = {**_views(tx, [row])[0], "opened_at": iso(row["opened_at_ms"])}
    payload = _payloads(tx, [card]).get(card)
    return {**view, "payload": payload} if payload is not None else view


def _views(tx: Transaction, rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    payloads = _payloads(tx, [row["id"] for row in rows if row["kind"] == QUARANTINED])
    return [_view(row, payloads.get(row["id"])) for row in rows]


def _payloads(tx: Transaction, cards_asked: Collection[str]) -> dict[str, Any]:
    if not cards_asked:
        return {}
    asked = select(fact.c.attention, fact.c.payload).where(fact.c.attention.in_(cards_asked))
    return {row.attention: json.loads(row.payload) for row in tx.look.execute(asked)}


def _view(row: RowMapping, payload: Any) -> dict[str, Any]:
    settled = None
    if row["settled_at_ms"] is not None:
        settled = {"by": row["settled_by"], "action": row["settled_action"], "at_ms": row["settled_at_ms"]}
        if row["settled_reason"] is not None:
            settled["reason"] = row["settled_reason"]
    view = {
        **{name: row[name] for name in NAMES},
        "detail": row["detail"],
        "actions": list(ACTIONS[row["kind"]]),
        "owner": row["owner"],
        "taken_at_ms": row["taken_at_ms"],
        "settled": settled,
    }
    if row["kind"] == CUSTOMS_OPEN:
        view["parcel"] = int(row["subject"].rpartition("#")[2])
    if payload is not None:
        raw = json.dumps(payload.get("body"), ensure_ascii=True)
        view["fact"] = {"kind": json.dumps(payload.get("kind"))[1:-1], "raw": raw[:RAW_LENGTH_MAX]}
    return view
