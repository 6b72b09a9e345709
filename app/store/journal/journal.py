"""What this device has done. Precious: FULL, one connection, one lock; commits entries one after the other.

Whatever SQLite has to say against it comes out as a StoreTrouble with a sentence.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateIndex

from app.store.journal import tables as t
from app.store.journal.counts import COUNTS
from app.store.journal.entry import DeskRow, Entry, JobRow, KeptFact
from app.store.journal.rows import (
    insert_fact,
    insert_prints,
    job_row,
    keep_job,
    kept_fact,
    use_sscc,
    withdraw_prints,
)
from app.store.private import private_file
from app.store.sqlite import Opens, engine_for
from app.store.trouble import REVOKED, StoreNewer, StoreRevoked, StoreTrouble, trouble_from

PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

ORDER_KINDS = ("pick", "pack", "put_back")
ORDER_JOBS_MAX = 500

# That a return lies on the desk, or how an order came to it, is no scan that can be taken back.
OPENINGS = ("ReturnOpened", "HandedOver", "OpenedBlind")


class Journal:
    """The only door to journal.db. Safe to call from any thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._lock = RLock()
        with self.transaction() as tx:
            version = tx.scalar(text("PRAGMA user_version"))
            if version > t.SCHEMA:
                raise StoreNewer(
                    f"This device's store was written by a newer Gangway (form {version}, this one knows "
                    f"{t.SCHEMA}). Start the newer version again; nothing was changed."
                )
            if version < t.SCHEMA:  # an older form: tables and columns are added, nothing is taken away
                t.metadata.create_all(tx)
                tx.execute(text(f"PRAGMA user_version = {t.SCHEMA}"))
            for index in t.indexes():
                tx.execute(CreateIndex(index, if_not_exists=True))

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction; on return it is on disk. Raises StoreTrouble when it is not."""
        with self._lock:
            try:
                with self.engine.begin() as tx:
                    yield tx
            except DatabaseError as wrong:
                raise trouble_from(wrong) from wrong

    # Reading -----------------------------------------------------------------------------------

    def answer_of(self, scan_id: str) -> dict[str, Any] | None:
        """What this input was answered before; a retry must not count twice."""
        with self.transaction() as tx:
            kept = tx.scalar(select(t.scans.c.answer).where(t.scans.c.scan_id == scan_id))
        return None if kept is None else json.loads(kept)

    def desk(self, desk: str) -> DeskRow | None:
        """A desk as it was left. Raises StoreRevoked once central has shut this device out: nobody works here then."""
        with self.transaction() as tx:
            if tx.scalar(select(t.identity.c.value).where(t.identity.c.name == "revoked")):
                raise StoreRevoked(REVOKED)
            row = tx.execute(select(t.desks).where(t.desks.c.desk == desk)).one_or_none()
        return None if row is None else DeskRow(**row._mapping)

    def epoch(self) -> int:
        """The life in which facts are numbered now."""
        with self.transaction() as tx:
            return int(tx.scalar(select(t.identity.c.value).where(t.identity.c.name == "epoch")) or 1)

    def desks(self) -> list[DeskRow]:
        """All desks that were ever used."""
        with self.transaction() as tx:
            return [DeskRow(**row._mapping) for row in tx.execute(select(t.desks).order_by(t.desks.c.desk))]

    def job(self, job_id: str) -> JobRow | None:
        with self.transaction() as tx:
            row = tx.execute(select(t.jobs).where(t.jobs.c.job_id == job_id)).one_or_none()
        return None if row is None else job_row(row._mapping)

    def on_screen(self, job_id: str, desk: str) -> bool:
        """Whether this desk shows this job right now."""
        row = self.desk(desk)
        try:
            state = json.loads(row.state) if row is not None else None
        except ValueError:  # of another version, or damaged: such a desk shows nothing
            return False
        return isinstance(state, dict) and state.get("job") == job_id

    def begun(self) -> dict[str, JobRow]:
        """The open jobs of orders, by order; of two of them the one that was begun later in the order's life."""
        query = select(t.jobs).where(t.jobs.c.open == 1, t.jobs.c.kind.in_(ORDER_KINDS))
        with self.transaction() as tx:
            return {row.ref: job_row(row._mapping) for row in tx.execute(query.order_by(t.jobs.c.job_id))}

    def ended(self, kind: str, most: int) -> list[JobRow]:
        """The jobs of a kind that are done, those begun last first."""
        query = select(t.jobs).where(t.jobs.c.open == 0, t.jobs.c.kind == kind).order_by(text("rowid DESC"))
        with self.transaction() as tx:
            return [job_row(row._mapping) for row in tx.execute(query.limit(most))]

    def open_of(self, kind: str) -> list[JobRow]:
        """The open jobs of a kind, oldest first."""
        query = select(t.jobs).where(t.jobs.c.open == 1, t.jobs.c.kind == kind).order_by(text("rowid"))
        with self.transaction() as tx:
            return [job_row(row._mapping) for row in tx.execute(query).all()]

    def order_jobs(self) -> list[JobRow]:
        """The newest jobs of orders, open or done, oldest first."""
        query = select(t.jobs).where(t.jobs.c.kind.in_(ORDER_KINDS)).order_by(text("rowid DESC"))
        with self.transaction() as tx:
            rows = tx.execute(query.limit(ORDER_JOBS_MAX)).all()
        return [job_row(row._mapping) for row in reversed(rows)]

    def facts(
        self, *, after_seq: int = 0, state: str | None = None, limit: int | None = None
    ) -> list[KeptFact]:
        """Facts in their order, from the number after `after_seq` on."""
        query = select(t.facts).where(t.facts.c.seq > after_seq).order_by(t.facts.c.seq)
        if state is not None:
            query = query.where(t.facts.c.state == state)
        with self.transaction() as tx:
            rows = tx.execute(query.limit(limit)).all()
        return [kept_fact(row._mapping) for row in rows]

    def fact_ids(self, *, after_seq: int = 0) -> list[str]:
        """The ids alone, in the same order: there may be a hundred thousand, and a body that is damaged is not read."""
        query = select(t.facts.c.fact_id).where(t.facts.c.seq > after_seq).order_by(t.facts.c.seq)
        with self.transaction() as tx:
            return list(tx.scalars(query))

    def fact_under(self, seq: int) -> str | None:
        """The id of the fact with this number; what it says is not read, since that may be damaged."""
        with self.transaction() as tx:
            return tx.scalar(select(t.facts.c.fact_id).where(t.facts.c.seq == seq))

    def facts_of(self, kinds: Sequence[str]) -> list[KeptFact]:
        """Every fact of these kinds, in their order."""
        query = select(t.facts).where(t.facts.c.kind.in_(kinds)).order_by(t.facts.c.seq)
        with self.transaction() as tx:
            return [kept_fact(row._mapping) for row in tx.execute(query).all()]

    def dropped_last(self, desk: str) -> str | None:
        """The job whose tote was dropped last at this desk."""
        mine = (t.facts.c.desk == desk, t.facts.c.kind == "TotesDropped", t.facts.c.undone == 0)
        with self.transaction() as tx:
            return tx.scalar(select(t.facts.c.job).where(*mine).order_by(t.facts.c.seq.desc()).limit(1))

    def undoable(self, job_id: str, desk: str) -> tuple[list[KeptFact], str | None]:
        """The facts of the last scan of this job that is not undone, and the job's state before that scan."""
        with self.transaction() as tx:
            scan_id = tx.scalar(
                select(t.facts.c.scan_id)
                .where(t.facts.c.job == job_id, t.facts.c.undone == 0, t.facts.c.undoes.is_(None))
                .where(t.facts.c.kind.not_in(OPENINGS))
                .order_by(t.facts.c.seq.desc())
                .limit(1)
            )
            if scan_id is None:
                return [], None
            scan = tx.execute(select(t.scans).where(t.scans.c.scan_id == scan_id)).one()
            if scan.desk != desk or scan.job != job_id or scan.state_before is None:
                return [], None
            rows = tx.execute(
                select(t.facts)
                .where(t.facts.c.scan_id == scan_id, t.facts.c.undone == 0, t.facts.c.kind.not_in(OPENINGS))
                .order_by(t.facts.c.seq)
            ).all()
        return [kept_fact(row._mapping) for row in rows], scan.state_before

    def counts(self) -> dict[str, int]:
        """Numbers for the status: facts that wait, labels that wait, the last and the acknowledged number."""
        with self.transaction() as tx:
            waiting, labels, last, first = tx.execute(COUNTS).one()
        last = last or 0
        return {
            "facts_waiting": waiting,
            "labels_waiting": labels,
            "last_seq": last,
            "acked_seq": first - 1 if first else last,
        }

    def scans(self, desk: str, last: int) -> list[dict[str, Any]]:
        """The last inputs of a desk, newest first."""
        query = select(t.scans).where(t.scans.c.desk == desk).order_by(t.scans.c.revision.desc()).limit(last)
        with self.transaction() as tx:
            rows = tx.execute(query).all()
        names = ("scan_id", "at_ms", "operator", "source", "raw", "meaning", "revision")
        found = []
        for row in rows:
            answer = json.loads(row.answer)
            kept = {name: row._mapping[name] for name in names}
            found.append({**kept, "outcome": answer["outcome"], "reason": answer["reason"]})
        return found

    # Writing -----------------------------------------------------------------------------------

    def commit(self, entry: Entry) -> dict[str, Any]:
        """All of it or nothing. Returns the answer with the numbers of its facts."""
        with self.transaction() as tx:
            last = tx.scalar(select(func.max(t.facts.c.seq))) or 0
            epoch = int(tx.scalar(select(t.identity.c.value).where(t.identity.c.name == "epoch")) or 1)
            numbered = [(last + 1 + place, fact) for place, fact in enumerate(entry.facts)]
            refs = [{"id": fact.fact_id, "seq": seq, "kind": fact.kind} for seq, fact in numbered]
            answer = {**entry.answer, "facts": refs, "prints": [row.id for row in entry.prints]}
            tx.execute(
                insert(t.scans).values(**asdict(entry.scan), answer=json.dumps(answer, ensure_ascii=False))
            )
            for seq, fact in numbered:
                insert_fact(tx, seq, epoch, fact, entry)
            for job in entry.jobs:
                keep_job(tx, job)
            withdraw_prints(tx, entry)
            insert_prints(tx, entry)
            if entry.sscc_used:
                use_sscc(tx)
            desk = asdict(entry.desk)
            tx.execute(
                upsert(t.desks).values(**desk).on_conflict_do_update(index_elements=["desk"], set_=desk)
            )
        return answer

    def raise_revision(self, desk: DeskRow) -> int:
        """Something in the background changed what the desk shows; a desk never used is kept as it is given."""
        raised = replace(desk, revision=desk.revision + 1)
        with self.transaction() as tx:
            tx.execute(
                upsert(t.desks)
                .values(**asdict(raised))
                .on_conflict_do_update(index_elements=["desk"], set_={"revision": raised.revision})
            )
        return raised.revision


def open_journal(path: Path, opens: Opens = engine_for) -> Journal:
    """Open or make the journal. Raises StoreTrouble with a sentence that says what to do."""
    private_file(path)
    engine = opens(path, PRAGMAS)
    try:
        return Journal(engine)
    except StoreTrouble:
        engine.dispose()
        raise
