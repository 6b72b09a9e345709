"""Pushes that wait for each other anyway are taken in one transaction. Each has its own answer, as if it had come alone.

The scope lets in one writer at a time, and each commit waits for the disk. A hundred devices that send at once would
stand in line for a hundred of both.
"""

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.central.problems import Problem
from sync.central.store import CATALOG, WAREHOUSE, Store
from sync.central.sync.envelopes import OF_THE_CATALOGUE, Batch
from sync.central.sync.push import Push, push_all
from sync.wire import Pushed

log = logging.getLogger(__name__)

FACTS_TOGETHER_MAX = 500  # one transaction takes no longer than the largest push alone


@dataclass
class _Waiting(Push):
    over: Future[Pushed] = field(default_factory=Future)


class Gathering:
    """One for each process. Safe to use from many threads and loops; each waits until its own push is durable."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = Lock()
        self._guard = Lock()
        self._waiting: list[_Waiting] = []
        self._writer = ThreadPoolExecutor(1, "pushes")

    def close(self) -> None:
        """Take no more pushes."""
        self._writer.shutdown(wait=False, cancel_futures=True)

    async def pushed(self, device: str, batch: Batch) -> Pushed:
        """Take this push, with those of others that wait. Raises what it would raise alone."""
        mine = self._come(device, batch)
        self._writer.submit(self._take_some)
        return await asyncio.wrap_future(mine.over)

    def push(self, device: str, batch: Batch) -> Pushed:
        """The same for a thread that has nothing else to do."""
        mine = self._come(device, batch)
        while not mine.over.done():
            self._take_some()
        return mine.over.result()

    def _come(self, device: str, batch: Batch) -> _Waiting:
        mine = _Waiting(device, batch)
        with self._guard:
            self._waiting.append(mine)
        return mine

    def _take_some(self) -> None:
        with self._turn:
            some = self._next()
            if some:
                self._take(some)

    def _next(self) -> list[_Waiting]:
        """Those who wait longest, one push of each device, as many as fit. Who went away meanwhile sends again."""
        chosen: dict[str, _Waiting] = {}
        left: list[_Waiting] = []
        count = 0
        with self._guard:
            for one in self._waiting:
                size = len(one.batch.envelopes)
                if one.device in chosen or (chosen and count + size > FACTS_TOGETHER_MAX):
                    left.append(one)
                elif one.over.set_running_or_notify_cancel():
                    chosen[one.device] = one
                    count += size
            self._waiting = left
        return list(chosen.values())

    def _take(self, some: list[_Waiting]) -> None:
        """All of these in one transaction. If that fails nothing was changed, and each is taken alone."""
        touched = set().union(*(one.batch.about for one in some))
        scopes = (CATALOG, WAREHOUSE) if touched & OF_THE_CATALOGUE else (WAREHOUSE,)
        try:
            with self._store.writing(*scopes) as tx:
                push_all(tx, some)
        except Exception as why:
            if len(some) > 1 and not isinstance(why, (OperationalError, PoolTimeout)):
                log.exception("%d pushes are taken one by one", len(some))
                for one in some:
                    self._take([one])
                return
            for one in some:
                one.over.set_exception(why)
        except BaseException as why:
            for one in some:
                one.over.set_exception(why)
            raise
        else:
            for one in some:
                _answer(one)


def _answer(one: _Waiting) -> None:
    if isinstance(one.answer, Problem):
        one.over.set_exception(one.answer)
    elif one.answer is not None:
        one.over.set_result(one.answer)
