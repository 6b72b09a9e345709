"""Turn the bytes of an import file into what is to be sent and what is refused. Pure: no wire, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.cli.csv_rows import Row, RowProblem, read_table
from app.cli.import_fields import BadValue
from app.cli.import_kinds import ORDERS, Kind, Values

SHIP_TO = ("name", "street", "postcode", "city", "country")
ORDER_HINTS = ("gift_note", "instructions", "price_free", "insert", "language", "currency")
LINE_HINTS = {
    "line_instructions": "instructions",
    "price_cents": "price_cents",
    "lot": "lot",
}  # column -> field of a line


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to send and the rows it was written in; of an order, one row a line."""

    rows: tuple[int, ...]
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a file can be sent, what can't, and which columns nobody asked for."""

    items: tuple[Item, ...] = ()
    refused: tuple[RowProblem, ...] = ()
    ignored_columns: tuple[str, ...] = ()


def plan_of(kind: Kind, data: bytes) -> Plan:
    """Read a file of this kind. Every row is in exactly one of `items` and `refused`."""
    table = read_table(data, kind.required, kind.optional)
    if table.problems:
        return Plan(refused=table.problems)
    read = [(row, *_values_of(kind, row)) for row in table.rows]
    items, refused = _orders(read) if kind is ORDERS else _singles(kind, read)
    return Plan(tuple(items), tuple(sorted(refused, key=lambda problem: problem.row)), table.ignored_columns)


_Read = tuple[Row, Values, list[RowProblem]]


def _values_of(kind: Kind, row: Row) -> tuple[Values, list[RowProblem]]:
    if row.problem is not None:
        return {}, [row.problem]
    values: Values = {}
    problems = []
    for column in kind.columns:
        raw = row.cells.get(column.name)
        if raw is None:
            continue  # an optional column that this file does not have: central keeps what it knows
        try:
            value = column.read(raw)
            if value != "" or not column.optional:
                values[column.name] = value
        except BadValue as why:
            problems.append(RowProblem(row.number, column.name, str(why)))
    if not problems and (problem := kind.check(row.number, values)) is not None:
        problems.append(problem)
    return values, problems


def _singles(kind: Kind, read: Iterable[_Read]) -> tuple[list[Item], list[RowProblem]]:
    items: list[Item] = []
    refused: list[RowProblem] = []
    first: dict[tuple[Any, ...], int] = {}
    for row, values, problems in read:
        if problems:
            refused += problems
            continue
        key = tuple(values[name] for name in kind.key)
        if first.setdefault(key, row.number) != row.number:
            known = " at ".join(f"“{part}”" for part in reversed(key))
            sentence = f"{known} stands in row {first[key]} already. Keep one of the two rows."
            refused.append(RowProblem(row.number, kind.key[-1], sentence))
        else:
            items.append(Item((row.number,), values))
    return items, refused


def _orders(read: Iterable[_Read]) -> tuple[list[Item], list[RowProblem]]:
    """Gather the rows of each order, wherever they stand; one bad row refuses all of its order."""
    groups: dict[str, list[_Read]] = {}
    refused: list[RowProblem] = []
    for row, values, problems in read:
        number = row.cells.get("order", "").strip()
        number = values.get("order", number)
        if number:
            groups.setdefault(number, []).append((row, values, problems))
        else:
            refused += problems
    items: list[Item] = []
    for number, rows in groups.items():
        problems = [problem for _, _, found in rows for problem in found]
        problems = problems or [*_address_problems(rows), *_hint_problems(rows)]
        if problems:
            refused += problems + _refused_with(number, rows, problems)
        else:
            items.append(_order(number, rows))
    return items, refused


def _order(number: str, rows: list[_Read]) -> Item:
    address = rows[0][1]
    return Item(
        tuple(row.number for row, _, _ in rows),
        {
            "number": number,
            "ship_to": {part: address[f"ship_{part}"] for part in SHIP_TO},
            "lines": [_line(values) for _, values, _ in rows],
            **_said_once(rows),
        },
    )


def _line(values: Values) -> Values:
    line = {"sku": values["sku"], "quantity": values["quantity"]}
    for column, name in LINE_HINTS.items():
        if values.get(column) not in (None, ""):
            line[name] = values[column]
    return line


def _said_once(rows: list[_Read]) -> Values:
    """What the order says to its packer: it may stand in one of its rows or in all of them."""
    found: Values = {}
    for name in ORDER_HINTS:
        said = next((values[name] for _, values, _ in rows if values.get(name)), None)
        if said is not None:
            found[name] = said
    return found


def _address_problems(rows: list[_Read]) -> list[RowProblem]:
    first, address, _ = rows[0]
    return [
        RowProblem(
            row.number,
            f"ship_{part}",
            f"“{values[f'ship_{part}']}” is not what row {first.number} of the same order says "
            f"(“{address[f'ship_{part}']}”). An order goes to one address: make them equal.",
        )
        for row, values, _ in rows
        for part in SHIP_TO
        if values[f"ship_{part}"] != address[f"ship_{part}"]
    ]


def _hint_problems(rows: list[_Read]) -> list[RowProblem]:
    """Two rows of one order that tell its packer different things."""
    problems = []
    for name in ORDER_HINTS:
        said = [(row.number, values[name]) for row, values, _ in rows if values.get(name)]
        problems += [
            RowProblem(
                number, name, f"Row {said[0][0]} of the same order says something else. Make them equal."
            )
            for number, value in said[1:]
            if value != said[0][1]
        ]
    return problems


def _refused_with(number: str, rows: list[_Read], problems: list[RowProblem]) -> list[RowProblem]:
    bad = {problem.row for problem in problems}
    sentence = f"Order “{number}” is refused whole because of row {min(bad)}."
    return [RowProblem(row.number, "order", sentence) for row, _, _ in rows if row.number not in bad]
