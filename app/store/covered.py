"""Which own facts the mirror's rows hold already. Knows that either file may have been put back without the other."""

from collections.abc import Mapping

from app.domain.facts import Fact, UnknownFact, fact_from
from app.store.journal.entry import KeptFact
from app.store.journal.journal import Journal


def covered_by(at: Mapping[str, str], journal: Journal) -> int | None:
    """Through which number the mirror at this position holds own facts; None if it counts those of another life.

    A journal that was restored beside a newer mirror gives numbers again that the mirror thinks it has.
    """
    last_seq = int(at.get("last_seq", "0"))
    told = at.get("last_fact")
    if last_seq == 0:
        return 0
    if told:
        return last_seq if journal.fact_under(last_seq) == told else None
    epoch = str(journal.epoch())
    return last_seq if at.get("epoch", epoch) == epoch else None


def uncovered_facts(covered: int | None, journal: Journal) -> tuple[list[Fact], int]:
    """The own facts that the mirror's rows lack, and the number of the last one.

    Beside a mirror of another life these are the facts that central has not acknowledged.
    """
    kept = journal.facts(state="pending") if covered is None else journal.facts(after_seq=covered)
    through = max([covered or 0, *(one.seq for one in kept)])
    return [fact for one in kept if (fact := _known(one)) is not None], through


def _known(kept: KeptFact) -> Fact | None:
    try:
        return fact_from(kept.kind, kept.body)
    except UnknownFact:
        return None
