"""Saving what people did from a journal, however damaged: as much as can be, and the file stays as it was found."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.domain.facts import body_of
from app.store.journal.journal import Journal, open_journal
from app.store.journal.queues import Identity
from app.store.journal.rescue import Rescued, rescued_from
from app.store.journal.waiting import as_sent
from app.store.trouble import StoreBusy
from tests.app.store.journal.made_entries import entry, label, picked

FACTS = 300
PAGE = 4096


def worked(path: Path) -> Journal:
    """A journal with many facts; one of them is longer than a page."""
    journal = open_journal(path)
    Identity(journal).put(device="d-1", epoch="3", token="secret-token")
    for no in range(1, FACTS + 1):
        order = "SO-" + ("x" * 9000 if no == 150 else str(no))
        journal.commit(entry(f"s{no}", picked(no, order)))
    return journal


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "journal.db"
    worked(path).close()
    return path


@pytest.fixture
def path(closed: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copy(closed, tmp_path / "journal.db"))


def leaves(path: Path) -> list[int]:
    """The pages that hold rows of facts, in their order."""
    with sqlite3.connect(path) as store:
        asked = "SELECT pageno FROM dbstat WHERE name = 'facts' AND pagetype = 'leaf' ORDER BY path"
        found = [row[0] for row in store.execute(asked)]
    store.close()
    return found


def overwrite(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    return bytes(content)


def numbers(rescued: Rescued) -> list[int]:
    return [fact["seq"] for fact in rescued.facts]


def test_a_whole_journal_is_saved_whole(path: Path) -> None:
    """
    Every fact as it was kept, in its order, and whose they are; no secret.
    """
    rescued = rescued_from(path)
    assert numbers(rescued) == list(range(1, FACTS + 1))
    assert rescued.facts[41]["body"] == body_of(picked(42, "SO-42"))
    assert len(rescued.facts[149]["body"]["order"]) == 9003
    assert (rescued.identity, rescued.missing) == ({"device": "d-1", "epoch": "3"}, ())


def test_a_page_in_the_middle_costs_its_own_facts_only(path: Path) -> None:
    """
    What stands on the pages around it is saved, what is missing is named, and the file is not touched.
    """
    pages = leaves(path)
    found = overwrite(path, pages[len(pages) // 2])
    rescued = rescued_from(path)
    assert 0 < len(rescued.missing) < 30
    assert sorted([*numbers(rescued), *rescued.missing]) == list(range(1, FACTS + 1))
    assert path.read_bytes() == found


@pytest.mark.parametrize("which", ["begin", "inner", "end", "all indexes"])
def test_damage_where_sqlite_gives_up_is_read_around(path: Path, which: str) -> None:
    """
    The first page, the root of the table, the last page: SQLite finds nothing any more, the rows are still there.
    """
    with sqlite3.connect(path) as store:
        inner = [
            row[0]
            for row in store.execute("SELECT pageno FROM dbstat WHERE name='facts' AND pagetype='internal'")
        ]
        indexes = [row[0] for row in store.execute("SELECT pageno FROM dbstat WHERE name LIKE 'facts_by%'")]
    store.close()
    last = leaves(path)[-1]
    overwrite(path, *{"begin": [1], "inner": inner, "end": [last], "all indexes": indexes}[which])
    rescued = rescued_from(path)
    kept = numbers(rescued)
    if which == "end":
        assert kept == list(range(1, kept[-1] + 1))
        assert rescued.missing == tuple(range(kept[-1] + 1, FACTS + 1))
    else:
        assert (kept, rescued.missing) == (list(range(1, FACTS + 1)), ())
        assert rescued.identity["device"] == "d-1"


def test_what_a_fact_says_is_saved_as_it_is_sent_where_it_is_damaged(path: Path) -> None:
    """
    What is left of it, if it waits: central knows it as the same. One that central has is there as it was, and not here.
    """
    with sqlite3.connect(path) as store:
        store.execute("UPDATE facts SET body = substr(body, 1, 3) WHERE seq IN (7, 9)")
        store.execute("UPDATE facts SET state = 'acked' WHERE seq < 9")
    store.close()
    rescued = rescued_from(path)
    assert rescued.missing == (7,)
    [damaged] = [fact for fact in rescued.facts if fact["seq"] == 9]
    assert damaged["body"] == as_sent('{"o') == {"unreadable": '{"o'}


def test_what_lies_in_the_log_beside_the_file_is_saved(tmp_path: Path) -> None:
    """
    The device lost power: its last scans are in the log only, and then the file itself is damaged, too.
    """
    journal = worked(tmp_path / "journal.db")
    left = tmp_path / "left"
    left.mkdir()
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(tmp_path / name, left / name)
    journal.close()
    assert numbers(rescued_from(left / "journal.db")) == list(range(1, FACTS + 1))
    overwrite(left / "journal.db", 1)
    kept = numbers(rescued_from(left / "journal.db"))
    assert kept[-50:] == list(range(FACTS - 49, FACTS + 1))


def test_a_journal_in_use_is_left_alone_until_it_is_free(tmp_path: Path) -> None:
    """
    A device works on it: that is said; when it has ended, everything is saved.
    """
    journal = worked(tmp_path / "journal.db")
    with pytest.raises(StoreBusy):
        rescued_from(tmp_path / "journal.db")
    journal.close()
    assert len(rescued_from(tmp_path / "journal.db").facts) == FACTS


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 10, b"\xff" * 5000, b"SQLite format 3\x00" + b"\x00" * 9000]
)
def test_rubbish_gives_nothing_and_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """
    Whatever stands in the file, the answer is what can be read: nothing.
    """
    path = tmp_path / "journal.db"
    path.write_bytes(content)
    assert rescued_from(path) == Rescued()
    assert path.read_bytes() == content


def test_labels_are_saved_from_both_ends_up_to_the_damage(tmp_path: Path) -> None:
    """
    How far each label got is there, but for those on the damaged page; what was never sent or never answered says so.
    """
    path = tmp_path / "journal.db"
    journal = open_journal(path)
    for no in range(1, FACTS + 1):
        journal.commit(entry(f"s{no}", prints=(label(f"p{no}", f"sscc-{no}"),)))
    journal.close()
    whole = rescued_from(path).labels
    assert [one["id"] for one in whole] == sorted(f"p{no}" for no in range(1, FACTS + 1))
    assert {one["state"] for one in whole} == {"failed"}
    with sqlite3.connect(path) as store:
        asked = "SELECT pageno FROM dbstat WHERE name = 'print_jobs' AND pagetype = 'leaf' ORDER BY path"
        pages = [row[0] for row in store.execute(asked)]
    store.close()
    overwrite(path, pages[len(pages) // 2])
    left = {one["id"] for one in rescued_from(path).labels}
    assert {"p1", f"p{FACTS}"} <= left < {one["id"] for one in whole}
