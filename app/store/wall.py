"""The put wall as this device knows it: its slots, and the orders whose goods stand there. Reads only."""

from collections.abc import Iterable

from app.domain.orders import WorkOrder
from app.domain.places import WALL_KIND
from app.domain.put_wall import Slot, Wall
from app.store.mirror.mirror import Mirror


def wall_of(works: Iterable[WorkOrder], mirror: Mirror) -> Wall:
    """The wall as it stands. A slot that is no place any more is kept as long as something stands there."""
    there: dict[str, list[WorkOrder]] = {}
    for work in works:
        for slot in () if work.over else work.slots:
            there.setdefault(slot, []).append(work)
    names = dict.fromkeys((*mirror.places_of(WALL_KIND), *sorted(there)))
    return Wall(tuple(Slot(name, tuple(there.get(name, ()))) for name in names))
