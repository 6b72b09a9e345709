"""A label printer made of software: TCP like a Zebra, labels as files, a page that shows them, faults on demand.

For trying out and for tests. It is a process of its own and knows nothing of jobs, parcels or the store.
"""

import contextlib
import logging
import queue
import signal
import socket
import struct
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import FrameType

from printing.backends import host_status
from printing.backends.host_status import HostStatus
from printing.backends.kept_labels import KeptLabels
from printing.backends.labels_page import LabelsPage
from printing.backends.ports import PortInUse, listener
from printing.backends.wire_parts import Label, Query, Received

__all__ = ["FaultMode", "PortInUse", "VirtualPrinter", "serve"]

log = logging.getLogger(__name__)

TICK_S = 0.1
SLOW_S = 3.0
CONNECTIONS_MAX = 32


class FaultMode(StrEnum):
    """What is wrong with the printer: nothing, switched off, deaf and dumb, dying in a label, very slow."""

    OK = "ok"
    OFF = "off"
    MUTE = "mute"
    DROP = "drop"
    SLOW = "slow"


def serve(
    home: Path, printer_port: int, labels_port: int, on_ready: Callable[[], None] | None = None
) -> None:
    """Run until SIGINT or SIGTERM; labels are kept below `home`. Raises PortInUse. Main thread only."""
    printer = VirtualPrinter(home, printer_port, labels_port)
    asked_to_stop = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked_to_stop.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        printer.start()
        if on_ready is not None:
            on_ready()
        while not asked_to_stop.wait(0.5):  # a wait without end could not be interrupted on Windows
            pass
    finally:
        printer.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


class VirtualPrinter:
    """The printer and its page. Port 0 takes a free one; the properties say which."""

    def __init__(self, home: Path, printer_port: int, labels_port: int, slow_s: float = SLOW_S) -> None:
        self._ports = (printer_port, labels_port)
        self._slow_s = slow_s
        self.kept = KeptLabels(home / "labels")
        self._mode = FaultMode.OK
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._door: _Door | None = None
        self._page: LabelsPage | None = None
        self._arrived: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._formats = 0
        self._counting = threading.Lock()
        self._paper = threading.Thread(target=self._onto_paper, name="paper", daemon=True)

    @property
    def printer_port(self) -> int:
        return self._ports[0]

    @property
    def labels_port(self) -> int:
        return self._ports[1]

    @property
    def mode(self) -> str:
        return self._mode.value

    def start(self) -> None:
        """On return both ports answer. Raises PortInUse, and then neither does."""
        self._open_door()
        try:
            self._page = LabelsPage(self.kept, self, self._ports[1])
        except PortInUse:
            self.stop()
            raise
        self._ports = (self._ports[0], self._page.port)
        self._page.start()
        self._paper.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._page is not None:
            self._page.stop()
        self._close_door()
        self._arrived.put(None)
        if self._paper.is_alive():
            self._paper.join(5.0)

    def set_mode(self, mode: str) -> None:
        """Raises ValueError for a mode that doesn't exist, PortInUse where the port is gone meanwhile."""
        wanted = FaultMode(mode)
        with self._changing:
            if wanted is FaultMode.OFF:
                self._close_door()
            elif self._door is None:
                self._open_door()
            self._mode = wanted

    def _open_door(self) -> None:
        taken = listener(self._ports[0], "the label printer")
        self._ports = (taken.getsockname()[1], self._ports[1])
        self._door = _Door(taken, self._talk)

    def _close_door(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None

    def _talk(self, wire: socket.socket, closing: threading.Event) -> None:
        """One connection, to its end."""
        received = Received()
        while not closing.is_set():
            try:
                data = wire.recv(4096)
            except TimeoutError:
                continue
            if not data:
                return
            if self._mode is FaultMode.MUTE:
                received = Received()
                continue
            for part in received.feed(data):
                match part:
                    case Query():
                        wire.sendall(host_status.answer(self._status()))
                    case Label(raw):
                        self._print(raw)
            if self._mode is FaultMode.DROP and received.in_label:
                _reset(wire)
                return

    def _status(self) -> HostStatus:
        with self._counting:
            return HostStatus(
                paper_out=False,
                paused=False,
                head_open=False,
                ribbon_out=False,
                formats=self._formats,
                labels_remaining=0,
            )

    def _print(self, raw: bytes) -> None:
        """Beside the conversation: a printer that prints still answers, and says that it is busy."""
        if self._mode is FaultMode.DROP:
            raise ConnectionAbortedError("dropped in the middle of a label")
        with self._counting:
            self._formats += 1
        self._arrived.put(raw)

    def _onto_paper(self) -> None:
        """One label after the other, to the last that arrived. One that is not kept stays in the buffer."""
        while (raw := self._arrived.get()) is not None:
            if self._mode is FaultMode.SLOW:
                self._stopping.wait(self._slow_s)
            try:
                self.kept.add(raw)
            except OSError:
                log.exception("a label was not kept")
                continue
            with self._counting:
                self._formats -= 1


class _Door:
    """Accepts connections until it is closed; then new ones are refused and open ones are cut."""

    def __init__(
        self, listening: socket.socket, talk: Callable[[socket.socket, threading.Event], None]
    ) -> None:
        self._listening = listening
        self._talk = talk
        self._closing = threading.Event()
        self._places = threading.Semaphore(CONNECTIONS_MAX)
        self._talks: set[threading.Thread] = set()
        listening.settimeout(TICK_S)
        self._thread = threading.Thread(target=self._accept, name="printer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Returns when the port refuses connections."""
        self._closing.set()
        self._thread.join(5.0)
        self._listening.close()
        for thread in tuple(self._talks):
            thread.join(1.0)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                wire, _ = self._listening.accept()
            except OSError:  # nobody came within a tick, or who came has left again
                continue
            if self._places.acquire(timeout=TICK_S):
                thread = threading.Thread(target=self._one, args=(wire,), daemon=True)
                self._talks.add(thread)
                thread.start()
            else:
                wire.close()

    def _one(self, wire: socket.socket) -> None:
        try:
            wire.settimeout(TICK_S)
            self._talk(wire, self._closing)
        except Exception as broken:
            log.info("a connection ended: %s", broken)
            _reset(wire)
        finally:
            wire.close()
            self._places.release()
            self._talks.discard(threading.current_thread())


def _reset(wire: socket.socket) -> None:
    """Close without a goodbye, as a printer does that lost its power."""
    with contextlib.suppress(OSError):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.close()
