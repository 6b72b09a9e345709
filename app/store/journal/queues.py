"""What leaves the journal later: facts to central, labels to the printer, numbers from their ranges."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.parcels import sscc_of
from app.domain.prints import PrintJob, PrintState
from app.store.journal import tables as t
from app.store.journal.journal import Journal
from app.store.journal.rows import later

PRUNED = "pruned_through"
PRUNED_AT_ONCE_MAX = 5000
ANSWERED = update(t.facts).where(t.facts.c.fact_id == bindparam("id")).values(outcome=bindparam("answer"))


class Identity:
    """Who this device is: a handful of named values. Kept in the journal, read from memory."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        with journal.transaction() as tx:
            rows = tx.execute(select(t.identity)).all()
        self._values = {row.name: row.value for row in rows}

    def get(self, name: str, default: str = "") -> str:
        return str(self._values.get(name, default))

    def put(self, **values: str) -> None:
        """Keep these values; on return they are on disk."""
        with self._journal.transaction() as tx:
            self.put_in(tx, values)
        self._values.update(values)

    def renew(self, life: "NewLife", more: Callable[[Connection], None]) -> None:
        """Keep a new epoch and generation in one commit with what `more` does."""
        self.put_with(more, epoch=str(life.epoch), generation=life.generation)

    def put_with(self, more: Callable[[Connection], None], **values: str) -> None:
        """Keep these values in one commit with what `more` does."""
        with self._journal.transaction() as tx:
            more(tx)
            self.put_in(tx, values)
        self._values.update(values)

    def remember(self, values: Mapping[str, str]) -> None:
        """These are on disk."""
        self._values.update(values)

    @staticmethod
    def put_in(tx: Connection, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            tx.execute(
                upsert(t.identity)
                .values(name=name, value=value)
                .on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )


@dataclass(frozen=True, slots=True)
class NewLife:
    """A new epoch of this store: central has its facts through `through_seq`; `again`: and may have lost others."""

    epoch: int
    generation: str
    through_seq: int
    again: bool


class Outbox:
    """Facts on their way to central: pending -> acked, or quarantined there. Never deleted here."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def mark_acked(self, epoch: int, through_seq: int, outcomes: dict[str, str]) -> None:
        """Central has these. `outcomes` by fact id."""
        with self._journal.transaction() as tx:
            tx.execute(
                update(t.facts)
                .where(t.facts.c.epoch == epoch, t.facts.c.seq <= through_seq, t.facts.c.state == "pending")
                .values(state="acked")
            )
            if outcomes:
                tx.execute(ANSWERED, [{"id": one, "answer": answer} for one, answer in outcomes.items()])

    def mark_pending_above(self, epoch: int, seq: int) -> None:
        """Central does not have what it once acknowledged: everything above goes again."""
        with self._journal.transaction() as tx:
            tx.execute(
                update(t.facts)
                .where(t.facts.c.epoch == epoch, t.facts.c.seq > seq)
                .values(state="pending", outcome=None)
            )

    def begin_epoch(self, identity: Identity, life: NewLife) -> None:
        """Go on in a new epoch: what central does not have goes again under it, and parcel numbers are let go of."""

        def renumber(tx: Connection) -> None:
            above = t.facts.c.seq > life.through_seq
            waits = t.facts.c.state == "pending"
            if life.again:
                tx.execute(update(t.facts).where(above).values(state="pending", outcome=None))
                tx.execute(update(t.print_jobs).values(reported=0))
            tx.execute(update(t.facts).where(waits, ~above).values(state="acked"))
            tx.execute(update(t.facts).where(waits).values(epoch=life.epoch))
            SsccSupply(self._journal).drop(tx)

        identity.renew(life, renumber)

    def prune(self, identity: Identity, through_seq: int) -> int:
        """Delete what nobody can want again, oldest first, up to this number at most; returns how many.

        The caller vouches that central has it safe and that the mirror covers it. What waits, what an open job may
        still take back, and the last fact, by which the numbers go on, stay whatever the caller says.
        """
        facts, jobs = t.facts, t.jobs
        pruned = 0

        def delete_prefix(tx: Connection) -> None:
            nonlocal pruned
            open_jobs = select(jobs.c.job_id).where(jobs.c.open == 1)
            wanted = (facts.c.state == "pending") | facts.c.job.in_(open_jobs)
            first = tx.scalar(select(func.min(facts.c.seq)).where(wanted))
            last = tx.scalar(select(func.max(facts.c.seq))) or 0
            oldest = tx.scalar(select(func.min(facts.c.seq))) or 0
            through = min(through_seq, last - 1, (first or last) - 1, oldest + PRUNED_AT_ONCE_MAX - 1)
            pruned = tx.execute(delete(facts).where(facts.c.seq <= through)).rowcount
            if pruned:
                Identity.put_in(tx, {PRUNED: str(through)})
                values[PRUNED] = str(through)

        values: dict[str, str] = {}
        identity.put_with(delete_prefix)
        identity.remember(values)
        return pruned


class PrintQueue:
    """Labels on their way to paper, oldest first. A job that was being sent when we died is unknown."""

    def __init__(
        self,
        journal: Journal,
        changed: Callable[[], None],
        now_ms: Callable[[], int],
        at_point: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._journal = journal
        self._changed = changed
        self._now_ms = now_ms
        self._at_point = at_point

    def interrupted(self) -> None:
        """Turn what was being sent into unknown; called once at start."""
        with self._journal.transaction() as tx:
            tx.execute(
                update(t.print_jobs)
                .where(t.print_jobs.c.state == PrintState.SENDING.value)
                .values(
                    state=PrintState.UNKNOWN.value,
                    reason="interrupted",
                    changed_at_ms=later(self._now_ms()),
                    reported=0,
                )
            )

    def next_wanted(self) -> PrintJob | None:
        """The oldest label that nobody tried to send yet."""
        query = (
            select(t.print_jobs).where(t.print_jobs.c.state == "wanted").order_by(t.print_jobs.c.no).limit(1)
        )
        with self._journal.transaction() as tx:
            row = tx.execute(query).one_or_none()
        if row is None:
            return None
        return PrintJob(row.id, row.kind, row.sscc, json.loads(row.body), PrintState.WANTED, row.reason)

    def mark(self, job_id: str, state: PrintState, reason: str | None = None) -> None:
        """Commit how far a label got. A label that the operator confirmed meanwhile stays printed."""
        self._at_point(f"before_{state.value}")
        with self._journal.transaction() as tx:
            tx.execute(
                update(t.print_jobs)
                .where(t.print_jobs.c.id == job_id, t.print_jobs.c.state != PrintState.PRINTED.value)
                .values(state=state.value, reason=reason, changed_at_ms=later(self._now_ms()), reported=0)
            )
        self._at_point(f"after_{state.value}")
        self._changed()

    def listed(self) -> list[dict[str, Any]]:
        """All labels, oldest first."""
        with self._journal.transaction() as tx:
            rows = tx.execute(select(t.print_jobs).order_by(t.print_jobs.c.no)).all()
        names = ("id", "kind", "sscc", "order", "state", "reason", "changed_at_ms", "desk")
        return [{name: row._mapping[name] for name in names} for row in rows]

    def state_of(self, key: str) -> str | None:
        """How far the newest label of this SSCC got; of this order, for a label without one."""
        parcel = func.coalesce(t.print_jobs.c.sscc, t.print_jobs.c.order)
        query = select(t.print_jobs.c.state).where(parcel == key).order_by(t.print_jobs.c.no.desc()).limit(1)
        with self._journal.transaction() as tx:
            return tx.scalar(query)

    def label_of(self, sscc: str) -> str | None:
        """The id of the label that was asked for last for this SSCC."""
        query = select(t.print_jobs.c.id).where(t.print_jobs.c.sscc == sscc)
        with self._journal.transaction() as tx:
            return tx.scalar(query.order_by(t.print_jobs.c.no.desc()).limit(1))

    def troubled(self) -> list[dict[str, Any]]:
        """Labels that a person must look at, oldest first: failed or unknown, and not printed anew since."""
        newer = t.print_jobs.alias()
        again = select(newer.c.id).where(
            newer.c.no > t.print_jobs.c.no,
            func.coalesce(newer.c.sscc, newer.c.order)
            == func.coalesce(t.print_jobs.c.sscc, t.print_jobs.c.order),
        )
        query = (
            select(t.print_jobs)
            .where(t.print_jobs.c.state.in_(("failed", "unknown")), ~again.exists())
            .order_by(t.print_jobs.c.no)
        )
        with self._journal.transaction() as tx:
            rows = tx.execute(query).all()
        return [
            {name: row._mapping[name] for name in ("id", "sscc", "order", "state", "kind")} for row in rows
        ]

    def job(self, job_id: str) -> PrintJob | None:
        """One label by its id."""
        with self._journal.transaction() as tx:
            row = tx.execute(select(t.print_jobs).where(t.print_jobs.c.id == job_id)).one_or_none()
        if row is None:
            return None
        return PrintJob(row.id, row.kind, row.sscc, json.loads(row.body), PrintState(row.state), row.reason)

    def unreported(self, limit: int) -> list[dict[str, Any]]:
        """Changes that central has not heard of."""
        query = (
            select(t.print_jobs).where(t.print_jobs.c.reported == 0).order_by(t.print_jobs.c.no).limit(limit)
        )
        with self._journal.transaction() as tx:
            rows = tx.execute(query).all()
        names = ("id", "kind", "sscc", "order", "state", "changed_at_ms")
        return [{name: row._mapping[name] for name in names} for row in rows]

    def mark_reported(self, told: list[dict[str, Any]]) -> None:
        """Central has heard of these; one that changed meanwhile is told again."""
        with self._journal.transaction() as tx:
            for one in told:
                tx.execute(
                    update(t.print_jobs)
                    .where(t.print_jobs.c.id == one["id"], t.print_jobs.c.state == one["state"])
                    .values(reported=1)
                )


class SsccSupply:
    """Numbers for parcels, from ranges that central gave. One is used up in the commit that closes the parcel."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def next(self) -> str | None:
        """The number that the next closed parcel gets; None when there is none left."""
        with self._journal.transaction() as tx:
            row = tx.execute(
                select(t.sscc_ranges)
                .where(t.sscc_ranges.c.next <= t.sscc_ranges.c.last)
                .order_by(t.sscc_ranges.c.no)
            ).first()
        return None if row is None else sscc_of(row.prefix, row.next)

    def left(self) -> int:
        """How many numbers there still are."""
        with self._journal.transaction() as tx:
            return tx.scalar(select(func.sum(t.sscc_ranges.c.last - t.sscc_ranges.c.next + 1))) or 0

    def add(self, prefix: str, first: int, last: int) -> None:
        with self._journal.transaction() as tx:
            tx.execute(insert(t.sscc_ranges).values(prefix=prefix, next=first, last=last))

    def drop(self, tx: Connection) -> None:
        """A new life of this device must not use the numbers of the old one."""
        tx.execute(text("DELETE FROM sscc_ranges"))
