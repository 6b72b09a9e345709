"""A real Flet session and page without any client. The one file that reaches into Flet's inside: Flet is pinned for that."""
# mypy: disable-error-code="no-untyped-call"

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flet as ft
import msgpack  # type: ignore[import-untyped]
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, MessageAction, configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from tests.screens.finding import find

SETTLED_S = 60.0


class RecordingConnection(Connection):
    """Keeps what would go to the client. Packing has a side effect: Flet takes its snapshot for the next diff then."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(2)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.page_url = "http://headless"
        self.messages: list[Message] = []
        self.crashes: list[str] = []

    def send_message(self, message: Message) -> None:
        packed([message.action, message.body])
        self.messages.append(message)
        if message.action == MessageAction.SESSION_CRASHED:
            self.crashes.append(message.body.message)

    def dispose(self) -> None:
        self.executor.shutdown(wait=False)


def packed(value: object) -> bytes:
    return bytes(msgpack.packb(value, default=configure_encode_object_for_msgpack(BaseControl)))


class HeadlessPage:
    """One page in a session of its own. Holds the session: the page holds it weakly."""

    def __init__(self, route: str = "/", *, width: int = 480, height: int = 800) -> None:
        self.connection = RecordingConnection()
        self.session = Session(self.connection)
        self.page = self.session.page
        self.session.apply_page_patch({"route": route, "width": width, "height": height, "web": True})
        packed(self.session.get_page_patch())

    async def start(self, main: Callable[[ft.Page], Awaitable[None] | None]) -> "HeadlessPage":
        _context_page.set(self.page)
        context.reset_auto_update()
        started = main(self.page)
        if inspect.isawaitable(started):
            await started
        await self.session.after_event(self.page)
        await self.settle()
        return self

    async def settle(self) -> None:
        """Let everything that was scheduled run."""
        for _ in range(20):
            await asyncio.sleep(0)
        assert not self.connection.crashes, self.connection.crashes[0]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for worker threads; fails when it takes unreasonably long."""
        async with asyncio.timeout(SETTLED_S):
            while not holds():
                await asyncio.sleep(0.005)
        await self.settle()

    @property
    def root(self) -> object:
        views: Any = unwrap_component(self.page.views)
        return unwrap_component(views[-1])

    async def press(self, key: str) -> None:
        """A click as the client would report it."""
        await self.event(find(self.root, key, ft.Container), "click")

    async def event(self, control: BaseControl, name: str, data: object = None) -> None:
        await self.session.dispatch_event(control._i, name, data)
        await self.settle()

    async def leave(self) -> None:
        """The socket is lost."""
        await self.session.disconnect(3600)
        await self.settle()

    async def come_back(self, route: str | None = None) -> RecordingConnection:
        """The same client again, with a fresh socket and perhaps another address."""
        before = self.page.route
        self.connection = RecordingConnection()
        if route is not None:
            self.session.apply_page_patch({"route": route})
        packed(self.page)
        await self.session.connect(self.connection)
        if route is not None and route != before:
            await self.page._trigger_event("route_change", {"route": route})
        await self.settle()
        return self.connection

    async def close(self) -> None:
        self.session.close()
        await self.settle()
        if self.session.connection is not None:
            self.session.connection.dispose()
