"""What shops say after a restore is news to every device, whatever it knew before."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.facts import CartonTaken, Content, ItemPacked, ParcelClosed
from tests.sync.central.restoring import back_up, restore
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse

KEYS = itertools.count()
MINUTES = 60 * 1000


@pytest.fixture
def central(empty_file: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """A central on a file, with one order for Köln."""
    made = Warehouse(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'central.db')}", tmp_path)
    made.stock_up(("P1", "A", 9))
    made.order("O1", ("A", 2))
    yield made
    made.close()


def sent_to(central: Warehouse, city: str) -> int:
    """The shop says another address; the revision of the order then."""
    body = {"ship_to": {**SHIP_TO, "city": city}}
    answer = central.ask(
        "PATCH", "/v1/orders/O1", json=body, headers={"Idempotency-Key": f"change-{next(KEYS)}"}
    )
    assert answer.status_code == 200, answer.text
    return int(answer.json()["revision"])


def test_a_change_after_a_restore_is_above_all_that_a_device_can_know(
    central: Warehouse, device: DeviceEnd, tmp_path: Path
) -> None:
    """
    The same back-up is put back twice, and each time the shop says another address: it never comes under a known number.
    """
    night = back_up(central, tmp_path / "night.db")
    known = [sent_to(central, "Bonn"), sent_to(central, "Ulm")]
    for city in ("Hamburg", "Kiel"):
        central.now_ms += 10 * MINUTES
        restore(central, night)
        known.append(sent_to(central, city))
    assert known == sorted(set(known))
    work = device.pull()["work", "O1"]
    assert (work["ship_to"]["city"], work["revision"]) == ("Kiel", known[-1])


def test_a_parcel_for_the_address_before_the_restore_is_on_a_card(
    central: Warehouse, device: DeviceEnd, tmp_path: Path
) -> None:
    """
    It was packed for Bonn by a table that had not heard of Hamburg yet; one that has is booked like any other.
    """
    night = back_up(central, tmp_path / "night.db")
    bonn = sent_to(central, "Bonn")
    restore(central, night)
    hamburg = sent_to(central, "Hamburg")
    cards = []
    for no, revision in enumerate((bonn, hamburg), 1):
        sscc = f"34099999000000001{no}"
        parts = (Content("A", 1),)
        closed = ParcelClosed("O1", no, sscc, "BOX", parts, 590, no == 2, revision)
        device.tell(CartonTaken("O1", no, "BOX"), ItemPacked("O1", 1, "A", 1, no), closed)
        cards.append([card["sscc"] for card in central.open_cards("changed_while_packed")])
    assert cards == [["340999990000000011"]] * 2
    assert central.open_cards("quarantined_fact") == []
