"""Writes central's rows, many at a time, with what they are found by. Knows no file and no cursor.

Plain SQL, because a new device takes in a hundred thousand rows before anybody can work with it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from app.domain.places import STORAGE_KIND

Change = tuple[str, str, int, Mapping[str, Any] | None]  # kind, key, version, body or None for gone
KEYS_AT_ONCE = 500
AT_RAMP = "at:ramp"  # carried by every parcel that waits for its carrier
Values = list[tuple[Any, ...]]
as_text = json.JSONEncoder(ensure_ascii=False).encode


def put(tx: Connection, changes: Iterable[Change]) -> None:
    """Take these changes in; the last one of a key counts."""
    newest = {(kind, key): (version, body) for kind, key, version, body in changes}
    if not newest:
        return
    _forget(tx, _known(tx, newest))
    there = {at: (version, body) for at, (version, body) in newest.items() if body is not None}
    made = [(kind, key, version, as_text(body)) for (kind, key), (version, body) in there.items()]
    _insert(tx, "rows (kind, key, version, body)", made)
    bodies = [(kind, key, body) for (kind, key), (_, body) in there.items()]
    found = [(kind, code, key) for kind, key, body in bodies for code in _codes_of(kind, body)]
    _insert(tx, "codes (kind, code, key)", found)
    levels = [level for kind, _, body in bodies if kind == "stock" and (level := _level(body))]
    _insert(tx, "stock (place, sku, on_hand)", levels)
    places = [_place(key, body) for kind, key, body in bodies if kind == "place"]
    _insert(tx, "places (place, kind, sequence)", places)


def _known(tx: Connection, keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the keys that there are rows of: a first pull has nothing to forget, and should not look for it."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    found = []
    for kind, named in by_kind.items():
        for start in range(0, len(named), KEYS_AT_ONCE):
            piece = named[start : start + KEYS_AT_ONCE]
            marks = ", ".join("?" * len(piece))
            asked = f"SELECT key FROM rows WHERE kind = ? AND key IN ({marks})"
            found += [(kind, row[0]) for row in tx.exec_driver_sql(asked, (kind, *piece))]
    return found


def _forget(tx: Connection, keys: list[tuple[str, str]]) -> None:
    _delete(tx, "rows WHERE kind = ? AND key = ?", keys)
    _delete(tx, "codes WHERE kind = ? AND key = ?", keys)
    _delete(tx, "stock WHERE place = ? AND sku = ?", _stock_keys(keys))
    _delete(tx, "places WHERE place = ?", [(key,) for kind, key in keys if kind == "place"])


def _stock_keys(keys: list[tuple[str, str]]) -> Values:
    """The key of a stock row is the JSON of place and product."""
    found: Values = []
    for kind, key in keys:
        with suppress(ValueError):
            pair = json.loads(key) if kind == "stock" else None
            if isinstance(pair, list) and len(pair) == 2:
                found.append(tuple(pair))
    return found


def _insert(tx: Connection, where: str, values: Values) -> None:
    if values:
        marks = ", ".join("?" * len(values[0]))
        tx.exec_driver_sql(f"INSERT INTO {where} VALUES ({marks}) ON CONFLICT DO NOTHING", values)


def _delete(tx: Connection, which: str, values: Sequence[tuple[Any, ...]]) -> None:
    if values:
        tx.exec_driver_sql(f"DELETE FROM {which}", list(values))


def _level(body: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """One level; None where a newer central says it in a way that is not known here."""
    names = ("place", "sku", "on_hand")
    return tuple(body[name] for name in names) if all(name in body for name in names) else None


def _place(place: str, body: Mapping[str, Any]) -> tuple[Any, ...]:
    return (place, body.get("kind") or STORAGE_KIND, body.get("sequence") or 0)


def _codes_of(kind: str, body: Mapping[str, Any]) -> list[str]:
    """Under which scanned texts a row is found, beside its key. A GTIN is kept in its 14 digits."""
    if kind == "product":
        if not body.get("gtin") and not body.get("packagings"):
            return []
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
