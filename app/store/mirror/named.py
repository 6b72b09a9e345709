"""Everything of central's that a code can name, in one reading: rows by their key, rows by what is printed on them.

Plain SQL, because this is asked at every scan.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from app.domain.places import STORAGE_KIND

Row = dict[str, Any]
Lies = tuple[str, int, str, int]  # place, quantity, kind of place, its number on the walk

NAMED_MAX = 50  # of one code; who shares a number with more than that is not asked about
_BY_KEY = (
    "SELECT kind, key, body FROM rows WHERE kind IN ('product', 'place', 'parcel', 'return') AND key IN ({})"
)
_BY_CODE = (
    "SELECT rows.kind, rows.key, rows.body FROM codes JOIN rows ON rows.kind = codes.kind AND rows.key = codes.key "
    "WHERE codes.kind IN ('product', 'parcel') AND codes.code IN ({})"
)
_LIES = (
    "SELECT stock.sku, stock.place, stock.on_hand, places.kind, places.sequence FROM stock "
    "LEFT JOIN places ON places.place = stock.place WHERE stock.sku IN ({})"
)
_FIRST_CODE = "SELECT min(code) FROM codes WHERE kind = ? AND code {} ? AND code < ?"
_THERE = "SELECT place, sku, on_hand FROM stock WHERE place IN ({})"


@dataclass
class Named:
    """Rows by kind and key; where each product lies, and what lies at each place."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    lies: dict[str, list[Lies]] = field(default_factory=dict)
    there: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, kind: str) -> list[tuple[str, Row]]:
        """The rows of one kind, by their keys."""
        return [(key, row) for (at, key), row in self.rows.items() if at == kind]


def named(tx: Connection, keys: Collection[str], codes: Collection[str]) -> Named:
    """What has one of these keys or carries one of these codes."""
    found = Named()
    sql = f"{_BY_KEY.format(_marks(keys))} UNION ALL {_BY_CODE.format(_marks(codes))} LIMIT {NAMED_MAX}"
    for kind, key, body in tx.exec_driver_sql(sql, (*keys, *codes)):
        found.rows[kind, key] = json.loads(body)
    skus = [key for key, _ in found.of("product")]
    for sku, place, on_hand, kind, sequence in _read(tx, _LIES, skus):
        found.lies.setdefault(sku, []).append((place, on_hand, kind or STORAGE_KIND, sequence or 0))
    for place, sku, on_hand in _read(tx, _THERE, keys):
        found.there.setdefault(place, {})[sku] = on_hand
    return found


def codes_from(tx: Connection, kind: str, start: str) -> list[str]:
    """The different codes with this start: one look into the index for each, not one for each row that carries it."""
    end = f"{start[:-1]}{chr(ord(start[-1]) + 1)}"
    found: list[str] = []
    last = tx.exec_driver_sql(_FIRST_CODE.format(">="), (kind, start, end)).scalar()
    while last is not None:
        found.append(last)
        last = tx.exec_driver_sql(_FIRST_CODE.format(">"), (kind, last, end)).scalar()
    return found


def _read(tx: Connection, sql: str, values: Collection[str]) -> Sequence[Any]:
    return tx.exec_driver_sql(sql.format(_marks(values)), tuple(values)).all() if values else ()


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
