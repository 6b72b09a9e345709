"""Saves what people did out of a journal that may be damaged: by SQLite where it still can, by its bytes where it cannot.

Works on a copy, so that the file stays as it was found. Writes nothing.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.store.journal import tables as t
from app.store.journal.pages import rows_in
from app.store.journal.queues import PRUNED
from app.store.journal.rescued_labels import Label, labels_in
from app.store.journal.waiting import UNREADABLE, as_sent
from app.store.trouble import BUSY, FULL, StoreBusy, StoreFull

COLUMNS = tuple(column.name for column in t.facts.columns)
IDENTITY = ("device", "name", "epoch", "generation", "warehouse", PRUNED)
STATES = ("pending", "acked")
LAST_SEQ = (
    "SELECT max(seq) FROM facts",
    "SELECT max(seq) FROM facts INDEXED BY facts_by_state",
    "SELECT max(seq) FROM facts INDEXED BY facts_by_job",
)

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rescued:
    """The facts that could be read, by their numbers, the numbers of those that could not, and how far labels got."""

    identity: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    missing: tuple[int, ...] = ()
    labels: tuple[Label, ...] = ()


def rescued_from(path: Path) -> Rescued:
    """Whatever can be saved. Raises StoreBusy while a device works on the file, StoreFull if it cannot be copied."""
    _must_be_free(path)
    with tempfile.TemporaryDirectory(prefix="gangway-") as folder:
        copy = Path(folder) / path.name
        try:
            for suffix in ("", "-wal"):
                if Path(f"{path}{suffix}").exists():
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        except OSError as wrong:
            raise StoreFull(FULL) from wrong
        identity, facts, last = _by_sqlite(copy)
        labels = _labels(copy)
        _by_bytes(copy, identity, facts)
    last = max([last, *facts])
    pruned = identity.get(PRUNED, "0")
    begin = int(pruned) + 1 if pruned.isdigit() else 1
    missing = tuple(seq for seq in range(begin, last + 1) if seq not in facts)
    return Rescued(identity, tuple(facts[seq] for seq in sorted(facts)), missing, labels)


def _must_be_free(path: Path) -> None:
    """A file that is not SQLite's any more, or may not be written, is nobody's."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=0.5)) as store:
        try:
            store.execute("BEGIN IMMEDIATE")
            store.rollback()
        except sqlite3.OperationalError as wrong:
            if "locked" in str(wrong) or "busy" in str(wrong):
                raise StoreBusy(BUSY) from wrong


def _by_sqlite(copy: Path) -> tuple[dict[str, str], dict[int, Fact], int]:
    """What SQLite can still find, and the last number that it knows of."""
    identity: dict[str, str] = {}
    facts: dict[int, Fact] = {}
    last = 0
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(copy)) as store:
        store.row_factory = sqlite3.Row
        with suppress(sqlite3.DatabaseError):
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for words in LAST_SEQ:
            with suppress(sqlite3.DatabaseError):
                last = max(last, store.execute(words).fetchone()[0] or 0)
        for row in _around_damage(store, 1, last):
            fact = _fact(dict(row))
            if fact is not None:
                facts[fact["seq"]] = fact
        with suppress(sqlite3.DatabaseError):
            identity = {row["name"]: row["value"] for row in store.execute("SELECT * FROM identity")}
    return {name: identity[name] for name in IDENTITY if name in identity}, facts, last


def _labels(copy: Path) -> tuple[Label, ...]:
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(copy)) as store:
        store.row_factory = sqlite3.Row
        return labels_in(store)
    return ()


def _around_damage(store: sqlite3.Connection, first: int, last: int) -> Iterator[sqlite3.Row]:
    """The facts with these numbers; where a page in between is damaged, both halves, down to a single fact."""
    spans = [(first, last)] if last else []
    while spans:
        low, high = spans.pop()
        try:
            found = store.execute("SELECT * FROM facts WHERE seq BETWEEN ? AND ?", (low, high)).fetchall()
        except sqlite3.DatabaseError:
            if low < high:
                middle = (low + high) // 2
                spans += [(middle + 1, high), (low, middle)]
            continue
        yield from found


def _by_bytes(copy: Path, identity: dict[str, str], facts: dict[int, Fact]) -> None:
    """Add what only the bytes still tell."""
    for number, values in rows_in(copy):
        if len(values) == 2 and values[0] in IDENTITY and isinstance(values[1], str):
            identity.setdefault(values[0], values[1])
        if len(values) >= len(COLUMNS) and values[0] is None and _lacks(facts, number):
            fact = _fact(dict(zip(COLUMNS, [number, *values[1:]], strict=False)))
            if fact is not None and (number not in facts or UNREADABLE not in fact["body"]):
                facts[number] = fact


def _lacks(facts: Mapping[int, Fact], number: int) -> bool:
    return number not in facts or UNREADABLE in facts[number]["body"]


def _fact(row: dict[str, Any]) -> Fact | None:
    """A row that is a fact for sure; its body as it is sent. One that central has is there in a better state."""
    texts = all(isinstance(row.get(name), str) and row[name] for name in ("fact_id", "kind", "scan_id"))
    numbers = all(isinstance(row.get(name), int) for name in ("seq", "epoch", "version", "recorded_at_ms"))
    if not texts or not numbers or row.get("state") not in STATES:
        return None
    if not isinstance(row["body"], str):
        return None
    body = as_sent(row["body"])
    return None if UNREADABLE in body and row["state"] == "acked" else {**row, "body": body}
