"""Of which lots a line was picked and into which totes: counted with each pick, told to whoever packs."""

import json
from typing import Any

from sqlalchemy import RowMapping

from app.domain.facts import Picked
from sync.central.checks import is_plain
from sync.central.orders.tables import lines_in_hand
from sync.central.store import Transaction

NAME_LENGTH_MAX = 64
COUNTED_BY = {"lots": "lot", "totes": "tote"}  # columns of a line, and what of the pick they count by


def count_picked(tx: Transaction, fact: Picked, change: int) -> None:
    """So many more or fewer pieces of the fact's lot, and in its tote; one that it does not name changes nothing."""
    lines = tx.hand(lines_in_hand)
    row = lines.find((fact.order,), (fact.order, fact.line))
    if row is None:
        return
    names = {column: getattr(fact, part) for column, part in COUNTED_BY.items()}
    lines.change(row, **{at: _added(row[at], name, change) for at, name in names.items() if _counts(name)})


def counted_told(line: RowMapping) -> dict[str, Any]:
    """As devices see them; nothing where nobody knows."""
    return {
        column: [{part: name, "quantity": pieces} for name, pieces in json.loads(line[column]).items()]
        for column, part in COUNTED_BY.items()
        if line[column]
    }


def _counts(name: str | None) -> bool:
    return bool(name) and len(name or "") <= NAME_LENGTH_MAX and is_plain(name or "")


def _added(kept: str | None, name: str, change: int) -> str | None:
    counted: dict[str, int] = json.loads(kept or "{}")
    counted[name] = counted.get(name, 0) + change
    left = {one: pieces for one, pieces in counted.items() if pieces > 0}
    return json.dumps(left) if left else None
