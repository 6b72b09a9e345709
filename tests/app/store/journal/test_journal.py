"""The journal: all of an input or nothing, once, on disk; and a sentence for whatever is wrong with its file."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.store.journal import tables as t
from app.store.journal.journal import Journal, open_journal
from app.store.trouble import StoreBusy, StoreDamaged, StoreFull, StoreNewer, StoreTrouble
from tests.app.store.journal.made_entries import DESK, JOB, entry, label, picked
from tests.journeys.outside.floor import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "device" / "journal.db"


def test_an_input_is_kept_whole_or_not_at_all(path: Path) -> None:
    """
    The last row of an entry does not fit: nothing of it is there, and the next entry takes the number.
    """
    journal = open_journal(path)
    journal.commit(entry("a", picked(), prints=(label("p1"),)))
    with pytest.raises(IntegrityError):
        journal.commit(entry("b", picked(), picked(), jobs=(JOB,), prints=(label("p1"),)))
    assert journal.answer_of("b") is None
    assert journal.job(JOB.job_id) is None
    refs = journal.commit(entry("c", picked()))["facts"]
    assert [fact["seq"] for fact in refs] == [2]
    journal.close()


def test_numbers_have_no_gap_and_no_double_under_threads(path: Path) -> None:
    """
    Many desks at once: one number after the other.
    """
    journal = open_journal(path)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda no: journal.commit(entry(f"s{no}", picked(), picked())), range(40)))
    assert [fact.seq for fact in journal.facts()] == list(range(1, 81))
    journal.close()


def test_what_is_kept_is_there_after_a_restart(path: Path) -> None:
    """
    Answer, facts, job and desk, each as it was.
    """
    journal = open_journal(path)
    answer = journal.commit(entry("a", picked(3), jobs=(JOB,)))
    desk = journal.desk("main")
    journal.close()
    journal = open_journal(path)
    assert journal.answer_of("a") == answer
    assert journal.job(JOB.job_id) == JOB
    assert journal.desk("main") == desk
    assert [fact.body["quantity"] for fact in journal.facts()] == [3]
    journal.close()


def test_a_revision_is_raised_for_a_desk_that_was_never_used(path: Path) -> None:
    """
    Looking at a desk is enough: its revision rises on disk, and its state stays what it is.
    """
    journal = open_journal(path)
    assert journal.raise_revision(DESK) == 1
    kept = journal.desk("main")
    assert kept is not None
    assert (kept.revision, kept.accepted_revision, kept.state) == (1, 0, DESK.state)
    assert journal.raise_revision(kept) == 2
    journal.close()


def test_one_store_is_used_by_one_process(path: Path) -> None:
    """
    The second one is told so at once, in words; the first one goes on.
    """
    journal = open_journal(path)
    said = opened_elsewhere(path)
    assert (said.returncode, "Another Gangway" in said.stdout) == (1, True)
    with pytest.raises(StoreBusy):
        open_journal(path)
    journal.commit(entry("a", picked()))
    journal.close()
    assert opened_elsewhere(path).returncode == 0


def opened_elsewhere(path: Path) -> "subprocess.CompletedProcess[str]":
    program = (
        "import sys; from pathlib import Path\n"
        "from app.store.journal.journal import open_journal\n"
        "from app.store.trouble import StoreTrouble\n"
        "try: open_journal(Path(sys.argv[1])).close()\n"
        "except StoreTrouble as said: print(said); sys.exit(1)\n"
    )
    words = [sys.executable, "-c", program, str(path)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_a_store_of_a_newer_version_is_left_alone(path: Path) -> None:
    """
    The sentence says which form it is; not a byte of the store changes.
    """
    open_journal(path).close()
    with sqlite3.connect(path) as store:
        store.execute(f"PRAGMA user_version = {t.SCHEMA + 1}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match=f"form {t.SCHEMA + 1}, this one knows {t.SCHEMA}"):
        open_journal(path)
    assert path.read_bytes() == before


def test_a_store_of_an_older_version_gets_what_it_lacks(path: Path) -> None:
    """
    Indexes that came later are made; what was kept stays.
    """
    journal = open_journal(path)
    journal.commit(entry("a", picked()))
    journal.close()
    with sqlite3.connect(path) as store:
        store.execute("DROP INDEX print_jobs_by_parcel")
        store.execute("DROP INDEX scans_by_revision")
    store.close()
    journal = open_journal(path)
    assert len(journal.facts()) == 1
    journal.close()
    with sqlite3.connect(path) as store:
        names = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    store.close()
    assert {"print_jobs_by_parcel", "scans_by_revision"} <= names


@pytest.mark.parametrize("damage", [b"not a database at all, " * 50, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_store_says_so(path: Path, damage: bytes) -> None:
    """
    Nothing is repaired or made anew: what waits in the file may still be saved.
    """
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(StoreDamaged, match="call support"):
        open_journal(path)
    assert path.read_bytes() == damage


def test_damage_in_the_middle_is_told_when_it_is_met(path: Path) -> None:
    """
    A page of the facts is gone: reading them says so, instead of showing less than was done.
    """
    journal = open_journal(path)
    for no in range(300):
        journal.commit(entry(f"s{no}", picked()))
    journal.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 12)
        file.write(b"\xff" * (size - 4096 * 12))
    with pytest.raises(StoreDamaged):
        read_all(path)


def read_all(path: Path) -> None:
    journal: Journal | None = None
    try:
        journal = open_journal(path)
        journal.facts()
        journal.scans("main", 200)
    finally:
        if journal is not None:
            journal.close()


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    """
    A folder that cannot be made, a file that is none: a sentence, not a traceback.
    """
    (tmp_path / "a-file").write_text("")
    with pytest.raises(StoreFull, match="Nothing can be written"):
        open_journal(tmp_path / "a-file" / "journal.db")
    (tmp_path / "a-folder" / "journal.db").mkdir(parents=True)
    with pytest.raises(StoreTrouble):
        open_journal(tmp_path / "a-folder" / "journal.db")


def test_undo_finds_the_last_own_scan_that_is_not_undone(path: Path) -> None:
    """
    Last first; another desk's scan is not one's own.
    """
    journal = open_journal(path)
    journal.commit(entry("a", picked(1)))
    journal.commit(entry("b", picked(2), picked(3)))
    facts, before = journal.undoable(JOB.job_id, "main")
    assert ([fact.body["quantity"] for fact in facts], before) == ([2, 3], "{}")
    assert journal.undoable(JOB.job_id, "other") == ([], None)
    assert journal.undoable("pick:SO-2", "main") == ([], None)
    journal.close()


def test_a_job_that_is_done_leaves_no_earlier_states_behind(path: Path) -> None:
    """
    Each scan keeps the state before it, for an undo; with the job's end all of them go.
    """
    journal = open_journal(path)
    journal.commit(entry("a", picked(), jobs=(JOB,)))
    assert journal.undoable(JOB.job_id, "main")[1] == "{}"
    journal.commit(entry("b", picked(), jobs=(replace(JOB, open=False),)))
    assert journal.undoable(JOB.job_id, "main") == ([], None)
    assert len(journal.scans("main", 5)) == 2
    journal.close()


def test_the_log_shows_the_newest_inputs_first(path: Path) -> None:
    """
    Refused ones too, with what came of them.
    """
    journal = open_journal(path)
    journal.commit(entry("a"))
    journal.commit(entry("b", answer={"outcome": "refused", "reason": "unknown_code"}))
    assert [(one["scan_id"], one["reason"]) for one in journal.scans("main", 5)] == [
        ("b", "unknown_code"),
        ("a", None),
    ]
    assert len(journal.scans("main", 1)) == 1
    journal.close()
