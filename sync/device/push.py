"""Facts from the journal to central, in device order, until nothing waits."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, Outbox, PrintQueue
from app.store.journal.waiting import Waiting, as_sent, waiting
from app.store.trouble import StoreDamaged
from sync import wire
from sync.device.http import Central, CentralAway, CentralRefused

BATCH_MAX = 500
BATCH_MIN = 5
BATCH_BYTES_MAX = 512 * 1024
ENVELOPE_BYTES = 400  # what surrounds the body of a fact
TOO_LARGE = 413

Ask = Callable[[], wire.Pushed]
Aside = Callable[[Ask], "Future[wire.Pushed]"]


def at_once(ask: Ask) -> Future[wire.Pushed]:
    """Ask, and have the answer already."""
    answer: Future[wire.Pushed] = Future()
    try:
        answer.set_result(ask())
    except (CentralAway, CentralRefused) as wrong:
        answer.set_exception(wrong)
    return answer


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
        self._aside: Aside = at_once
        self._told = (0, 0)  # the epoch that central spoke of last, and how far it has this device's facts
        self.now_ms = now_ms
        self.batches_max: int | None = None

    def work_ahead(self, aside: Aside) -> None:
        """From now on ask central by `aside`, so that this thread makes the next batch ready meanwhile."""
        self._aside = aside

    def push_all(self, central: Central) -> bool:
        """Send batch after batch, up to `batches_max`. Returns whether anything was sent.

        Raises CentralAway, CentralRefused.
        """
        sent = 0
        while (self.batches_max is None or sent < self.batches_max) and (
            more := self._push_some(central, self.batches_max and self.batches_max - sent)
        ):
            sent += more
        return sent > 0

    def hand_in(self, central: Central) -> None:
        """Send all that waits, and say that this was all. Raises CentralAway, CentralRefused.

        It is said each time: by the answer a device that may not pull hears of a central that was restored meanwhile.
        """
        self._push_to_the_end(central)
        if self.resend_above(*self._told):  # an older back-up was put back, and nobody began a new life there
            self._push_to_the_end(central)

    def _push_to_the_end(self, central: Central) -> None:
        while self._push_some(central):
            pass
        self._push_some(central, at_the_end=True)

    def waits(self) -> bool:
        """Whether a fact waits to be sent."""
        return bool(waiting(self._journal, 1))

    def _push_some(self, central: Central, most: int | None = None, *, at_the_end: bool = False) -> int:
        """Send a batch, and those behind it while each is full. Returns how many.

        The next one is made ready while central books the one before, and under way before that one's answer is noted.
        """
        reports = self._prints.unreported(self._batch)
        batch = self._made(0, reports)
        if not batch.facts and not reports and not at_the_end:
            return 0
        count = 1
        answer = self._asked(central, batch)
        while True:
            follows = self._behind(batch) if count != most else None
            pushed = self._pushed(answer, batch)
            if follows is not None:
                answer = self._asked(central, follows)
            self._note(batch, pushed, reports)
            if follows is None:
                return count
            batch, reports, count = follows, [], count + 1

    def _behind(self, batch: wire.Push) -> wire.Push | None:
        """The facts behind a batch, if there are any; a few scans are no batch behind which one need look."""
        if len(batch.facts) < BATCH_MIN:
            return None
        try:
            follows = self._made(batch.facts[-1].seq, [])
        except StoreDamaged:  # what was sent before is noted first
            return None
        return follows if follows.facts else None

    def _made(self, after_seq: int, reports: list[dict[str, Any]]) -> wire.Push:
        facts = _within(waiting(self._journal, self._batch, after_seq), BATCH_BYTES_MAX)
        return wire.Push(
            device=self._identity.get("device"),
            epoch=int(self._identity.get("epoch", "1")),
            announced_seq=self._journal.counts()["last_seq"],
            sent_at_ms=self.now_ms(),
            facts=tuple([_message(fact) for fact in facts]),
            prints=tuple(wire.PrintReport(**report) for report in reports),
            generation=self._identity.get("generation"),
        )

    def _asked(self, central: Central, batch: wire.Push) -> Future[wire.Pushed]:
        self._at_point("before_push")
        aside = self._aside if len(batch.facts) >= BATCH_MIN else at_once
        return aside(partial(central.push, batch))

    def _note(self, batch: wire.Push, pushed: wire.Pushed, reports: list[dict[str, Any]]) -> None:
        """Keep what central has said; until that is kept the same facts go again."""
        self._at_point("after_push")
        self._told = (pushed.epoch, pushed.last_seq)
        outcomes = {one.fact_id: one.outcome for one in pushed.outcomes}
        # what central has above these may be another copy's of this store
        sent_seq = max((fact.seq for fact in batch.facts), default=0)
        self._outbox.mark_acked(batch.epoch, min(pushed.last_seq, sent_seq), outcomes)
        self._at_point("after_acked")
        self._prints.mark_reported(reports)

    def _pushed(self, answer: Future[wire.Pushed], batch: wire.Push) -> wire.Pushed:
        try:
            pushed = answer.result()
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

    def resend_above(self, epoch: int, seq: int) -> bool:
        """Central says it has facts only through `seq`: what it acknowledged above goes again. Returns whether anything does."""
        lost = seq < self._journal.counts()["acked_seq"]
        if lost:
            self._outbox.mark_pending_above(epoch, seq)
        return lost


def _within(facts: Sequence[Waiting], bytes_max: int) -> Sequence[Waiting]:
    """As many of the facts as fit in a message, at least one."""
    total = 0
    for count, fact in enumerate(facts):
        total += ENVELOPE_BYTES + len(fact.body) + len(fact.raw or "")
        if total > bytes_max and count > 0:
            return facts[:count]
    return facts


def _message(fact: Waiting) -> wire.FactMessage:
    return wire.FactMessage(
        fact.seq,
        fact.fact_id,
        fact.kind,
        fact.version,
        as_sent(fact.body),
        fact.desk,
        fact.operator,
        fact.job,
        fact.fence,
        fact.recorded_at_ms,
        fact.boot_id,
        fact.mono_ms,
        fact.source,
        fact.raw,
        fact.undoes,
    )
