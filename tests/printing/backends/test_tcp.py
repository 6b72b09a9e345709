"""The raw TCP backend against real sockets: what is not proven is never called printed, and never sent twice."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.prints import PrintState
from printing.backends.base import Condition, NotReady
from printing.backends.tcp import Patience, TcpBackend
from printing.backends.virtual import VirtualPrinter
from printing.decode import from_zpl
from printing.job_label import label_zpl
from tests.printing.backends.printers import HEAD_OPEN, PAPER_OUT, READY, printer
from tests.printing.samples import SSCC, STRANGE_NAMES, codes_by_zbar, codes_in, shipping_body, to_name, until

QUICK = Patience(answer_s=0.4, proof_s=0.5, poll_s=0.02)  # where the wait has to end without an answer
ZPL = label_zpl("shipping", shipping_body())


class Sent:
    """Counts how often the backend says that the first byte is about to go."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualPrinter]:
    it = VirtualPrinter(tmp_path, 0, 0, slow_s=0.4)
    it.start()
    yield it
    it.stop()


def backend_of(port: int, patience: Patience | None = None) -> TcpBackend:
    return TcpBackend("127.0.0.1", port, patience)


@pytest.mark.parametrize("name", STRANGE_NAMES, ids=range(len(STRANGE_NAMES)))
def test_the_bytes_at_the_socket_hold_the_sscc(name: str, virtual: VirtualPrinter) -> None:
    """
    Two readers that drew nothing read the number from what reached the printer.
    """
    sent = Sent()
    label = label_zpl("shipping", shipping_body(ship_to=to_name(name)))
    outcome = backend_of(virtual.printer_port).put(label, sending=sent)
    assert (outcome.state, outcome.condition, sent.times) == (PrintState.PRINTED, Condition.READY, 1)
    (kept,) = virtual.kept.newest()
    bitmap = from_zpl(kept.raw())
    assert bitmap is not None
    assert codes_in(bitmap) == [("00" + SSCC, "]C1")]
    assert codes_by_zbar(bitmap) == [("00" + SSCC).encode()]


@pytest.mark.parametrize("mode", ["off", "mute"])
def test_a_printer_that_is_off_or_mute_gets_nothing(mode: str, virtual: VirtualPrinter) -> None:
    """
    The job waits, because not one byte of it has left.
    """
    virtual.set_mode(mode)
    sent = Sent()
    backend = backend_of(virtual.printer_port, QUICK)
    with pytest.raises(NotReady) as waits:
        backend.put(ZPL, sending=sent)
    assert waits.value.condition.value == mode
    assert backend.condition().value == mode
    assert (sent.times, virtual.kept.newest()) == (0, [])


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        (PAPER_OUT, Condition.PAPER_OUT),
        (HEAD_OPEN, Condition.HEAD_OPEN),
        (replace(READY, ribbon_out=True), Condition.RIBBON_OUT),
        (replace(READY, paused=True), Condition.PAUSED),
        (replace(READY, formats=2), Condition.BUSY),
        (replace(READY, labels_remaining=1), Condition.BUSY),
    ],
)
def test_a_printer_that_says_no_gets_nothing(status: object, condition: Condition) -> None:
    """
    Paper, ribbon, head, pause, and somebody else's label still in the buffer.
    """
    assert isinstance(status, type(READY))
    sent = Sent()
    with printer(status) as it:
        with pytest.raises(NotReady) as waits:
            backend_of(it.port).put(ZPL, sending=sent)
        assert (waits.value.condition, sent.times, it.labels) == (condition, 0, [])


def test_a_connection_that_breaks_in_a_label_is_unknown(virtual: VirtualPrinter) -> None:
    """
    Nobody can tell how much of it is on paper, so a person looks.
    """
    virtual.set_mode("drop")
    sent = Sent()
    outcome = backend_of(virtual.printer_port).put(ZPL, sending=sent)
    assert (outcome.state, sent.times) == (PrintState.UNKNOWN, 1)
    assert virtual.kept.newest() == []


def test_a_slow_printer_is_waited_for(virtual: VirtualPrinter) -> None:
    """
    It says that it is busy until the label is out.
    """
    virtual.set_mode("slow")
    outcome = backend_of(virtual.printer_port).put(ZPL, sending=Sent())
    assert outcome.state is PrintState.PRINTED
    assert [kept.raw() for kept in virtual.kept.newest()] == [ZPL.strip()]


def test_silence_after_a_label_is_unknown() -> None:
    """
    Media out, ribbon out and head open make a Zebra fall silent.
    """
    with printer() as it:
        it.mute_after_label = True
        outcome = backend_of(it.port, QUICK).put(ZPL, sending=Sent())
    assert (outcome.state, outcome.condition) == (PrintState.UNKNOWN, Condition.MUTE)


def test_paper_that_ends_in_a_label_is_unknown() -> None:
    """
    The printer itself prints the rest when it has paper again; sending once more would make two.
    """
    with printer(after=PAPER_OUT) as it:
        outcome = backend_of(it.port, QUICK).put(ZPL, sending=Sent())
        assert len(it.labels) == 1
    assert (outcome.state, outcome.condition) == (PrintState.UNKNOWN, Condition.PAPER_OUT)


def test_a_stranger_at_the_port_gets_no_label() -> None:
    """
    Something answers, but it is no label printer.
    """
    listening = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        wire, _ = listening.accept()
        with wire:
            wire.recv(100)
            wire.sendall(b"\x02HTTP\x03\x02400\x03\x02no\x03")

    stranger = threading.Thread(target=talk)
    stranger.start()
    with pytest.raises(NotReady) as waits:
        backend_of(listening.getsockname()[1]).put(ZPL, sending=Sent())
    stranger.join(10)
    listening.close()
    assert waits.value.condition is Condition.FAULT


def test_closing_ends_the_wait_for_proof() -> None:
    """
    A station that is shut down doesn't hang on its printer.
    """
    with printer(after=replace(READY, formats=1)) as it:
        backend = TcpBackend("127.0.0.1", it.port, Patience(proof_s=60))
        outcomes = []
        waiting = threading.Thread(target=lambda: outcomes.append(backend.put(ZPL, sending=Sent())))
        waiting.start()
        until(lambda: it.labels)
        backend.close()
        waiting.join(30)
    assert [outcome.state for outcome in outcomes] == [PrintState.UNKNOWN]
