"""The put wall: slots in which the goods of an order wait until all of them have come. Knows no store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PutToWall:
    """The goods of a tote stand in a slot of the wall; the tote is empty."""

    order: str
    tote: str
    slot: str
    at_ms: int
    beside: bool = (
        False  # other goods of the order stand in another slot that is full: somebody chose this one
    )


@dataclass(frozen=True, slots=True)
class OtherSlotPressed:
    """The slot is full or blocked. `slot` is the next empty one; empty if there is none."""

    slot: str = ""


@dataclass(frozen=True, slots=True)
class ToteAtWall:
    """What the wall knows of a tote with goods: the order, and the slot for it. `why` is why it has none there.

    `given`: the slot is an empty one, for the first tote of the order. `others` are its totes that do not stand there yet.
    """

    order: str
    slot: str = ""
    given: bool = False
    others: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class SlotAt:
    """What stands in a slot: the order to be packed next, the totes that it still waits for, and all orders there."""

    order: str | None = None
    missing: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
