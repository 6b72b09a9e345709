"""Listens to central's wake stream in a thread of its own. Knows no rows: it only says that there is news.

While the stream lives, polling may be slow; when it breaks or falls silent, the loop is told at once.
"""

import logging
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread

from sync.device.backoff import pause_s
from sync.device.http import Central, CentralAway, CentralRefused, Offer, WakeStream
from sync.wire import Page

log = logging.getLogger(__name__)

JOIN_S = 5.0
UNENROLLED_S = 1.0


@dataclass(frozen=True, slots=True)
class Ears:
    """Whom the listener asks and tells."""

    connected: Callable[[], Central | None]
    heard: Callable[[Mapping[str, int]], None]
    lost: Callable[[], None]
    stands: Callable[[], str] = lambda: ""
    offered: Callable[[str, Page], None] = lambda after, page: None


class Listener:
    """One thread. `alive` says whether central would tell of news right now."""

    def __init__(self, ears: Ears, chance: Callable[[], float] = random.random) -> None:
        self._ears = ears
        self._chance = chance
        self._stopped = Event()
        self._again = Event()
        self._lock = Lock()
        self._stream: WakeStream | None = None
        self._thread = Thread(target=self._run, name="wake", daemon=True)
        self.alive = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns within a bounded time, whatever the network does."""
        self._stopped.set()
        self._again.set()
        with self._lock:
            if self._stream is not None:
                self._stream.hang_up()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def try_again(self) -> None:
        """Central was reached: do not wait to the end of the back-off."""
        if not self.alive:
            self._again.set()

    def _run(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            self._again.clear()
            central = self._ears.connected()
            if central is None:
                self._again.wait(UNENROLLED_S)
                continue
            was_alive = self._listen(central)
            failures = 1 if was_alive else failures + 1
            if not self._stopped.is_set():
                self._again.wait(pause_s(failures, self._chance()))

    def _listen(self, central: Central) -> bool:
        """One stream to its end. Returns whether it lived."""
        lived = False
        try:
            with central.listening(self._ears.stands()) as stream, self._held(stream):
                for told in stream.events():
                    self.alive = lived = True
                    if isinstance(told, Offer):
                        self._ears.offered(told.after, told.page)
                    else:
                        self._ears.heard(told)
        except (CentralAway, CentralRefused) as why:
            log.debug("no wake stream: %s", why)
        except Exception:
            log.exception("the wake stream failed")
        finally:
            self.alive = False
        if lived and not self._stopped.is_set():
            self._ears.lost()
        return lived

    @contextmanager
    def _held(self, stream: WakeStream) -> Iterator[None]:
        """Let `stop` reach the stream that is being read."""
        with self._lock:
            self._stream = stream
            if self._stopped.is_set():
                stream.hang_up()
        try:
            yield
        finally:
            with self._lock:
                self._stream = None
