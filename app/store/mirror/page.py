"""Writes central's rows, many at a time, with what they are found by. Knows no file and no cursor.

Plain SQL, because a new device takes in a hundred thousand rows before anybody can work with it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from app.domain.places import STORAGE_KIND

Body = Mapping[str, Any] | str  # read already, or its JSON
Change = tuple[str, str, int, Body | None]  # kind, key, version, body or None for gone
KEYS_AT_ONCE = 500
ROWS_AT_ONCE = 100
ROWS = "rows (kind, key, version, body)"
GTIN = re.compile(r'"gtin": ?"([^"\\]+)"')  # in a text of JSON: quotes within texts have a \ before them
AT_RAMP = "at:ramp"  # carried by every parcel that waits for its carrier
CARRIER = "carrier:"  # and the name of its carrier, told apart from the numbers of orders
Values = list[tuple[Any, ...]]
as_text = json.JSONEncoder(ensure_ascii=False).encode


def put(tx: Connection, changes: Iterable[Change]) -> None:
    """Take these changes in; the last one of a key counts."""
    newest = {(change[0], change[1]): change for change in changes}
    made = [
        (kind, key, version, body if isinstance(body, str) else as_text(body))
        for kind, key, version, body in newest.values()
        if body is not None
    ]
    if _insert(tx, ROWS, made) < len(newest):  # of some there are older ones: all of them anew
        _forget(tx, _known(tx, newest))
        _insert(tx, ROWS, made)
    codes: Values = []
    levels: Values = []
    places: Values = []
    for kind, key, _, body in newest.values():
        if body is None:
            continue
        if found := _codes_of(kind, body):
            codes += [(kind, code, key) for code in dict.fromkeys(found)]
        if kind == "stock" and (level := _level(_read(body))):
            levels.append(level)
        if kind == "place":
            places.append(_place(key, _read(body)))
    _insert(tx, "codes (kind, code, key)", codes)
    _insert(tx, "stock (place, sku, on_hand)", levels)
    _insert(tx, "places (place, kind, sequence)", places)


def _read(body: Body) -> Mapping[str, Any]:
    if not isinstance(body, str):
        return body
    read: dict[str, Any] = json.loads(body)
    return read


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


def _insert(tx: Connection, where: str, values: Values) -> int:
    """Insert those that are not there yet; returns how many."""
    if not values:
        return 0
    row = f"({', '.join('?' * len(values[0]))})"
    whole = len(values) - len(values) % ROWS_AT_ONCE
    many = f"INSERT INTO {where} VALUES {', '.join([row] * ROWS_AT_ONCE)} ON CONFLICT DO NOTHING"
    count = 0
    for start in range(0, whole, ROWS_AT_ONCE):  # one statement for many rows costs half of one for each
        piece = tuple(chain.from_iterable(values[start : start + ROWS_AT_ONCE]))
        count += tx.exec_driver_sql(many, piece).rowcount
    if rest := values[whole:]:
        count += tx.exec_driver_sql(f"INSERT INTO {where} VALUES {row} ON CONFLICT DO NOTHING", rest).rowcount
    return count


def _delete(tx: Connection, which: str, values: Sequence[tuple[Any, ...]]) -> None:
    if values:
        tx.exec_driver_sql(f"DELETE FROM {which}", list(values))


def _level(body: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """One level; None where a newer central says it in a way that is not known here."""
    names = ("place", "sku", "on_hand")
    return tuple(body[name] for name in names) if all(name in body for name in names) else None


def _place(place: str, body: Mapping[str, Any]) -> tuple[Any, ...]:
    return (place, body.get("kind") or STORAGE_KIND, body.get("sequence") or 0)


def _codes_of(kind: str, body: Body) -> list[str]:
    """Under which scanned texts a row is found, beside its key. A GTIN is kept in its 14 digits."""
    if kind == "product" and isinstance(body, str):  # a hundred thousand of them: not read for this
        return [gtin14(gtin) for gtin in GTIN.findall(body)]
    if kind == "product":
        return [gtin14(gtin) for gtin in _gtins(_read(body))]
    if kind == "load":
        return [AT_RAMP]
    if kind not in ("parcel", "return"):
        return []
    body = _read(body)
    found = [str(body["order"])] if body.get("order") else []
    if kind == "parcel":
        if body.get("status") == "packed" and body.get("sscc"):
            found.append(AT_RAMP)
        if body.get("carrier"):
            found.append(f"{CARRIER}{body['carrier']}")
        if body.get("tracking"):
            found.append(tracking_code(body["tracking"]))
        found += [serial_code(one) for part in body.get("contents", ()) for one in part.get("serials", ())]
    return found


def _gtins(body: Mapping[str, Any]) -> list[str]:
    """Those of the piece and of its packagings."""
    packs = [pack for pack in body.get("packagings") or () if isinstance(pack, dict)]
    return [gtin for gtin in (body.get("gtin"), *(pack.get("gtin") for pack in packs)) if gtin]


def gtin14(gtin: object) -> str:
    return str(gtin).zfill(14)


def tracking_code(number: object) -> str:
    """What a carrier calls a parcel, told apart from the numbers of orders."""
    return f"tracking:{number}"


def serial_code(serial: object) -> str:
    """The number of one piece, told apart from the numbers of orders."""
    return f"serial:{serial}"
