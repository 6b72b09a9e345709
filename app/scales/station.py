"""A scale of this machine as one more door of a desk: where a weight is awaited, the one that stands still is scanned."""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from app.scales.forms import reading_in
from app.scales.settling import Settling
from app.scales.wires import Lines, Wire
from app.views.door import Door, ScanGiven

log = logging.getLogger(__name__)

WAIT_S = 0.5  # for a line, and between two questions to a scale that speaks only when it is asked
AGAIN_S = 3.0  # how long a scale that is not there is left alone


class StationScale:
    """Listens until it is closed. `ask` is what the scale wants to hear before it speaks; empty for one that speaks itself."""

    def __init__(
        self,
        door: Door,
        new_id: Callable[[], str],
        opened: Callable[[], Wire],
        ask: str = "",
        desk: str = "main",
    ) -> None:
        self._door = door
        self._new_id = new_id
        self._opened = opened
        self._ask = f"{ask}\r\n".encode() if ask else b""
        self._desk = desk
        self._settling = Settling()
        self._ending = Event()
        self._told = ""
        self._thread = Thread(target=self._run, name="scale", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._listen()
            except OSError as gone:
                if str(gone) != self._told:  # said once, not every few seconds
                    log.warning("The scale: %s", gone)
                self._told = str(gone)
            except Exception:
                log.exception("the scale stumbled")
            self._ending.wait(AGAIN_S)

    def _listen(self) -> None:
        wire = self._opened()
        try:
            self._told = ""
            lines = Lines(wire)
            while not self._ending.is_set():
                if self._ask and self._awaits() is not None:
                    wire.write(self._ask)
                came = lines.within(WAIT_S)
                for line in came:
                    self.hear(line)
                if came and self._ask:
                    self._ending.wait(WAIT_S)
        finally:
            self._settling = Settling()
            with suppress(OSError):  # it is gone already, and that was told
                wire.close()

    def hear(self, line: str) -> None:
        """One line of the scale; what stands still is scanned where it is awaited."""
        reading = reading_in(line)
        if reading is None:
            return
        self._settling.see(reading)
        awaited = self._awaits()
        weight_g = self._settling.settled_g(*awaited) if awaited is not None else None
        if weight_g is not None:
            answer = self._door.scan(ScanGiven(f"{weight_g} g", self._new_id(), self._desk, "scale"))
            log.debug("a weight was %s", answer.outcome)

    def _awaits(self) -> tuple[str, str] | None:
        """The parcel whose weight is awaited now and how it is asked for; None where no weight is."""
        view = self._door.view(self._desk)
        if "weight" not in view.awaits:
            return None
        job = view.job.id if view.job else ""
        return f"{job}#{view.parcel.no if view.parcel else 0}", view.prompt.id
