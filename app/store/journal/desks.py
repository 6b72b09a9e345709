"""What the desks of this device share: a PIN that was guessed at one of them counts at all."""

import json

from sqlalchemy import select

from app.store.journal import tables as t
from app.store.journal.journal import Journal


def wrong_pins(journal: Journal, badge: str) -> tuple[int, int]:
    """The most wrong PINs in a row for a badge at any desk, and until when it rests (ms)."""
    with journal.transaction() as tx:
        states = tx.scalars(select(t.desks.c.state)).all()
    found = [
        (int(guard["wrong"]), int(guard["until_ms"]))
        for state in states
        for guard in json.loads(state).get("guards", ())
        if guard["badge"] == badge
    ]
    return max((wrong for wrong, _ in found), default=0), max((until for _, until in found), default=0)
