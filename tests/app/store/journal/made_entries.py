"""Entries for a journal as inputs would leave them, with ids that count."""

import itertools
from typing import Any

from app.domain.facts import Fact, Picked, body_of
from app.store.journal.entry import DeskRow, Entry, FactRow, JobRow, PrintRow, ScanRow, Stamp

DESK = DeskRow("main", 1, '{"_":"LoggedOut","guards":[]}', 0, 0, None, "en")
JOB = JobRow("pick:SO-1", "pick", "SO-1", 1, "{}", "main", "1001", 1, True)

_numbers = itertools.count(1)


def picked(quantity: int = 1, order: str = "SO-1") -> Picked:
    return Picked(order, 1, "MUG", quantity, "A-01-01", "7")


def entry(scan_id: str, *facts: Fact, **more: Any) -> Entry:
    """One accepted input with these facts; further parts of the entry by name."""
    revision = next(_numbers)
    rows = tuple(
        FactRow(f"{scan_id}/{no}", type(f).__name__, body_of(f), JOB.job_id) for no, f in enumerate(facts)
    )
    given: dict[str, Any] = {
        "scan": ScanRow(
            scan_id, 1, "main", "1001", "scan", "raw", "ProductScanned", revision, JOB.job_id, "{}"
        ),
        "stamp": Stamp(1, "boot", 1),
        "desk": DeskRow("main", 1, DESK.state, revision, revision, None, "en"),
        "answer": {"outcome": "accepted", "reason": None},
        "facts": rows,
    }
    return Entry(**(given | more))


def label(id: str, sscc: str | None = "340000000000000001", order: str = "SO-1") -> PrintRow:
    return PrintRow(id, "shipping", sscc, order, {"order": order})
