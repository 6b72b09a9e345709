"""Work as devices see it: what is to be picked where, what is to be packed, and who has it in hand."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select

from app.domain.places import PACK
from sync.central.catalogue.tables import place
from sync.central.orders import hints
from sync.central.orders.standing import CANCELLED, PUT_BACK, TO_PICK, WAITING, WORKABLE
from sync.central.orders.tables import order, order_line
from sync.central.plans.rules import plans_of
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.tables import move, reservation
from sync.central.store import Transaction
from sync.central.work.counted import counted_told
from sync.central.work.tables import hold
from sync.central.work.totes import totes_told

TO_AND_FRO = ("pick", "undo_pick", "put_back", "undo_put_back")
Taken = Mapping[tuple[Any, ...], list[dict[str, Any]]]
LINE_FIELDS = ("line", "sku", "ordered", "picked", "packed", "short")


def work_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The orders with something to do, those that wait for stock, and those that were cancelled."""
    orders = (
        tx.look.execute(
            select(order, hold.c.device, hold.c.fence, hold.c.lease_until_ms)
            .outerjoin(hold, hold.c.order == order.c.number)
            .where(order.c.number.in_(keys), order.c.status.in_((*WORKABLE, WAITING, CANCELLED)))
        )
        .mappings()
        .all()
    )
    numbers = [row["number"] for row in orders]
    stops = _grouped(tx, _stops(numbers), ("order", "line"))
    lines = _grouped(
        tx, select(order_line).where(order_line.c.order.in_(numbers)).order_by(order_line.c.line), ("order",)
    )
    closed = select(parcel).where(parcel.c.order.in_(numbers), parcel.c.status != VOID)
    parcels = _grouped(tx, closed.order_by(parcel.c.no, parcel.c.key), ("order",))
    taken = picked_from(tx, [row["number"] for row in orders if row["revision"]])
    plans = plans_of(tx, [row["number"] for row in orders if row["dropped"]])
    return {
        (number := row["number"]): {
            **_row(row, lines.get((number,), []), stops, parcels.get((number,), []), taken),
            **({"plan": plans[number]} if number in plans else {}),
        }
        for row in orders
    }


def _stops(numbers: list[str]) -> Select[Any]:
    return (
        select(
            reservation.c.order,
            reservation.c.line,
            reservation.c.place,
            place.c.sequence,
            reservation.c.quantity,
        )
        .join(place, place.c.place == reservation.c.place)
        .where(reservation.c.order.in_(numbers))
        .order_by(place.c.sequence, reservation.c.place)
    )


def picked_from(tx: Transaction, numbers: Collection[str]) -> Taken:
    """From which places the pieces of changed orders came, by order and product, less what went back there."""
    came: dict[tuple[Any, ...], Counter[str]] = {}
    if not numbers:
        return {}
    asked = select(move).where(move.c.ref.in_(numbers), move.c.kind.in_(TO_AND_FRO))
    for row in tx.look.execute(asked.order_by(move.c.id)):
        there = came.setdefault((row.ref, row.sku), Counter())
        if row.to_place == PACK:
            there[row.from_place] += row.quantity
        else:
            there[row.to_place] -= row.quantity
    known = {row.place: row.sequence for row in tx.look.execute(select(place.c.place, place.c.sequence))}
    return {
        key: [
            {"place": name, "sequence": known.get(name, 0), "quantity": quantity}
            for name, quantity in sorted(there.items())
            if quantity > 0
        ]
        for key, there in came.items()
    }


def _grouped(
    tx: Transaction, asked: Select[Any], by: tuple[str, ...]
) -> dict[tuple[Any, ...], list[RowMapping]]:
    groups: dict[tuple[Any, ...], list[RowMapping]] = {}
    for row in tx.look.execute(asked).mappings():
        groups.setdefault(tuple(row[name] for name in by), []).append(row)
    return groups


def _row(
    row: RowMapping,
    lines: list[RowMapping],
    stops: Mapping[tuple[Any, ...], list[RowMapping]],
    parcels: list[RowMapping],
    taken: Taken,
) -> dict[str, Any]:
    number = row["number"]
    told = json.loads(row["handover"]) if row["handover"] is not None and not row["dropped"] else {}
    handed, lots = told.get("picked", {}), told.get("lots", {})
    return {
        "order": number,
        "status": _status(row["status"]),
        "device": row["device"],
        "fence": row["fence"] or 0,
        "lease_until_ms": row["lease_until_ms"] if row["device"] else None,
        "priority": row["priority"],
        "dropped": row["dropped"],
        "revision": row["revision"],
        "cancelled": row["cancelled"],
        "carrier": row["carrier"],
        "service": row["service"],
        "created_at_ms": row["created_at_ms"],
        **_hints(row),
        "ship_to": json.loads(row["ship_to"]),
        "tote": row["tote"],
        **totes_told(row["totes"]),
        "lines": [
            {
                **{name: line[name] for name in LINE_FIELDS},
                **_hints(line),
                **({"lots": lots[key]} if (key := str(line["line"])) in lots else {}),
                **counted_told(line),
                "picked": max(line["picked"], handed.get(key, 0)),
                "stops": [
                    {name: stop[name] for name in ("place", "sequence", "quantity")}
                    for stop in stops.get((number, line["line"]), [])
                ],
                **({"taken": taken.get((number, line["sku"]), [])} if row["revision"] else {}),
            }
            for line in lines
        ],
        "parcels": [
            {
                **{name: one[name] for name in ("no", "sscc", "carton")},
                "contents": json.loads(one["contents"]),
            }
            for one in parcels
        ],
        "handover": told.get("how"),
        "shipped": any(one["status"] == "shipped" for one in parcels),
    }


def _hints(row: RowMapping) -> dict[str, Any]:
    """What an order or a line says to its packer; nothing where it says nothing."""
    return {"hints": hints.told(row["hints"])} if row["hints"] else {}


def _status(status: str) -> str:
    """What a device can do for an order."""
    if status in (WAITING, PUT_BACK, CANCELLED):
        return status
    return "pick" if status in TO_PICK else "pack"
