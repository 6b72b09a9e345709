"""The put wall as views need it: every slot with what stands there, read from the floor."""

from app.desk.ages import age_of
from app.domain.put_wall import Slot, since_ms, waits_for
from app.store.floor import Floor
from app.views.slots import SlotView


def wall_around(floor: Floor, now_ms: int) -> tuple[SlotView, ...]:
    """Every slot as it is shown."""
    return tuple(_slot(no, slot, now_ms) for no, slot in enumerate(floor.wall().slots, 1))


def _slot(no: int, slot: Slot, now_ms: int) -> SlotView:
    work = slot.next
    if work is None:
        return SlotView(slot.slot, no)
    others = tuple(one.order for one in slot.orders if one is not work)
    pieces = sum(line.picked for line in work.lines)
    age = age_of(now_ms, since_ms(work))
    return SlotView(slot.slot, no, work.order, pieces, waits_for(work), age, others)


def ready_on_wall(floor: Floor) -> tuple[int, int]:
    """How many slots the site has, and from how many of them an order can be packed."""
    slots = floor.wall().slots
    ready = [slot for slot in slots if (work := slot.next) is not None and not waits_for(work)]
    return len(slots), len(ready)
