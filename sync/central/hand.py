"""Rows that a transaction has in hand: read set by set, changed in memory, written back set by set. Knows no feature.

A push of hundreds of facts changes the same few orders, lines and levels over and over. Booking them in hand costs
a dictionary each; the database sees every row once.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy import tuple_ as tuple_of

GROUPS_AT_ONCE = 400

Key = tuple[Any, ...]
Row = dict[str, Any]


class Held(Protocol):
    """Something that a transaction has in hand."""

    @property
    def table(self) -> Table:
        """The table to which it belongs. Other statements about it must wait until it is written."""

    def write(self) -> None:
        """Bring to the database what was changed, and keep it in hand."""

    def forget(self) -> None:
        """Have nothing in hand any more, not even what was not written."""


class Sheet:
    """Rows of one table, by groups: all rows of an order, or the one row of a key. A group is read whole or not at all."""

    def __init__(self, db: Connection, table: Table, by: tuple[str, ...]) -> None:
        self.table = table
        self._db = db
        self._by = by
        self._sql = _statements(table, by)
        self._groups: dict[Key, dict[Key, Row]] = {}
        self._stored: set[Key] = set()
        self._changed: dict[Key, Key] = {}  # keys of rows, and their groups
        self._touched: dict[int, Row] = {}  # more of them, whose keys are looked up when they are written

    def load(self, groups: Iterable[Key]) -> None:
        """Read these groups, those that are not in hand already, with as few questions as can be."""
        wanted = sorted(set(groups) - self._groups.keys())
        for start in range(0, len(wanted), GROUPS_AT_ONCE):
            piece = wanted[start : start + GROUPS_AT_ONCE]
            self._groups.update({group: {} for group in piece})
            asked = piece if len(self._by) > 1 else [group[0] for group in piece]
            for found in self._db.execute(self._sql.read, {"wanted": asked}).mappings():
                row = dict(found)
                key = self._key(row)
                self._groups[self._group(row)][key] = row
                self._stored.add(key)

    def of(self, *group: Any) -> list[Row]:
        """The rows of a group, in the order of their keys."""
        rows = self._rows(group)
        return [rows[key] for key in sorted(rows)] if len(rows) > 1 else list(rows.values())

    def one(self, *group: Any) -> Row | None:
        """The row of a group that has at most one."""
        rows = self._groups.get(group)
        if rows is None:
            rows = self._rows(group)
        return next(iter(rows.values())) if rows else None

    def find(self, group: Key, key: Key) -> Row | None:
        """The row of a group under its whole key."""
        rows = self._groups.get(group)
        return (self._rows(group) if rows is None else rows).get(key)

    def change(self, row: Row, **values: Any) -> None:
        """Change a row that was got from here; never its key."""
        row.update(values)
        self._touched[id(row)] = row

    def add(self, row: Row) -> None:
        """A new row, with all its columns."""
        group, key = self._group(row), self._key(row)
        self._rows(group)[key] = row
        self._changed[key] = group

    def drop(self, row: Row) -> None:
        """This row is no more."""
        group, key = self._group(row), self._key(row)
        del self._rows(group)[key]
        self._changed[key] = group

    def write(self) -> None:
        """Insert, update and delete; a row that came and went is not written at all."""
        if not self._touched and not self._changed:
            return
        for row in self._touched.values():
            self._changed[self._key(row)] = self._group(row)
        self._touched = {}
        new: list[Row] = []
        kept: list[Row] = []
        gone: list[Row] = []
        for key in sorted(
            self._changed
        ):  # always in the same order, so that two writers can't wait for each other
            there = self._groups[self._changed[key]].get(key)
            names = {f"key_{name}": part for name, part in zip(self._sql.key, key, strict=True)}
            if there is None:
                if key in self._stored:
                    gone.append(names)
                    self._stored.discard(key)
            elif key in self._stored:
                kept.append({**names, **{f"new_{name}": there[name] for name in self._sql.others}})
            else:
                new.append(there)
                self._stored.add(key)
        self._changed = {}
        for statement, rows in ((self._sql.drop, gone), (self._sql.change, kept), (self._sql.add, new)):
            if rows:
                self._db.execute(statement, rows)

    def forget(self) -> None:
        """Read everything anew."""
        self._groups, self._stored, self._changed, self._touched = {}, set(), {}, {}

    def _rows(self, group: Key) -> dict[Key, Row]:
        if group not in self._groups:
            self.load((group,))
        return self._groups[group]

    def _key(self, row: Row) -> Key:
        return self._sql.key_of(row)

    def _group(self, row: Row) -> Key:
        return self._sql.group_of(row)


class Pile:
    """New rows of one table, in the order in which they came. They are not read from here."""

    def __init__(self, db: Connection, table: Table) -> None:
        self.table = table
        self._db = db
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """One more row; all rows of a pile name the same columns."""
        self._rows.append(row)

    def write(self) -> None:
        """Insert what was added."""
        rows, self._rows = self._rows, []
        insert_rows(self._db, self.table, rows)

    def forget(self) -> None:
        """These rows never came."""
        self._rows = []


class _Statements(NamedTuple):
    key: Sequence[str]
    others: Sequence[str]
    key_of: Callable[[Row], Key]
    group_of: Callable[[Row], Key]
    read: Select[Any]
    add: Insert
    change: Update
    drop: Delete


@cache
def _statements(table: Table, by: tuple[str, ...]) -> _Statements:
    key = tuple(column.name for column in table.primary_key)
    others = tuple(column.name for column in table.columns if column.name not in key)
    wanted: BindParameter[Any] = bindparam("wanted", expanding=True)
    if len(by) > 1:
        read = select(table).where(tuple_of(*(table.c[name] for name in by)).in_(wanted))
    else:
        read = select(table).where(table.c[by[0]].in_(wanted))
    mine = [table.c[name] == bindparam(f"key_{name}") for name in key]
    news: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in others}
    return _Statements(
        key,
        others,
        _parts(key),
        _parts(by),
        read,
        insert(table),
        update(table).where(*mine).values(news),
        delete(table).where(*mine),
    )


def _parts(names: tuple[str, ...]) -> Callable[[Row], Key]:
    """These values of a row, as a key."""
    if len(names) > 1:
        return itemgetter(*names)
    name = names[0]
    return lambda row: (row[name],)


def insert_rows(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert many rows of texts and numbers that name the same columns, at the speed of the driver."""
    if not rows:
        return
    sql, order = _inserting(table, tuple(rows[0]), db.dialect)
    values: Any = rows if order is None else [tuple([row[name] for name in order]) for row in rows]
    db.exec_driver_sql(sql, values if len(values) > 1 else values[0])


@cache
def _inserting(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, Sequence[str] | None]:
    """The statement as this driver wants it, and the order of its values where they have no names."""
    made = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(made), made.positiontup if made.positional else None
