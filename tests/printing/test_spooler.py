"""The spooler over real sockets: jobs wait, are printed once, or become a question for a person."""

import time

import pytest

from printing.backends.base import Condition
from printing.backends.virtual import VirtualPrinter
from printing.decode import from_zpl
from tests.printing.backends.printers import PAPER_OUT, READY, printer
from tests.printing.conftest import NEVER_BY_ITSELF, Start, kept
from tests.printing.samples import SSCC, codes_in, shipping_body, until
from tests.printing.sql_queue import SqlQueue


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
    until(lambda: queue.state("one") == "printed")


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
