"""The four commands of a desk, against a device that is served over TCP."""

import argparse
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from app.cli import client
from screens.host.app import create_host
from tests.screens.host.memory_door import MemoryDoor, MemoryReads

ASSETS = Path(__file__).parents[3] / "assets"
TOKEN = "token-of-the-test"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryDoor]:
    """A device that runs, and an environment that points to it."""
    memory = MemoryDoor()
    app = create_host(
        memory, MemoryReads(memory), local_token=TOKEN, flet_main=lambda _page: None, assets_dir=ASSETS
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", ws="websockets-sansio", timeout_graceful_shutdown=1)
        )
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        (tmp_path / "device").mkdir()
        (tmp_path / "device" / "local.token").write_text(TOKEN + "\n")
        monkeypatch.setenv("GANGWAY_HOME", str(tmp_path))
        monkeypatch.setenv("GANGWAY_DEVICE_PORT", str(listening.getsockname()[1]))
        yield memory
        server.should_exit = True
        serving.join(60)


def run(*argv: str) -> int:
    parser = argparse.ArgumentParser()
    client.add_commands(parser.add_subparsers(required=True))
    given = parser.parse_args(argv)
    return int(given.run(given))


def test_an_accepted_scan_ends_with_0(door: MemoryDoor, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What was taken says so, in words and in the exit code.
    """
    assert run("scan", "4012345000016") == 0
    assert capsys.readouterr().out.startswith("accepted: ")
    assert door.codes == ["4012345000016"]


def test_a_refused_scan_ends_with_1(door: MemoryDoor, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A refusal is no success, and names what came.
    """
    assert run("scan", "WRONG-1", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["outcome"], answer["tone"], answer["got"]) == ("refused", "wrong_item", "WRONG-1")


def test_a_device_that_cannot_store_ends_with_3(door: MemoryDoor, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Nothing that is not on disk looks like success.
    """
    door.store_down = True
    assert run("scan", "4012345000016") == 3
    assert "good" not in capsys.readouterr().out


def test_a_press_is_never_stale_by_itself(door: MemoryDoor, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The command presses what is shown now: it fetches the revision itself.
    """
    for code in ("1000", "2000"):
        assert run("scan", code) == 0
    assert run("press", "short", "--value", '{"reason":"empty"}') == 0
    assert door.pressed == ["short"]


def test_view_and_status_are_read(door: MemoryDoor, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A person reads lines, a program reads JSON.
    """
    assert run("view") == 0
    assert "at A-01-01: 0 of 2 Cup" in capsys.readouterr().out
    assert run("view", "--json", "--desk", "packing") == 0
    assert json.loads(capsys.readouterr().out)["screen"] == "pick"
    assert run("status") == 0
    assert "last_seq" in capsys.readouterr().out


def test_without_a_device_it_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    No token, nobody there, somebody else there: each its own sentence.
    """
    monkeypatch.setenv("GANGWAY_HOME", str(tmp_path))
    assert run("view") == 2
    assert "Start the device first" in capsys.readouterr().err
    (tmp_path / "device").mkdir()
    (tmp_path / "device" / "local.token").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("GANGWAY_DEVICE_PORT", str(port))
    assert run("status") == 2
    assert "gangway device" in capsys.readouterr().err


def test_another_devices_token_ends_with_2(
    door: MemoryDoor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A token of another installation is told as such, not as a refusal of the scan.
    """
    (tmp_path / "device" / "local.token").write_text("wrong")
    assert run("scan", "1000") == 2
    assert "another device" in capsys.readouterr().err
    assert door.codes == []
