"""Central tells of news within a second, so that devices need not ask all the time: over real sockets, on both databases."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from sync.central.app import close_app, create_app, hang_up
from tests.fakes import free_port
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import DeviceEnd, Warehouse, product_row

LONG_S = 60.0  # a machine that is busy with other things


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app behind a real socket."""
    port = free_port()
    config = uvicorn.Config(
        app, "127.0.0.1", port, log_level="warning", ws="none", timeout_graceful_shutdown=int(LONG_S)
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for("central", lambda: server.started, LONG_S)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        hang_up(app)
        server.should_exit = True
        thread.join(LONG_S)
        assert not thread.is_alive()


class Listening:
    """A device that listens in a thread; keeps what it heard."""

    def __init__(self, url: str, token: str, beat_s: float = 0.3) -> None:
        self.heard: list[dict[str, int]] = []
        self.beats = 0
        self.status = 0
        self.ended = False
        self._stop = threading.Event()
        self._args = (url, token, beat_s)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        wait_for("the stream", lambda: self.heard or self.ended, LONG_S)

    def _run(self) -> None:
        url, token, beat_s = self._args
        headers = {"Authorization": f"Bearer {token}"}
        params = {"beat_s": str(beat_s)}
        try:
            with (
                httpx.Client(base_url=url, headers=headers, timeout=LONG_S) as client,
                client.stream("GET", "/v1/sync/wake", params=params) as answer,
            ):
                self.status = answer.status_code
                for line in answer.iter_lines():
                    if line.startswith("data:"):
                        self.heard.append(json.loads(line[5:]))
                    if line.startswith(":"):
                        self.beats += 1
                    if self._stop.is_set():
                        return
        except httpx.TransportError:
            pass
        finally:
            self.ended = True

    def end(self) -> None:
        self._stop.set()
        self._thread.join(LONG_S)
        assert not self._thread.is_alive()


@pytest.fixture
def url(central: Warehouse) -> Iterator[str]:
    with served(central.app) as address:
        yield address


def test_a_device_hears_of_a_commit_at_once(central: Warehouse, device: DeviceEnd, url: str) -> None:
    """First how far things are, then each change of what it follows."""
    listening = Listening(url, device.token, beat_s=0.2)
    assert set(listening.heard[0]) == {"catalog", "wh:main"}
    begun = time.monotonic()
    central.post("/v1/products", [product_row("A")])
    wait_for("the news", lambda: len(listening.heard) == 2, LONG_S)
    assert time.monotonic() - begun < LONG_S
    assert listening.heard[1]["catalog"] > listening.heard[0]["catalog"]
    listening.end()


def test_what_changes_nothing_wakes_nobody(central: Warehouse, device: DeviceEnd, url: str) -> None:
    """The same product again, or a question for work where there is none."""
    central.post("/v1/products", [product_row("A")])
    listening = Listening(url, device.token, beat_s=0.2)
    central.post("/v1/products", [product_row("A")])
    device.hold()
    beats = listening.beats
    wait_for("some beats", lambda: listening.beats >= beats + 3, LONG_S)
    assert len(listening.heard) == 1
    listening.end()


def test_a_page_and_the_stream_count_alike(central: Warehouse, device: DeviceEnd, url: str) -> None:
    """So a device knows that it has seen already what it is told of."""
    central.stock_up(("P1", "A", 5))
    listening = Listening(url, device.token)
    page = central.get("/v1/sync/pull", token=device.token)
    assert page["versions"] == listening.heard[-1]
    central.order("O1", ("A", 1))
    wait_for("the news", lambda: len(listening.heard) == 2, LONG_S)
    assert listening.heard[-1] != page["versions"]
    assert central.get("/v1/sync/pull", token=device.token)["versions"] == listening.heard[-1]
    listening.end()
    device.pull()


def test_a_quiet_stream_beats(central: Warehouse, device: DeviceEnd, url: str) -> None:
    """Comments tell that the line is not dead."""
    listening = Listening(url, device.token, beat_s=0.2)
    wait_for("beats", lambda: listening.beats >= 3, LONG_S)
    assert len(listening.heard) == 1
    listening.end()


def test_only_devices_listen(central: Warehouse, device: DeviceEnd, url: str) -> None:
    """Another token is refused with a problem, and so is one that was taken away."""
    assert Listening(url, central.token).status == 403
    assert Listening(url, "x" * 40).status == 401
    central.post(f"/v1/devices/{device.device}/revoke", {})
    assert Listening(url, device.token).status == 403


def test_a_server_that_stops_does_not_wait_for_its_listeners(central: Warehouse, device: DeviceEnd) -> None:
    """Streams end when central is told to stop; nobody has to wait them out."""
    with served(central.app) as address:
        listening = [Listening(address, device.token, beat_s=60) for _ in range(5)]
    for one in listening:
        one.end()


@pytest.fixture
def second(central: Warehouse) -> Iterator[FastAPI]:
    """Another API process on the same PostgreSQL, as far as one process can play two."""
    ids: Any = central.new_id
    app = create_app(central.url, clock_ms=lambda: central.now_ms, new_id=ids)
    yield app
    close_app(app)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_news_of_another_process_are_heard(central: Warehouse, second: FastAPI, device: DeviceEnd) -> None:
    """A device listens at one process, the office writes at another."""
    with served(second) as address:
        listening = [Listening(address, device.token, beat_s=0.5) for _ in range(3)]
        central.stock_up(("P1", "A", 5))
        newest = central.get("/v1/sync/pull", token=device.token)["versions"]
        for one in listening:
            wait_for("the news", lambda one=one: one.heard[-1] == newest, LONG_S)
    for one in listening:
        one.end()


def told_of(url: str, token: str, cursor: str, pages: list[dict[str, Any]], more: threading.Event) -> None:
    """Listen for pages until there are as many as are wanted."""
    params = {"beat_s": "0.2", "pages": "1", "cursor": cursor}
    headers = {"Authorization": f"Bearer {token}"}
    with (
        httpx.Client(base_url=url, headers=headers, timeout=LONG_S) as client,
        client.stream("GET", "/v1/sync/wake", params=params) as answer,
    ):
        kind = ""
        for line in answer.iter_lines():
            if line.startswith("event:"):
                kind = line[6:].strip()
            if line.startswith("data:") and kind == "page":
                pages.append(json.loads(line[5:]))
            if more.is_set():
                return


def test_who_listens_is_told_the_rows_behind_where_it_stands(
    central: Warehouse, device: DeviceEnd, url: str
) -> None:
    """The page that comes with the news is the one that a pull from there would bring, and the next goes on behind it."""
    central.stock_up(("P1", "A", 5))
    device.pull()
    stood = str(device.cursor)
    pages: list[dict[str, Any]] = []
    ended = threading.Event()
    listening = threading.Thread(target=told_of, args=(url, device.token, stood, pages, ended), daemon=True)
    listening.start()
    try:
        central.post("/v1/products", [product_row("B")])
        wait_for("the first page", lambda: len(pages) >= 1, LONG_S)
        central.post("/v1/products", [product_row("C")])
        wait_for("the second page", lambda: [row["key"] for row in pages[-1]["rows"]] == ["C"], LONG_S)
    finally:
        ended.set()
        listening.join(LONG_S)
    assert not listening.is_alive()
    assert pages[0]["after"] == stood
    assert [row["key"] for one in pages for row in one["rows"]] == ["B", "C"]
    assert pages[-1]["after"] == pages[-2]["cursor"]
    asked = central.get("/v1/sync/pull", params={"cursor": stood}, token=device.token)
    assert asked["cursor"] == pages[-1]["cursor"]
    assert [row["key"] for row in asked["rows"]] == ["B", "C"]
