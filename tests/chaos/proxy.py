"""A network that goes wrong by chance, between real sockets: cuts, delays, half-open lines, requests that arrive twice.

Knows where an HTTP request begins and ends, nothing of what it says.
"""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from threading import Event, Thread

FAULTS = ("ok", "cut_before", "answer_lost", "delay", "half_open", "twice")
WEIGHTS = (78, 5, 6, 6, 2, 3)
DELAY_S_MAX = 1.5
HALF_OPEN_S_MAX = 8.0
START_S_MAX = 20.0
CHUNK = 65536


class Proxy:
    """Runs on a loop of its own in a thread. While `calm`, it only carries."""

    def __init__(self, to_port: int, chance: random.Random) -> None:
        self._to_port = to_port
        self._chance = chance
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self._end: asyncio.Event | None = None
        self.calm = True
        self.port = 0
        self.counts: Counter[str] = Counter()
        self._thread = Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(START_S_MAX), "the proxy does not start"

    def close(self) -> None:
        if self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(START_S_MAX)
        if not self._thread.is_alive():
            self._loop.close()

    async def _serve(self) -> None:
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.05)  # connections that were aborted are closed by the loop

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection of a device, until an end closes it or chance does."""
        line = _Line(back)
        try:
            far, forth = await asyncio.open_connection("127.0.0.1", self._to_port)
            answers = asyncio.create_task(line.answers(far))
            try:
                while await self._request(near, forth, line):
                    pass
            finally:
                answers.cancel()
                forth.transport.abort()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # cancelled only at the end of the run; the server of Python 3.11 would complain of it
        finally:
            back.transport.abort()

    async def _request(self, near: asyncio.StreamReader, forth: asyncio.StreamWriter, line: "_Line") -> bool:
        """Read one request and do to it what chance says. Returns whether the connection lives on."""
        request = await _whole_request(near)
        fault = "ok" if self.calm else self._chance.choices(FAULTS, WEIGHTS)[0]
        self.counts[fault] += 1
        if fault == "cut_before":
            return False
        if fault == "delay":
            await asyncio.sleep(self._chance.uniform(0, DELAY_S_MAX))
        if fault == "half_open":
            line.frozen = True
        line.loses_answer = fault == "answer_lost"
        forth.write(request)
        await forth.drain()
        if fault == "twice":
            await self._again(request)
        if fault == "half_open":
            await asyncio.sleep(self._chance.uniform(2, HALF_OPEN_S_MAX))
            return False
        return True

    async def _again(self, request: bytes) -> None:
        """The same request arrives once more, beside the first; nobody reads that answer."""
        with suppress(OSError, TimeoutError):
            far, forth = await asyncio.open_connection("127.0.0.1", self._to_port)
            try:
                forth.write(request)
                await forth.drain()
                if not request.startswith(b"GET /v1/sync/wake"):
                    await asyncio.wait_for(far.read(CHUNK), 5)
            finally:
                forth.transport.abort()


class _Line:
    """The way back to one device."""

    def __init__(self, back: asyncio.StreamWriter) -> None:
        self._back = back
        self.loses_answer = False
        self.frozen = False

    async def answers(self, far: asyncio.StreamReader) -> None:
        with suppress(OSError):
            while data := await far.read(CHUNK):
                if self.loses_answer:
                    break
                if not self.frozen:
                    self._back.write(data)
                    await self._back.drain()
        if not self.frozen:
            self._back.transport.abort()


async def _whole_request(near: asyncio.StreamReader) -> bytes:
    head = await near.readuntil(b"\r\n\r\n")
    length = 0
    for row in head.split(b"\r\n")[1:]:
        name, _, value = row.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    return head + await near.readexactly(length)
