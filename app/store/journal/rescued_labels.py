"""Saves how far each label got out of a journal that may be damaged. Writes nothing."""

import sqlite3
from contextlib import suppress
from typing import Any

from app.domain.prints import PrintState

ASKED = 'SELECT id, kind, sscc, "order", state, changed_at_ms FROM print_jobs ORDER BY no {}'
NEVER_CAME = {
    PrintState.WANTED.value: PrintState.FAILED.value,  # the device that was to print it is out of use
    PrintState.SENDING.value: PrintState.UNKNOWN.value,
}

Label = dict[str, Any]


def labels_in(store: sqlite3.Connection) -> tuple[Label, ...]:
    """As central is told of labels, oldest first; from both ends up to a damaged page."""
    found: dict[str, Label] = {}
    for direction in ("ASC", "DESC"):
        with suppress(sqlite3.DatabaseError):
            for row in store.execute(ASKED.format(direction)):
                label = dict(row)
                if _is_whole(label):
                    found.setdefault(label["id"], _at_its_end(label))
    return tuple(sorted(found.values(), key=lambda label: (label["changed_at_ms"], label["id"])))


def _at_its_end(label: Label) -> Label:
    """What becomes of it where the device is out of use, above what central was told: the newest report counts."""
    end = NEVER_CAME.get(label["state"])
    return label if end is None else {**label, "state": end, "changed_at_ms": label["changed_at_ms"] + 1}


def _is_whole(label: Label) -> bool:
    texts = all(isinstance(label[name], str) and label[name] for name in ("id", "kind", "state"))
    return texts and isinstance(label["changed_at_ms"], int)
