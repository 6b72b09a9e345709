"""Questions about cartons that need no arrangement: price, weight, volume, sides, pairs. A "no" from here is certain."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.planning.boxes.goods import Box, Edges, Reason, Tariff
from app.planning.boxes.lots import Counts, Lot
from app.planning.boxes.price import price_cents

_NEVER = 1 << 40  # longer than any carton: this piece does not fit alone


@dataclass(frozen=True, slots=True)
class Load:
    """Some pieces of an order, summed up: `kinds` and `twins` are the lots with one and with two pieces or more."""

    weight_g: int
    volume_mm3: int
    kinds: int
    twins: int
    pieces: int


def load_of(lots: Sequence[Lot], counts: Counts) -> Load:
    """The sums over these pieces."""
    weight_g = volume_mm3 = kinds = twins = pieces = 0
    bit = 1
    for lot, count in zip(lots, counts, strict=True):
        if count:
            weight_g += lot.weight_g * count
            volume_mm3 += lot.volume_mm3 * count
            pieces += count
            kinds |= bit
            if count > 1:
                twins |= bit
        bit <<= 1
    return Load(weight_g, volume_mm3, kinds, twins, pieces)


class Offer:
    """One carton as it looks to the lots of one order."""

    __slots__ = ("_apart", "_fitting", "_tariff", "base_cents", "box", "filled_mm3", "room", "volume_mm3")

    def __init__(self, box: Box, lots: Sequence[Lot], tariff: Tariff, fill_max_percent: int = 100) -> None:
        self.box = box
        self.room: Edges = box.room_mm
        self.volume_mm3 = max(0, self.room[0]) * max(0, self.room[1]) * max(0, self.room[2])
        self.filled_mm3 = self.volume_mm3 * fill_max_percent // 100  # what several pieces may fill
        self.base_cents = price_cents(box, 0, tariff)
        self._tariff = tariff
        least = [_least_edges(lot, self.room) for lot in lots]
        self._fitting = sum(1 << lot for lot, edges in enumerate(least) if edges[0] < _NEVER)
        self._apart = self._pairs_apart(least)

    def price_cents(self, content_g: int) -> int:
        """The whole price of a parcel in this carton."""
        return price_cents(self.box, content_g, self._tariff)

    def refusal(self, load: Load) -> Reason | None:
        """The first certain reason against these pieces in this carton, None when there is none so far."""
        if load.weight_g > self.box.content_max_g:
            return Reason.WEIGHT
        if load.kinds & ~self._fitting:
            return Reason.SIDE
        if load.volume_mm3 > (self.filled_mm3 if load.pieces > 1 else self.volume_mm3):
            return Reason.VOLUME
        for lot, apart in self._apart:
            if load.kinds >> lot & 1 and (
                apart & load.kinds & ~(1 << lot) or apart & load.twins & (1 << lot)
            ):
                return Reason.PAIR
        return None

    def _pairs_apart(self, least: Sequence[Edges]) -> list[tuple[int, int]]:
        """Each lot with the lots of which no piece has room beside it, itself included; only those that have some."""
        fitting = [(lot, edges) for lot, edges in enumerate(least) if edges[0] < _NEVER]
        most = [max((edges[axis] for _, edges in fitting), default=0) for axis in range(3)]
        large = [(lot, edges) for lot, edges in fitting if self._apart_from(edges, most)]
        pairs = [(lot, sum(1 << two for two, b in large if self._apart_from(a, b))) for lot, a in large]
        return [(lot, apart) for lot, apart in pairs if apart]

    def _apart_from(self, one: Sequence[int], other: Sequence[int]) -> bool:
        return all(a + b > room for a, b, room in zip(one, other, self.room, strict=True))


def _least_edges(lot: Lot, room: Edges) -> Edges:
    """The least extent along each axis among the ways in which the piece fits alone."""
    fitting = [s for s in lot.shapes if s[0] <= room[0] and s[1] <= room[1] and s[2] <= room[2]]
    if not fitting:
        return (_NEVER, _NEVER, _NEVER)
    return (min(s[0] for s in fitting), min(s[1] for s in fitting), min(s[2] for s in fitting))
