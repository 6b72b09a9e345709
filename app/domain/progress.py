"""What packing came to: pieces, parcels, time, how full cartons were, how often the plan was overridden. Never by person.

The formulas: time is the sum of the pauses between one desk's packing facts, those over IDLE_MS left out; utilisation is
the volume of the goods in the room of their cartons, where all sizes are known; the override rate is that of cartons taken.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.facts import (
    CartonOverridden,
    CartonTaken,
    ItemPacked,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
)

IDLE_MS = 120_000  # who does nothing for longer than that does something else
COUNTED = (ItemPacked, ItemTakenOut, CartonTaken, CartonOverridden, ParcelClosed, ParcelReopened)
COUNTED_KINDS = tuple(kind.__name__ for kind in COUNTED)

Volume = Callable[[str], int | None]  # of a product or a carton, in mm3; None where nobody knows


@dataclass
class Tally:
    """The sums of some packing."""

    units: int = 0
    parcels: int = 0
    cartons: int = 0
    overridden: int = 0
    busy_ms: int = 0
    filled_mm3: int = 0
    room_mm3: int = 0
    last_ms: dict[str, int] = field(default_factory=dict)  # when each desk did something last

    def add(self, fact: Any, desk: str, at_ms: int, goods: Volume, cartons: Volume) -> None:
        """One more fact of a desk, in its order."""
        pause_ms = at_ms - self.last_ms.get(desk, at_ms)
        self.busy_ms += pause_ms if 0 < pause_ms <= IDLE_MS else 0
        self.last_ms[desk] = at_ms
        self._count(fact, 1, goods, cartons)

    def take_back(self, fact: Any, goods: Volume, cartons: Volume) -> None:
        """A fact that was counted did not happen; the time for it was spent all the same."""
        self._count(fact, -1, goods, cartons)

    def _count(self, fact: Any, by: int, goods: Volume, cartons: Volume) -> None:
        match fact:
            case ItemPacked(quantity=quantity):
                self.units += by * quantity
            case ItemTakenOut(quantity=quantity):
                self.units -= by * quantity
            case CartonTaken():
                self.cartons += by
            case CartonOverridden():
                self.overridden += by
            case ParcelReopened():
                self.parcels -= by
            case ParcelClosed(carton=carton, contents=contents):
                self.parcels += by
                inside = [(goods(one.sku), one.quantity) for one in contents]
                room = cartons(carton)
                if room and inside and all(volume for volume, _ in inside):
                    self.filled_mm3 += by * sum((volume or 0) * quantity for volume, quantity in inside)
                    self.room_mm3 += by * room
            case _:
                pass

    @property
    def unit_ms(self) -> int | None:
        """How long a unit took; None before there is anything to divide."""
        return self.busy_ms // self.units if self.units > 0 and self.busy_ms else None

    @property
    def utilisation_percent(self) -> int | None:
        return min(100 * self.filled_mm3 // self.room_mm3, 100) if self.room_mm3 else None

    @property
    def override_percent(self) -> int | None:
        return 100 * self.overridden // self.cartons if self.cartons else None

    def per_hour(self, count: int) -> int | None:
        return count * 3_600_000 // self.busy_ms if self.busy_ms else None


def nothing(_name: str) -> int | None:
    """Nobody knows how large it is."""
    return None


def tally(
    happened: Iterable[tuple[Any, str, int]], goods: Volume = nothing, cartons: Volume = nothing
) -> Tally:
    """The sums of these facts, each with its desk and its time, in their order."""
    found = Tally()
    for fact, desk, at_ms in happened:
        found.add(fact, desk, at_ms, goods, cartons)
    return found
