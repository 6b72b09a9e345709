"""Central's database: how it is opened and what one transaction is. Knows no feature.

A writing transaction begins by raising the version of its scopes. That row is locked until the
commit, so versions become visible in the order of their numbers, on SQLite and on PostgreSQL.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, bindparam, create_engine, event, make_url, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.central.hand import Held
from sync.central.problems import Problem
from sync.central.sync.tables import scope_version

log = logging.getLogger(__name__)

CATALOG = "catalog"
WAREHOUSE = "wh:main"
RAISED = (
    update(scope_version)
    .where(scope_version.c.scope == bindparam("name"))
    .values(version=scope_version.c.version + 1)
    .returning(scope_version.c.version)
)


H = TypeVar("H", bound=Held)


@dataclass
class Transaction:
    """One open transaction, and what must still be done in it before the commit.

    `db` is right for every statement, `look` for those that only read, `side` for tables that nobody has in hand.
    """

    side: Connection
    now_ms: int
    new_id: Callable[[], str]
    versions: Mapping[str, int] = field(default_factory=dict)
    touched: set[tuple[str, str]] = field(default_factory=set)  # rows of the feed that may have changed
    shaken: set[str] = field(default_factory=set)  # orders whose status is to be looked at
    freed: set[str] = field(default_factory=set)  # products of which more can be promised now
    published: dict[str, int] = field(default_factory=dict)  # scopes in which devices find something new
    held: dict[Callable[[Connection], Any], Any] = field(default_factory=dict)

    @property
    def db(self) -> Connection:
        """The connection. What is in hand is written first and read anew afterwards: a statement may change anything."""
        self.write()
        self.forget()
        return self.side

    @property
    def look(self) -> Connection:
        """The connection for reading. What is in hand is written first and stays in hand."""
        self.write()
        return self.side

    def hand(self, take: Callable[[Connection], H]) -> H:
        """The rows that `take` makes, in hand from their first use on. The same function gives the same rows."""
        try:
            found: H = self.held[take]
        except KeyError:
            found = self.held[take] = take(self.side)
        return found

    def write(self) -> None:
        """Bring to the database what was changed in hand."""
        for one in self.held.values():
            one.write()

    def forget(self) -> None:
        """Have nothing in hand any more."""
        for one in self.held.values():
            one.forget()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All that the block does or, when it raises, nothing of it."""
        self.write()
        try:
            with self.side.begin_nested():
                yield
                self.write()
        except BaseException:
            self.forget()
            raise

    def touch(self, kind: str, keys: Iterable[str]) -> None:
        """Say that these rows of the feed may have changed."""
        self.touched.update([(kind, key) for key in keys])

    def upsert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert the rows, or put them in the place of those with the same primary key."""
        if not rows:
            return
        db = self.db if any(one.table is table for one in self.held.values()) else self.side
        db.execute(_upserting(table, tuple(rows[0]), db.dialect.name), [dict(row) for row in rows])


@cache
def _upserting(table: Table, names: tuple[str, ...], dialect: str) -> Any:
    keys = [column.name for column in table.primary_key]
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    news = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=news)


Closing = Callable[[Transaction], None]
Raise = Callable[[Connection, str], int]


class Store:
    """Opens transactions. Safe to use from any thread."""

    def __init__(
        self,
        url: str,
        *,
        clock_ms: Callable[[], int],
        new_id: Callable[[], str],
        raise_version: Raise | None = None,
    ) -> None:
        self.engine = open_engine(url)
        self.clock_ms = clock_ms
        self.new_id = new_id
        self.closing: tuple[Closing, ...] = ()
        self.told: Callable[[Mapping[str, int]], None] = lambda published: None
        self._raise_version = raise_version or raised
        self._path = _file_of(self.engine)
        self._file: tuple[int, int] | None = None

    def _must_be_the_file(self) -> None:
        """Another file in the place of the open one would never be read, and what is written to this one is in no file any more."""
        if self._path is None:
            return
        found = _identity_of(self._path)
        self._file = self._file or found
        if found != self._file:
            log.error("%s is another file than the one that is open: central must be restarted", self._path)
            sentence = "Another database was put in while central was running. Restart central."
            raise Problem(503, "other-database", sentence)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one moment and changes nothing."""
        self._must_be_the_file()
        options = {"isolation_level": "REPEATABLE READ"} if self.engine.name == "postgresql" else {}
        with self.engine.connect() as raw:
            db = raw.execution_options(**options) if options else raw
            with db.begin():
                yield Transaction(db, self.clock_ms(), self.new_id)

    @contextmanager
    def writing(self, *scopes: str) -> Iterator[Transaction]:
        """A transaction that is the only writer of its scopes; committed when the block ends well."""
        self._must_be_the_file()
        with self.engine.begin() as db:
            versions = {scope: self._raise_version(db, scope) for scope in sorted(scopes)}
            tx = Transaction(db, self.clock_ms(), self.new_id, versions)
            yield tx
            for close in self.closing:
                close(tx)
            tx.write()
        if tx.published:
            self.told(tx.published)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for a server's, and for one in memory."""
    name = engine.url.database
    if engine.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def raised(db: Connection, scope: str) -> int:
    """The next version of a scope. Its row stays locked until the commit, so that no later one is seen before."""
    return int(db.execute(RAISED, {"name": scope}).scalar_one())


def open_engine(url: str) -> Engine:
    """Open the database. SQLite gets one connection: two of them can lose writes below SQLite 3.51.3."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        # Devices give up after 3 s: who waits for longer than that only stands in the way of those who ask again.
        return create_engine(parsed, pool_size=20, max_overflow=0, pool_timeout=5, pool_pre_ping=True)
    engine = create_engine(
        parsed, pool_size=1, max_overflow=0, pool_timeout=30, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # else sqlite3 begins behind our back, and DEFERRED
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
