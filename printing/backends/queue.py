"""A queue of the operating system, fed by the `zebra` package, with the checks that it leaves out.

`zebra` looks at no exit code, and CUPS says "completed" for labels that never reached paper. So a queue proves
nothing: what it took is unknown until the operator scans the label, and what it did not take has failed.
"""

import importlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from app.domain.prints import PrintState
from printing.backends.base import Condition, NotReady, Outcome

TOOL_S = 10.0
TAKEN_S = 3.0
POLL_S = 0.1
IN_QUEUE = "the system's queue has it, which proves no paper: scan the label"


class QueueBackend:
    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._closing = threading.Event()

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        condition = self.condition()
        if condition is not Condition.READY:
            raise NotReady(condition, self._queue)
        printer = _zebra(self._queue)
        before = self._jobs()
        sending()
        try:
            printer.output(label)
        except (OSError, subprocess.SubprocessError) as broken:
            return Outcome(PrintState.UNKNOWN, Condition.FAULT, f"handing over to the queue broke ({broken})")
        if self._refused(before):
            reason = f"the queue {self._queue} did not take the label"
            return Outcome(PrintState.FAILED, Condition.FAULT, reason)
        return Outcome(PrintState.UNKNOWN, self.condition(), IN_QUEUE)

    def condition(self) -> Condition:
        """Whether the queue is there and takes jobs; what the printer behind it does, it doesn't know."""
        if _on_windows():
            return _windows_condition(self._queue)
        if shutil.which("lpr") is None:
            return Condition.NO_QUEUE
        try:
            state = _tool("lpstat", "-p", self._queue)
        except (OSError, subprocess.SubprocessError):
            return Condition.NO_QUEUE
        return Condition.PAUSED if re.search(r"\bdisabled\b", state) else Condition.READY

    def close(self) -> None:
        self._closing.set()

    def _refused(self, before: frozenset[str] | None) -> bool:
        """True only if the list of jobs could be read all the time and no new one ever stood in it."""
        deadline = time.monotonic() + TAKEN_S
        while time.monotonic() < deadline:
            now = self._jobs()
            if before is None or now is None or now - before:
                return False
            if self._closing.wait(POLL_S):
                return False
        return True

    def _jobs(self) -> frozenset[str] | None:
        """The ids of all jobs that the queue knows of; it forgets old ones, but not within seconds."""
        if _on_windows():
            return None
        try:
            listed = [
                _tool("lpstat", "-W", which, "-o", self._queue) for which in ("not-completed", "completed")
            ]
        except (OSError, subprocess.SubprocessError):
            return None
        return frozenset(line.split()[0] for text in listed for line in text.splitlines() if line.strip())


def _tool(*command: str) -> str:
    """What the tool says, in English. Raises when it is missing, fails or hangs."""
    english = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=TOOL_S, env=english, check=True)
    return done.stdout


def _zebra(queue: str) -> Any:
    """The package is an extra of packing stations, and on Windows it needs pywin32."""
    try:
        return importlib.import_module("zebra").Zebra(queue)
    except ImportError as missing:
        raise NotReady(
            Condition.NO_QUEUE, f"this installation can't use system queues ({missing})"
        ) from missing


def _on_windows() -> bool:
    return sys.platform.startswith("win")


def _windows_condition(queue: str) -> Condition:
    try:
        return Condition.READY if queue in _zebra("").getqueues() else Condition.NO_QUEUE
    except NotReady as not_ready:
        return not_ready.condition
