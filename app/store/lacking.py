"""What an order that waits for stock is short of, by what central told of the shelves. Reads only; works offline."""

import json
from collections import Counter
from collections.abc import Collection

from app.domain.orders import WorkOrder
from app.domain.places import sellable
from app.store.mirror.mirror import Mirror


def lacking(work: WorkOrder, mirror: Mirror, suspect: Collection[tuple[str, str]]) -> dict[str, int]:
    """The pieces by product that are wanted and lie nowhere free; nothing at `suspect` (place, product) counts."""
    wanted: Counter[str] = Counter()
    for line in work.lines:
        wanted[line.sku] += line.ordered
    missing = {}
    for sku, quantity in wanted.items():
        places = [place for place, _, kind, _ in mirror.lying(sku) if sellable(place, kind)]
        levels = mirror.some(
            "stock", [json.dumps([place, sku]) for place in places if (place, sku) not in suspect]
        )
        free = sum(row["on_hand"] - (row.get("reserved") or 0) for row in levels.values())
        if free < quantity:
            missing[sku] = quantity - max(free, 0)
    return missing
