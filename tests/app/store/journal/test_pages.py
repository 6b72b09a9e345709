"""Rows out of the bytes of a SQLite file: as SQLite itself reads them, and never a crash on rubbish."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.journal.pages import rows_in

values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=6000) | st.binary(max_size=6000)


@given(st.lists(st.tuples(values, values), max_size=12))
def test_rows_are_read_as_sqlite_reads_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, object]]
) -> None:
    """
    Numbers of every width, texts and bytes longer than a page.
    """
    path = tmp_path_factory.mktemp("rows") / "some.db"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE thing (no INTEGER PRIMARY KEY, a, b)")
        store.executemany("INSERT INTO thing (a, b) VALUES (?, ?)", rows)
    store.close()
    found = {number: read[1:] for number, read in rows_in(path) if len(read) == 3}
    assert found == {no: list(row) for no, row in enumerate(rows, 1)}


@given(st.binary(max_size=3000), st.integers(0, 8191))
def test_rubbish_is_no_reason_to_stop(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes, at: int
) -> None:
    """
    Anything may stand anywhere in the file.
    """
    path = tmp_path_factory.mktemp("rows") / "some.db"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE thing (no INTEGER PRIMARY KEY, a, b)")
        store.executemany("INSERT INTO thing (a, b) VALUES (?, ?)", [("x" * no, no) for no in range(80)])
    store.close()
    content = path.read_bytes()
    path.write_bytes(content[:at] + rubbish + content[at + len(rubbish) :])
    assert all(isinstance(number, int) for number, _ in rows_in(path))
