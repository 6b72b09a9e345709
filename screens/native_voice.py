"""What is heard and felt in a native window: there is no page script to play it. Decides nothing.

The player comes from flet-audio where that is installed; without it the device only shakes.
"""

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import flet as ft

from app.views.view import View
from screens.sounds import SOUNDS, wav

log = logging.getLogger("gangway.screens")

OWN_MAX = 500
GENTLE = frozenset(("good", "noted", "waiting"))


class Player(Protocol):
    """Plays one sound from its beginning; flet_audio.Audio is one."""

    def play(self) -> Awaitable[None]: ...


class Voice(Protocol):
    """What a scan is answered with by ear."""

    def own(self, scan_id: str) -> None:
        """This scan gets its tone from whoever sent it."""
        ...

    def sound(self, kind: str) -> None:
        """This tone, now."""
        ...


class NativeVoice:
    """Of one page. A tone is never waited for: where nobody can play it, playing never ends."""

    def __init__(self, page: ft.Page, player_of: Callable[[bytes], Player] | None = None) -> None:
        self._page = page
        player = player_of or _installed()
        self._players: Mapping[str, Player] = (
            {kind: player(wav(sound)) for kind, sound in SOUNDS.items()} if player else {}
        )
        self._feel = ft.HapticFeedback()
        self._own: deque[str] = deque(maxlen=OWN_MAX)
        self._last: str | None = None

    def own(self, scan_id: str) -> None:
        self._own.append(scan_id)

    def hear(self, view: View) -> None:
        """A scan that came another way (a line, a camera) sounds here, too, once it is shown."""
        began, fresh = self._last is not None, view.scan_id != self._last
        self._last = view.scan_id or self._last or ""
        if began and fresh and view.scan_id and view.scan_id not in self._own and view.banner is not None:
            self.sound(view.banner.tone)

    def sound(self, kind: str) -> None:
        """This tone now, from the page's event loop. A kind that nobody knows sounds like one that was not taken."""
        known = kind if kind in SOUNDS else "unknown"
        self._start(self._feel.light_impact if known in GENTLE else self._feel.heavy_impact)
        if known in self._players:
            self._start(self._players[known].play)

    def _start(self, what: Callable[[], Any]) -> None:
        async def tried() -> None:
            try:
                await what()
            except Exception as silent:  # not every device has it, and no scan may fail for want of a tone
                log.debug("no tone: %s", silent)

        try:
            if self._page.session.connection is not None:
                self._page.run_task(tried)
        except (AttributeError, RuntimeError):  # the page went away just now
            log.debug("nobody is there to hear a tone")


def _installed() -> Callable[[bytes], Player] | None:
    try:
        import flet_audio
    except ImportError:
        return None

    def player(file: bytes) -> Player:
        audio: Player = flet_audio.Audio(src=file)
        return audio

    return player
