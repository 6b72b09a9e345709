"""What waits in the journal and how far it is, in one statement: it is asked for in each round of sync."""

from sqlalchemy import func, select

from app.store.journal.tables import facts, print_jobs

_PENDING = facts.c.state == "pending"
_UNPRINTED = print_jobs.c.state.in_(("wanted", "sending"))

# facts that wait, labels that wait, the last number, the first one that waits
COUNTS = select(
    select(func.count()).where(_PENDING).scalar_subquery(),
    select(func.count()).where(_UNPRINTED).scalar_subquery(),
    select(func.max(facts.c.seq)).scalar_subquery(),
    select(func.min(facts.c.seq)).where(_PENDING).scalar_subquery(),
)
