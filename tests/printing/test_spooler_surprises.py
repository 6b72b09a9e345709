"""The spooler when things go wrong around it: bugs, kills, stops in the middle of a label."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.prints import PrintState
from printing.backends.base import Backend, Condition, Outcome
from printing.backends.tcp import Patience, TcpBackend
from printing.backends.virtual import VirtualPrinter
from tests.printing.backends.printers import READY, printer
from tests.printing.conftest import NEVER_BY_ITSELF, Start, kept
from tests.printing.samples import shipping_body, until
from tests.printing.sql_queue import SqlQueue

ROOT = Path(__file__).resolve().parents[2]


class Counting:
    """A printer that is well, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        sending()
        return Outcome(PrintState.PRINTED, Condition.READY)

    def condition(self) -> Condition:
        self.asked += 1
        return Condition.READY

    def close(self) -> None:
        """Nothing is ever waited for."""


def test_scans_without_a_label_do_not_ask_the_printer(queue: SqlQueue, start: Start) -> None:
    """
    Every commit wakes the spooler; a printer with nothing to do is asked now and then, not at every scan.
    """
    backend = Counting()
    spooler = start(backend, NEVER_BY_ITSELF)
    until(lambda: backend.asked)
    for _ in range(20):
        spooler.wake()
        time.sleep(0.005)
    assert backend.asked == 1


class Surprising:
    """A way to paper with bugs: the first tries raise what nobody thought of."""

    def __init__(self, real: Backend) -> None:
        self._real = real
        self.surprises: list[Exception] = [ZeroDivisionError("a bug"), KeyError("another")]

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        if self.surprises:
            raise self.surprises.pop()
        return self._real.put(label, sending)

    def condition(self) -> Condition:
        raise RuntimeError("not now")

    def close(self) -> None:
        self._real.close()


def test_no_exception_ends_the_spooler(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    Bugs before the first byte cost time, not labels; a screen that throws costs nothing.
    """

    def told(_condition: Condition) -> None:
        raise RuntimeError("the screen is gone")

    queue.add("one", shipping_body())
    start(Surprising(TcpBackend("127.0.0.1", virtual.printer_port)), told=told)
    until(lambda: queue.state("one") == "printed")
    time.sleep(0.3)
    queue.add("two", shipping_body(no=2))
    until(lambda: queue.state("two") == "printed")


KILLED = """
import sys, time
from pathlib import Path
from printing.backends.tcp import Patience, TcpBackend
from printing.spooler import Spooler
from tests.printing.sql_queue import SqlQueue
Spooler(SqlQueue(Path(sys.argv[1])), TcpBackend("127.0.0.1", int(sys.argv[2]), Patience(proof_s=60))).start()
time.sleep(60)
"""


def test_killed_while_sending_is_unknown_after_the_restart(
    tmp_path: Path, queue: SqlQueue, virtual: VirtualPrinter, start: Start
) -> None:
    """
    SIGKILL between the first byte and the proof: after the restart a person is asked, nothing is sent again.
    """
    queue.add("one", shipping_body())
    queue.add("two", shipping_body(no=2))
    with printer(after=replace(READY, formats=1)) as it:
        command = [sys.executable, "-c", KILLED, str(tmp_path / "jobs.db"), str(it.port)]
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
            try:
                until(lambda: it.labels)
            finally:
                process.send_signal(signal.SIGKILL)
    assert queue.state("one") == PrintState.SENDING
    start(virtual.printer_port)
    until(lambda: queue.state("two") == "printed")
    assert (queue.state("one"), queue.reason("one"), kept(virtual)) == ("unknown", "interrupted", 1)


def test_stopping_while_a_label_is_on_its_way_leaves_it_unknown(queue: SqlQueue, start: Start) -> None:
    """
    A station that is shut down doesn't wait for paper, and doesn't claim any.
    """
    queue.add("one", shipping_body())
    with printer(after=replace(READY, formats=1)) as it:
        spooler = start(TcpBackend("127.0.0.1", it.port, Patience(proof_s=60)))
        until(lambda: it.labels)
        spooler.stop()
        assert queue.state("one") == "unknown"
