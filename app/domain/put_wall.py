"""The rules of the put wall: which slot an order gets, what a slot still waits for, what is packed next. Knows no store."""

from dataclasses import dataclass

from app.domain.orders import WorkOrder
from app.domain.wall import SlotAt, ToteAtWall


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot. More than one order stands there only where two devices chose it unheard of each other."""

    slot: str
    orders: tuple[WorkOrder, ...] = ()

    @property
    def next(self) -> WorkOrder | None:
        """The order to be packed from here: one of which all has come, the one that stands here longest."""
        return min(self.orders, key=lambda work: (bool(waits_for(work)), since_ms(work)), default=None)


@dataclass(frozen=True, slots=True)
class Wall:
    """All slots, in the order of the site."""

    slots: tuple[Slot, ...] = ()

    def at(self, name: str) -> SlotAt:
        """What stands in a slot."""
        slot = next((one for one in self.slots if one.slot == name), Slot(name))
        work = slot.next
        if work is None:
            return SlotAt()
        return SlotAt(work.order, waits_for(work), tuple(one.order for one in slot.orders))

    def empty_after(self, name: str) -> str:
        """The next empty slot behind this one, from the front again at the end; no name if there is no other."""
        names = [one.slot for one in self.slots]
        at = names.index(name) + 1 if name in names else 0
        turned = (*self.slots[at:], *self.slots[:at])
        return next((one.slot for one in turned if not one.orders and one.slot != name), "")

    def of_tote(self, work: WorkOrder, tote: str) -> ToteAtWall:
        """Where the goods of this tote go; why they go nowhere if they do not."""
        why = _why_not(work, tote)
        if why:
            return ToteAtWall(work.order, why=why)
        others = tuple(name for name in work.not_in_slot if name != tote)
        if work.slots:
            return ToteAtWall(work.order, work.slots[0], others=others)
        empty = next((one.slot for one in self.slots if not one.orders), "")
        return ToteAtWall(work.order, empty, given=True, others=others)


def waits_for(work: WorkOrder) -> tuple[str, ...]:
    """The totes that have not come to the wall; while it is still picked, the one that takes what follows, too."""
    return work.not_in_slot or (() if work.dropped else (work.tote or "…",))


def since_ms(work: WorkOrder) -> int:
    """Since when something of the order stands on the wall."""
    return min((one.slot_at_ms for one in work.all_totes if one.slot), default=0)


def _why_not(work: WorkOrder, tote: str) -> str:
    if work.cancelled or work.kind == "put_back":
        return "goes_back"
    if work.packing_begun:
        return "packing"
    down = any(one.tote == tote and one.place for one in work.all_totes)
    return "" if work.dropped or down else "picking"
