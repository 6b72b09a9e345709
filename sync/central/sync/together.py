"""Pushes that wait for each other anyway are taken in one transaction. Each has its own answer, as if it had come alone.

The scope lets in one writer at a time, and each commit waits for the disk. A hundred devices that send at once would
stand in line for a hundred of both.
"""

import logging
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
    wrong: BaseException | None = None

    @property
    def over(self) -> bool:
        return self.answer is not None or self.wrong is not None


@dataclass
class Gathering:
    """One for each process. Safe to use from many threads; each waits until its own push is durable."""

    store: Store
    _turn: Lock = field(default_factory=Lock)
    _guard: Lock = field(default_factory=Lock)
    _waiting: list[_Waiting] = field(default_factory=list)

    def push(self, device: str, batch: Batch) -> Pushed:
        """Take this push, with those of others that wait. Raises what it would raise alone."""
        mine = _Waiting(device, batch)
        with self._guard:
            self._waiting.append(mine)
        while not mine.over:
            with self._turn:
                if not mine.over:
                    self._take(self._next())
        if mine.wrong is not None:
            raise mine.wrong
        assert mine.answer is not None, "what is not wrong has its answer"
        if isinstance(mine.answer, Problem):
            raise mine.answer
        return mine.answer

    def _next(self) -> list[_Waiting]:
        """Those who wait longest, one push of each device, as many as fit."""
        chosen: dict[str, _Waiting] = {}
        left: list[_Waiting] = []
        count = 0
        with self._guard:
            for one in self._waiting:
                size = len(one.batch.envelopes)
                if one.device in chosen or (chosen and count + size > FACTS_TOGETHER_MAX):
                    left.append(one)
                else:
                    chosen[one.device] = one
                    count += size
            self._waiting = left
        return list(chosen.values())

    def _take(self, some: list[_Waiting]) -> None:
        """All of these in one transaction. If that fails nothing was changed, and each is taken alone."""
        touched = {name for one in some for envelope in one.batch.envelopes for name in envelope.about}
        scopes = (CATALOG, WAREHOUSE) if touched & OF_THE_CATALOGUE else (WAREHOUSE,)
        try:
            with self.store.writing(*scopes) as tx:
                push_all(tx, some)
        except Exception as why:
            if len(some) > 1 and not isinstance(why, (OperationalError, PoolTimeout)):
                log.exception("%d pushes are taken one by one", len(some))
                for one in some:
                    self._take([one])
                return
            _fail(some, why)
        except BaseException as why:
            _fail(some, why)
            raise


def _fail(some: list[_Waiting], why: BaseException) -> None:
    for one in some:
        one.answer, one.wrong = None, why
