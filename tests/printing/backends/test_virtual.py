"""The virtual printer from outside: its port, its page, its faults, its memory."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from printing.backends.base import Condition
from printing.backends.host_status import parse
from printing.backends.ports import PortInUse
from printing.backends.tcp import TcpBackend
from printing.backends.virtual import VirtualPrinter, serve
from printing.job_label import label_zpl
from tests.printing.samples import shipping_body, until

ZPL = label_zpl("shipping", shipping_body()).strip()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualPrinter]:
    it = VirtualPrinter(tmp_path, 0, 0)
    it.start()
    yield it
    it.stop()


def get(port: int, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)


def post(port: int, path: str, body: bytes) -> tuple[int, Any]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def send(port: int, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as wire:
        wire.sendall(data)
        wire.shutdown(socket.SHUT_WR)
        wire.settimeout(5)
        while wire.recv(4096):
            pass


def test_labels_are_listed_oldest_first(virtual: VirtualPrinter) -> None:
    """
    Every label with the bytes that came and the picture of it.
    """
    send(virtual.printer_port, ZPL + b"\n" + b"^XA^FO9,9^A0N,30^FDText only^FS^XZ")
    until(lambda: len(virtual.kept.newest()) == 2)
    first, second = get(virtual.labels_port, "/labels")
    assert set(first) == {"id", "received_at", "raw", "png"}
    assert base64.b64decode(first["raw"]) == ZPL
    assert base64.b64decode(first["png"]).startswith(b"\x89PNG")
    assert base64.b64decode(second["raw"]).endswith(b"^FDText only^FS^XZ")
    assert second["png"] is None
    assert first["received_at"] <= second["received_at"]


def test_the_page_shows_pictures(virtual: VirtualPrinter) -> None:
    """
    A person sees the last labels without any program.
    """
    send(virtual.printer_port, ZPL)
    until(virtual.kept.newest)
    with urllib.request.urlopen(f"http://127.0.0.1:{virtual.labels_port}/", timeout=60) as page:
        assert "Label printer" in page.read().decode()
    (shown,) = get(virtual.labels_port, "/shown")["labels"]
    with urllib.request.urlopen(
        f"http://127.0.0.1:{virtual.labels_port}/labels/{shown['id']}.png", timeout=60
    ) as picture:
        assert picture.read().startswith(b"\x89PNG")


def test_labels_survive_a_restart(tmp_path: Path) -> None:
    """
    The roll in the tray is still there in the morning, and numbers go on.
    """
    assert ids_after_one_more_label(tmp_path) == ["1"]
    assert ids_after_one_more_label(tmp_path) == ["1", "2"]


def ids_after_one_more_label(home: Path) -> list[str]:
    it = VirtualPrinter(home, 0, 0)
    it.start()
    try:
        before = len(it.kept.newest())
        send(it.printer_port, ZPL)
        until(lambda: len(it.kept.newest()) > before)
        return [label["id"] for label in get(it.labels_port, "/labels")]
    finally:
        it.stop()


@pytest.mark.parametrize("mode", ["off", "mute", "drop", "slow", "ok"])
def test_faults_are_set_and_told(mode: str, virtual: VirtualPrinter) -> None:
    """
    One word switches the printer.
    """
    assert post(virtual.labels_port, "/fault", json.dumps({"mode": mode}).encode()) == (200, {"mode": mode})
    assert get(virtual.labels_port, "/fault") == {"mode": mode}


def test_off_refuses_and_ok_accepts_again(virtual: VirtualPrinter) -> None:
    """
    At the moment of the answer, not some time later.
    """
    backend = TcpBackend("127.0.0.1", virtual.printer_port)
    for _ in range(3):
        post(virtual.labels_port, "/fault", b'{"mode": "off"}')
        assert backend.condition() is Condition.OFF
        post(virtual.labels_port, "/fault", b'{"mode": "ok"}')
        assert backend.condition() is Condition.READY


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"off"', b"{}", b'{"mode": "broken"}', b'{"mode": 7}', b'{"mode": []}', b"[" * 9000],
)
def test_any_other_word_is_refused_with_a_sentence(body: bytes, virtual: VirtualPrinter) -> None:
    """
    422 and what to send instead; the printer goes on as before.
    """
    status, answer = post(virtual.labels_port, "/fault", body)
    assert (status, answer["detail"][:5]) == (422, "Send ")
    assert virtual.mode == "ok"


def test_what_is_not_there_is_said(virtual: VirtualPrinter) -> None:
    """
    404 with a sentence.
    """
    assert post(virtual.labels_port, "/labels", b"{}")[0] == 404
    for path in ("/nothing", "/labels/1.png", "/labels/../x.png"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(virtual.labels_port, path)
        with refused.value:
            assert refused.value.code == 404


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        b"^XZ^XZ",
        bytes(range(256)) * 50,
        b"^XA^GFA,9,9,0,:Z64:x^XZ",
        b"^XA^GFA,1,1,1,zz^FS",
    ],
)
def test_bad_bytes_do_not_stop_it(junk: bytes, virtual: VirtualPrinter) -> None:
    """
    Whatever comes in, the next label is printed.
    """
    send(virtual.printer_port, junk)
    send(virtual.printer_port, ZPL)
    until(lambda: any(label.raw() == ZPL for label in virtual.kept.newest()))


def test_it_answers_a_status_query_at_once(virtual: VirtualPrinter) -> None:
    """
    Three lines between STX and ETX.
    """
    with socket.create_connection(("127.0.0.1", virtual.printer_port), 5) as wire:
        wire.sendall(b"~HS")
        wire.settimeout(5)
        answer = b""
        while answer.count(b"\x03") < 3:
            answer += wire.recv(1000)
    assert parse(answer).condition is Condition.READY


def test_dropping_happens_in_the_middle_of_a_label(virtual: VirtualPrinter) -> None:
    """
    Half a label is enough: the connection breaks, and nothing is kept.
    """
    virtual.set_mode("drop")
    with socket.create_connection(("127.0.0.1", virtual.printer_port), 5) as wire:
        wire.settimeout(5)
        wire.sendall(ZPL[:500])
        with pytest.raises(ConnectionResetError):
            wire.recv(100)
    assert virtual.kept.newest() == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_port_in_use_is_one_sentence(which: int, tmp_path: Path) -> None:
    """
    The person who starts it learns which port, and what to do; nothing is left open.
    """
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        ports = [(taken, 0), (0, taken)][which]
        with pytest.raises(PortInUse, match=f"Port {taken} for .* can't be used: .* choose another port"):
            serve(tmp_path, *ports)
    assert PortInUse.exit_code == 3


def test_a_signal_ends_it_in_order(tmp_path: Path) -> None:
    """
    As `gangway printer` runs it: ready is said once, SIGTERM ends it with nothing but a clean exit.
    """
    program = (
        "import sys; from pathlib import Path; from printing.backends.virtual import serve; "
        "serve(Path(sys.argv[1]), 0, 0, lambda: print('ready', flush=True))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
