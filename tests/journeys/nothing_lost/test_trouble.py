"""Whatever goes wrong with disk, files, ports and answers: a clear sentence, and nothing lost. Real processes."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.store.journal import tables
from tests.fakes import Cable, free_port
from tests.journeys.in_process.house import CODES
from tests.journeys.nothing_lost.person import Scan, assert_nothing_is_lost, careful, shift
from tests.journeys.nothing_lost.station import Json, Station
from tests.journeys.outside.floor import ROOT, wait_for

EXIT_PORT, EXIT_STORE = 3, 4

pytestmark = pytest.mark.parametrize("orders", [4])  # two shifts are enough here


def command(station: Station, port: int) -> "subprocess.CompletedProcess[str]":
    """`gangway device` on the station's store, until it gives up."""
    environment = {**os.environ, **station.environment, "GANGWAY_DEVICE_PORT": str(port)}
    words = [sys.executable, "-m", "app.cli.main", "device"]
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def stored(station: Station, name: str) -> Path:
    return station.home / "device" / name


def one_sentence(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_a_port_in_use_and_a_store_in_use_are_said_in_a_sentence(station: Station) -> None:
    """
    A second device on the same port, and one on another port: each is told why, the first one goes on.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    person.work(first[:4])
    on_the_port = command(station, station.port)
    assert (on_the_port.returncode, one_sentence(on_the_port.stderr)) == (EXIT_PORT, True)
    assert f"Port {station.port} is in use" in on_the_port.stderr
    on_the_store = command(station, free_port())
    assert (on_the_store.returncode, one_sentence(on_the_store.stderr)) == (EXIT_STORE, True)
    assert "already uses this device's store" in on_the_store.stderr
    assert int((station.home / "run" / "device.pid").read_text()) == station.pid
    person.work(first[4:])
    assert_nothing_is_lost(station, person)


def test_a_store_of_a_newer_version_and_a_damaged_one(station: Station) -> None:
    """
    Each start ends with a sentence and leaves the store as it is; the right one goes on where it was.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    person.work(first[:4])
    station.stop()
    assert not stored(station, "journal.db-wal").exists()
    journal = stored(station, "journal.db")
    whole = journal.read_bytes()
    with sqlite3.connect(journal) as store:
        store.execute(f"PRAGMA user_version = {tables.SCHEMA + 1}")
    store.close()
    newer = command(station, station.port)
    assert (newer.returncode, one_sentence(newer.stderr)) == (EXIT_STORE, True)
    assert "Start the newer version again" in newer.stderr
    journal.write_bytes(b"\x00" * 100 + whole[100:4096])
    damaged = command(station, station.port)
    assert (damaged.returncode, one_sentence(damaged.stderr)) == (EXIT_STORE, True)
    assert "damaged" in damaged.stderr
    assert journal.read_bytes()[:100] == b"\x00" * 100
    journal.write_bytes(whole)
    stored(station, "mirror.db").write_bytes(b"\xff" * 5000)
    station.start()
    wait_for("the rows again", lambda: station.get("status")["cursor"], 60)
    person.work(first[4:])
    assert_nothing_is_lost(station, person)


def test_the_mirror_is_deleted_while_facts_wait(station: Station) -> None:
    """
    While the device runs, then once more while it is off, central away: picked goods are packed and come back.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    station.settled()
    station.house.cable.unplug()
    person.work(first[:6])
    for path in station.home.joinpath("device").glob("mirror.db*"):
        path.unlink()
    person.work(first[6:10])
    station.kill()
    station.start()
    shown = station.get("view")
    assert person.view is not None
    assert shown | {"status": None, "revision": 0} == person.view | {"status": None, "revision": 0}
    assert station.get("status")["facts_waiting"] == len(person.facts)
    person.work(first[10:])
    station.house.cable.plug()
    wait_for("the rows again", lambda: station.get("status")["cursor"], 60)
    assert_nothing_is_lost(station, person)
    person.work(shift("SO-2", "SO-3"))
    assert_nothing_is_lost(station, person)


def test_ten_posts_of_one_scan_at_once_count_once(station: Station) -> None:
    """
    The same scan_id over ten connections: one fact, ten times the same answer, one of them the first.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    person.work(first[:4])
    token = stored(station, "local.token").read_text().strip()
    url = f"http://127.0.0.1:{station.port}/local/v1/scan"
    body = {"code": CODES["MUG"], "scan_id": "the-one"}

    def post(_no: int) -> Json:
        answer = httpx.post(url, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        assert answer.status_code == 200
        return dict(answer.json())

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(post, range(10)))
    assert sorted(answer["repeated"] for answer in answers) == [False] + [True] * 9
    assert len({str(answer["facts"]) for answer in answers}) == 1
    person.remember(next(answer for answer in answers if not answer["repeated"]))
    person.work(first[5:])
    assert_nothing_is_lost(station, person)


def test_answers_that_do_not_arrive_are_asked_for_again(station: Station) -> None:
    """
    The scan was kept, its answer is lost: the worker gives it again and hears what was answered the first time.
    """
    person = careful(station)
    cable = Cable(station.port)
    token = stored(station, "local.token").read_text().strip()
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=cable.url, headers=headers, timeout=60) as client:
        for no, one in enumerate(shift("SO-0", "SO-1")):
            if no not in (3, 4, 13, 21):
                person.give(one)
                continue
            assert isinstance(one, Scan)
            body = {"code": one.code.format(sscc=person.sscc), "scan_id": f"lost-{no}"}
            cable.lose_answer_to("POST /local/v1/scan")
            with pytest.raises(httpx.TransportError):
                client.post("/local/v1/scan", json=body)
            again = client.post("/local/v1/scan", json=body).json()
            assert (again["outcome"], again["repeated"]) == ("accepted", True)
            person.remember(again)
    cable.close()
    assert_nothing_is_lost(station, person)
