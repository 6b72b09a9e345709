"""A queue of print jobs in a SQLite file, so that a killed process leaves behind what a real one would."""

import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.prints import PrintJob, PrintState


class SqlQueue:
    """Also a `printing.spooler.PrintQueue`. `broken` makes its disk full until it is cleared."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, kind TEXT, body TEXT, state TEXT, reason TEXT)"
        )
        self.broken = threading.Event()
        self.marks: list[tuple[str, str]] = []

    def close(self) -> None:
        self._db.close()

    def add(self, job_id: str, body: Mapping[str, Any], kind: str = "shipping") -> None:
        with self._lock:
            self._db.execute(
                "INSERT INTO jobs VALUES (?, ?, ?, ?, NULL)",
                (job_id, kind, json.dumps(body), PrintState.WANTED.value),
            )

    def state(self, job_id: str) -> str:
        return self._row(job_id)[0]

    def reason(self, job_id: str) -> str:
        return self._row(job_id)[1] or ""

    def _row(self, job_id: str) -> tuple[str, str | None]:
        with self._lock:
            found = self._db.execute("SELECT state, reason FROM jobs WHERE id = ?", (job_id,)).fetchone()
        return str(found[0]), found[1]

    def next_wanted(self) -> PrintJob | None:
        with self._lock:
            row = self._db.execute(
                "SELECT id, kind, body FROM jobs WHERE state = 'wanted' ORDER BY rowid LIMIT 1"
            ).fetchone()
        return None if row is None else PrintJob(row[0], row[1], None, json.loads(row[2]))

    def mark(self, job_id: str, state: PrintState, reason: str | None = None) -> None:
        if self.broken.is_set():
            raise sqlite3.OperationalError("database or disk is full")
        with self._lock:
            self._db.execute(
                "UPDATE jobs SET state = ?, reason = ? WHERE id = ?", (state.value, reason, job_id)
            )
            self.marks.append((job_id, state.value))

    def interrupted(self) -> None:
        with self._lock:
            self._db.execute(
                "UPDATE jobs SET state = 'unknown', reason = 'interrupted' WHERE state = 'sending'"
            )
