"""What central has told this device. Disposable: may be deleted at any time and is pulled anew.

Holds central's rows at one cursor and nothing else; page, cursor and the covered fact number are one commit.
"""

import json
import logging
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError

from app.domain.places import STORAGE_KIND
from app.store.mirror.named import Named, codes_from, named
from app.store.mirror.page import Change, put
from app.store.mirror.tables import (
    FOLLOWED,
    IS_FOLLOWED,
    SCHEMA,
    codes,
    metadata,
    places,
    position,
    rows,
    stock,
)
from app.store.private import private_file
from app.store.sqlite import Opens, engine_for
from app.store.trouble import FULL, StoreFull, is_damage, trouble_from

__all__ = ["Change", "Mirror"]

log = logging.getLogger(__name__)
T = TypeVar("T")

PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "wal_autocheckpoint=4000",  # 16 MB: a new device writes more than the usual 4 MB ten times over
)
KEYS_AT_ONCE = 500


class Mirror:
    """The only door to mirror.db. Safe to call from any thread; begun anew when it cannot be read.

    `life` rises each time it is begun anew. Raises StoreTrouble when nothing can be written.
    """

    def __init__(self, path: Path, opens: Opens = engine_for) -> None:
        self._path = path
        self._opens = opens
        self._lock = RLock()
        self.life = 0
        self._open()

    def close(self) -> None:
        with self._lock:
            self._engine.dispose()

    # Keeping up --------------------------------------------------------------------------------

    def position(self) -> dict[str, str]:
        """Cursor, generation, epoch and last_seq as of the last page; empty before the first."""
        return self._run(lambda tx: {row.name: row.value for row in tx.execute(select(position))})

    def apply(self, changes: Iterable[Change], **at: str) -> None:
        """Take in a page and the position behind it, in one commit."""
        kept = list(changes)

        def write(tx: Connection) -> None:
            put(tx, kept)
            for name, value in at.items():
                tx.execute(
                    upsert(position)
                    .values(name=name, value=value)
                    .on_conflict_do_update(index_elements=["name"], set_={"value": value})
                )

        self._run(write)

    def gone(self) -> bool:
        """Whether somebody deleted the file under us. What was in it can still be read."""
        return not self._path.exists()

    def beside(self) -> "Mirror":
        """A mirror to be filled while this one is still read, with what an earlier try brought; see `take_over`."""
        return Mirror(self._path.with_suffix(".new"), self._opens)

    def forget_beside(self) -> None:
        """What an earlier try brought is of no use."""
        _remove(self._path.with_suffix(".new"))

    def take_over(self, fresh: "Mirror") -> None:
        """Become what `fresh` is, which is gone afterwards."""
        with self._lock:
            fresh.close()
            self._engine.dispose()
            _remove(self._path)
            fresh._path.replace(self._path)
            self.life += 1
            self._open()

    def knows_anything(self) -> bool:
        """Whether there is anything to forget, here or of an earlier try beside."""
        return bool(self.position()) or self._path.with_suffix(".new").exists()

    def forget(self) -> None:
        """Know nothing any more, of an earlier try either."""
        self.forget_beside()
        with self._lock:
            self._begin_anew()

    # Reading -----------------------------------------------------------------------------------

    def row(self, kind: str, key: str) -> dict[str, Any] | None:
        query = select(rows.c.body).where(rows.c.kind == kind, rows.c.key == key)
        body = self._run(lambda tx: tx.scalar(query))
        return None if body is None else json.loads(body)

    def all(self, kind: str) -> list[dict[str, Any]]:
        """All rows of a kind in the order of their keys."""
        query = select(rows.c.body).where(rows.c.kind == kind).order_by(rows.c.key)
        return [json.loads(body) for body in self._run(lambda tx: tx.scalars(query).all())]

    def versions(self, kind: str) -> dict[str, int]:
        """The version of each row of a kind."""
        query = select(rows.c.key, rows.c.version).where(rows.c.kind == kind)
        if kind in FOLLOWED:
            query = query.where(IS_FOLLOWED)
        return {row.key: row.version for row in self._run(lambda tx: tx.execute(query).all())}

    def some(self, kind: str, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """Those rows of a kind that are there."""
        wanted = sorted(keys)
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(wanted), KEYS_AT_ONCE):
            piece = wanted[start : start + KEYS_AT_ONCE]
            query = select(rows.c.key, rows.c.body).where(rows.c.kind == kind, rows.c.key.in_(piece))
            found |= {row.key: json.loads(row.body) for row in self._read(query)}
        return found

    def named(self, keys: Collection[str], codes: Collection[str]) -> Named:
        """Everything that has one of these keys or carries one of these codes, in one reading."""
        return self._run(lambda tx: named(tx, keys, codes))

    def keys_of(self, kind: str, code: str) -> list[str]:
        """The keys of the rows of a kind that carry this code."""
        query = select(codes.c.key).where(codes.c.kind == kind, codes.c.code == code)
        return [row.key for row in self._read(query)]

    def codes_from(self, kind: str, start: str) -> list[str]:
        """The codes with this start that rows of a kind carry, each once, however many rows carry it."""
        return self._run(lambda tx: codes_from(tx, kind, start))

    def lying(self, sku: str) -> list[tuple[str, int, str, int]]:
        """Where a product lies: place, quantity, kind of place and its number on the walk."""
        query = (
            select(stock.c.place, stock.c.on_hand, places.c.kind, places.c.sequence)
            .outerjoin(places, places.c.place == stock.c.place)
            .where(stock.c.sku == sku)
        )
        return [
            (row.place, row.on_hand, row.kind or STORAGE_KIND, row.sequence or 0) for row in self._read(query)
        ]

    def skus_at(self, place: str) -> dict[str, int]:
        """What lies at a place, and how much."""
        query = select(stock.c.sku, stock.c.on_hand).where(stock.c.place == place)
        return {row.sku: row.on_hand for row in self._read(query)}

    def free_place(self, taken: Collection[str] = ()) -> str | None:
        """The first storage place in walking order where nothing lies, none of `taken`."""
        lies = select(stock.c.sku).where(stock.c.place == places.c.place, stock.c.on_hand > 0).exists()
        query = (
            select(places.c.place)
            .where(places.c.kind == STORAGE_KIND, ~lies)
            .order_by(places.c.sequence, places.c.place)
            .limit(len(taken) + 1)
        )
        return next((row.place for row in self._read(query) if row.place not in taken), None)

    def places_of(self, kind: str) -> list[str]:
        """All places of a kind, in walking order."""
        query = select(places.c.place).where(places.c.kind == kind)
        return [row.place for row in self._read(query.order_by(places.c.sequence, places.c.place))]

    # The file ----------------------------------------------------------------------------------

    def _read(self, query: Any) -> Any:
        return self._run(lambda tx: tx.execute(query).all())

    def _run(self, work: Callable[[Connection], T]) -> T:
        """Do this in one transaction; on a file that cannot be read any more, on an empty one."""
        with self._lock:
            try:
                with self._engine.begin() as tx:
                    return work(tx)
            except DatabaseError as wrong:
                if not is_damage(wrong):
                    raise trouble_from(wrong) from wrong
            self._begin_anew()
            try:
                with self._engine.begin() as tx:
                    return work(tx)
            except DatabaseError as wrong:
                raise trouble_from(wrong) from wrong

    def _open(self) -> None:
        try:
            self._prepare()
        except DatabaseError as wrong:
            self._engine.dispose()
            if not is_damage(wrong):
                raise trouble_from(wrong) from wrong
            self._begin_anew()

    def _begin_anew(self) -> None:
        log.warning("the mirror could not be read; it is pulled anew")
        self._engine.dispose()
        _remove(self._path)
        self.life += 1
        try:
            self._prepare()
        except DatabaseError as wrong:
            raise trouble_from(wrong) from wrong

    def _prepare(self) -> None:
        private_file(self._path)
        self._engine = self._opens(self._path, PRAGMAS)
        with self._engine.begin() as tx:
            version = tx.scalar(text("PRAGMA user_version"))
            if version == SCHEMA:
                return
            for name in tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
                tx.execute(text(f'DROP TABLE "{name}"'))
            metadata.create_all(tx)
            tx.execute(text(f"PRAGMA user_version = {SCHEMA}"))


def _remove(path: Path) -> None:
    try:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError as wrong:
        raise StoreFull(FULL) from wrong
