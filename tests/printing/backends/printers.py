"""Printers in trouble that the virtual one does not play: each listens on a free port for one test."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from printing.backends import host_status
from printing.backends.host_status import HostStatus
from printing.backends.wire_parts import Label, Query, Received

READY = HostStatus(
    paper_out=False, paused=False, head_open=False, ribbon_out=False, formats=0, labels_remaining=0
)


class Printer:
    """Answers ~HS with `status`; after a label with `after`, where that is set. Keeps what came."""

    def __init__(self, status: HostStatus = READY, after: HostStatus | None = None) -> None:
        self.status = status
        self.after = after
        self.mute_after_label = False
        self.labels: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.05)
        self.port: int = self._listening.getsockname()[1]
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join(60)
        self._listening.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                wire, _ = self._listening.accept()
            except TimeoutError:
                continue
            with wire:
                wire.settimeout(0.05)
                self._talk(wire)

    def _talk(self, wire: socket.socket) -> None:
        received = Received()
        while not self._closing.is_set():
            try:
                data = wire.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            for part in received.feed(data):
                match part:
                    case Query() if not (self.labels and self.mute_after_label):
                        wire.sendall(host_status.answer(self.status))
                    case Label(raw):
                        self.labels.append(raw)
                        self.status = self.after or self.status
                    case _:
                        pass


@contextmanager
def printer(status: HostStatus = READY, after: HostStatus | None = None) -> Iterator[Printer]:
    it = Printer(status, after)
    try:
        yield it
    finally:
        it.close()


PAPER_OUT = replace(READY, paper_out=True, paused=True)
HEAD_OPEN = replace(READY, head_open=True, paused=True)
