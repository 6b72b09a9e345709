"""Where a picker can be with an order, and in which of these places an order is found. Pure."""

from dataclasses import dataclass

from app.domain.orders import WorkOrder
from app.workflows.lots import LotAsked
from app.workflows.stops import Stop, stops_of


@dataclass(frozen=True, slots=True)
class AwaitTote:
    """An empty tote is to be scanned before the walk begins."""

    work: WorkOrder


@dataclass(frozen=True, slots=True)
class AwaitProduct:
    """In front of the first of `stops`; `taken` pieces of it are in the tote.

    `counting`: the same code came twice, so every piece is scanned.
    """

    work: WorkOrder
    stops: tuple[Stop, ...]
    stops_all: int
    taken: int = 0
    counting: bool = False
    at_place: bool = False
    lot: str | None = None  # of the piece that was scanned last
    full: bool = False  # the tote is full: an empty one takes what follows
    asked: LotAsked | None = None  # whether what was scanned is of the lot that is wanted


@dataclass(frozen=True, slots=True)
class AwaitDrop:
    """Everything is in the totes; they go to the drop-off. `tote` is the one of them that goes to a place of its own."""

    work: WorkOrder
    tote: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    work: WorkOrder


PickState = AwaitTote | AwaitProduct | AwaitDrop | Finished


def begin(work: WorkOrder) -> PickState:
    """The state in which this work order is found; a half done one goes on where it was left."""
    if work.dropped:
        return Finished(work)
    if work.tote is None:
        return AwaitTote(work)
    stops = stops_of(work)
    return AwaitProduct(work, stops, len(stops)) if stops else AwaitDrop(work)
