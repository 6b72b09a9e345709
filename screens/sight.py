"""Remembers the last pictures of each desk's camera, since two of them are two witnesses. Knows no page and no host."""

import time
from collections import OrderedDict
from threading import Lock

from app.scanning.decode.engines import Missing
from app.scanning.decode.reader import Reader
from app.scanning.decode.vote import Answer, agreed

STILL_BUDGET_MS = 300  # of CPU: a preview brings another picture soon
FRAMES_KEPT = 3
KEPT_S = 4.0
DESKS_MAX = 32


class Sight:
    """Reads one picture after the other. Safe from any thread."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader or Reader(budget_ms=STILL_BUDGET_MS)
        self._lock = Lock()
        self._before: OrderedDict[str, list[tuple[float, Answer]]] = OrderedDict()

    def seen(self, desk: str, image: bytes) -> Answer:
        """What this picture says, together with those just before it."""
        now = self._reader.read(image)
        at_s = time.monotonic()
        with self._lock:
            before = [one for one in self._before.pop(desk, []) if at_s - one[0] < KEPT_S]
            self._before[desk] = [*before, (at_s, now)][-FRAMES_KEPT:]
            while len(self._before) > DESKS_MAX:
                self._before.popitem(last=False)
        return agreed(now, [answer for _, answer in before])

    def missing(self) -> tuple[Missing, ...]:
        return self._reader.missing()
