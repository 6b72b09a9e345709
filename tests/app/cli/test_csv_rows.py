"""Reading tables: what people, spreadsheets and shops make of a CSV file."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.csv_rows import Row, read_table

NAMES = ("sku", "name", "quantity")


def cells(row: Row) -> tuple[str, ...]:
    return tuple(row.cells[name] for name in NAMES)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_way_of_writing_a_table_is_read(separator: str, mark: str, end: str) -> None:
    """
    Comma, semicolon or tab, with or without a byte order mark, line ends of every system.
    """
    lines = [
        separator.join(NAMES),
        separator.join(("A1", "Mug, blue" if separator != "," else "Mug", "2")),
        "",
    ]
    table = read_table((mark + end.join(lines)).encode(), NAMES)
    assert [(row.number, row.cells["sku"], row.cells["quantity"]) for row in table.rows] == [(2, "A1", "2")]


def test_a_missing_column_refuses_the_file_and_is_named() -> None:
    """
    Without a needed column nothing is taken.
    """
    table = read_table(b"sku,quantity\nA1,2\n", NAMES)
    assert table.rows == ()
    assert [(problem.row, problem.column) for problem in table.problems] == [(1, "name")]


@pytest.mark.parametrize("data", [b"", b"\n", b"PK\x03\x04...", "sku,name,quantity".encode("utf-16")])
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes) -> None:
    """
    An empty file, a workbook or another encoding says what to do instead.
    """
    table = read_table(data, NAMES)
    assert table.rows == ()
    assert all(problem.row == 1 and problem.message for problem in table.problems)
    assert table.problems


def test_a_column_that_stands_there_twice_refuses_the_file() -> None:
    """
    Of two columns of one name nobody can say which one is meant.
    """
    table = read_table(b"sku,name,quantity,name\nA1,Mug,2,Cup\n", NAMES)
    assert [(problem.row, problem.column) for problem in table.problems] == [(1, "name")]


def test_further_columns_are_ignored_with_a_word() -> None:
    """
    A shop's own columns do no harm; optional ones are none of them.
    """
    table = read_table(b"Colour,sku,name,quantity,hygiene\nred,A1,Mug,2,1\n", NAMES, ("hygiene",))
    assert table.ignored_columns == ("colour",)
    assert dict(table.rows[0].cells) == {"sku": "A1", "name": "Mug", "quantity": "2", "hygiene": "1"}


def test_rows_are_numbered_as_the_lines_of_the_file() -> None:
    """
    Empty lines and cells of several lines don't shift the numbers that a person looks up.
    """
    table = read_table(b'sku,name,quantity\nA1,Mug,1\n\n,,\nA2,"Cup\nand saucer",1\nA3,Pan,1\n', NAMES)
    assert [(row.number, row.cells["sku"]) for row in table.rows] == [(2, "A1"), (5, "A2"), (7, "A3")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('A2,"Mug, blue,2', "name"),
        ('A2,"Mug" blue,2', "name"),
        ('"A2,Mug,2', "sku"),
        ("A2,Mug", "quantity"),
        ("A2", "name"),
        ("A2,Mug, blue,2", "quantity"),
    ],
)
def test_one_broken_row_is_named_and_costs_only_itself(line: str, column: str) -> None:
    """
    An open quotation mark or a cell too many does not swallow the rows behind it.
    """
    table = read_table(f'sku,name,quantity\nA1,Mug,1\n{line}\nA3,"Pan, 26 cm",1\nA4,Pot,1\n'.encode(), NAMES)
    assert [row.number for row in table.rows] == [2, 3, 4, 5]
    assert [row.number for row in table.rows if row.problem is None] == [2, 4, 5]
    problem = table.rows[1].problem
    assert problem is not None
    assert (problem.row, problem.column) == (3, column)


def test_empty_cells_behind_the_last_column_are_no_fault() -> None:
    """
    Spreadsheets leave separators at the end of rows.
    """
    table = read_table(b"sku,name,quantity\nA1,Mug,1,,\n", NAMES)
    assert [row.problem for row in table.rows] == [None]


def test_letters_that_are_not_utf8_stay_in_their_cell() -> None:
    """
    One name in an old encoding costs one row, not the file.
    """
    table = read_table(b"sku,name,quantity\nA1,M\xfctze,1\nA2,Mug,1\n", NAMES)
    assert [row.cells["sku"] for row in table.rows] == ["A1", "A2"]
    assert not table.rows[0].cells["name"].isprintable()


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8"), max_size=30)] * 3).filter(
            lambda cells: any(cell.strip() for cell in cells)
        ),
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_table_writer_writes_is_read_back(rows: list[tuple[str, str, str]], separator: str) -> None:
    """
    Any text survives: quotes, separators, line breaks, every script.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([NAMES, *rows])
    table = read_table(out.getvalue().encode(), NAMES)
    assert [cells(row) for row in table.rows] == rows
    assert all(row.problem is None for row in table.rows)


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_fall(data: bytes) -> None:
    """
    Whatever the file holds, the answer is rows or problems, each row once.
    """
    table = read_table(b"sku,name,quantity\n" + data, NAMES)
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
