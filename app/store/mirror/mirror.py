"""What central has told this device. Disposable: may be deleted at any time and is pulled anew.

Holds central's rows at one cursor and nothing else; page, cursor and the covered fact number are one commit.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError

from app.store.sqlite import engine_for

SCHEMA = 1
PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL")

metadata = MetaData()
rows = Table(
    "rows",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
codes = Table(
    "codes",
    metadata,
    Column("kind", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("key", String, primary_key=True),
)
stock = Table(
    "stock",
    metadata,
    Column("place", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("on_hand", Integer, nullable=False),
    Index("stock_by_sku", "sku"),
)
position = Table(
    "position", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False)
)

Change = tuple[str, str, int, dict[str, Any] | None]  # kind, key, version, body or None for gone


class Mirror:
    """The only door to mirror.db. Safe to call from any thread; made anew when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()
        self._open()

    def close(self) -> None:
        with self._lock:
            self._engine.dispose()

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except DatabaseError:
            self._engine.dispose()
            _remove(self._path)
            self._prepare()

    def _prepare(self) -> None:
        self._engine = engine_for(self._path, PRAGMAS)
        with self._engine.begin() as tx:
            version = tx.scalar(text("PRAGMA user_version"))
            if version not in (0, SCHEMA):
                metadata.drop_all(tx)
            metadata.create_all(tx)
            tx.execute(text(f"PRAGMA user_version = {SCHEMA}"))

    def position(self) -> dict[str, str]:
        """Cursor, generation, epoch and last_seq as of the last page; empty before the first."""
        with self._lock, self._engine.begin() as tx:
            return {row.name: row.value for row in tx.execute(select(position))}

    def apply(self, changes: Iterable[Change], **at: str) -> None:
        """Take in a page and the position behind it, in one commit."""
        with self._lock, self._engine.begin() as tx:
            for kind, key, version, body in changes:
                _forget(tx, kind, key)
                if body is not None:
                    _keep(tx, kind, key, version, body)
            for name, value in at.items():
                tx.execute(
                    upsert(position)
                    .values(name=name, value=value)
                    .on_conflict_do_update(index_elements=["name"], set_={"value": value})
                )

    def reset(self) -> None:
        """Forget everything; the next pull begins at the beginning."""
        with self._lock, self._engine.begin() as tx:
            for table in (rows, codes, stock, position):
                tx.execute(delete(table))

    def gone(self) -> bool:
        """Whether somebody deleted the file under us."""
        return not self._path.exists()

    def reopen(self) -> None:
        """Begin anew after the file went away."""
        with self._lock:
            self._engine.dispose()
            self._open()

    def row(self, kind: str, key: str) -> dict[str, Any] | None:
        with self._lock, self._engine.begin() as tx:
            body = tx.scalar(select(rows.c.body).where(rows.c.kind == kind, rows.c.key == key))
        return None if body is None else json.loads(body)

    def all(self, kind: str, limit: int = 100_000) -> list[dict[str, Any]]:
        """All rows of a kind in the order of their keys."""
        with self._lock, self._engine.begin() as tx:
            found = tx.scalars(
                select(rows.c.body).where(rows.c.kind == kind).order_by(rows.c.key).limit(limit)
            ).all()
        return [json.loads(body) for body in found]

    def keys_of(self, kind: str, code: str) -> list[str]:
        """The keys of the rows of a kind that carry this code."""
        with self._lock, self._engine.begin() as tx:
            return list(tx.scalars(select(codes.c.key).where(codes.c.kind == kind, codes.c.code == code)))

    def count(self, kind: str) -> int:
        with self._lock, self._engine.begin() as tx:
            return tx.scalar(select(func.count()).where(rows.c.kind == kind)) or 0

    def places_of(self, sku: str) -> dict[str, int]:
        """Where a product lies, and how much."""
        with self._lock, self._engine.begin() as tx:
            found = tx.execute(select(stock.c.place, stock.c.on_hand).where(stock.c.sku == sku)).all()
        return {row.place: row.on_hand for row in found}

    def skus_at(self, place: str) -> dict[str, int]:
        """What lies at a place, and how much."""
        with self._lock, self._engine.begin() as tx:
            found = tx.execute(select(stock.c.sku, stock.c.on_hand).where(stock.c.place == place)).all()
        return {row.sku: row.on_hand for row in found}

    def free_place(self) -> str | None:
        """The first storage place in walking order where nothing lies."""
        with self._lock, self._engine.begin() as tx:
            taken = set(tx.scalars(select(stock.c.place).where(stock.c.on_hand > 0)))
            bodies = tx.scalars(select(rows.c.body).where(rows.c.kind == "place")).all()
        places = [json.loads(body) for body in bodies]
        free = [p for p in places if p.get("kind", "storage") == "storage" and p["place"] not in taken]
        return min(free, key=lambda p: (p.get("sequence") or 0, p["place"]))["place"] if free else None


def _keep(tx: Connection, kind: str, key: str, version: int, body: dict[str, Any]) -> None:
    tx.execute(
        upsert(rows).values(kind=kind, key=key, version=version, body=json.dumps(body, ensure_ascii=False))
    )
    for code in _codes_of(kind, body):
        tx.execute(upsert(codes).values(kind=kind, code=code, key=key).on_conflict_do_nothing())
    if kind == "stock":
        tx.execute(upsert(stock).values(place=body["place"], sku=body["sku"], on_hand=body["on_hand"]))


def _forget(tx: Connection, kind: str, key: str) -> None:
    tx.execute(delete(rows).where(rows.c.kind == kind, rows.c.key == key))
    tx.execute(delete(codes).where(codes.c.kind == kind, codes.c.key == key))
    if kind == "stock":
        with suppress(ValueError):
            place, sku = json.loads(key)
            tx.execute(delete(stock).where(stock.c.place == place, stock.c.sku == sku))


def _codes_of(kind: str, body: dict[str, Any]) -> list[str]:
    """Under which scanned texts a row is found, beside its key. A GTIN is kept in its 14 digits."""
    if kind == "product" and body.get("gtin"):
        return [str(body["gtin"]).zfill(14)]
    if kind in ("parcel", "return") and body.get("order"):
        return [str(body["order"])]
    return []


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
