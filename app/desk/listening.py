"""Scans over TCP, a line each: DataWedge's IP output and the like, on this machine only. Needs no focus and no browser.

Knows no meaning of a code: each line goes through the desk's door, as a scan of a browser does.
"""

import logging
import socketserver
import time
from collections.abc import Callable
from threading import Lock, Thread

from app.domain.settings import PLAIN_PROFILE, ScannerProfile
from app.scanning.keys import Repeats
from app.views.door import Door, ScanGiven

log = logging.getLogger(__name__)

LINE_BYTES_MAX = 4096
ENDS = b"\t\r\n"


class LineListener:
    """Listens on 127.0.0.1. Codes of one connection are taken in their order; each gets an id of its own."""

    def __init__(
        self,
        door: Door,
        new_id: Callable[[], str],
        port: int,
        desk: str = "main",
        profile: Callable[[], ScannerProfile] = lambda: PLAIN_PROFILE,
    ) -> None:
        listener = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for raw in iter(lambda: self.rfile.readline(LINE_BYTES_MAX + 1), b""):
                    if raw.strip(ENDS):
                        listener.take(raw)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._door = door
        self._new_id = new_id
        self._desk = desk
        self._profile = profile
        self._repeats = Repeats()
        self._taking = Lock()
        self._server = Server(("127.0.0.1", port), Handler)
        self._thread = Thread(target=self._server.serve_forever, name="scan-lines", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def take(self, raw: bytes) -> None:
        """One line. Bytes that are no UTF-8 are read as Latin-1, so that nothing that was scanned goes unseen."""
        line = raw.strip(ENDS)
        try:
            code = line.decode()
        except UnicodeDecodeError:
            code = line.decode("latin-1")
        profile = self._profile()
        code = profile.code_in(code)
        with self._taking:
            self._repeats.guard_ms = profile.guard_ms
            again = self._repeats.again(code, time.monotonic_ns() // 1_000_000)
        if code and not again:
            answer = self._door.scan(ScanGiven(code, self._new_id(), self._desk, "scan"))
            log.debug("a line was %s", answer.outcome)
