"""The feed: one row for each thing at its newest version, so that snapshot, catch-up and live are one query."""

import base64
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row as RowTuple
from sqlalchemy import Select, bindparam, select

from sync.central.attention.views import attention_rows
from sync.central.catalogue.rules import carton_rows, place_rows, product_rows
from sync.central.manifests.views import load_rows, site_rows
from sync.central.people.rules import person_rows
from sync.central.problems import Problem
from sync.central.returns.rules import return_rows
from sync.central.shipments.views import parcel_rows
from sync.central.stock.views import stock_rows
from sync.central.store import CATALOG, WAREHOUSE, Transaction
from sync.central.sync.glance import Reach
from sync.central.sync.tables import feed
from sync.central.work.views import work_rows
from sync.wire import PAGE_ROWS_MAX

SCOPES = (CATALOG, WAREHOUSE)

KNOWN = select(feed.c.key, feed.c.body).where(
    feed.c.scope == bindparam("scope"),
    feed.c.kind == bindparam("kind"),
    feed.c.key.in_(bindparam("keys", expanding=True)),
)

Change = RowTuple[str, str, int, str | None]  # kind, key, version, and the body as JSON, or None for gone
_ROWS = select(feed.c.kind, feed.c.key, feed.c.version, feed.c.body).where(feed.c.scope == bindparam("scope"))
BEHIND = (
    _ROWS.where(feed.c.version > bindparam("after"))
    .order_by(feed.c.version, feed.c.kind, feed.c.key)
    .limit(bindparam("most"))
)
OF_VERSION = _ROWS.where(feed.c.version == bindparam("version"))  # in order SQLite would read all versions

Render = Callable[[Transaction, Collection[str]], dict[str, Any]]

KINDS: dict[str, tuple[str, Render]] = {
    "product": (CATALOG, product_rows),
    "carton": (CATALOG, carton_rows),
    "person": (CATALOG, person_rows),
    "place": (WAREHOUSE, place_rows),
    "stock": (WAREHOUSE, stock_rows),
    "work": (WAREHOUSE, work_rows),
    "parcel": (WAREHOUSE, parcel_rows),
    "load": (WAREHOUSE, load_rows),
    "site": (WAREHOUSE, site_rows),
    "return": (WAREHOUSE, return_rows),
    "attention": (WAREHOUSE, attention_rows),
}


def publish(tx: Transaction) -> None:
    """Put what changed in this transaction into the feed, under its version."""
    for kind, (scope, render) in KINDS.items():
        keys = sorted(key for of, key in tx.touched if of == kind)
        if keys:
            bodies = {key: json.dumps(body) for key, body in render(tx, keys).items()}
            _publish_kind(tx, scope, kind, {key: bodies.get(key) for key in keys})


def _publish_kind(tx: Transaction, scope: str, kind: str, bodies: dict[str, str | None]) -> None:
    mine = {"scope": scope, "kind": kind, "keys": list(bodies)}
    known: dict[str, str | None] = {row.key: row.body for row in tx.look.execute(KNOWN, mine)}
    version = tx.versions[scope]
    rows = [
        {
            "scope": scope,
            "kind": kind,
            "key": key,
            "version": version,
            "body": body,
            "gone_at_ms": tx.now_ms if body is None else None,
        }
        for key, body in bodies.items()
        if known.get(key) != body  # what devices never saw need not be taken from them
    ]
    tx.upsert(feed, rows)
    if rows:
        tx.published[scope] = version


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a device has read in each scope."""

    generation: str
    catalog: int = 0
    warehouse: int = 0

    def text(self) -> str:
        """The cursor as devices keep it."""
        packed = json.dumps([self.generation, self.catalog, self.warehouse]).encode()
        return base64.urlsafe_b64encode(packed).decode()


def cursor_from(generation: str, reach: Mapping[str, Reach], text: str | None) -> Cursor:
    """Read a cursor. One that this database did not give is gone: the device starts anew."""
    if not text:
        return Cursor(generation)
    try:
        given, *read = json.loads(base64.urlsafe_b64decode(text.encode()))
        at = dict(zip((CATALOG, WAREHOUSE), read, strict=True))
        good = given == generation and all(type(version) is int for version in read)
        good = good and all(0 <= version <= reach[scope].version for scope, version in at.items())
    except (ValueError, TypeError, RecursionError):
        good = False
    if not good:
        raise Problem(410, "cursor-gone", "This cursor is not of this central. Pull again without one.")
    if any(0 < version < reach[scope].floor for scope, version in at.items()):
        sentence = "This cursor is so old that central forgot what went away since. Pull again without one."
        raise Problem(410, "cursor-too-old", sentence)
    return Cursor(generation, at[CATALOG], at[WAREHOUSE])


def changes(
    tx: Transaction, start: Cursor, limit: int, scopes: Collection[str] = SCOPES
) -> tuple[list[Change], Cursor, bool]:
    """The rows after the cursor, the cursor behind them, and whether there are more. No version is split."""
    limit = max(1, min(limit, PAGE_ROWS_MAX))
    catalog, catalog_more = _after(tx, CATALOG, start.catalog, limit) if CATALOG in scopes else ([], False)
    at_catalog = catalog[-1].version if catalog else start.catalog
    left = limit - len(catalog)
    if WAREHOUSE not in scopes:
        return catalog, Cursor(start.generation, at_catalog, start.warehouse), catalog_more
    if catalog_more or left <= 0:
        return catalog, Cursor(start.generation, at_catalog, start.warehouse), True
    floor, floor_more = _after(tx, WAREHOUSE, start.warehouse, left)
    at_floor = floor[-1].version if floor else start.warehouse
    return [*catalog, *floor], Cursor(start.generation, at_catalog, at_floor), floor_more


def _after(tx: Transaction, scope: str, version: int, limit: int) -> tuple[list[Change], bool]:
    mine = {"scope": scope, "after": version}
    found = _changes(tx, BEHIND, {**mine, "most": limit + 1})
    if len(found) <= limit:
        return found, False
    last = found[limit - 1].version
    if found[limit].version != last:
        return found[:limit], True
    found = [row for row in found if row.version < last]
    same = _changes(tx, OF_VERSION, {"scope": scope, "version": last})
    found += sorted(same, key=lambda row: (row.kind, row.key))
    rest = _changes(tx, BEHIND, {"scope": scope, "after": last, "most": 1})
    return found, bool(rest)


def _changes(tx: Transaction, asked: Select[Any], given: Mapping[str, Any]) -> list[Change]:
    return list(tx.look.execute(asked, given).all())
