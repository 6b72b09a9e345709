"""A host that shows any view on the real page: for the pictures, and to compare the measuring with what Chromium draws."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import flet as ft
import flet_web.fastapi as flet_fastapi
import uvicorn

from app.views.door import Answer, PressGiven, ScanGiven
from app.views.view import View
from screens.shell import mount
from tests.screens.samples import SAMPLES

ASSETS = Path(__file__).resolve().parents[2] / "assets"
START_S = 90.0


class Stage:
    """A desk of any name; it shows what is put on it and takes nothing."""

    def __init__(self) -> None:
        self._views: dict[str, View] = {}
        self._listeners: dict[str, list[Callable[[View], None]]] = {}

    def show(self, desk: str, view: View, language: str) -> None:
        """Put a view on; it counts as newer than the one before."""
        revision = self.view(desk).revision + 1
        self._views[desk] = replace(view, language=language, revision=revision)
        for hear in list(self._listeners.get(desk, ())):
            hear(self._views[desk])

    def view(self, desk: str) -> View:
        return self._views.get(desk, SAMPLES["login"])

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        return self.view(desk)

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        listeners = self._listeners.setdefault(desk, [])
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def press(self, given: PressGiven) -> Answer:
        raise NotImplementedError("the stage takes no press")

    def scan(self, given: ScanGiven) -> Answer:
        raise NotImplementedError("the stage takes no scan")


@asynccontextmanager
async def served(stage: Stage, port: int) -> AsyncIterator[None]:
    """Serve the stage from a thread of its own."""

    async def main(page: ft.Page) -> None:
        await mount(page, stage)

    app = flet_fastapi.app(main, assets_dir=str(ASSETS), no_cdn=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    async with asyncio.timeout(START_S):
        while not server.started:
            await asyncio.sleep(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.to_thread(thread.join, START_S)
