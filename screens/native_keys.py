"""A scanner that types into a native window: its keys become codes, and codes go to the desk's door in their order, each with its tone.

A browser has a listener of its own; this is for clients without one. Knows no job.
"""

import asyncio
import locale
import logging
import time
from collections.abc import Callable
from uuid import uuid4

import flet as ft

from app.domain.settings import PLAIN_PROFILE
from app.inputs import Tone
from app.scanning.keys import Code, Key, KeyReader
from app.views.door import Door, ScanGiven
from screens.native_voice import Voice
from screens.sounds import WAITING

log = logging.getLogger("gangway.screens")

FREE = ("BADGE-", "CMD-")
WAITING_S = 1.5


class NativeKeys:
    """Listens to one page. All of it runs on the page's event loop; a scan waits for its turn in a thread."""

    def __init__(
        self,
        door: Door,
        desk: Callable[[], str],
        voice: Voice,
        layout: str | None = None,
    ) -> None:
        self._door = door
        self._desk = desk
        self._voice = voice
        self._reader = KeyReader(layout or _layout_here())
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, event: ft.KeyboardEvent) -> None:
        """One key went down. Returns at once."""
        ft.context.disable_auto_update()  # type: ignore[no-untyped-call]  # else every key compares the whole page
        self.take(Key(event.key, _now_ms(), event.shift, event.ctrl, event.alt, event.meta))

    def take(self, key: Key) -> None:
        """The key, whoever reports it."""
        code = self._reader.take(key)
        if code is not None:
            task = asyncio.get_running_loop().create_task(self._scan(code, self._desk(), str(uuid4())))
            self._tasks.add(task)  # a task nobody holds may be collected before it ran
            task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until every code has its answer."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _scan(self, code: Code, desk: str, scan_id: str) -> None:
        self._voice.own(scan_id)
        async with self._turn:  # first come, first served: order is kept
            taking = asyncio.ensure_future(asyncio.to_thread(self._scanned, code, desk, scan_id))
            done, _ = await asyncio.wait((taking,), timeout=WAITING_S)
            if not done:
                self._voice.sound(WAITING)
            try:
                self._voice.sound(await taking)
            except Exception:
                log.exception("the desk did not take a code")
                self._voice.sound(Tone.UNKNOWN)

    def _scanned(self, code: Code, desk: str, scan_id: str) -> str:
        """What is to be heard. While a PIN is asked for, nothing typed is kept but badges and commands."""
        view = self._door.view(desk)
        self._reader.profile = view.scanner or PLAIN_PROFILE
        if view.secret and not code.text.upper().startswith(FREE):
            return Tone.UNKNOWN
        return self._door.scan(ScanGiven(code.text, scan_id, desk, code.source)).tone


def _layout_here() -> str:
    """The keyboard of this machine, as far as its language tells."""
    return "de" if (locale.getlocale()[0] or "").lower().startswith("de") else "us"


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
