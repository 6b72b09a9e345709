"""The device's own pace: it never dies, tells whether central is there, and a scan never waits for it for long."""

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.main import Device
from app.store.journal.journal import open_journal
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House
from tests.journeys.outside.floor import wait_for


@pytest.fixture
def running(house: House) -> Iterator[Device]:
    """A running device with the order on hand."""
    made = house.started()
    yield made
    made.close()


def pragma(engine: Engine, words: str) -> None:
    connection = engine.raw_connection()
    connection.cursor().execute(f"PRAGMA {words}")
    connection.close()


def test_an_order_that_nobody_holds_is_fetched_by_its_scan(house: House, running: Device) -> None:
    """
    It came a moment ago and is not on hand: scanning its number holds it at once.
    """
    for no in range(2, 12):
        house.central.order(f"SO-{no}", ("POT", 1))
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    assert hand.good("SO-11")["view"]["job"]["order"] == "SO-11"
    assert running.reads.status()["held"] >= 5


def test_an_order_that_another_device_holds_is_refused(house: House, running: Device) -> None:
    """
    The refusal says so, and nothing is taken away.
    """
    other = house.device("other")
    assert other.sync.once()
    hand = Hand(other)
    hand.log_in(BADGE, PIN)
    for online in (False, True):
        other.stores.conditions.online = online
        assert hand.scan("SO-1")["reason"] == "order_elsewhere"
    other.close()
    assert running.stores.floor.work("SO-1") is not None
    assert running.reads.status()["held"] == 1


def test_scans_at_home_and_rounds_of_sync_never_wait_for_each_other(house: House, running: Device) -> None:
    """
    Unknown codes ask central from several desks while the loop goes round and round: all are answered soon.
    """
    desks = [Hand(running, desk) for desk in ("a", "b", "c")]
    for hand in desks:
        hand.log_in(BADGE, PIN)
    took_s: list[float] = []

    def scan(hand: Hand) -> None:
        for no in range(8):
            begun = time.monotonic()
            running.sync.wake()
            assert hand.scan(f"NOBODY-{hand.desk}-{no}")["outcome"] == "refused"
            took_s.append(time.monotonic() - begun)

    threads = [threading.Thread(target=scan, args=(hand,)) for hand in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(took_s) == 24
    assert max(took_s) < 5
    wait_for("online", lambda: running.reads.status()["online"], 5)


def test_a_central_that_freezes_delays_a_scan_but_once(house: House, running: Device) -> None:
    """
    It takes requests and answers none: the first unknown code waits for a while, then the device is offline.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    house.cable.freeze()
    try:
        begun = time.monotonic()
        assert hand.scan("NOBODY-KNOWS-THIS")["outcome"] == "refused"
        wait_for("offline", lambda: not hand.view()["status"]["online"], 8)
        assert time.monotonic() - begun < 9
        begun = time.monotonic()
        hand.scan("NOBODY-KNOWS-THIS-EITHER")
        assert time.monotonic() - begun < 2
    finally:
        house.cable.plug()
    wait_for("online", lambda: hand.view()["status"]["online"], 10)


def test_a_store_in_trouble_does_not_end_the_loop(running: Device, house: House) -> None:
    """
    Nothing can be marked as sent while the disk is full; when there is room, everything is there once.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    engines = (running.journal.engine, running.mirror._engine)
    for engine in engines:
        pragma(engine, "query_only = ON")
    hand.scan(CODES["MUG"], "the-one")
    time.sleep(1.5)
    for engine in engines:
        pragma(engine, "query_only = OFF")
    hand.scan(CODES["MUG"], "the-one")
    hand.good("LOC-PACK")
    wait_for("all sent", lambda: house.central.fact_ids() == hand.facts(), 10)
    wait_for("the screen", lambda: hand.view()["screen"] == "home", 5)


def test_central_ends_and_comes_back(house: House, running: Device) -> None:
    """
    Three times in a row, in the middle of work: online tells the truth, and each fact arrives once.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    for _ in range(3):
        house.central.stop()
        wait_for("offline", lambda: not hand.view()["status"]["online"], 5)
        hand.good(f"LOC-{hand.view()['stop']['place']}")
        house.central.start()
        wait_for("online", lambda: hand.view()["status"]["online"], 10)
    hand.good(CODES["MUG"])
    wait_for("all sent", lambda: house.central.fact_ids() == hand.facts(), 10)


def test_the_device_starts_without_central(house: House) -> None:
    """
    Not enrolled, then enrolled with the cable out: nothing fails, and work comes when it is plugged in.
    """
    device = house.device()
    house.cable.unplug()
    device.start()
    assert not device.reads.status()["online"]
    house.cable.plug()
    wait_for("work", lambda: device.reads.status()["held"], 10)
    device.close()
    open_journal(house.folder / "station" / "device" / "journal.db").close()
