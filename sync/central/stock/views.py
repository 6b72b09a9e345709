"""Stock as readers and devices see it, and the query that reconciles it. Changes nothing."""

import json
from collections.abc import Collection
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from sqlalchemy import func, select, tuple_

from sync.central.answers import iso
from sync.central.stock.tables import level, move, reservation
from sync.central.store import Transaction


def stock_key(place: str, sku: str) -> str:
    """The key of a stock row in the feed."""
    return f"[{quoted(place)}, {quoted(sku)}]"


def stock_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The stock rows as devices see them."""
    pairs = [tuple(json.loads(key)) for key in keys]
    found = tx.look.execute(select(level).where(tuple_(level.c.place, level.c.sku).in_(pairs))).mappings()
    return {stock_key(row["place"], row["sku"]): dict(row) for row in found}


def levels(tx: Transaction, sku: str | None) -> list[dict[str, Any]]:
    """What lies at real places, by place."""
    asked = select(level).where(func.substr(level.c.place, 1, 1) != "@")
    if sku is not None:
        asked = asked.where(level.c.sku == sku)
    rows = [dict(row) for row in tx.look.execute(asked).mappings()]
    return sorted(rows, key=lambda row: (row["place"], row["sku"]))


def moves(tx: Transaction, sku: str | None, place: str | None) -> list[dict[str, Any]]:
    """Every move, oldest first."""
    asked = select(move)
    if sku is not None:
        asked = asked.where(move.c.sku == sku)
    if place is not None:
        asked = asked.where((move.c.from_place == place) | (move.c.to_place == place))
    found = tx.look.execute(asked.order_by(move.c.id)).mappings()
    names = ("sku", "quantity", "from_place", "to_place", "kind", "ref", "fact_id")
    return [
        {"id": row["id"], "at": iso(row["at_ms"]), **{name: row[name] for name in names}} for row in found
    ]


def differences(tx: Transaction) -> dict[str, Any]:
    """Where levels and moves, or promises and reservations, do not agree. Both lists are empty when all is right."""
    moved: dict[tuple[str, str], int] = {}
    gone = select(move.c.from_place, move.c.sku, func.sum(move.c.quantity)).group_by(
        move.c.from_place, move.c.sku
    )
    come = select(move.c.to_place, move.c.sku, func.sum(move.c.quantity)).group_by(
        move.c.to_place, move.c.sku
    )
    for asked, sign in ((gone, -1), (come, 1)):
        for place, sku, quantity in tx.look.execute(asked):
            moved[place, sku] = moved.get((place, sku), 0) + sign * int(quantity)
    promised = {
        (place, sku): int(quantity)
        for place, sku, quantity in tx.look.execute(
            select(reservation.c.place, reservation.c.sku, func.sum(reservation.c.quantity)).group_by(
                reservation.c.place, reservation.c.sku
            )
        )
    }
    kept = {(row.place, row.sku): row for row in tx.look.execute(select(level))}
    wrong_levels, wrong_promises = [], []
    for place, sku in sorted(moved.keys() | kept.keys() | promised.keys()):
        row = kept.get((place, sku))
        on_hand, reserved = (row.on_hand, row.reserved) if row else (0, 0)
        spot = {"place": place, "sku": sku}
        if on_hand != moved.get((place, sku), 0):
            wrong_levels.append({**spot, "on_hand": on_hand, "moved": moved.get((place, sku), 0)})
        if reserved != promised.get((place, sku), 0):
            wrong_promises.append(
                {**spot, "reserved": reserved, "reservations": promised.get((place, sku), 0)}
            )
    return {"levels": wrong_levels, "reservations": wrong_promises}
