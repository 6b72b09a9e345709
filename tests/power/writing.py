"""Scans into the real journal, one after the other, with the pragmas of the product or weaker ones."""

from pathlib import Path

from app.store.journal.entry import DeskRow, Entry, FactRow, ScanRow, Stamp
from app.store.journal.journal import PRAGMAS, Journal, open_journal
from app.store.sqlite import Opens, engine_for

FULL, NORMAL = "FULL", "NORMAL"


def journal_at(path: Path, synchronous: str, opens: Opens = engine_for) -> Journal:
    """The journal as the product opens it; NORMAL is what it would be if a pragma were forgotten."""
    weaker = tuple(pragma.replace(FULL, synchronous) for pragma in PRAGMAS)
    return open_journal(path, lambda at, _pragmas: opens(at, weaker))


def scan(journal: Journal, no: int) -> str:
    """Commit one scan. When this returns it beeps; the answer is its fact."""
    fact_id = f"f-{no}"
    journal.commit(
        Entry(
            ScanRow(f"s-{no}", no, "main", "1001", "scan", "raw", "Scanned", no),
            Stamp(no, "boot", no),
            DeskRow("main", 1, "{}", no, no, None, "en"),
            {"outcome": "accepted", "reason": None},
            facts=(FactRow(fact_id, "Picked", {"order": "SO-1", "note": "x" * 200}),),
        )
    )
    return fact_id


def kept_at(path: Path) -> list[str]:
    """What the device knows when it is switched on again."""
    journal = open_journal(path)
    try:
        return [fact.fact_id for fact in journal.facts()]
    finally:
        journal.close()
