"""Takes a list of rows of one kind: good ones are kept, bad ones are named. Knows no feature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from sync.central.checks import Wrong, is_plain, object_of, text_of
from sync.central.problems import Problem
from sync.central.store import Transaction

ROWS_MAX = 500

Values = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One kind of row: its table, its key, and how a row is read beside what is kept of it already."""

    kind: str
    table: Table
    read: Callable[[Mapping[str, Any], Mapping[str, Any] | None], Values]

    @property
    def key(self) -> str:
        """The name of the field by which such a thing is known."""
        return next(iter(self.table.primary_key)).name


def rows_of(body: Any) -> list[Any]:
    """The body, which must be an array of at most ROWS_MAX rows."""
    if not isinstance(body, list):
        raise Problem(422, "invalid", "The body must be a JSON array of rows.")
    if len(body) > ROWS_MAX:
        raise Problem(422, "too-many-rows", f"Send at most {ROWS_MAX} rows at once; there are {len(body)}.")
    return body


def take(tx: Transaction, form: Form, rows: list[Any]) -> dict[str, Any]:
    """Insert what is new, change what differs, refuse what is wrong; the answer counts all three."""
    kept = _kept(tx, form, rows)
    changes: list[Values] = []
    refused: list[dict[str, Any]] = []
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    for index, row in enumerate(rows):
        try:
            name = text_of(object_of(row), form.key)
            before = kept.get(name)
            values = form.read(row, before)
        except Wrong as why:
            refused.append({"index": index, "field": why.field or form.key, "reason": why.reason})
            continue
        if before == values:
            counts["unchanged"] += 1
            continue
        counts["created" if before is None else "changed"] += 1
        kept[name] = values
        changes.append(values)
    tx.upsert(form.table, changes)
    tx.touch(form.kind, [values[form.key] for values in changes])
    return {**counts, "refused": refused}


def _kept(tx: Transaction, form: Form, rows: list[Any]) -> dict[str, Values]:
    names = {row.get(form.key) for row in rows if isinstance(row, dict)}
    known = form.table.c[form.key].in_([name for name in names if isinstance(name, str) and is_plain(name)])
    found = tx.db.execute(select(form.table).where(known)).mappings()
    return {row[form.key]: dict(row) for row in found}
