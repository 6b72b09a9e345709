"""What the put wall shows: the slot for the tote in the hand, and every slot. Frozen data, part of the view."""

from dataclasses import dataclass

from app.refusals import Message


@dataclass(frozen=True, slots=True)
class SlotView:
    """One slot, the `no`th of the wall. Without an `order` it is empty; with nothing `missing` the order is complete.

    `age`: since when something of it stands there. `others`: orders that stand there as well, by mistake.
    """

    slot: str
    no: int
    order: str | None = None
    pieces: int = 0
    missing: tuple[str, ...] = ()
    age: Message | None = None
    others: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return self.order is not None and not self.missing


@dataclass(frozen=True, slots=True)
class WallView:
    """The wall. With a `tote` in the hand `slot` is where its goods go; `given`: it was empty."""

    slots: tuple[SlotView, ...] = ()
    tote: str | None = None
    order: str | None = None
    slot: str | None = None
    no: int = 0
    given: bool = False
