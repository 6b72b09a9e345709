"""The log of scans forgets what nobody can ask about any more, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.store.journal.journal import Journal, open_journal
from app.store.journal.pruning import SCAN_KEPT_MS, SCANS_AT_ONCE_MAX, SCANS_KEPT, prune_scans
from app.store.journal.queues import Outbox
from tests.app.store.journal.made_entries import JOB, entry, picked

LONG_AGO_MS = 1_790_000_000_000
NOW_MS = LONG_AGO_MS + SCAN_KEPT_MS + 1


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = open_journal(tmp_path / "journal.db")
    yield made
    made.close()


def scanned(journal: Journal, scan_id: str, *facts: Any, at_ms: int = LONG_AGO_MS, **more: Any) -> None:
    """A scan of the desk main at this time."""
    made = entry(scan_id, *facts, **more)
    journal.commit(replace(made, scan=replace(made.scan, at_ms=at_ms)))


def kept(journal: Journal) -> list[str]:
    """The scans that are still in the log, newest first."""
    return [row["scan_id"] for row in journal.scans("main", 100_000)]


def test_what_is_old_and_far_behind_goes_oldest_first(journal: Journal) -> None:
    """
    A month is over: of ten scans the newest three stay; a scan of yesterday stays however many came after it.
    """
    scanned(journal, "young", at_ms=NOW_MS - 1000)
    for no in range(10):
        scanned(journal, f"s{no}")
    assert prune_scans(journal, NOW_MS - 1, kept=0) == 0
    assert prune_scans(journal, NOW_MS, kept=3) == 7
    assert kept(journal) == ["s9", "s8", "s7", "young"]
    assert prune_scans(journal, NOW_MS, kept=3) == 0


def test_a_clock_that_jumps_takes_no_scan_of_a_shift(journal: Journal) -> None:
    """
    The clock stands a year ahead: the newest twenty thousand stay all the same.
    """
    assert SCANS_KEPT >= 20_000
    scanned(journal, "a")
    assert prune_scans(journal, NOW_MS + 400 * 24 * 3_600_000) == 0


def test_a_retry_of_what_stays_is_answered_as_before(journal: Journal) -> None:
    """
    The page sends a scan again whose answer it never got: the first answer, while its row is there.
    """
    scanned(journal, "gone")
    scanned(journal, "stays")
    first = journal.answer_of("stays")
    assert prune_scans(journal, NOW_MS, kept=1) == 1
    assert journal.answer_of("stays") == first
    assert journal.answer_of("gone") is None


def test_what_waits_or_can_be_taken_back_stays(journal: Journal) -> None:
    """
    A job that is open may still take its last scan back; a fact that central does not have names its scan.
    """
    scanned(journal, "of an open job", jobs=(JOB,))
    closed = replace(JOB, job_id="pick:SO-2", open=False)
    other = entry("waits", picked())
    scan = replace(other.scan, at_ms=LONG_AGO_MS, job=closed.job_id)
    journal.commit(replace(other, scan=scan, jobs=(closed,)))
    for no in range(3):
        made = entry(f"s{no}")
        journal.commit(replace(made, scan=replace(made.scan, at_ms=LONG_AGO_MS, job=closed.job_id)))
    assert prune_scans(journal, NOW_MS, kept=1) == 2
    assert kept(journal) == ["s2", "waits", "of an open job"]
    Outbox(journal).mark_acked(1, 1, {})
    assert prune_scans(journal, NOW_MS, kept=1) == 1
    assert kept(journal) == ["s2", "of an open job"]


def test_a_little_at_a_time(journal: Journal) -> None:
    """
    However long the log is, nobody's scan waits for it to be tidied.
    """
    for no in range(SCANS_AT_ONCE_MAX + 5):
        scanned(journal, f"s{no}")
    assert [prune_scans(journal, NOW_MS, kept=0) for _ in range(3)] == [SCANS_AT_ONCE_MAX, 5, 0]
