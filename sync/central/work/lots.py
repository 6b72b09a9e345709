"""Which lots of a line were picked: counted with each pick, told to whoever packs."""

import json
from typing import Any

from app.domain.facts import Picked
from sync.central.checks import is_plain
from sync.central.orders.tables import lines_in_hand
from sync.central.store import Transaction

LOT_LENGTH_MAX = 64


def count_lot(tx: Transaction, fact: Picked, change: int) -> None:
    """So many more or fewer pieces of the fact's lot are in the tote; a pick that names none changes nothing."""
    if not fact.lot or len(fact.lot) > LOT_LENGTH_MAX or not is_plain(fact.lot):
        return
    lines = tx.hand(lines_in_hand)
    row = lines.find((fact.order,), (fact.order, fact.line))
    if row is None:
        return
    counted: dict[str, int] = json.loads(row["lots"] or "{}")
    counted[fact.lot] = counted.get(fact.lot, 0) + change
    left = {lot: pieces for lot, pieces in counted.items() if pieces > 0}
    lines.change(row, lots=json.dumps(left) if left else None)


def lots_told(kept: str | None) -> dict[str, Any]:
    """As devices see them; nothing where no lot is known."""
    counted = json.loads(kept) if kept else {}
    lots = [{"lot": lot, "quantity": pieces} for lot, pieces in counted.items()]
    return {"lots": lots} if lots else {}
