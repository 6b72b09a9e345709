"""Facts that wait are read as they were written, from any number on."""

import json
from pathlib import Path

from app.store.journal.journal import open_journal
from app.store.journal.queues import Outbox
from app.store.journal.waiting import waiting
from tests.app.store.journal.made_entries import entry, picked


def test_what_waits_is_read_in_its_order_and_behind_a_number(tmp_path: Path) -> None:
    """
    Three scans, one of them sent: the other two wait, the last one behind the one before.
    """
    journal = open_journal(tmp_path / "journal.db")
    for name in ("a", "b", "c"):
        journal.commit(entry(name, picked()))
    Outbox(journal).mark_acked(1, 1, {})
    assert [fact.fact_id for fact in waiting(journal, 500)] == ["b/0", "c/0"]
    assert [fact.fact_id for fact in waiting(journal, 500, 2)] == ["c/0"]
    assert [fact.fact_id for fact in waiting(journal, 1)] == ["b/0"]
    journal.close()


def test_a_fact_says_what_the_journal_says(tmp_path: Path) -> None:
    """
    Nothing of what a scan left is sent otherwise than it is kept.
    """
    journal = open_journal(tmp_path / "journal.db")
    journal.commit(entry("a", picked(3)))
    (sent,), (kept,) = waiting(journal, 500), journal.facts()
    journal.close()
    for name in sent._fields:
        found = json.loads(sent.body) if name == "body" else getattr(sent, name)
        assert found == getattr(kept, name), name
