"""Notices that this store or central's was restored or copied, and goes on in a new epoch. Knows no rows.

The new epoch, what goes again and the parcel numbers that are let go of are one commit in the journal.
"""

import logging

from app.store.journal.journal import Journal
from app.store.journal.queues import PRUNED, Identity, NewLife, Outbox
from sync import wire
from sync.device.http import Central, CentralRefused

log = logging.getLogger(__name__)

GENERATION_CHANGED = "generation-changed"
OTHER_LIFE = ("fork", "stale-epoch", GENERATION_CHANGED)


class NotMine(CentralRefused):
    """A page tells of another life of this device's store; taking it in would hide own facts."""

    def __init__(self) -> None:
        super().__init__(409, {"type": "/problems/fork", "title": "Another life of this store was there"})


class Lives:
    """This device's epoch."""

    def __init__(self, journal: Journal, identity: Identity) -> None:
        self._journal = journal
        self._identity = identity

    def check(self, page: wire.Page) -> str:
        """What the page says of this device must fit the journal. Raises NotMine.

        Returns the own fact through which it goes, by which the mirror is known to be of this life in later epochs, too:
        central does not name it where it has given nothing a number since the epoch began.
        """
        generation = self._identity.get("generation")
        here = generation in ("", page.generation) and page.epoch == int(self._identity.get("epoch", "1"))
        if not here or page.last_seq > self._journal.counts()["last_seq"]:
            raise NotMine
        if page.last_seq == 0:
            return ""
        under = self._journal.fact_under(page.last_seq)
        if page.last_fact not in (None, under):
            raise NotMine
        return under or ""

    def knows_all(self, page: wire.Page) -> bool:
        """Whether central had, when it told of this page, all that it has acknowledged since in this life."""
        generation, epoch = self._identity.get("generation"), int(self._identity.get("epoch", "1"))
        mine = (page.generation, page.epoch) == (generation, epoch)
        return mine and page.last_seq >= self._journal.counts()["acked_seq"]

    def renew(self, central: Central) -> None:
        """Begin a new epoch. Raises CentralAway, CentralRefused."""
        generation = self._identity.get("generation")
        acked = self._journal.counts()["acked_seq"]
        try:
            begun = central.new_epoch(self._wish(generation, acked))
            again = False
        except CentralRefused as refused:
            if refused.kind != GENERATION_CHANGED:
                raise
            generation = str(refused.problem.get("generation", ""))
            begun = central.new_epoch(self._wish(generation, int(self._identity.get(PRUNED, "0"))))
            again = True
        log.warning("this device lives in epoch %s from now on", begun.epoch)
        life = NewLife(begun.epoch, generation, begun.last_seq, again)
        Outbox(self._journal).begin_epoch(self._identity, life)

    def let_go(self, page: wire.Page) -> None:
        """Delete facts that no restore of central can lose, once the mirror covers them: not even the fact under
        `last_seq`, by which mirror and journal know each other."""
        through = min(page.floor, page.last_seq - 1)
        if through > int(self._identity.get(PRUNED, "0")):
            count = Outbox(self._journal).prune(self._identity, through)
            log.info("%s facts that are in every back-up were let go of", count)

    def _wish(self, generation: str, base: int) -> wire.NewEpoch:
        ids = self._journal.fact_ids(after_seq=base)
        return wire.NewEpoch(int(self._identity.get("epoch", "1")), generation, base, tuple(ids))
