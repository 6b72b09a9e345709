"""The feed under sixteen writers at once: who reads all the time misses nothing, because a version is locked until its commit."""

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine

from app.store.ids import new_id
from sync.central.start import furnish, migrate
from sync.central.store import CATALOG, Raise, Store, open_engine, raised
from sync.central.sync.feed import Cursor, changes
from sync.central.sync.tables import feed

WRITERS = 16
COMMITS_EACH = 12
LONG_S = 120.0
PATIENCE_S = 1.0
SLOWEST = "slowest"

MakeStore = Callable[[Raise | None], Store]


@pytest.fixture
def make_store(database_url: str) -> Iterator[MakeStore]:
    """A central's database; with another way to take a version."""
    made: list[Store] = []

    def make(raise_version: Raise | None) -> Store:
        store = Store(database_url, clock_ms=lambda: 1, new_id=new_id, raise_version=raise_version)
        made.append(store)
        migrate(store)
        furnish(store)
        return store

    yield make
    for store in made:
        store.close()


class Slowest:
    """The commit that begins first, and ends when a reader has seen a later one, or has not for a while."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.overtaken = threading.Event()

    def write(self, store: Store) -> None:
        with store.writing(CATALOG) as tx:
            row = {"scope": CATALOG, "kind": "product", "key": SLOWEST, "body": "{}", "gone_at_ms": None}
            tx.upsert(feed, [{**row, "version": tx.versions[CATALOG]}])
            self.begun.set()
            self.overtaken.wait(PATIENCE_S)


def write(store: Store, name: str, written: list[str], slowest: Slowest) -> None:
    """Commits that take different times after they took their version."""
    chance = random.Random(name)
    assert slowest.begun.wait(LONG_S)
    for no in range(COMMITS_EACH):
        key = f"{name}-{no}"
        with store.writing(CATALOG) as tx:
            row = {"scope": CATALOG, "kind": "product", "key": key, "body": "{}", "gone_at_ms": None}
            tx.upsert(feed, [{**row, "version": tx.versions[CATALOG]}])
            time.sleep(chance.uniform(0, 0.01))
        written.append(key)


def missed_by_a_reader(store: Store, reader: Store) -> set[str]:
    """The keys that one who follows the feed never sees."""
    written: list[str] = []
    slowest = Slowest()
    threads = [
        threading.Thread(target=write, args=(store, f"w{no}", written, slowest), daemon=True)
        for no in range(WRITERS - 1)
    ]
    threads.append(threading.Thread(target=slowest.write, args=(store,), daemon=True))
    for thread in threads:
        thread.start()
    seen: set[str] = set()
    cursor = Cursor("any")
    until = time.monotonic() + LONG_S
    done = False
    while not done:
        assert time.monotonic() < until, "the writers do not end"
        done = not any(thread.is_alive() for thread in threads)  # before the last look
        more = True
        while more:
            with reader.reading() as tx:
                rows, cursor, more = changes(tx, cursor, 7)
            seen |= {row.key for row in rows}
        if any(key.startswith("w") for key in seen):
            slowest.overtaken.set()
        time.sleep(0.002)
    assert len(written) == (WRITERS - 1) * COMMITS_EACH, "a writer failed"
    return {*written, SLOWEST} - seen


def test_a_reader_misses_nothing(make_store: MakeStore) -> None:
    """However the commits overtake each other: the cursor stands behind nothing that is still to come."""
    store = make_store(None)
    assert missed_by_a_reader(store, store) == set()


@pytest.fixture
def beside(database_url: str) -> Iterator[Engine]:
    """Connections beside those of the store."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_a_reader_misses_rows(make_store: MakeStore, beside: Engine) -> None:
    """The proof that the test above can fail: a version that is given out before its commit is a sequence, no lock."""

    def unlocked(_db: Connection, scope: str) -> int:
        with beside.begin() as own:
            return raised(own, scope)

    assert missed_by_a_reader(make_store(unlocked), make_store(None)) != set()
