"""When the loop goes round again: soon, now and then, or backing off. Decides by what happened; waits for nothing."""

from sync.device.backoff import CEILING_S, pause_s, spread_s
from sync.device.http import CentralAway

POLL_S = 1.5
POLL_LISTENING_S = 15.0
IN_USE_S = 600.0  # who scanned within that time waits for central to come back
IN_USE_CEILING_S = 5.0
BREATH_MIN_S = 0.05
BREATH_MAX_S = 2.0


class Pace:
    """Counts failures in a row. A central that answers but is in trouble is left alone for up to a minute.

    One that can't be reached costs nobody anything to ask, so a device in use asks each few seconds.
    """

    def __init__(self, now_s: float) -> None:
        self._worked_s = now_s
        self._failures = 0
        self._busy = False
        self._after_s = 0.0

    @property
    def backs_off(self) -> bool:
        """Whether central did not answer the last time."""
        return self._failures > 0

    @property
    def spares_central(self) -> bool:
        """Whether central is in trouble, so that not even new facts are sent before their time."""
        return self._failures > 0 and self._busy

    def worked(self, now_s: float) -> None:
        """A person did something."""
        self._worked_s = now_s

    def answered(self) -> None:
        """Central is there."""
        self._failures, self._busy, self._after_s = 0, False, 0.0

    def refused(self) -> None:
        """Central is there and says no; asking again at once would not change its mind."""
        self._failures, self._busy, self._after_s = self._failures + 1, False, 0.0

    def failed(self, away: CentralAway) -> None:
        """Central is not there, or not well."""
        self._failures, self._busy, self._after_s = self._failures + 1, away.busy, away.after_s

    def wait_s(self, now_s: float, chance: float, *, listening: bool) -> float:
        """How long to wait if nothing happens."""
        if not self._failures:
            return spread_s(POLL_LISTENING_S if listening else POLL_S, chance)
        in_use = now_s - self._worked_s < IN_USE_S
        ceiling_s = IN_USE_CEILING_S if in_use and not self._busy else CEILING_S
        return min(max(pause_s(self._failures, chance, ceiling_s), self._after_s), CEILING_S)

    @staticmethod
    def breath_s(round_s: float) -> float:
        """How long to leave central alone between two rounds that its own news ask for."""
        return min(max(round_s, BREATH_MIN_S), BREATH_MAX_S)
