"""When the log of scans may forget: what is far behind, long ago, and what nobody can ask about or take back any more."""

from sqlalchemy import ColumnElement, delete, func, literal_column, or_, select

from app.store.journal import tables as t
from app.store.journal.journal import Journal

SCANS_KEPT = 20_000  # the newest, whatever the clock says
SCAN_KEPT_MS = 30 * 24 * 3600 * 1000  # a page asks again about what it kept for as long as it is open
SCANS_AT_ONCE_MAX = 1000
NO: ColumnElement[int] = literal_column("scans.rowid")  # rises with each scan


def prune_scans(journal: Journal, now_ms: int, kept: int = SCANS_KEPT) -> int:
    """Delete old rows, oldest first and a few at a time; returns how many.

    Stays: the newest `kept` rows, what is younger than 30 days, scans of open jobs, and those with a fact that waits to
    be sent.
    """
    scans, facts = t.scans.c, t.facts.c
    open_jobs = select(t.jobs.c.job_id).where(t.jobs.c.open == 1)
    waiting = select(facts.scan_id).where(facts.state == "pending")
    newest = select(func.max(NO)).select_from(t.scans).scalar_subquery()
    gone = (
        select(scans.scan_id)
        .where(
            newest - kept >= NO,
            scans.at_ms < now_ms - SCAN_KEPT_MS,
            or_(scans.job.is_(None), scans.job.not_in(open_jobs)),
            scans.scan_id.not_in(waiting),
        )
        .order_by(NO)
        .limit(SCANS_AT_ONCE_MAX)
    )
    with journal.transaction() as tx:
        return tx.execute(delete(t.scans).where(scans.scan_id.in_(gone))).rowcount
