"""The totes of an order as a screen shows them: how many pieces were picked into each, and where it is. Frozen data."""

from dataclasses import dataclass

from app.domain.orders import WorkOrder


@dataclass(frozen=True, slots=True)
class ToteView:
    """`pieces` is None where nobody told what is in it; `place` is where it was set down, `current` takes what follows.

    `here`: it was scanned where the order is packed. `slot`: its goods stand in the put wall.
    """

    tote: str
    pieces: int | None = None
    place: str = ""
    current: bool = False
    here: bool = False
    slot: str = ""


def totes_of(work: WorkOrder) -> tuple[ToteView, ...]:
    """All totes of the order, in the order in which they were filled."""
    return tuple(
        ToteView(
            one.tote,
            _pieces(work, one.tote),
            one.place,
            current=not work.dropped and one.tote == work.tote,
            here=one.here,
            slot=one.slot,
        )
        for one in work.all_totes
    )


def _pieces(work: WorkOrder, tote: str) -> int | None:
    if not any(line.totes for line in work.lines) and any(line.picked for line in work.lines):
        return None
    return sum(one.quantity for line in work.lines for one in line.totes if one.tote == tote)
