"""Scans over TCP: every line is heard, in order, whatever its bytes."""

import itertools
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from app.desk.listening import LineListener
from app.domain.settings import ScannerProfile
from app.inputs import Message, Tone
from app.views.door import Answer, PressGiven, ScanGiven
from app.views.view import View

VIEW = View("home", Message("prompt.home"))


class Heard:
    """A door that writes down what it hears."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.ids: set[str] = set()

    def scan(self, given: ScanGiven) -> Answer:
        self.codes.append(given.code)
        self.ids.add(given.scan_id)
        return Answer("accepted", Tone.GOOD, Message("said.ok"), 1, VIEW)

    def press(self, given: PressGiven) -> Answer:
        raise AssertionError("a line is never a press")

    def view(self, desk: str) -> View:
        return VIEW

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        return VIEW

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        return lambda: None


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def listener(heard: Heard) -> Iterator[LineListener]:
    numbers = itertools.count()
    listener = LineListener(heard, lambda: f"line-{next(numbers)}", 0)
    listener.start()
    yield listener
    listener.close()


def sent(listener: LineListener, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), timeout=60) as wire:
        wire.sendall(data)


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_every_line_is_a_scan_in_its_order(listener: LineListener, heard: Heard) -> None:
    """
    Two hundred codes in one burst: none lost, none twice, none out of turn; the same code twice counts twice.
    """
    codes = [f"40123450{number % 150:05d}" for number in range(200)]
    sent(listener, "\r\n".join(codes).encode() + b"\r\n")
    wait_until(lambda: len(heard.codes) == 200)
    assert (heard.codes, len(heard.ids)) == (codes, 200)


def test_the_separator_and_odd_bytes_arrive(listener: LineListener, heard: Heard) -> None:
    """
    GS comes through raw; a byte that is no UTF-8 is no reason to lose the scan; empty lines say nothing.
    """
    sent(listener, b"\n\r\n0104012345678901\x1d10A\nM\xfcller\n")
    wait_until(lambda: len(heard.codes) == 2)
    assert heard.codes == ["0104012345678901\x1d10A", "Müller"]


def test_a_scanner_that_hangs_up_without_an_end_is_heard(listener: LineListener, heard: Heard) -> None:
    """
    The last code of a connection counts even if its line end is missing.
    """
    sent(listener, b"LOC-A-01-01")
    wait_until(lambda: bool(heard.codes))
    assert heard.codes == ["LOC-A-01-01"]


def test_what_the_desk_has_set_up_holds_for_lines_too(heard: Heard) -> None:
    """
    Prefix off, the visible character to GS, the same code twice within the guard once, and another one at once.
    """
    numbers = itertools.count()
    profile = ScannerProfile("!", ("Enter",), "~", 5000)
    listener = LineListener(heard, lambda: f"line-{next(numbers)}", 0, profile=lambda: profile)
    listener.start()
    sent(listener, b"!10LOT~21X\t\r\n!10LOT~21X\n!LOC-A\n")
    wait_until(lambda: len(heard.codes) == 2)
    listener.close()
    assert heard.codes == ["10LOT\x1d21X", "LOC-A"]
