"""What this device has found out about cartons: which pieces did not go into which. Read from the journal once, then kept up."""

from collections.abc import Collection, Iterable

from app.domain.facts import DidNotFit, Fact, ProductMeasured, Undone, UnknownFact, fact_from
from app.domain.packing import Misfit, without_last
from app.store.journal.journal import Journal

MISFITS_MAX = 2_000  # the newest; a floor that knows more should measure

_KINDS = (DidNotFit.__name__, ProductMeasured.__name__, Undone.__name__)


class Learnt:
    """Misfits in the order in which they were found. What was measured since says nothing any more."""

    def __init__(self, journal: Journal) -> None:
        self._misfits: tuple[Misfit, ...] = ()
        self._through = 0
        self.add(
            (kept.seq, fact) for kept in journal.facts_of(_KINDS) if (fact := _known(kept.kind, kept.body))
        )

    def add(self, facts: Iterable[tuple[int, Fact]]) -> None:
        """More facts of this device with their numbers; one that is known counts once."""
        for seq, fact in facts:
            if seq > self._through:
                self._through = seq
                self._take(fact)

    def about(self, skus: Collection[str]) -> tuple[Misfit, ...]:
        """What did not fit of these products alone."""
        return tuple(one for one in self._misfits if all(c.sku in skus for c in one.contents))

    def _take(self, fact: Fact) -> None:
        match fact:
            case DidNotFit(carton=carton, contents=contents):
                self._misfits = (*self._misfits, Misfit(carton, contents))[-MISFITS_MAX:]
            case ProductMeasured(sku=sku):
                self._misfits = tuple(
                    one for one in self._misfits if all(content.sku != sku for content in one.contents)
                )
            case Undone(kind=DidNotFit.__name__):
                gone = fact_from(fact.kind, fact.body)
                if isinstance(gone, DidNotFit):
                    self._misfits = without_last(self._misfits, Misfit(gone.carton, gone.contents))
            case _:
                pass


def _known(kind: str, body: object) -> Fact | None:
    try:
        return fact_from(kind, body)  # type: ignore[arg-type]
    except UnknownFact:
        return None
