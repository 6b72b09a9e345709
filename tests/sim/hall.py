"""What people of the simulator see beside their screens: what really lies in the totes, and the codes that pickers showed."""

from collections import Counter
from dataclasses import dataclass, field

from app.domain.facts import (
    Content,
    Fact,
    ItemPacked,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
    Picked,
    PutBack,
    Undone,
    fact_from,
)


@dataclass
class Hall:
    """One hall for all devices. Goods do not vanish with a store: what was done stays done."""

    loose: Counter[tuple[str, str]] = field(default_factory=Counter)  # by order and product, in no parcel
    codes: dict[str, str] = field(default_factory=dict)  # of picks that ended, by order
    _closed: dict[tuple[str, int, str | None], tuple[Content, ...]] = field(default_factory=dict)

    def note(self, fact: Fact) -> None:
        """Somebody did this."""
        back = isinstance(fact, Undone)
        done = fact_from(fact.kind, fact.body) if isinstance(fact, Undone) else fact
        match done:
            case Picked(order, sku=sku, quantity=quantity) | ItemTakenOut(order, sku=sku, quantity=quantity):
                self.loose[order, sku] += -quantity if back else quantity
            case PutBack(order, sku=sku, quantity=quantity) | ItemPacked(order, sku=sku, quantity=quantity):
                self.loose[order, sku] -= -quantity if back else quantity
            case ParcelClosed(order, no, sscc, contents=contents):
                self._closed[order, no, sscc] = contents
            case ParcelReopened(order, no, sscc, emptied=True):
                for part in self._closed.get((order, no, sscc), ()):
                    self.loose[order, part.sku] += part.quantity
            case _:
                pass
