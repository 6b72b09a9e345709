"""Facts from the journal to central, in device order, until nothing waits."""

from collections.abc import Callable

from app.store.journal.entry import KeptFact
from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, Outbox, PrintQueue
from sync import wire
from sync.device.http import Central, CentralRefused

BATCH_MAX = 200


class Pusher:
    """Sends what waits. A lost answer is harmless: the same facts go again and central knows them."""

    def __init__(
        self,
        journal: Journal,
        identity: Identity,
        prints: PrintQueue,
        now_ms: Callable[[], int],
        at_point: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._journal = journal
        self._identity = identity
        self._prints = prints
        self._now_ms = now_ms
        self._at_point = at_point
        self._outbox = Outbox(journal)

    def push_all(self, central: Central) -> bool:
        """Send batch after batch. Returns whether anything was sent. Raises CentralAway, CentralRefused."""
        sent = False
        while self._push_once(central):
            sent = True
        return sent

    def _push_once(self, central: Central) -> bool:
        facts = self._journal.facts(state="pending", limit=BATCH_MAX)
        reports = self._prints.unreported(BATCH_MAX)
        if not facts and not reports:
            return False
        epoch = int(self._identity.get("epoch", "1"))
        batch = wire.Push(
            device=self._identity.get("device"),
            epoch=epoch,
            announced_seq=self._journal.counts()["last_seq"],
            sent_at_ms=self._now_ms(),
            facts=tuple(_message(fact) for fact in facts),
            prints=tuple(wire.PrintReport(**report) for report in reports),
            generation=self._identity.get("generation"),
        )
        self._at_point("before_push")
        try:
            pushed = central.push(batch)
        except CentralRefused as refused:
            expected = refused.problem.get("expected")
            if refused.kind == "gap" and isinstance(expected, int):
                self._outbox.mark_pending_above(epoch, expected - 1)
            raise
        self._at_point("after_push")
        outcomes = {one.fact_id: one.outcome for one in pushed.outcomes}
        self._outbox.mark_acked(epoch, pushed.last_seq, outcomes)
        self._at_point("after_acked")
        self._prints.mark_reported(reports)
        return True

    def resend_above(self, epoch: int, seq: int) -> None:
        """Central says it has facts only through `seq`: what it acknowledged above goes again."""
        if seq < self._journal.counts()["acked_seq"]:
            self._outbox.mark_pending_above(epoch, seq)


def _message(fact: KeptFact) -> wire.FactMessage:
    return wire.FactMessage(
        seq=fact.seq,
        fact_id=fact.fact_id,
        kind=fact.kind,
        version=fact.version,
        body=fact.body,
        desk=fact.desk,
        operator=fact.operator,
        job=fact.job,
        fence=fact.fence,
        recorded_at_ms=fact.recorded_at_ms,
        boot_id=fact.boot_id,
        mono_ms=fact.mono_ms,
        source=fact.source,
        raw=fact.raw,
        undoes=fact.undoes,
    )
