"""Writes central's rows, many at a time, with what they are found by. Knows no file and no cursor."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.places import STORAGE_KIND
from app.store.mirror.tables import codes, places, rows, stock

Change = tuple[str, str, int, dict[str, Any] | None]  # kind, key, version, body or None for gone
KEYS_AT_ONCE = 500
AT_RAMP = "at:ramp"  # carried by every parcel that waits for its carrier
Values = list[dict[str, Any]]


def put(tx: Connection, changes: Iterable[Change]) -> None:
    """Take these changes in; the last one of a key counts."""
    newest = {(kind, key): (version, body) for kind, key, version, body in changes}
    if not newest:
        return
    _forget(tx, _known(tx, newest))
    there = {at: (version, body) for at, (version, body) in newest.items() if body is not None}
    _insert(
        tx,
        rows,
        [
            {"kind": kind, "key": key, "version": version, "body": json.dumps(body, ensure_ascii=False)}
            for (kind, key), (version, body) in there.items()
        ],
    )
    bodies = [(kind, key, body) for (kind, key), (_, body) in there.items()]
    found = [(kind, code, key) for kind, key, body in bodies for code in _codes_of(kind, body)]
    _insert(tx, codes, [{"kind": kind, "code": code, "key": key} for kind, code, key in found])
    _insert(tx, stock, [level for kind, _, body in bodies if kind == "stock" and (level := _level(body))])
    _insert(tx, places, [_place(key, body) for kind, key, body in bodies if kind == "place"])


def _known(tx: Connection, keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the keys that there are rows of: a first pull has nothing to forget, and should not look for it."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    found = []
    for kind, named in by_kind.items():
        for start in range(0, len(named), KEYS_AT_ONCE):
            piece = named[start : start + KEYS_AT_ONCE]
            asked = select(rows.c.key).where(rows.c.kind == kind, rows.c.key.in_(piece))
            found += [(kind, key) for key in tx.scalars(asked)]
    return found


def _forget(tx: Connection, keys: list[tuple[str, str]]) -> None:
    if not keys:
        return
    named = [{"a_kind": kind, "a_key": key} for kind, key in keys]
    for table in (rows, codes):
        mine = (table.c.kind == bindparam("a_kind"), table.c.key == bindparam("a_key"))
        tx.execute(delete(table).where(*mine), named)
    lying = [{"a_place": pair[0], "a_sku": pair[1]} for pair in _stock_keys(keys)]
    if lying:
        mine = (stock.c.place == bindparam("a_place"), stock.c.sku == bindparam("a_sku"))
        tx.execute(delete(stock).where(*mine), lying)
    gone = [{"a_place": key} for kind, key in keys if kind == "place"]
    if gone:
        tx.execute(delete(places).where(places.c.place == bindparam("a_place")), gone)


def _stock_keys(keys: list[tuple[str, str]]) -> list[list[str]]:
    """The key of a stock row is the JSON of place and product."""
    found = []
    for kind, key in keys:
        with suppress(ValueError):
            pair = json.loads(key) if kind == "stock" else None
            if isinstance(pair, list) and len(pair) == 2:
                found.append(pair)
    return found


def _insert(tx: Connection, table: Any, values: Values) -> None:
    if values:
        tx.execute(upsert(table).on_conflict_do_nothing(), values)


def _level(body: dict[str, Any]) -> dict[str, Any] | None:
    """One level; None where a newer central says it in a way that is not known here."""
    names = ("place", "sku", "on_hand")
    return {name: body[name] for name in names} if all(name in body for name in names) else None


def _place(place: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"place": place, "kind": body.get("kind") or STORAGE_KIND, "sequence": body.get("sequence") or 0}


def _codes_of(kind: str, body: dict[str, Any]) -> list[str]:
    """Under which scanned texts a row is found, beside its key. A GTIN is kept in its 14 digits."""
    if kind == "product":
        packs = [pack for pack in body.get("packagings") or () if isinstance(pack, dict)]
        gtins = [body.get("gtin"), *(pack.get("gtin") for pack in packs)]
        return [gtin14(gtin) for gtin in dict.fromkeys(gtins) if gtin]
    found = [str(body["order"])] if kind in ("parcel", "return") and body.get("order") else []
    if kind == "parcel":
        if body.get("status") == "packed" and body.get("sscc"):
            found.append(AT_RAMP)
        if body.get("tracking"):
            found.append(tracking_code(body["tracking"]))
        found += [serial_code(one) for part in body.get("contents", ()) for one in part.get("serials", ())]
    return found


def gtin14(gtin: object) -> str:
    return str(gtin).zfill(14)


def tracking_code(number: object) -> str:
    """What a carrier calls a parcel, told apart from the numbers of orders."""
    return f"tracking:{number}"


def serial_code(serial: object) -> str:
    """The number of one piece, told apart from the numbers of orders."""
    return f"serial:{serial}"
