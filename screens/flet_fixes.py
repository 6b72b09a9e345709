"""Work-arounds for re-connecting in Flet 1.0.5, kept in one place. They reach into its internals: Flet is pinned for that.

- A client whose connection is half open gets a new session and loses its screen: `install_takeover`.
- A socket that closes before its client has registered ends in an exception: `install_takeover`, too.
- After a dropped socket every control that did not change meanwhile stays frozen: `mark_all_dirty`.
"""

import contextlib
import time
from typing import Any

import flet as ft

SESSION_KEPT_S = 3600


def install_takeover(kept_s: int = SESSION_KEPT_S) -> None:
    """Let a client that comes back take its old session over, even while its dead connection still hangs on it."""
    from flet_web.fastapi.flet_app_manager import app_manager

    manager: Any = app_manager
    if getattr(manager.get_session, "takes_over", False):
        return
    plain_get_session = manager.get_session

    async def get_session(key: str) -> Any:
        session = await plain_get_session(key)
        if session is not None and session.connection is not None:
            await _let_go(session, kept_s)
        return session

    get_session.takes_over = True  # type: ignore[attr-defined]
    manager.get_session = get_session
    _let_sockets_close_early()


def _let_sockets_close_early() -> None:
    """On a bad line a client may be gone before it has said who it is; that is nobody's error."""
    from flet_web.fastapi.flet_app import FletApp

    plain_handle = FletApp.handle

    async def handle(self: Any, websocket: Any) -> None:
        try:
            await plain_handle(self, websocket)
        except AttributeError:
            if self._FletApp__session is not None:
                raise

    FletApp.handle = handle


async def _let_go(session: Any, kept_s: int) -> None:
    dead = session.connection
    queue = getattr(dead, "_FletApp__send_queue", None)
    socket = getattr(dead, "_FletApp__websocket", None)
    await session.disconnect(kept_s)
    if queue is not None:
        queue.put_nowait(None)  # ends the loop that sends to the dead connection
    if socket is not None:
        with contextlib.suppress(Exception):  # it is dead: closing it may fail in any way
            await socket.close()


def mark_all_dirty(page: ft.Page) -> None:
    """Make every control differ from what the client last saw, so that all of them are drawn after a re-connect."""
    stamp = time.monotonic()
    for control in list(page.session.index.values()):
        control._internals = {**(control._internals or {}), "reconnected": stamp}
