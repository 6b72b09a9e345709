"""The power goes while a person scans: what beeped good is there afterwards. A weaker pragma loses it, and this shows."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.power.block_device import can_mount, scans_and_what_is_left
from tests.power.lossy import Disk
from tests.power.writing import FULL, NORMAL, journal_at, kept_at, scan

SCANS = 120
CUTS = 30

Lost = Callable[[Path, str], int]


def _lost_on_a_lossy_disk(folder: Path, synchronous: str, keeps: float) -> int:
    """How many scans that had beeped are gone, of all cuts; each write not forced to the disk is kept so often."""
    chance, disk = random.Random(4), Disk()
    toned: list[str] = []
    at_cut: list[int] = []
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if chance.random() < 0.04 and len(at_cut) < CUTS and toned:
            disk.cut(folder / f"cut-{len(at_cut)}", chance, keeps)
            at_cut.append(len(toned))

    disk.step = step
    (folder / "now").mkdir()
    journal = journal_at(folder / "now" / "journal.db", synchronous, disk.opens)
    for no in range(1, SCANS + 1):
        toned.append(scan(journal, no))
    journal.close()
    assert len(at_cut) > 5, f"too few cuts in {steps} steps"
    lost = 0
    for no, count in enumerate(at_cut):
        kept = kept_at(folder / f"cut-{no}" / "journal.db")
        assert kept == toned[: len(kept)]
        lost += max(count - len(kept), 0)
    return lost


def _lost_on_a_block_device(folder: Path, synchronous: str) -> int:
    toned, kept = scans_and_what_is_left(folder, synchronous, SCANS)
    assert kept == [f"f-{no}" for no in range(1, len(kept) + 1)]
    return max(len(toned) - len(kept), 0)


WAYS: dict[str, Lost] = {
    "nothing is written that is not forced": lambda folder, mode: _lost_on_a_lossy_disk(folder, mode, 0.0),
    "some is written, in any order": lambda folder, mode: _lost_on_a_lossy_disk(folder, mode, 0.5),
}
if can_mount():
    WAYS["a block device stands still"] = _lost_on_a_block_device


@pytest.mark.parametrize("way", sorted(WAYS))
def test_what_beeped_good_is_there_after_a_power_cut(tmp_path: Path, way: str) -> None:
    """
    Wherever the power goes: every scan that beeped is in the journal, and the journal can be read.
    """
    assert WAYS[way](tmp_path, FULL) == 0


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_journal_that_does_not_wait_for_the_disk_loses_scans(tmp_path: Path, way: str) -> None:
    """
    With NORMAL in the place of FULL scans are gone: so the test above can fail.
    """
    assert WAYS[way](tmp_path, NORMAL) > 0
