"""Orders that came to this device by a picker's code or by their number: central may never have told of them. Reads only."""

from dataclasses import replace

from app.domain.orders import WorkOrder
from app.store.journal.journal import Journal
from app.store.journal.queues import Identity
from app.store.plain import NotPlain, load
from app.workflows.pack import PackState


def at_hand(work: WorkOrder, journal: Journal) -> WorkOrder:
    """The order as this device has it in hand, whoever holds it at central."""
    return replace(work, device=Identity(journal).get("device"))


def handed_work(order: str, journal: Journal) -> WorkOrder | None:
    """The order as its packing job carries it; None if this version cannot read it."""
    row = journal.job(f"pack:{order}")
    try:
        work: WorkOrder | None = load(PackState, row.state).work if row is not None else None
    except NotPlain:
        return None
    return work
