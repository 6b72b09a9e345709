"""Where a picker stops and what each order line gets there, and which lot is wanted. Pure."""

from dataclasses import dataclass

from app.domain.orders import WorkOrder


@dataclass(frozen=True, slots=True)
class Part:
    """What one order line gets of a stop."""

    line: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Stop:
    """So many pieces of one product at one place, for one line or several."""

    place: str
    sku: str
    parts: tuple[Part, ...]

    @property
    def wanted(self) -> int:
        return sum(part.quantity for part in self.parts)


def stops_of(work: WorkOrder) -> tuple[Stop, ...]:
    """The stops in walking order, lines of the same product at the same place together."""
    found: dict[tuple[int, str, str], list[Part]] = {}
    for line in work.lines:
        for source in line.sources:
            if source.quantity > 0:
                key = (source.sequence, source.place, line.sku)
                found.setdefault(key, []).append(Part(line.line, source.quantity))
    return tuple(Stop(place, sku, tuple(found[seq, place, sku])) for seq, place, sku in sorted(found))


def parts_of(stop: Stop, taken: int, quantity: int) -> tuple[Part, ...]:
    """The lines that `quantity` pieces go to when `taken` were taken before."""
    given = []
    for part in stop.parts:
        skipped = min(taken, part.quantity)
        taken -= skipped
        here = min(quantity, part.quantity - skipped)
        quantity -= here
        if here:
            given.append(Part(part.line, here))
    return tuple(given)


def lot_wanted(work: WorkOrder, stop: Stop) -> str:
    """The lot that the lines of this stop ask for; empty where they ask for none, or not for the same."""
    lots = {line.hints.lot for line in work.lines for part in stop.parts if line.line == part.line}
    return next(iter(lots)) if len(lots) == 1 else ""
