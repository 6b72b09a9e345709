"""What the desks of this device share: a PIN that was guessed at one of them counts at all."""

import json
from typing import Any

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
        for guard in _guards(state)
        if guard.get("badge") == badge
    ]
    return max((wrong for wrong, _ in found), default=0), max((until for _, until in found), default=0)


def _guards(state: str) -> list[dict[str, Any]]:
    """The wrong PINs that a desk has kept; none where its state is of a form that is not known here."""
    try:
        kept = json.loads(state)
    except ValueError:
        return []
    guards = kept.get("guards", ()) if isinstance(kept, dict) else ()
    return [one for one in guards if isinstance(one, dict) and {"badge", "wrong", "until_ms"} <= one.keys()]
