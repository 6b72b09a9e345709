"""Of views that come faster than a picture can be drawn, only the newest is drawn. Knows no view and no page."""

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

EVERY_S = 0.1  # a hundred scans that waited are not a hundred pictures

T = TypeVar("T")


class Newest(Generic[T]):
    """Hands on the newest of what it is offered: the first at once, then one each `every_s`, the last in any case.

    `start` runs the coroutine function it is given on the loop of the picture; it may raise when there is none.
    """

    def __init__(
        self, start: Callable[[Any], object], show: Callable[[T], None], every_s: float = EVERY_S
    ) -> None:
        self._start = start
        self._show = show
        self._every_s = every_s
        self._lock = Lock()
        self._waiting: list[T] = []
        self._shown_at = 0.0

    def offer(self, one: T) -> None:
        """From any thread. Where nobody draws, it is forgotten, and the error goes to the caller."""
        with self._lock:
            under_way = bool(self._waiting)
            self._waiting = [one]
        if under_way:
            return
        try:
            self._start(self._hand_on)
        except BaseException:
            with self._lock:
                self._waiting.clear()
            raise

    async def _hand_on(self) -> None:
        loop = asyncio.get_running_loop()
        pause_s = self._shown_at + self._every_s - loop.time()
        if self._shown_at and pause_s > 0:
            await asyncio.sleep(pause_s)
        self._shown_at = loop.time()
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for one in waiting:
            self._show(one)
