"""Parts of a device with one fault each, to be put in the place of the real ones."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import delete, update

from app.domain.prints import PrintState
from app.store.floor import Floor
from app.store.journal import tables as t
from app.store.journal.entry import Entry
from app.store.journal.journal import PRAGMAS, Journal
from app.store.journal.queues import PrintQueue
from app.store.mirror.mirror import Change, Mirror
from app.store.sqlite import Opens
from sync import wire
from sync.device.http import Central
from sync.device.pull import Check, Exchanging, Puller, as_told
from sync.device.push import Pusher


class Between:
    """Central as a faulty device sees it."""

    def __init__(
        self,
        central: Central,
        sent: Callable[[wire.Push], wire.Push] = lambda batch: batch,
        answered: Callable[[wire.Push], None] = lambda batch: None,
        page: Callable[[wire.Page], wire.Page] = lambda page: page,
    ) -> None:
        self._central, self._sent, self._answered, self._page = central, sent, answered, page

    def push(self, batch: wire.Push) -> wire.Pushed:
        pushed = self._central.push(self._sent(batch))
        self._answered(batch)
        return pushed

    def pull(self, cursor: str) -> wire.Page:
        return self._page(self._central.pull(cursor))

    def as_central(self) -> Central:
        return cast(Central, self)


class AcksOnSend(Pusher):
    """What left the device counts as arrived."""

    def push_all(self, central: Central) -> bool:
        def sent(batch: wire.Push) -> wire.Push:
            self._outbox.mark_acked(batch.epoch, max((one.seq for one in batch.facts), default=0), {})
            return batch

        return super().push_all(Between(central, sent=sent).as_central())


class AcksWhatCameMeanwhile(Pusher):
    """The answer counts for everything that waits, also for what was scanned while it was under way."""

    def push_all(self, central: Central) -> bool:
        def answered(batch: wire.Push) -> None:
            self._outbox.mark_acked(batch.epoch, self._journal.counts()["last_seq"], {})

        return super().push_all(Between(central, answered=answered).as_central())


class DropsOnAck(Pusher):
    """What central has is deleted here at once."""

    def push_all(self, central: Central) -> bool:
        sent = super().push_all(central)
        with self._journal.transaction() as tx:
            tx.execute(delete(t.facts).where(t.facts.c.state == "acked"))
        return sent


class NewestFirst(Pusher):
    """Facts leave in the wrong order."""

    def push_all(self, central: Central) -> bool:
        def sent(batch: wire.Push) -> wire.Push:
            return replace(batch, facts=tuple(reversed(batch.facts)))

        return super().push_all(Between(central, sent=sent).as_central())


class CursorFirst(Mirror):
    """The cursor is kept before the rows that it stands for."""

    def apply(self, changes: Iterable[Change], **at: str) -> None:
        super().apply((), **at)
        super().apply(changes)


class KeepsWhatIsGone(Mirror):
    """A row that is gone at central stays here."""

    def apply(self, changes: Iterable[Change], **at: str) -> None:
        super().apply([change for change in changes if change[3] is not None], **at)


class SkipsRows(Puller):
    """The cursor of a full page stands behind a row that was not taken."""

    def pull_all(self, central: Central, check: Check = as_told) -> wire.Page | None:
        def page(given: wire.Page) -> wire.Page:
            return replace(given, rows=given.rows[:-1]) if given.more else given

        return super().pull_all(Between(central, page=page).as_central(), check)


class CoversOnEveryPage(Puller):
    """Each page says through which number own facts are covered, though their rows come with a later one."""

    def _read(
        self, central: Central, mirror: Mirror, exchanging: Exchanging, check: Check
    ) -> wire.Page | None:
        more = True
        page = None
        while more:
            page = central.pull(mirror.position().get("cursor", ""))
            check(page)
            rows: list[Change] = [(row.kind, row.key, row.version, _plain(row)) for row in page.rows]
            with exchanging():
                mirror.apply(
                    rows,
                    cursor=page.cursor,
                    generation=page.generation,
                    epoch=str(page.epoch),
                    last_seq=str(page.last_seq),
                )
            more = page.more
        return page


class LetsGoEarly(Floor):
    """Own facts leave the floor when they are sent, not when they come back with the mirror."""

    def _fold(self, covered: int | None) -> None:
        super()._fold(max(covered or 0, self._journal.counts()["acked_seq"]))


class HalfScans(Journal):
    """Each fact of a scan has a commit of its own."""

    def commit(self, entry: Entry) -> dict[str, Any]:
        answers = []
        for no, one in enumerate(entry.facts):
            part = replace(
                entry, scan=replace(entry.scan, scan_id=f"{entry.scan.scan_id}/{no}"), facts=(one,)
            )
            last = one is entry.facts[-1]
            answers.append(super().commit(part if last else replace(part, prints=(), sscc_used=False)))
        return {**answers[-1], "facts": [ref for answer in answers for ref in answer["facts"]]}


class NumberStaysFree(Journal):
    """The parcel number is not used up in the commit that closes the parcel."""

    def commit(self, entry: Entry) -> dict[str, Any]:
        return super().commit(replace(entry, sscc_used=False))


class ReportsOnSend(PrintQueue):
    """What the printer did counts as told when it is read."""

    def unreported(self, limit: int) -> list[dict[str, Any]]:
        found = super().unreported(limit)
        self.mark_reported(found)
        return found


class TrustsTheClock(PrintQueue):
    """The time of a report is what the clock says, even if it was put back."""

    def mark(self, job_id: str, state: PrintState, reason: str | None = None) -> None:
        super().mark(job_id, state, reason)
        with self._journal.transaction() as tx:
            tx.execute(
                update(t.print_jobs).where(t.print_jobs.c.id == job_id).values(changed_at_ms=self._now_ms())
            )


def journal_of(kind: type[Journal]) -> Callable[[Path, Opens], Journal]:
    return lambda path, opens: kind(opens(path, PRAGMAS))


def _plain(row: wire.Row) -> dict[str, Any] | None:
    if isinstance(row.body, str):
        return dict(json.loads(row.body))
    return None if row.body is None else dict(row.body)
