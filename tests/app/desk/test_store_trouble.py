"""What a desk does while nothing can be written: no good tone, a plain screen, and on it goes when there is room."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.main import Device
from app.views.view import View
from tests.app.desk.small_floor import small_floor
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

TEXT = "Nothing can be written on this device"


def pragma(engine: Engine, words: str) -> int:
    """Say something to the one connection, outside of a transaction."""
    connection = engine.raw_connection()
    try:
        row = connection.cursor().execute(f"PRAGMA {words}").fetchone()
        return int(row[0]) if row else 0
    finally:
        connection.close()


@contextmanager
def write_protected(device: Device) -> Iterator[None]:
    pragma(device.journal.engine, "query_only = ON")
    yield
    pragma(device.journal.engine, "query_only = OFF")


@contextmanager
def full(device: Device) -> Iterator[None]:
    engine = device.journal.engine
    pragma(engine, f"max_page_count = {pragma(engine, 'page_count')}")
    yield
    pragma(engine, "max_page_count = 1000000")


@pytest.fixture
def hand(device: Device) -> Hand:
    """Somebody in front of the first stop."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    return hand


def test_a_scan_that_cannot_be_kept_never_sounds_good(device: Device, hand: Hand) -> None:
    """
    Write-protected: refused without a good tone, nothing is kept, and the same scan counts once when it can be.
    """
    with write_protected(device):
        lost = hand.scan(CODES["MUG"], "the-one")
        assert (lost["outcome"], lost["reason"], lost["committed"]) == ("refused", "store_trouble", False)
        assert lost["tone"] not in ("good", "noted", "job_done")
        assert lost["facts"] == []
    taken = hand.scan(CODES["MUG"], "the-one")
    assert (taken["outcome"], taken["repeated"], taken["committed"]) == ("accepted", False, True)
    assert [fact["kind"] for fact in device.reads.facts(0)] == ["ToteAssigned", "Picked"]


def test_every_desk_shows_a_plain_screen_until_there_is_room(device: Device, hand: Hand) -> None:
    """
    The sentence says what is wrong; without any scan the job is back on the screen as soon as it can be kept.
    """
    other = Hand(device, "other")
    heard: list[View] = []
    device.desks.listen("other", heard.append)
    before = hand.view()
    other.view()
    with write_protected(device):
        hand.scan(CODES["MUG"])
        for desk in (hand, other):
            plain = desk.view()
            assert (plain["screen"], plain["status"]["store_ok"]) == ("problem", False)
            assert plain["stop"] is None
        assert heard[-1].screen == "problem"
        device.desks.poke()
        assert hand.view()["screen"] == "problem"
    device.desks.poke()
    after = hand.view()
    assert after | {"revision": 0} == before | {"revision": 0}
    assert after["revision"] > before["revision"]
    assert (heard[-1].screen, heard[-1].status.store_ok) == ("login", True)


def test_the_background_notices_a_full_disk_before_a_scan_does(device: Device, hand: Hand) -> None:
    """
    What changes in the background cannot be kept either: the plain screen does not wait for somebody to scan.
    """
    hand.view()
    with write_protected(device):
        device.stores.conditions.printer = "off"
        device.desks.poke()
        assert hand.view()["screen"] == "problem"
    device.desks.poke()
    assert hand.view()["status"]["printer"] == "off"


def test_trouble_on_one_desk_never_shows_another_desk(device: Device, hand: Hand) -> None:
    """
    Each listener hears views of its own desk only, also while a poke fails.
    """
    other = Hand(device, "other")
    other.view()
    heard: dict[str, list[View]] = {"main": [], "other": []}
    for desk, views in heard.items():
        device.desks.listen(desk, views.append)
    with write_protected(device):
        device.stores.conditions.printer = "off"
        device.desks.poke()
    device.desks.poke()
    assert {view.screen for view in heard["main"]} == {"problem", "pick"}
    assert {view.screen for view in heard["other"]} == {"problem", "login"}


def test_a_full_disk_keeps_what_was_answered(device: Device, hand: Hand) -> None:
    """
    Scan until the disk is full: every answered scan is there, the failed one is not, and counts once afterwards.
    """
    with full(device):
        for no in range(1000):
            answer = hand.scan(f"LOC-A-01-0{1 + no % 2}", f"walk-{no}")
            if answer["reason"] == "store_trouble":
                break
        assert answer["reason"] == "store_trouble"
        assert TEXT in str(device.desks.view("main").prompt.params)
        assert hand.view()["screen"] == "problem"
    again = hand.scan(f"LOC-A-01-0{1 + no % 2}", f"walk-{no}")
    assert (again["committed"], again["repeated"]) == (True, False)
    assert hand.view()["screen"] == "pick"
    kept = {scan["scan_id"] for scan in device.reads.scans("main", 200)}
    assert {f"walk-{one}" for one in range(no + 1)} <= kept


def test_a_pin_stays_secret_on_the_plain_screen(device: Device) -> None:
    """
    Digits typed on while the disk is full are still those of a PIN.
    """
    hand = Hand(device)
    hand.good(f"BADGE-{BADGE}")
    with write_protected(device):
        assert hand.press("pin", {"pin": PIN})["reason"] == "store_trouble"
        assert hand.view()["secret"]
    assert hand.press("pin", {"pin": PIN})["view"]["screen"] == "home"


def test_a_crash_while_the_disk_is_full_loses_nothing(tmp_path: Path) -> None:
    """
    The device ends and starts again in the middle of the trouble: the screen is the one that was answered last.
    """
    device = small_floor(tmp_path)
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    answered = hand.good("SO-1")["view"]
    pragma(device.journal.engine, "query_only = ON")
    assert hand.scan("TOTE-7")["reason"] == "store_trouble"
    device.close()
    device = small_floor(tmp_path)
    shown = Hand(device).view()
    assert shown | {"status": None} == answered | {"status": None}
    device.close()
