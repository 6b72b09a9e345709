"""Facts that wait to be sent, as they are kept: a shift offline is thousands, and each is sent as it was written."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from app.store.journal.journal import Journal
from app.store.journal.tables import facts

UNREADABLE = "unreadable"
UNREADABLE_CHARS_MAX = 2000


class Waiting(NamedTuple):
    """What is sent of a fact. `body` is its JSON."""

    seq: int
    fact_id: str
    kind: str
    version: int
    body: str
    desk: str
    operator: str
    job: str | None
    fence: int | None
    recorded_at_ms: int
    boot_id: str
    mono_ms: int
    source: str
    raw: str | None
    undoes: str | None


WAITING = (
    select(*(facts.c[name] for name in Waiting._fields))
    .where(facts.c.state == "pending", facts.c.seq > bindparam("after"))
    .order_by(facts.c.seq)
    .limit(bindparam("most"))
)


def waiting(journal: Journal, most: int, after_seq: int = 0) -> list[Waiting]:
    """The facts that wait behind this number, in their order."""
    with journal.transaction() as tx:
        return [Waiting(*row) for row in tx.execute(WAITING, {"after": after_seq, "most": most})]


def as_sent(body: str) -> Mapping[str, Any]:
    """What a fact says, from its JSON. Where that is damaged, what is left of it, each time the same.

    Central keeps such a fact for a person to look at, and what waits behind it goes on.
    """
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {UNREADABLE: str(body)[:UNREADABLE_CHARS_MAX]}
