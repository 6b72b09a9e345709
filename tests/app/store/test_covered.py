"""Mirror and journal of different lives side by side: an own scan is never taken for one that central has told of."""

from pathlib import Path

import pytest

from app.domain.facts import Picked
from app.main import Device
from app.store.covered import covered_by, uncovered_facts
from app.store.floor import Floor
from app.store.journal.journal import Journal, open_journal
from app.store.journal.queues import Identity, Outbox
from tests.app.store.journal.made_entries import entry, picked


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Three facts, two of them acknowledged."""
    made = open_journal(tmp_path / "own.db")
    Identity(made).put(epoch="2")
    for no in range(3):
        made.commit(entry(f"s{no}", picked(no + 1)))
    Outbox(made).mark_acked(2, 2, {})
    return made


def seen(at: dict[str, str], journal: Journal) -> list[int]:
    """The facts that the floor adds to the rows: number n picked n pieces."""
    facts, through = uncovered_facts(covered_by(at, journal), journal)
    journal.close()
    assert through == 3
    return [fact.quantity for fact in facts if isinstance(fact, Picked)]


def test_a_number_of_the_own_life_covers(journal: Journal) -> None:
    """
    The fact under the number is the one that central told of, whatever the epoch is called.
    """
    assert seen({"epoch": "1", "last_seq": "1", "last_fact": "s0/0"}, journal) == [2, 3]


def test_a_number_of_another_epoch_covers_nothing_that_waits(journal: Journal) -> None:
    """
    Without the name of the fact the epoch must be the own one.
    """
    assert seen({"epoch": "3", "last_seq": "9"}, journal) == [3]


def test_a_number_above_the_own_facts_covers_nothing_that_waits(journal: Journal) -> None:
    """
    A restored journal beside a newer mirror, in the same epoch: the mirror tells of a fact that is not here.
    """
    assert seen({"epoch": "2", "last_seq": "3", "last_fact": "lost"}, journal) == [3]


def test_an_empty_mirror_covers_nothing(journal: Journal) -> None:
    """
    Deleted, or never filled: every own fact counts.
    """
    assert seen({}, journal) == [1, 2, 3]


def test_scans_after_a_restore_are_seen_before_central_is_asked(device: Device) -> None:
    """
    The mirror says that it covers fifty facts, the journal put back has none: the next pick is on the screen at once.
    """
    floor = device.stores.floor
    with floor.exchanging():
        device.mirror.apply([], epoch="1", last_seq="50", last_fact="of-another-life")
    answer = device.journal.commit(entry("s0", picked(1, "SO-1")))
    floor.add([(answer["facts"][0]["seq"], picked(1, "SO-1"))])
    for one in (floor, Floor(device.mirror, device.journal)):
        work = one.work("SO-1")
        assert work is not None
        assert work.lines[0].picked == 1
