"""A device as small as a test needs: views that are put up for its desks, presses that are remembered."""

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import flet as ft

from app.inputs import Message, Tone
from app.views.door import Answer, PressGiven, ScanGiven
from app.views.view import View
from screens.shell import mount
from tests.screens.headless import HeadlessPage


class SmallDoor:
    """A device with as many desks as asked for; each answers a press with the view that was put up for it."""

    def __init__(self, **views: View) -> None:
        self.views = views
        self.pressed: list[PressGiven] = []
        self.threads: set[int] = set()
        self.listeners: dict[str, list[Callable[[View], None]]] = {}
        self.broken = False

    def view(self, desk: str) -> View:
        self.threads.add(threading.get_ident())
        return self.views[desk]

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        return self.view(desk)

    def scan(self, given: ScanGiven) -> Answer:
        raise AssertionError("the shell takes no scans")

    def press(self, given: PressGiven) -> Answer:
        self.threads.add(threading.get_ident())
        if self.broken:
            raise OSError("the disk is gone")
        self.pressed.append(given)
        shown = self.views[given.desk]
        after = replace(shown, revision=shown.revision + 1)
        self.views[given.desk] = after
        return Answer("accepted", Tone.GOOD, Message("said.ok"), after.revision, after)

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        listeners = self.listeners.setdefault(desk, [])
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def publish(self, desk: str, view: View) -> None:
        """From another thread, as the desk does it."""
        self.views[desk] = view
        thread = threading.Thread(target=lambda: [hear(view) for hear in list(self.listeners[desk])])
        thread.start()
        thread.join(20)


def shows(door: SmallDoor) -> Callable[[ft.Page], Awaitable[None]]:
    async def main(page: ft.Page) -> None:
        await mount(page, door)

    return main


@asynccontextmanager
async def opened(door: SmallDoor, route: str = "/") -> AsyncIterator[HeadlessPage]:
    page = await HeadlessPage(route).start(shows(door))
    try:
        yield page
    finally:
        await page.close()
