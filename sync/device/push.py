"""Facts from the journal to central, in device order, until nothing waits."""

import json
from collections.abc import Callable, Sequence

from app.store.journal.entry import KeptFact
from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, Outbox, PrintQueue
from sync import wire
from sync.device.http import Central, CentralAway, CentralRefused

BATCH_MAX = 500
BATCH_MIN = 5
BATCH_BYTES_MAX = 512 * 1024
ENVELOPE_BYTES = 400  # what surrounds the body of a fact
TOO_LARGE = 413


class Pusher:
    """Sends what waits. A lost answer is harmless: the same facts go again and central knows them.

    A central that is too slow for a batch gets half of it the next time, and more again when it keeps up.
    """

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
        self._at_point = at_point
        self._outbox = Outbox(journal)
        self._batch = BATCH_MAX
        self._handed_in = False
        self.now_ms = now_ms
        self.batches_max: int | None = None

    def push_all(self, central: Central) -> bool:
        """Send batch after batch, up to `batches_max`. Returns whether anything was sent.

        Raises CentralAway, CentralRefused.
        """
        sent = 0
        while (self.batches_max is None or sent < self.batches_max) and self._push_once(central):
            sent += 1
        return sent > 0

    def hand_in(self, central: Central) -> None:
        """Send all that waits, and say once that this was all. Raises CentralAway, CentralRefused."""
        while self._push_once(central):
            pass
        if not self._handed_in:
            self._push_once(central, at_the_end=True)
            self._handed_in = True

    def waits(self) -> bool:
        """Whether a fact waits to be sent."""
        return bool(self._journal.facts(state="pending", limit=1))

    def _push_once(self, central: Central, *, at_the_end: bool = False) -> bool:
        facts = _within(self._journal.facts(state="pending", limit=self._batch), BATCH_BYTES_MAX)
        reports = self._prints.unreported(self._batch)
        if not facts and not reports and not at_the_end:
            return False
        epoch = int(self._identity.get("epoch", "1"))
        batch = wire.Push(
            device=self._identity.get("device"),
            epoch=epoch,
            announced_seq=self._journal.counts()["last_seq"],
            sent_at_ms=self.now_ms(),
            facts=tuple(_message(fact) for fact in facts),
            prints=tuple(wire.PrintReport(**report) for report in reports),
            generation=self._identity.get("generation"),
        )
        self._at_point("before_push")
        pushed = self._pushed(central, batch)
        self._at_point("after_push")
        outcomes = {one.fact_id: one.outcome for one in pushed.outcomes}
        # what central has above these may be another copy's of this store
        sent_seq = max((fact.seq for fact in facts), default=0)
        self._outbox.mark_acked(epoch, min(pushed.last_seq, sent_seq), outcomes)
        self._at_point("after_acked")
        self._prints.mark_reported(reports)
        return True

    def _pushed(self, central: Central, batch: wire.Push) -> wire.Pushed:
        try:
            pushed = central.push(batch)
        except CentralAway as away:
            if away.busy:
                self._smaller(batch)
            raise
        except CentralRefused as refused:
            expected = refused.problem.get("expected")
            if refused.kind == "gap" and isinstance(expected, int):
                self._outbox.mark_pending_above(batch.epoch, expected - 1)
            if refused.status == TOO_LARGE:
                self._smaller(batch)
            raise
        self._batch = min(self._batch * 2, BATCH_MAX)
        return pushed

    def _smaller(self, batch: wire.Push) -> None:
        sent = max(len(batch.facts), len(batch.prints))
        self._batch = max(min(sent, self._batch) // 2, BATCH_MIN)

    def resend_above(self, epoch: int, seq: int) -> None:
        """Central says it has facts only through `seq`: what it acknowledged above goes again."""
        if seq < self._journal.counts()["acked_seq"]:
            self._outbox.mark_pending_above(epoch, seq)


def _within(facts: Sequence[KeptFact], bytes_max: int) -> Sequence[KeptFact]:
    """As many of the facts as fit in a message, at least one."""
    total = 0
    for count, fact in enumerate(facts):
        total += ENVELOPE_BYTES + len(json.dumps(fact.body)) + len(fact.raw or "")
        if total > bytes_max and count > 0:
            return facts[:count]
    return facts


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
