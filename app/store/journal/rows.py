"""Rows of the journal: how an entry is written, and how a row is read. Begins and ends no transaction."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.prints import PrintState
from app.store.journal import tables as t
from app.store.journal.entry import Entry, FactRow, JobRow, KeptFact
from app.store.trouble import DAMAGED, StoreDamaged

MISSING, CLOSED = "MissingAtPacking", "ParcelClosed"


def insert_fact(tx: Connection, seq: int, epoch: int, fact: FactRow, entry: Entry) -> None:
    """One fact of this entry under its number."""
    tx.execute(
        insert(t.facts).values(
            seq=seq,
            fact_id=fact.fact_id,
            epoch=epoch,
            kind=fact.kind,
            version=1,
            body=json.dumps(fact.body, ensure_ascii=False),
            desk=entry.scan.desk,
            operator=entry.scan.operator,
            job=fact.job,
            fence=fact.fence,
            scan_id=entry.scan.scan_id,
            recorded_at_ms=entry.stamp.at_ms,
            boot_id=entry.stamp.boot_id,
            mono_ms=entry.stamp.mono_ms,
            source=entry.scan.source,
            raw=entry.scan.raw,
            undoes=fact.undoes,
            undone=0,
            state="pending",
        )
    )
    if fact.undoes is not None:
        tx.execute(update(t.facts).where(t.facts.c.fact_id == fact.undoes).values(undone=1))


def keep_job(tx: Connection, job: JobRow) -> None:
    """A job that is done is hardly undone any more: the states before all of its scans would fill the disk.

    What was missing may turn up after Done: the state before that stays.
    """
    values = {**asdict(job), "open": int(job.open)}
    tx.execute(upsert(t.jobs).values(**values).on_conflict_do_update(index_elements=["job_id"], set_=values))
    if not job.open:
        short = select(t.facts.c.seq).where(t.facts.c.job == job.job_id, t.facts.c.kind == MISSING).exists()
        kinds = t.facts.c.kind.in_((MISSING, CLOSED))  # the scales may have closed it, one scan later
        late = select(t.facts.c.scan_id).where(t.facts.c.job == job.job_id, kinds, short)
        states = t.scans.c.job == job.job_id, t.scans.c.scan_id.not_in(late)
        tx.execute(update(t.scans).where(*states).values(state_before=None))


def insert_prints(tx: Connection, entry: Entry) -> None:
    """The labels that this entry wants, and those that somebody has seen on their parcel."""
    for row in entry.prints:
        no = (tx.scalar(select(func.max(t.print_jobs.c.no))) or 0) + 1
        tx.execute(
            insert(t.print_jobs).values(
                id=row.id,
                no=no,
                kind=row.kind,
                sscc=row.sscc,
                order=row.order,
                desk=entry.scan.desk,
                body=json.dumps(row.body, ensure_ascii=False),
                state="wanted",
                changed_at_ms=entry.stamp.at_ms,
                reported=0,
            )
        )
    labels, changed = (
        t.print_jobs,
        {"state": "printed", "changed_at_ms": later(entry.stamp.at_ms), "reported": 0},
    )
    if entry.confirmed_sscc is not None:
        seen = (labels.c.sscc == entry.confirmed_sscc, labels.c.state.not_in(("printed", "wanted")))
        tx.execute(update(labels).where(*seen).values(**changed, reason="scanned"))
    if entry.printed is not None:
        tx.execute(update(labels).where(labels.c.id == entry.printed).values(**changed, reason="settled"))


def withdraw_prints(tx: Connection, entry: Entry) -> None:
    """What was to be printed with parcels that are open again and is not on paper: it never will be.

    Central is not told: the number counts for nothing there either.
    """
    labels = t.print_jobs
    unsent = labels.c.state.in_((PrintState.WANTED.value, PrintState.FAILED.value))
    for one in entry.open_again:
        found = tx.execute(select(labels).where(labels.c.order == one.order, unsent)).all()
        mine = [
            row.id
            for row in found
            if row.sscc in (one.sscc, None) and json.loads(row.body).get("no") == one.no
        ]
        values = {"state": PrintState.WITHDRAWN.value, "reason": "open_again", "reported": 1}
        tx.execute(
            update(labels)
            .where(labels.c.id.in_(mine))
            .values(**values, changed_at_ms=later(entry.stamp.at_ms))
        )


def later(at_ms: int) -> Any:
    """A time that is above the last one of the label, even if the clock was put back: the newest report counts."""
    return func.max(t.print_jobs.c.changed_at_ms + 1, at_ms)


def use_sscc(tx: Connection) -> None:
    """The next parcel number is on a parcel now."""
    no = tx.scalar(select(func.min(t.sscc_ranges.c.no)).where(t.sscc_ranges.c.next <= t.sscc_ranges.c.last))
    tx.execute(update(t.sscc_ranges).where(t.sscc_ranges.c.no == no).values(next=t.sscc_ranges.c.next + 1))


def job_row(row: Any) -> JobRow:
    return JobRow(**{**row, "open": bool(row["open"])})


def kept_fact(row: Any) -> KeptFact:
    """A row as a fact. Raises StoreDamaged where what it says cannot be read any more."""
    try:
        body = json.loads(row["body"])
    except ValueError as wrong:
        raise StoreDamaged(DAMAGED) from wrong
    return KeptFact(**{**row, "body": body, "undone": bool(row["undone"])})
