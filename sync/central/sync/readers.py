"""Pulls that wait for each other anyway are answered out of one look into the database.

One commit wakes a hundred devices, and all of them ask for the same page. One thread looks for all who wait at that
moment; their page is made once.
"""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sync.central.store import CATALOG, WAREHOUSE, Store, Transaction
from sync.central.sync.feed import Cursor, changes, cursor_from
from sync.central.sync.glance import Glance, Reach, glances, reach_of
from sync.central.sync.pages import PACKED_FROM_BYTES, Pages, Ready, rendered
from sync.wire import PAGE_ROWS_MAX, SCHEMA

PAGES_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Pull:
    """What a device asks for. `token_hash` says who it is."""

    token_hash: str
    cursor: str | None
    limit: int
    scopes: tuple[str, ...]
    in_lines: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A page for one device: the rows that others may get, too, and what is told to this one."""

    page: Ready
    frame: dict[str, Any]


@dataclass
class _Waiting:
    pull: Pull
    over: "Future[Told | None]" = field(default_factory=Future)


class Readers:
    """One for each process. Safe to use from many threads and loops."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages = Pages()
        self._guard = Lock()
        self._waiting: list[_Waiting] = []
        self._looker = ThreadPoolExecutor(1, "pulls")
        self._preparer = ThreadPoolExecutor(1, "pages")
        self._stands: dict[str, str] = {}

    def close(self) -> None:
        """Answer no more pulls."""
        self._looker.shutdown(wait=False, cancel_futures=True)
        self._preparer.shutdown(wait=False, cancel_futures=True)

    def forget(self) -> None:
        """Another database was put in."""
        self._pages = Pages()
        self._stands = {}

    async def pulled(self, pull: Pull) -> Told | None:
        """The page, or None if whoever asks is no device that may read. Raises Problem if the cursor is gone."""
        mine = self._come(pull)
        self._looker.submit(self._answer_all)
        told = await asyncio.wrap_future(mine.over)
        if told is not None:
            self._stands[pull.token_hash] = told.frame["cursor"]
        return told

    def stands_at(self, pull: Pull) -> str | None:
        """How far this device has read here; else as far as it says. What it was told and did not take, it asks for."""
        return self._stands.get(pull.token_hash, pull.cursor)

    async def go_on(self, pull: Pull, told: Told) -> None:
        """Make ready what will be asked for next. To be called when the page is sent: it would only keep it back."""
        if told.page.more:
            self._preparer.submit(self._prepare, pull, told.page.after)

    def pull(self, pull: Pull) -> Told | None:
        """The same for a thread that has nothing else to do."""
        mine = self._come(pull)
        self._answer_all()
        return mine.over.result()

    def _come(self, pull: Pull) -> _Waiting:
        mine = _Waiting(pull)
        with self._guard:
            self._waiting.append(mine)
        return mine

    def _answer_all(self) -> None:
        with self._guard:
            came, self._waiting = self._waiting, []
        some = [one for one in came if one.over.set_running_or_notify_cancel()]
        if not some:
            return
        try:
            with self._store.reading() as tx:
                known = glances(tx, {one.pull.token_hash for one in some})
                answers = [(one, self._answer(tx, one.pull, known.get(one.pull.token_hash))) for one in some]
        except BaseException as why:
            for one in some:
                one.over.set_exception(why)
            if not isinstance(why, Exception):
                raise
            return
        for one, answer in answers:
            if isinstance(answer, Exception):
                one.over.set_exception(answer)
            else:
                one.over.set_result(answer)

    def _answer(self, tx: Transaction, pull: Pull, seen: Glance | None) -> Told | Exception | None:
        """What is wrong with one of them is its own answer, and keeps nobody else from theirs."""
        if seen is None:
            return None
        try:
            page = self._page(tx, pull, cursor_from(seen.generation, seen.reach, pull.cursor), seen.reach)
        except Exception as why:
            return why
        return Told(page, _frame(seen, page, tx.now_ms))

    def _prepare(self, pull: Pull, start: Cursor) -> None:
        """While the device keeps one page, the next one is there and the one after it is made."""
        with self._store.reading() as tx:
            reach = reach_of(tx)
            for _ in range(PAGES_AHEAD):
                page = self._page(tx, pull, start, reach)
                if not page.more:
                    break
                start = page.after

    def _page(self, tx: Transaction, pull: Pull, start: Cursor, reach: dict[str, Reach]) -> Ready:
        limit = min(pull.limit, PAGE_ROWS_MAX)
        newest = tuple(reach[scope].version for scope in pull.scopes)

        def made() -> Ready:
            ready = rendered(*changes(tx, start, limit, pull.scopes), in_lines=pull.in_lines)
            if len(ready.rows) >= PACKED_FROM_BYTES:
                ready.pack()
            return ready

        return self._pages.page((start, limit, pull.scopes, pull.in_lines, newest), made)


def _frame(seen: Glance, page: Ready, now_ms: int) -> dict[str, Any]:
    """All of a page but its rows."""
    after = page.after
    return {
        "generation": after.generation,
        "cursor": after.text(),
        "more": page.more,
        "epoch": seen.epoch,
        "last_seq": seen.last_seq,
        "server_time_ms": now_ms,
        "last_fact": seen.last_fact,
        "versions": {CATALOG: after.catalog, WAREHOUSE: after.warehouse},
        "floor": seen.floor,
        "schema": SCHEMA,
    }
