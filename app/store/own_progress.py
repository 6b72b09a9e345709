"""What each person packed at this device since a moment: folded from own facts as they come. Never compared with others."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from app.domain.facts import Undone, UnknownFact, fact_from
from app.domain.progress import COUNTED_KINDS, Tally, Volume
from app.store.journal.entry import KeptFact
from app.store.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class Volumes:
    """How large products and cartons are inside."""

    goods: Volume
    cartons: Volume


class OwnProgress:
    """Reads the journal on from where it was. Safe to call from any thread."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = Lock()
        self._since_ms = 0
        self._through = 0
        self._tallies: dict[str, Tally] = {}
        self._folded: dict[str, tuple[str, Any]] = {}

    def of(self, operator: str, since_ms: int, volumes: Volumes) -> Tally:
        """What this person packed since then; another moment begins anew."""
        with self._lock:
            if since_ms != self._since_ms:
                self._begin(since_ms)
            for kept in self._journal.facts(after_seq=self._through):
                self._through = kept.seq
                if kept.recorded_at_ms >= since_ms:
                    self._take(kept, volumes)
            return self._tallies.get(operator, Tally())

    def _begin(self, since_ms: int) -> None:
        self._since_ms, self._through = since_ms, 0
        self._tallies, self._folded = {}, {}

    def _take(self, kept: KeptFact, volumes: Volumes) -> None:
        if kept.kind == Undone.__name__:
            gone = self._folded.pop(kept.undoes or "", None)
            if gone is not None:
                self._tallies[gone[0]].take_back(gone[1], volumes.goods, volumes.cartons)
        elif kept.kind in COUNTED_KINDS and not kept.undone:
            try:
                fact = fact_from(kept.kind, kept.body)
            except UnknownFact:
                return
            self._folded[kept.fact_id] = (kept.operator, fact)
            mine = self._tallies.setdefault(kept.operator, Tally())
            mine.add(fact, kept.desk, kept.recorded_at_ms, volumes.goods, volumes.cartons)
