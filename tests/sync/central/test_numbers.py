"""A parcel number is given once, by a central that was restored too, and whatever prefix the company has."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.facts import Content, ParcelClosed
from app.domain.parcels import sscc_of
from sync.central.app import SSCC_PREFIX
from sync.central.shipments.numbers import LEFT_OUT_MAX, left_out, space_of
from tests.sync.central.restoring import back_up, restore
from tests.sync.central.warehouse import DeviceEnd, Warehouse

NOW_MS = 1_790_000_000_000


@pytest.fixture
def filed(empty_file: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """A central on a file, with one order."""
    made = Warehouse(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'central.db')}", tmp_path)
    made.stock_up(("P1", "A", 9))
    made.order("O1", ("A", 5))
    yield made
    made.close()


def handed_out(device: DeviceEnd, count: int = 1000) -> range:
    given = device.central.post("/v1/sscc/ranges", {"count": count}, token=device.token)
    return range(given["first"], given["last"] + 1)


def closed(serial: int) -> ParcelClosed:
    return ParcelClosed("O1", 1, sscc_of(SSCC_PREFIX, serial), "S", (Content("A", 1),), 100, False)


def test_one_back_up_put_back_twice_gives_no_number_twice(filed: Warehouse, tmp_path: Path) -> None:
    """What was handed out between is in use, though neither the back-up nor the new life knows of it."""
    device = filed.enrol()
    backed_up = back_up(filed, tmp_path / "night.db")
    lives = [handed_out(device)]
    for _ in range(3):
        filed.now_ms += 60_000 + 1000
        restore(filed, backed_up)
        lives.append(handed_out(device, 10_000))
    for no, one in enumerate(lives):
        assert all(one[-1] < other[0] or other[-1] < one[0] for other in lives[no + 1 :])


def test_a_number_that_came_back_with_its_parcel_is_not_given_again(
    central: Warehouse, device: DeviceEnd
) -> None:
    """It was handed out in a life that the database has forgotten; one that is out of all reason ends nothing."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 5))
    assert handed_out(device)[0] == 1
    device.tell(closed(4321))
    assert handed_out(device)[0] == 4322
    device.tell(closed(space_of(SSCC_PREFIX)))
    assert handed_out(device)[0] == 5322


@pytest.mark.parametrize("digits", [8, 10, 11, 12, 15, 16])
def test_a_restore_leaves_numbers_to_every_prefix(digits: int) -> None:
    """Ten restores do not use up what a prefix has."""
    prefix, used = "3" + "4" * (digits - 1), 0
    for no in range(10):
        gone = left_out(prefix, used, NOW_MS + no * 97_000)
        assert gone <= 11 * LEFT_OUT_MAX
        used += gone
    assert used < space_of(prefix)
