"""Read a table from the bytes of a CSV file, with the line in which every row stands.

Knows no column's meaning. A row that cannot be read is kept with its problem and whatever cells
were still readable, so that what belongs to it can be refused with it.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

SEPARATORS = (",", ";", "\t")

_NOT_CSV = (
    (
        b"PK\x03\x04",
        "This is an Excel workbook, not a CSV file. Save it as “CSV UTF-8” and import that file.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an Excel workbook, not a CSV file. Save it as “CSV UTF-8” and import that.",
    ),
    (b"\xff\xfe", "The file is written in UTF-16. Save it as “CSV UTF-8” and import it again."),
    (b"\xfe\xff", "The file is written in UTF-16. Save it as “CSV UTF-8” and import it again."),
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why something was not taken: the line in the file (the header is 1), the column, and what to do."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """The known cells of one row. With a `problem` they are only what could still be read."""

    number: int
    cells: Mapping[str, str]
    problem: RowProblem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file. `problems` says why the file is refused whole; then there are no rows."""

    rows: tuple[Row, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()


def read_table(data: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read UTF-8 with or without a byte order mark; the separator is found by the header.

    Bytes that are not UTF-8 arrive as lone surrogates in their cell, so that one bad name costs one row.
    """
    for magic, sentence in _NOT_CSV:
        if data.startswith(magic):
            return Table(problems=(RowProblem(1, required[0], sentence),))
    text = data.decode("utf-8-sig", errors="surrogateescape")
    if not text.strip():
        sentence = f"The file is empty. Its first line must name the columns: {','.join(required)}."
        return Table(problems=(RowProblem(1, required[0], sentence),))
    lines = list(io.StringIO(text, newline=""))
    known = (*required, *optional)
    separator, header = _header_of(lines[:1], known)
    problems = tuple(_header_problems(header, required, known))
    if problems:
        return Table(problems=problems)
    rows = []
    for number, cells, broken in _records(lines, separator):
        if number == 1 or not (broken or any(cell.strip() for cell in cells)):
            continue
        rows.append(_row(number, cells, broken, _Header(header, known, frozenset(required))))
    ignored = tuple(dict.fromkeys(name for name in header if name and name not in known))
    return Table(tuple(rows), ignored)


@dataclass(frozen=True, slots=True)
class _Header:
    names: Sequence[str]
    known: Sequence[str]
    required: frozenset[str]

    def at(self, index: int) -> str:
        return self.names[min(index, len(self.names) - 1)]


def _header_of(first: list[str], known: Sequence[str]) -> tuple[str, list[str]]:
    """The separator under which most of the known columns are found, and the names under it."""
    found = {sep: [cell.strip().lower() for cell in _readable(first[0], sep)] for sep in SEPARATORS if first}
    if not found:
        return SEPARATORS[0], []
    best = max(found, key=lambda sep: len(set(found[sep]) & set(known)))
    return best, found[best]


def _header_problems(
    header: list[str], required: Sequence[str], known: Sequence[str]
) -> Iterator[RowProblem]:
    for name in required:
        if name not in header:
            yield RowProblem(
                1, name, f"The column “{name}” is missing. The first line must name: {','.join(required)}."
            )
    for name in known:
        if header.count(name) > 1:
            yield RowProblem(1, name, f"The column “{name}” stands there twice. Remove one of the two.")


def _records(lines: list[str], separator: str) -> Iterator[tuple[int, list[str], bool]]:
    """Every record as (first line, cells, broken). After a broken one reading goes on in the next line."""
    at = 0
    while at < len(lines):
        start = at
        reader = csv.reader((lines[i] for i in range(start, len(lines))), delimiter=separator, strict=True)
        try:
            for cells in reader:
                yield at + 1, cells, False
                at = start + reader.line_num
        except csv.Error:
            yield at + 1, _readable(lines[at], separator), True
            at += 1


def _readable(line: str, separator: str) -> list[str]:
    """The cells of this line up to the first that does not read as CSV, and of that one what stands there."""
    line = line.rstrip("\r\n")
    end = len(line)
    while end >= 0:
        try:
            cells = next(csv.reader([line[:end]], delimiter=separator, strict=True), [""])
        except csv.Error:
            end = line.rfind(separator, 0, end)
        else:
            rest = line[end + 1 :].split(separator)[0] if end < len(line) else None
            return cells if rest is None else [*cells, rest.strip(' "')]
    return [line.split(separator)[0].strip(' "')]


def _row(number: int, cells: list[str], broken: bool, header: _Header) -> Row:
    named = {name: cell for name, cell in zip(header.names, cells, strict=False) if name in header.known}
    problem = _problem(number, cells, broken, header)
    return Row(number, MappingProxyType(named), problem)


def _problem(number: int, cells: list[str], broken: bool, header: _Header) -> RowProblem | None:
    say: Callable[[int, str], RowProblem] = lambda index, sentence: RowProblem(  # noqa: E731
        number, header.at(index), sentence
    )
    if broken:
        return say(
            len(cells) - 1,
            'A quotation mark (") is open or stands in the middle. Put the whole text in quotation marks '
            'and double those inside: "5"" pipe".',
        )
    width = len(header.names)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return say(
            width,
            f"The row has {len(cells)} cells, the header {width}. "
            "Put text that contains the separator in quotation marks.",
        )
    for index in range(len(cells), width):
        if header.names[index] in header.required:
            return say(index, f"The row ends before this column: {len(cells)} cells of {width}. Fill it in.")
    return None
