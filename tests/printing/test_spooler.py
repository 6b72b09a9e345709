"""The spooler over real sockets: jobs wait, are printed once, or become a question for a person."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.prints import PrintState
from printing.backends.base import Backend, Condition, Outcome
from printing.backends.tcp import Patience, TcpBackend
from printing.backends.virtual import VirtualPrinter
from printing.decode import from_zpl
from printing.spooler import Pauses, Spooler
from tests.printing.backends.printers import PAPER_OUT, READY, printer
from tests.printing.samples import SSCC, codes_in, shipping_body, until
from tests.printing.sql_queue import SqlQueue

ROOT = Path(__file__).resolve().parents[2]
PAUSES = Pauses(first_s=0.05, longest_s=0.2, idle_s=0.1)
NEVER_BY_ITSELF = Pauses(first_s=60, longest_s=60, idle_s=60)

Start = Callable[..., Spooler]


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualPrinter]:
    it = VirtualPrinter(tmp_path / "printer", 0, 0, slow_s=0.4)
    it.start()
    yield it
    it.stop()


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[SqlQueue]:
    it = SqlQueue(tmp_path / "jobs.db")
    yield it
    it.close()


@pytest.fixture
def start(queue: SqlQueue) -> Iterator[Start]:
    """Starts spoolers on the queue and stops them at the end."""
    started: list[Spooler] = []

    def begin(
        port_or_backend: int | Backend,
        pauses: Pauses = PAUSES,
        told: Callable[[Condition], None] | None = None,
    ) -> Spooler:
        backend = port_or_backend
        if isinstance(backend, int):
            backend = TcpBackend("127.0.0.1", backend, Patience(answer_s=0.6, proof_s=1.5, poll_s=0.02))
        spooler = Spooler(queue, backend, told, pauses)
        spooler.start()
        started.append(spooler)
        return spooler

    yield begin
    for spooler in started:
        spooler.stop()


def kept(virtual: VirtualPrinter) -> int:
    return len(virtual.kept.newest())


def test_jobs_are_printed_one_after_the_other(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    Sending is kept before, printed after; the label is the job's.
    """
    queue.add("one", shipping_body())
    queue.add("two", {"tote": "7"}, kind="tote")
    start(virtual.printer_port)
    until(lambda: queue.state("two") == "printed")
    assert queue.marks == [("one", "sending"), ("one", "printed"), ("two", "sending"), ("two", "printed")]
    bitmaps = [from_zpl(label.raw()) for label in virtual.kept.newest()]
    found = [codes_in(bitmap) for bitmap in bitmaps if bitmap is not None]
    assert found == [[("00" + SSCC, "]C1")], [("TOTE-7", "]C0")]]


@pytest.mark.parametrize("mode", ["off", "mute"])
def test_a_job_waits_for_its_printer(
    mode: str, queue: SqlQueue, virtual: VirtualPrinter, start: Start
) -> None:
    """
    Off or mute: the job stays wanted, the screen is told why, and it prints once when the printer is back.
    """
    virtual.set_mode(mode)
    told: list[Condition] = []
    queue.add("one", shipping_body())
    spooler = start(virtual.printer_port, told=told.append)
    until(lambda: told)
    assert (spooler.condition, queue.state("one"), queue.marks) == (Condition(mode), "wanted", [])
    virtual.set_mode("ok")
    until(lambda: queue.state("one") == "printed")
    until(lambda: told[-1] is Condition.READY)
    assert kept(virtual) == 1


def test_a_job_waits_for_paper(queue: SqlQueue, start: Start) -> None:
    """
    The printer answers that it has no paper; a new roll, and the label comes.
    """
    queue.add("one", shipping_body())
    with printer(PAPER_OUT) as it:
        spooler = start(it.port)
        until(lambda: spooler.condition is Condition.PAPER_OUT)
        assert (queue.state("one"), it.labels) == ("wanted", [])
        it.status = READY
        until(lambda: queue.state("one") == "printed")
        assert len(it.labels) == 1
        spooler.stop()


