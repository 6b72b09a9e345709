"""A line between browser and host that can be cut, half open, frozen or slow. Fakes the network only."""

import asyncio
from contextlib import suppress

SOCKET_REQUEST = b"GET /ws"


class BadLine:
    """Forwards one port to another on this machine until it is told otherwise."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
        self._server: asyncio.Server | None = None
        self._pairs: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._is_cut = False
        self._silent_until = 0  # sockets opened before this number bring nothing any more
        self._half_open_until = 0  # and connections of any kind before this one
        self._opened = 0
        self._delay_s = 0.0
        self._flows = asyncio.Event()
        self._flows.set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        self.thaw()
        self.cut()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    def cut(self) -> None:
        """Reset everything, and let nobody connect."""
        self._is_cut = True
        for writer in self._pairs:
            writer.transport.abort()

    def mend(self) -> None:
        self._is_cut = False

    def silence(self) -> None:
        """The sockets that are open stay open, and carry nothing any more; new ones do."""
        self._silent_until = self._opened

    def half_open(self) -> None:
        """Everything that is open stays open and carries nothing any more; new connections do."""
        self._half_open_until = self._opened

    def freeze(self) -> None:
        """Nothing moves, and nothing is reset; new connections are taken and move nothing either."""
        self._flows.clear()

    def thaw(self) -> None:
        """What was held back arrives."""
        self._flows.set()

    def slow(self, delay_s: float) -> None:
        """Every piece takes this long, each way."""
        self._delay_s = delay_s

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        try:
            host_reader, host_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._opened += 1
        number = self._opened
        self._pairs |= {writer, host_writer}
        first = await reader.read(65536)
        await self._pass()
        host_writer.write(first)
        silent = number if first.startswith(SOCKET_REQUEST) else None
        for source, sink in ((reader, host_writer), (host_reader, writer)):
            task = asyncio.create_task(self._carry(source, sink, number, silent))
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, number: int, socket_no: int | None
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await self._pass()
                dead = number <= self._half_open_until
                if not dead and (socket_no is None or socket_no > self._silent_until):
                    sink.write(data)
                    await sink.drain()
        self._pairs.discard(sink)
        sink.close()
        with suppress(OSError):
            await sink.wait_closed()

    async def _pass(self) -> None:
        """Wait as long as the line is frozen or slow."""
        if self._delay_s:
            await asyncio.sleep(self._delay_s)
        await self._flows.wait()
