"""Central's database is put back from a back-up: by its commands, and devices hand in again what it has lost."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.admin import keep_backup, mark_backup
from app.cli.central import begin_new_generation
from app.config import Config
from app.main import Device
from tests.fakes import free_port
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House
from tests.journeys.outside.floor import wait_for


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House.of(tmp_path)
    made.central.furnish()
    for no in range(1, 7):
        made.central.order(f"SO-{no}", ("MUG", 1), ("POT", 2))
    yield made
    made.close()


def office(house: House) -> Config:
    """Where the administrator sits."""
    return replace(
        house.config(), home=house.folder / "central", central_url=f"http://127.0.0.1:{house.central.port}"
    )


def backed_up(house: House) -> Path:
    house.central.stop()
    kept = Path(shutil.copy(house.folder / "central" / "central.db", house.folder / "central.bak"))
    house.central.start()
    return kept


def put_back(house: House, kept: Path) -> None:
    """The back-up goes into the place of the database, and central begins a new life."""
    house.central.stop()
    for path in (house.folder / "central").glob("central.db*"):
        path.unlink()
    shutil.copy(kept, house.folder / "central" / "central.db")
    assert begin_new_generation(house.folder, house.central.port, {}) == 0
    folder = house.folder / "central"
    assert all(not path.stat().st_mode & 0o077 for path in (folder, *folder.glob("central.db*")))
    house.central.start()


def in_step(house: House, device: Device) -> None:
    def done() -> bool:
        device.sync.once()
        return not device.reads.status()["facts_waiting"]

    wait_for("all is handed in", done, 60)


def shift(house: House, device: Device, hand: Hand, order: str) -> None:
    """One order to its parcel."""
    hand.good(order)
    hand.pick(f"T-{order}", CODES)
    hand.good(order)
    hand.pack(CODES)
    hand.press("home")
    in_step(house, device)


def test_devices_hand_in_what_a_restored_central_has_lost(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A back-up in the morning, two more orders, the disk of central dies: afterwards all three are there once.
    """
    device = house.device()
    in_step(house, device)
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    shift(house, device, hand, "SO-1")
    kept = backed_up(house)
    shift(house, device, hand, "SO-2")
    shift(house, device, hand, "SO-3")
    before = hand.facts()
    assert begin_new_generation(house.folder, house.central.port, {}) == 3
    assert "Stop central first" in capsys.readouterr().err
    put_back(house, kept)
    assert "Central lives in generation" in capsys.readouterr().out
    assert len(house.central.fact_ids()) < len(before)
    wait_for("the new life", lambda: device.sync.once() and house.central.fact_ids() == before, 60)
    for order in ("SO-1", "SO-2", "SO-3"):
        assert house.central.order_view(order)["status"] == "packed"
    shift(house, device, hand, "SO-4")
    assert house.central.fact_ids() == hand.facts()
    house.central.assert_books_agree()
    device.close()


def test_what_a_device_has_let_go_of_is_in_the_back_up(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Marked, copied, kept: the device forgets what is in the copy and no more, and a restore from it loses nothing.
    """
    device = house.device()
    in_step(house, device)
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    shift(house, device, hand, "SO-1")
    capsys.readouterr()
    assert mark_backup(office(house)) == 0
    mark = int(capsys.readouterr().out)
    kept = backed_up(house)
    shift(house, device, hand, "SO-2")
    in_the_copy = len(hand.facts())
    assert len(device.reads.facts(0)) == in_the_copy
    assert keep_backup(office(house), mark) == 0
    shift(house, device, hand, "SO-3")
    left = [fact["id"] for fact in device.reads.facts(0)]
    assert left == hand.facts()[mark:]
    assert 0 < mark < in_the_copy
    put_back(house, kept)
    wait_for("the new life", lambda: device.sync.once() and house.central.fact_ids() == hand.facts(), 60)
    shift(house, device, hand, "SO-4")
    device.close()
    device = house.device()
    in_step(house, device)
    assert Hand(device).view()["screen"] == "home"
    assert house.central.fact_ids() == hand.facts()
    house.central.assert_books_agree()
    device.close()


def test_the_commands_say_what_is_wrong(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """
    No database to begin anew with, a mark that was never given, no central, no administrator here.
    """
    assert begin_new_generation(house.folder / "elsewhere", free_port(), {}) == 1
    assert "Put the back-up there first" in capsys.readouterr().err
    assert not (house.folder / "elsewhere").exists()
    assert keep_backup(office(house), 99) == 1
    assert "Take the one that was given" in capsys.readouterr().err
    assert mark_backup(replace(office(house), central_url="http://127.0.0.1:9")) == 1
    assert mark_backup(house.config()) == 1
    assert "no admin token" in capsys.readouterr().err
