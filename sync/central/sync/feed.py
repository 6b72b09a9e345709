"""The feed: one row for each thing at its newest version, so that snapshot, catch-up and live are one query."""

import base64
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sync.central.attention.views import attention_rows
from sync.central.catalogue.rules import carton_rows, place_rows, product_rows
from sync.central.identity.rules import generation_of
from sync.central.people.rules import person_rows
from sync.central.problems import Problem
from sync.central.returns.rules import return_rows
from sync.central.shipments.views import parcel_rows
from sync.central.stock.views import stock_rows
from sync.central.store import CATALOG, WAREHOUSE, Transaction
from sync.central.sync.tables import feed, scope_version
from sync.central.work.views import work_rows
from sync.wire import PAGE_ROWS_MAX, Row

SCOPES = (CATALOG, WAREHOUSE)

Render = Callable[[Transaction, Collection[str]], dict[str, Any]]

KINDS: dict[str, tuple[str, Render]] = {
    "product": (CATALOG, product_rows),
    "carton": (CATALOG, carton_rows),
    "person": (CATALOG, person_rows),
    "place": (WAREHOUSE, place_rows),
    "stock": (WAREHOUSE, stock_rows),
    "work": (WAREHOUSE, work_rows),
    "parcel": (WAREHOUSE, parcel_rows),
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
    mine = (feed.c.scope == scope, feed.c.kind == kind, feed.c.key.in_(list(bodies)))
    known: dict[str, str | None] = {
        row.key: row.body for row in tx.db.execute(select(feed.c.key, feed.c.body).where(*mine))
    }
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


def cursor_from(tx: Transaction, text: str | None) -> Cursor:
    """Read a cursor. One that this database did not give is gone: the device starts anew."""
    generation = generation_of(tx)
    if not text:
        return Cursor(generation)
    scopes = {row.scope: row for row in tx.db.execute(select(scope_version))}
    try:
        given, *read = json.loads(base64.urlsafe_b64decode(text.encode()))
        at = dict(zip((CATALOG, WAREHOUSE), read, strict=True))
        good = given == generation and all(type(version) is int for version in read)
        good = good and all(0 <= version <= scopes[scope].version for scope, version in at.items())
    except (ValueError, TypeError, RecursionError):
        good = False
    if not good:
        raise Problem(410, "cursor-gone", "This cursor is not of this central. Pull again without one.")
    if any(0 < version < scopes[scope].floor for scope, version in at.items()):
        sentence = "This cursor is so old that central forgot what went away since. Pull again without one."
        raise Problem(410, "cursor-too-old", sentence)
    return Cursor(generation, at[CATALOG], at[WAREHOUSE])


def changes(
    tx: Transaction, start: Cursor, limit: int, scopes: Collection[str] = SCOPES
) -> tuple[tuple[Row, ...], Cursor, bool]:
    """The rows after the cursor, the cursor behind them, and whether there are more. No version is split."""
    limit = max(1, min(limit, PAGE_ROWS_MAX))
    catalog, catalog_more = _after(tx, CATALOG, start.catalog, limit) if CATALOG in scopes else ([], False)
    at_catalog = catalog[-1].version if catalog else start.catalog
    left = limit - len(catalog)
    if WAREHOUSE not in scopes:
        return tuple(catalog), Cursor(start.generation, at_catalog, start.warehouse), catalog_more
    if catalog_more or left <= 0:
        return tuple(catalog), Cursor(start.generation, at_catalog, start.warehouse), True
    floor, floor_more = _after(tx, WAREHOUSE, start.warehouse, left)
    at_floor = floor[-1].version if floor else start.warehouse
    return (*catalog, *floor), Cursor(start.generation, at_catalog, at_floor), floor_more


def _after(tx: Transaction, scope: str, version: int, limit: int) -> tuple[list[Row], bool]:
    asked = select(feed.c.kind, feed.c.key, feed.c.version, feed.c.body).where(feed.c.scope == scope)
    ordered = asked.order_by(feed.c.version, feed.c.kind, feed.c.key)
    found = list(tx.db.execute(ordered.where(feed.c.version > version).limit(limit + 1)).all())
    more = len(found) > limit
    if more:
        last = found[limit - 1].version
        found = [row for row in found if row.version < last]
        found += tx.db.execute(ordered.where(feed.c.version == last)).all()
        rest = tx.db.execute(asked.where(feed.c.version > last).limit(1)).first()
        more = rest is not None
    return [
        Row(row.kind, row.key, row.version, json.loads(row.body) if row.body is not None else None)
        for row in found
    ], more
