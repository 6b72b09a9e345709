"""The bad network of the chaos run does what it says: else a run without violations would prove nothing."""

import random
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from tests.chaos.proxy import FAULTS, Proxy
from tests.journeys.outside.floor import wait_for

LONG_S = 30.0


class Counting(BaseHTTPRequestHandler):
    """Answers every POST with what it got."""

    protocol_version = "HTTP/1.1"
    got: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(body)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class Always(random.Random):
    """Chance that always decides for one fault."""

    def __init__(self, fault: str) -> None:
        super().__init__(1)
        self._fault = fault

    def choices(self, *_given: object, **_more: object) -> list[str]:  # type: ignore[override]
        return [self._fault]


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Counting.got = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    made.daemon_threads = True
    thread = Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join(LONG_S)


def asked(server: ThreadingHTTPServer, fault: str, *, calm: bool) -> str:
    """What a device sees that asks once."""
    proxy = Proxy(int(server.server_address[1]), Always(fault))
    proxy.start()
    proxy.calm = calm
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{proxy.port}", timeout=LONG_S) as client:
            return client.post("/x", content=b"hello").text
    except httpx.TransportError:
        return "nothing"
    finally:
        proxy.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_calm_network_only_carries(server: ThreadingHTTPServer, fault: str) -> None:
    """Whatever chance says."""
    assert asked(server, fault, calm=True) == "hello"
    assert Counting.got == [b"hello"]


@pytest.mark.parametrize(
    ("fault", "seen", "arrived"),
    [
        ("ok", "hello", 1),
        ("delay", "hello", 1),
        ("cut_before", "nothing", 0),
        ("answer_lost", "nothing", 1),
        ("half_open", "nothing", 1),
        ("twice", "hello", 2),
    ],
)
def test_each_fault_is_what_it_is_called(
    server: ThreadingHTTPServer, fault: str, seen: str, arrived: int
) -> None:
    """What the device sees, and how often the request arrived."""
    assert asked(server, fault, calm=False) == seen
    if arrived:
        wait_for("what arrives behind the device's back", lambda: len(Counting.got) >= arrived)
    assert Counting.got == [b"hello"] * arrived
