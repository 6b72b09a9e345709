"""One line of an order: pieces to be taken, taken, missed and brought back, by place. Knows no order."""

from dataclasses import dataclass, replace

from app.domain.facts import Picked
from app.domain.handing import Lot as Lot
from app.domain.hints import NO_LINE_HINTS, LineHints


@dataclass(frozen=True, slots=True)
class Source:
    """So many pieces of a line are still to be taken from this place. One that is used up stays, for an undo."""

    place: str
    sequence: int
    quantity: int


Sources = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class InTote:
    """So many pieces of a line were picked into this tote."""

    tote: str
    quantity: int


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of an order: what was ordered and how far it is. `taken` tells from where its pieces came."""

    line: int
    sku: str
    ordered: int
    picked: int = 0
    packed: int = 0
    short: int = 0
    sources: Sources = ()
    taken: Sources = ()
    hints: LineHints = NO_LINE_HINTS
    lots: tuple[Lot, ...] = ()  # of what was picked, as far as it is known
    totes: tuple[InTote, ...] = ()  # into which its pieces were picked, as far as it is known

    @property
    def to_pick(self) -> int:
        return sum(source.quantity for source in self.sources)


def took(line: WorkLine, fact: Picked) -> WorkLine:
    """Pieces went from their place into the tote."""
    left = _taken_away(line.sources, fact.place, fact.quantity)
    return replace(_counted(line, fact, fact.quantity), sources=left)


def laid_back(line: WorkLine, fact: Picked) -> WorkLine:
    """A pick was taken back."""
    there = _given_again(line.sources, fact.place, fact.quantity)
    return replace(_counted(line, fact, -fact.quantity), sources=there)


def _counted(line: WorkLine, fact: Picked, change: int) -> WorkLine:
    came = _come_from(line, fact.place, change)
    lots, totes = _of_lot(line.lots, fact.lot, change), _in_tote(line.totes, fact.tote, change)
    return replace(line, picked=line.picked + change, taken=came, lots=lots, totes=totes)


def _in_tote(totes: tuple[InTote, ...], tote: str, change: int) -> tuple[InTote, ...]:
    counted = {one.tote: one.quantity for one in totes}
    counted[tote] = counted.get(tote, 0) + change
    return tuple(InTote(name, quantity) for name, quantity in counted.items() if name and quantity > 0)


def _of_lot(lots: tuple[Lot, ...], lot: str | None, change: int) -> tuple[Lot, ...]:
    """Count pieces of a lot; pieces of which nobody knows the lot are in none."""
    if lot is None:
        return lots
    counted = {one.lot: one.quantity for one in lots}
    counted[lot] = counted.get(lot, 0) + change
    return tuple(Lot(name, quantity) for name, quantity in counted.items() if quantity > 0)


def sum_of(lots: tuple[Lot, ...]) -> int:
    """Of how many pieces the lot is known."""
    return sum(one.quantity for one in lots)


def missed(line: WorkLine, place: str, quantity: int) -> WorkLine:
    """Pieces were not at their place."""
    return replace(line, sources=_taken_away(line.sources, place, quantity), short=line.short + quantity)


def missed_not(line: WorkLine, place: str, quantity: int) -> WorkLine:
    """They are looked for again."""
    return replace(line, sources=_given_again(line.sources, place, quantity), short=line.short - quantity)


def brought(line: WorkLine, place: str, quantity: int) -> WorkLine:
    """Pieces that came from this place are on a shelf again; less than none: they are in the tote again after all."""
    return replace(line, picked=line.picked - quantity, taken=_come_from(line, place, -quantity))


def _taken_away(sources: Sources, place: str, quantity: int) -> Sources:
    """What is still to be taken after so many were taken there."""
    left = []
    for source in sources:
        taken = min(quantity, source.quantity) if source.place == place else 0
        quantity -= taken
        left.append(replace(source, quantity=source.quantity - taken))
    return tuple(left)


def _given_again(sources: Sources, place: str, quantity: int) -> Sources:
    """What is to be taken after so many were not taken there after all."""
    for source in sources:
        if source.place == place:
            grown = replace(source, quantity=source.quantity + quantity)
            return tuple(grown if one is source else one for one in sources)
    return (*sources, Source(place, 0, quantity))


def _come_from(line: WorkLine, place: str, change: int) -> Sources:
    """Count pieces that came from a place, or went back there. A place from which nothing is here is not named."""
    known = next((one for one in line.taken if one.place == place), None)
    if known is None:
        known = Source(place, next((one.sequence for one in line.sources if one.place == place), 0), 0)
    others = [one for one in line.taken if one.place != place]
    counted = replace(known, quantity=known.quantity + change)
    kept = [*others, counted] if counted.quantity > 0 else others
    return tuple(sorted(kept, key=lambda one: (one.sequence, one.place)))
