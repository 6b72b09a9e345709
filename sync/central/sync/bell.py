"""Rings when the feed has news, so that devices need not ask all the time. Knows versions, nothing of what changed.

A commit of this process rings at once. Commits of other processes on the same PostgreSQL are noticed by one look
at the newest versions, every tenth of a second while anybody listens.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from threading import Event, Lock, Thread

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from sync.central.store import Store
from sync.central.sync.tables import feed, scope_version

log = logging.getLogger(__name__)

LOOK_S = 0.1
TROUBLE_S = 1.0
IDLE_S = 5.0
JOIN_S = 5.0
LISTENERS_MAX = 2000

Versions = Mapping[str, int]


class Bell:
    """One for each process. Safe to use from any thread; listeners are coroutines on any loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._versions: dict[str, int] = {}
        self._changes = 0  # of the versions
        self._waiting: dict[asyncio.AbstractEventLoop, asyncio.Event] = {}
        self._listeners = 0
        self._anybody = Event()
        self._closed = Event()
        self._watcher: Thread | None = None

    def start(self) -> None:
        """Notice what other processes commit. SQLite has one process only."""
        if self._store.engine.name == "postgresql" and self._watcher is None:
            self._watcher = Thread(target=self._watch, name="bell", daemon=True)
            self._watcher.start()

    def hang_up(self) -> None:
        """End every stream; a server that shuts down waits for them."""
        self._closed.set()
        self._anybody.set()
        self._wake_all()

    def close(self) -> None:
        """End streams and watcher; waits a bounded time."""
        self.hang_up()
        if self._watcher is not None:
            self._watcher.join(JOIN_S)
            self._watcher = None

    def ring(self, versions: Versions) -> None:
        """These scopes have news up to these versions."""
        self._note(versions)

    def _note(self, versions: Versions, changes: int | None = None) -> None:
        """`changes`: how many there had been before a look that found these. It may find less: another database was put in.

        Unless a commit came while it looked: then it may have seen less than is there.
        """
        with self._lock:
            known, alone = self._versions, changes == self._changes
            news = {
                name: no
                for name, no in versions.items()
                if no > known.get(name, -1) or (alone and no != known[name])
            }
            known.update(news)
            self._changes += bool(news)
        if news:
            self._wake_all()

    @property
    def full(self) -> bool:
        """Whether this process has as many listeners as it can carry."""
        return self._listeners >= LISTENERS_MAX

    async def news(self, scopes: frozenset[str], beat_s: float) -> AsyncGenerator[Versions | None]:
        """The newest versions of these scopes, first as they are, then at each change; None at each beat without one."""
        self._came()
        try:
            await asyncio.to_thread(self._look)
            told: Versions | None = None
            while not self._closed.is_set():
                event = self._event()  # taken before the versions are read, else a ring between is lost
                with self._lock:
                    now = {name: no for name, no in self._versions.items() if name in scopes}
                if now != told:
                    told = now
                    yield now
                    continue
                try:
                    await asyncio.wait_for(event.wait(), beat_s)
                except TimeoutError:
                    yield None
        finally:
            self._went()

    def _event(self) -> asyncio.Event:
        with self._lock:
            event = self._waiting.setdefault(asyncio.get_running_loop(), asyncio.Event())
        if self._closed.is_set():
            event.set()
        return event

    def _wake_all(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for loop, event in waiting.items():
            with suppress(RuntimeError):  # a loop that has ended has nobody who listens
                loop.call_soon_threadsafe(event.set)

    def _came(self) -> None:
        with self._lock:
            self._listeners += 1
            self._anybody.set()

    def _went(self) -> None:
        with self._lock:
            self._listeners -= 1
            if self._listeners == 0 and not self._closed.is_set():
                self._anybody.clear()

    def _look(self) -> None:
        """Read the newest versions of the feed."""
        newest = select(func.max(feed.c.version)).where(feed.c.scope == scope_version.c.scope)
        asked = select(scope_version.c.scope, newest.scalar_subquery().label("version"))
        with self._lock:
            changes = self._changes
        with self._store.reading() as tx:
            found = {row.scope: int(row.version or 0) for row in tx.db.execute(asked)}
        self._note(found, changes)

    def _watch(self) -> None:
        while not self._closed.is_set():
            if not self._anybody.wait(IDLE_S):
                continue
            try:
                self._look()
                self._closed.wait(LOOK_S)
            except SQLAlchemyError as wrong:
                log.warning("the database does not say what is new: %s", wrong)
                self._closed.wait(TROUBLE_S)
