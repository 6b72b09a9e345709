"""The command: what it prints and how it ends. The way over the wire is proven by the journeys."""

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.cli.importing import ImportResult, Progress, RowProblem, import_file, report, run_import


@pytest.fixture
def nobody() -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with httpx.Client(base_url=address) as client:
        yield client


def test_central_away_ends_with_2_and_one_sentence(
    tmp_path: Path, nobody: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    No traceback: one line that says what to start.
    """
    path = tmp_path / "stock.csv"
    path.write_text("place,sku,quantity\nA-1,M1,2\n", encoding="utf-8")
    assert run_import("stock", path, nobody) == 2
    printed = capsys.readouterr().out
    assert "does not answer" in printed
    assert printed.count("\n") == 1


def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, nobody: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A mistyped name ends with 1.
    """
    assert run_import("stock", tmp_path / "stokc.csv", nobody) == 1
    assert "stokc.csv" in capsys.readouterr().out


def test_a_file_without_a_needed_column_sends_nothing(tmp_path: Path, nobody: httpx.Client) -> None:
    """
    It is refused before central is asked.
    """
    path = tmp_path / "stock.csv"
    path.write_text("place,sku\nA-1,M1\n", encoding="utf-8")
    result = import_file("stock", path, central=nobody)
    assert [(problem.row, problem.column) for problem in result.refused] == [(1, "quantity")]


def test_strange_characters_cannot_play_with_the_terminal(
    tmp_path: Path, nobody: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What a file holds is shown as text, never acted upon.
    """
    path = tmp_path / "stock.csv"
    path.write_bytes(b"place,sku,quantity\nA-1,M1,\x9b31m\xff\nA-1,M2,\xe2\x80\xae12\n")
    assert run_import("stock", path, nobody) == 1
    printed = capsys.readouterr().out
    assert all(char.isprintable() or char == "\n" for char in printed)


def test_the_summary_counts_rows_and_names_what_was_ignored() -> None:
    """
    Rows, not sentences, are counted; the summary is the last line.
    """
    refused = (RowProblem(3, "gtin", "Wrong."), RowProblem(3, "weight_g", "Wrong."))
    lines = list(report("products.csv", ImportResult(4, 1, refused, ("colour",))))
    assert lines == [
        "products.csv: not needed and ignored: colour.",
        "products.csv: row 3, column gtin: Wrong.",
        "products.csv: row 3, column weight_g: Wrong.",
        "products.csv: 4 rows taken (3 new or changed, 1 unchanged), 1 refused. Correct them and import the file again.",
    ]
    assert list(report("a.csv", ImportResult(1, 1))) == [
        "a.csv: 1 row taken (0 new or changed, 1 unchanged)."
    ]


def test_a_long_import_says_how_far_it_is() -> None:
    """
    Every two seconds a line; a short import, and the last row, say nothing of their own.
    """
    at_s = iter([0.0, 1.0, 2.5, 2.5, 2.6, 3.0])
    out = io.StringIO()
    more = Progress("products.csv", lambda: next(at_s), out).of(5000)
    for _ in range(4):
        more(500)
    assert out.getvalue() == "products.csv: 1000 of 5000 rows ...\n"
