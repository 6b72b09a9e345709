"""Takes print jobs one at a time to paper, in a thread of its own that no exception ends.

Nothing is sent twice: a label is "sending" on disk before its first byte, and what is not proven after that is
unknown until a person has looked. Knows no printer language and no store, only a queue and a backend.
"""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.prints import PrintJob, PrintState
from printing.backends.base import Backend, Condition, NotReady, Outcome
from printing.job_label import DOTS_PER_MM, label_zpl

log = logging.getLogger(__name__)


class PrintQueue(Protocol):
    """Where jobs wait. Each call is on disk when it returns; any may raise, and is then tried again."""

    def next_wanted(self) -> PrintJob | None:
        """The job that has been wanted longest."""
        ...

    def mark(self, job_id: str, state: PrintState, reason: str | None = None) -> None:
        """Keep how far the job got."""
        ...

    def interrupted(self) -> None:
        """Called once before the first job: what is still "sending" was cut off, and becomes unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between tries while the printer (or the store) is in trouble, doubled from first to longest."""

    first_s: float = 0.5
    longest_s: float = 10.0
    idle_s: float = 10.0  # how often a printer with nothing to do is asked how it is
    stop_s: float = 5.0


class _NotKept(Exception):
    """The queue could not keep "sending", so nothing was sent."""


class Spooler:
    def __init__(
        self,
        queue: PrintQueue,
        backend: Backend,
        on_condition: Callable[[Condition], None] | None = None,
        pauses: Pauses | None = None,
        dots_per_mm: int = DOTS_PER_MM,
    ) -> None:
        self._queue = queue
        self._backend = backend
        self._on_condition = on_condition
        self._pauses = pauses or Pauses()
        self._dots_per_mm = dots_per_mm
        self.papers: Callable[[PrintJob], None] | None = None  # called with each label that was sent
        self._condition: Condition | None = None
        self._pause_s = self._pauses.first_s
        self._asked_at_s = -math.inf
        self._begun = False
        self._unkept: tuple[str, Outcome] | None = None
        self._drawn: tuple[str, bytes] | None = None
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    @property
    def condition(self) -> Condition | None:
        """What the printer was last found to be; None until it was asked for the first time."""
        return self._condition

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """A job was committed, or a person says that the printer is well again: look now."""
        self._woken.set()

    def stop(self) -> None:
        """Take no new job; a label under way is left as unknown if its proof does not come at once."""
        self._stopping.set()
        self._woken.set()
        self._backend.close()
        if self._thread.is_alive():
            self._thread.join(self._pauses.stop_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._woken.is_set():
                self._woken.clear()
                self._pause_s = self._pauses.first_s
            try:
                wait_s = self._turn()
            except Exception:
                log.exception("the spooler goes on after this")
                wait_s = self._next_pause_s()
            if not self._stopping.is_set():
                self._woken.wait(wait_s)

    def _turn(self) -> float:
        """Do one thing; the seconds until the next."""
        if not self._begun:
            self._queue.interrupted()
            self._begun = True
        self._keep_outcome()
        job = self._queue.next_wanted()
        if job is None:
            return self._idle()
        try:
            label = self._label(job)
        except Exception as wrong:
            log.exception("job %s can't be drawn", job.id)
            self._keep(job.id, Outcome(PrintState.FAILED, Condition.READY, f"can't be drawn: {wrong}"))
            return 0.0
        return self._put(job, label)

    def _idle(self) -> float:
        """Ask an idle printer how it is, but not at every scan that wakes the spooler without a label."""
        left_s = self._asked_at_s + self._pauses.idle_s - time.monotonic()
        if left_s > 0:
            return left_s
        self._asked_at_s = time.monotonic()
        self._report(self._backend.condition())
        return self._pauses.idle_s

    def _label(self, job: PrintJob) -> bytes:
        """Drawn before anything is marked, and only once while the printer is away."""
        if self._drawn is None or self._drawn[0] != job.id:
            self._drawn = (job.id, label_zpl(job.kind, job.body, self._dots_per_mm))
        return self._drawn[1]

    def _put(self, job: PrintJob, label: bytes) -> float:
        begun = False

        def sending() -> None:
            nonlocal begun
            try:
                self._queue.mark(job.id, PrintState.SENDING)
            except Exception as trouble:
                raise _NotKept from trouble
            begun = True

        try:
            outcome = self._backend.put(label, sending)
        except NotReady as not_ready:
            self._report(not_ready.condition)
            return self._next_pause_s()
        except _NotKept:
            log.exception("job %s was not sent, its state can't be kept", job.id)
            return self._next_pause_s()
        except Exception as wrong:
            if not begun:
                raise
            log.exception("job %s broke off", job.id)
            outcome = Outcome(PrintState.UNKNOWN, Condition.FAULT, f"broke off while sending: {wrong}")
        self._keep(job.id, outcome)
        if self.papers is not None:
            self.papers(job)
        self._report(outcome.condition)
        self._pause_s = self._pauses.first_s
        return 0.0

    def _keep(self, job_id: str, outcome: Outcome) -> None:
        self._unkept = (job_id, outcome)
        self._keep_outcome()

    def _keep_outcome(self) -> None:
        """Tried until it is kept, before any other job: paper that came out must not be forgotten."""
        if self._unkept is not None:
            job_id, outcome = self._unkept
            self._queue.mark(job_id, outcome.state, outcome.reason)
            self._unkept = None

    def _report(self, condition: Condition) -> None:
        if condition is self._condition:
            return
        self._condition = condition
        if self._on_condition is not None:
            try:
                self._on_condition(condition)
            except Exception:
                log.exception("nobody could be told that the printer is %s", condition)

    def _next_pause_s(self) -> float:
        pause_s = self._pause_s
        self._pause_s = min(2 * pause_s, self._pauses.longest_s)
        return pause_s
