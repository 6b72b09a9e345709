"""Keys straight over Chromium's own debugging socket: thousands a second, as the other way would take minutes."""

import asyncio
import json
import time
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.keys import KEY_S, Event, key_events

UNDER_WAY_MAX = 400  # events that Chromium has not acknowledged yet
ANSWER_S = 120.0


class KeyLine:
    """The scanner of one page. Events are stamped as a device would stamp them."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self._acknowledged = 0
        self._at_s = 0.0

    @classmethod
    async def to(cls, debug_port: int, part_of_url: str) -> "KeyLine":
        """The line to the page whose address holds this."""
        listed = httpx.get(f"http://127.0.0.1:{debug_port}/json/list", trust_env=False).json()
        [address] = [
            page["webSocketDebuggerUrl"]
            for page in listed
            if page["type"] == "page" and part_of_url in page["url"]
        ]
        return cls(await connect(address, max_size=None, ping_interval=None, proxy=None))

    async def close(self) -> None:
        await self._socket.close()

    async def type(self, text: str, code_s: float = 0.0) -> None:
        """Send all keys of a code; the next code comes `code_s` later at the earliest."""
        begun_at = time.monotonic()
        self._at_s = max(self._at_s, time.time())
        for character in text:
            self._at_s += KEY_S
            for event in key_events(character):
                await self._send({**event, "timestamp": self._at_s})
        await asyncio.sleep(max(0.0, begun_at + code_s - time.monotonic()))

    async def press(self, key: str, code: str, number: int) -> None:
        """One key that is none of a code's."""
        self._at_s = max(self._at_s + KEY_S, time.time())
        what = {"key": key, "code": code, "windowsVirtualKeyCode": number, "timestamp": self._at_s}
        for kind in ("rawKeyDown", "keyUp"):
            await self._send({**what, "type": kind})

    async def settled(self) -> None:
        """Wait until Chromium has handed every key to the page."""
        while self._acknowledged < self._sent:
            await self._receive()

    async def _send(self, event: Event) -> None:
        self._sent += 1
        message: dict[str, Any] = {"id": self._sent, "method": "Input.dispatchKeyEvent", "params": event}
        await self._socket.send(json.dumps(message))
        while self._sent - self._acknowledged > UNDER_WAY_MAX:
            await self._receive()

    async def _receive(self) -> None:
        answer = json.loads(await asyncio.wait_for(self._socket.recv(), ANSWER_S))
        assert "error" not in answer, answer
        self._acknowledged += "id" in answer