def test_waking_tries_at_once(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    A person who has switched the printer on doesn't wait for the next try.
    """
    virtual.set_mode("off")
    queue.add("one", shipping_body())
    spooler = start(virtual.printer_port, NEVER_BY_ITSELF)
    until(lambda: spooler.condition is Condition.OFF)
    virtual.set_mode("ok")
    spooler.wake()
    until(lambda: queue.state("one") == "printed")


def test_a_new_job_is_printed_at_once(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    The commit wakes the spooler; the label is at the printer in a moment.
    """
    spooler = start(virtual.printer_port, NEVER_BY_ITSELF)
    until(lambda: spooler.condition is Condition.READY)
    queue.add("one", shipping_body())
    spooler.wake()
    until(lambda: queue.state("one") == "printed", within_s=5)


def test_a_dropped_label_is_unknown_and_not_sent_again(
    queue: SqlQueue, virtual: VirtualPrinter, start: Start
) -> None:
    """
    A person decides whether it came out; the next job goes on when the printer does.
    """
    virtual.set_mode("drop")
    queue.add("one", shipping_body())
    start(virtual.printer_port)
    until(lambda: queue.state("one") == "unknown")
    assert "connection broke" in queue.reason("one")
    virtual.set_mode("ok")
    queue.add("two", shipping_body(no=2))
    until(lambda: queue.state("two") == "printed")
    time.sleep(0.3)
    assert (queue.state("one"), kept(virtual)) == ("unknown", 1)


def test_a_slow_printer_prints_each_once(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    Busy is not broken.
    """
    virtual.set_mode("slow")
    queue.add("one", shipping_body())
    queue.add("two", shipping_body(no=2))
    start(virtual.printer_port)
    until(lambda: queue.state("two") == "printed")
    assert (queue.state("one"), kept(virtual)) == ("printed", 2)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("poster", {}),
        ("place", {}),
        ("shipping", shipping_body(sscc="1")),
        ("shipping", shipping_body(ship_to={"name": "x" * 9000})),
        ("shipping", shipping_body(ship_to="somewhere")),
    ],
    ids=["kind", "empty", "number", "long", "shape"],
)
def test_what_cannot_be_drawn_fails_and_holds_up_nobody(
    kind: str, body: dict[str, object], queue: SqlQueue, virtual: VirtualPrinter, start: Start
) -> None:
    """
    The reason is kept, nothing is sent, the next label comes.
    """
    queue.add("bad", body, kind=kind)
    queue.add("good", shipping_body())
    start(virtual.printer_port)
    until(lambda: queue.state("good") == "printed")
    assert (queue.state("bad"), kept(virtual)) == ("failed", 1)
    assert queue.reason("bad").startswith("can't be drawn: ")


def test_nothing_is_sent_that_cannot_be_kept(queue: SqlQueue, virtual: VirtualPrinter, start: Start) -> None:
    """
    Disk full before the first byte: the label waits; when there is room again it prints once.
    """
    queue.broken.set()
    queue.add("one", shipping_body())
    start(virtual.printer_port)
    time.sleep(0.5)
    assert (queue.state("one"), kept(virtual)) == ("wanted", 0)
    queue.broken.clear()
    until(lambda: queue.state("one") == "printed")
    assert kept(virtual) == 1


def test_a_printed_label_is_not_forgotten_by_a_full_disk(
    queue: SqlQueue, virtual: VirtualPrinter, start: Start
) -> None:
    """
    Disk full after the last byte: the outcome is kept when there is room, and nothing is printed before that.
    """
    virtual.set_mode("slow")
    queue.add("one", shipping_body())
    queue.add("two", shipping_body(no=2))
    start(virtual.printer_port)
    until(lambda: queue.state("one") == "sending")
    queue.broken.set()
    until(lambda: kept(virtual) == 1)
    time.sleep(0.5)
    assert (queue.state("one"), kept(virtual)) == ("sending", 1)
    queue.broken.clear()
    until(lambda: queue.state("two") == "printed")
    assert (queue.state("one"), kept(virtual)) == ("printed", 2)


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
            until(lambda: it.labels, within_s=20)
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
