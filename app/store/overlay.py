"""Own facts that no pull covers yet, folded in memory. What a person sees is the mirror plus these.

So a pull never hides an own scan, and a crash between the two files cannot matter: it is rebuilt at start.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.facts import (
    AttentionSettled,
    AttentionTaken,
    Fact,
    HandedOver,
    ManifestClosed,
    OpenedBlind,
    ParcelClosed,
    ParcelLoaded,
    ParcelReopened,
    ParcelTakenOff,
    Picked,
    ProductMeasured,
    PutBack,
    ReturnFinished,
    ReturnOpened,
    ReturnReceived,
    StockPutAway,
    TrackingNoted,
    Undone,
    fact_from,
)


@dataclass
class Overlay:
    """The fold. `orders` holds the facts of each order in their sequence, to be applied to its work row.

    `by_place` and `by_sku` hold by how much own moves changed what lies there.
    """

    orders: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    parcels: dict[str, ParcelClosed] = field(default_factory=dict)
    returns: dict[str, ReturnOpened] = field(default_factory=dict)
    received: dict[str, list[ReturnReceived]] = field(default_factory=lambda: defaultdict(list))
    finished: set[str] = field(default_factory=set)
    by_place: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    by_sku: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    settled: set[str] = field(default_factory=set)
    measured: dict[str, ProductMeasured] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # cartons by own closings
    owners: dict[str, str] = field(default_factory=dict)
    loaded: dict[str, ParcelLoaded] = field(default_factory=dict)  # what lies in a cage, by parcel
    off: set[str] = field(default_factory=set)  # parcels that lie in none, whatever central said
    sealed: set[str] = field(default_factory=set)  # parcels whose manifest is closed
    reopened: set[str] = field(default_factory=set)  # numbers of parcels that are none any more
    tracked: dict[str, str | None] = field(default_factory=dict)  # what carriers call parcels
    handed: set[str] = field(default_factory=set)  # orders that came here by a code or by their number

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Overlay":
        """The fold of these facts."""
        overlay = cls()
        for fact in facts:
            overlay.add(fact)
        return overlay

    def add(self, fact: Fact) -> None:
        """One more fact, in device order."""
        order = getattr(fact, "order", None)
        if isinstance(fact, Undone):
            order = fact.body.get("order")
            self._take_back(fact_from(fact.kind, fact.body))
        else:
            self._take(fact)
        if isinstance(order, str) and not isinstance(fact, ReturnOpened):
            self.orders[order].append(fact)

    def _move(self, place: str, sku: str, change: int) -> None:
        self.by_place[place][sku] += change
        self.by_sku[sku][place] += change

    def _take(self, fact: Fact) -> None:
        match fact:
            case Picked(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, -quantity)
            case ParcelClosed(sscc=sscc, carton=carton):
                self.used[carton] += 1
                if sscc is not None:
                    self.parcels[sscc] = fact
            case ParcelReopened(sscc=sscc, carton=carton):
                self.used[carton or ""] -= 1
                self.parcels.pop(sscc or "", None)
                self.reopened.add(sscc or "")
            case ParcelLoaded(sscc=sscc):
                self.loaded[sscc] = fact
                self.off.discard(sscc)
            case ParcelTakenOff(sscc=sscc):
                self.loaded.pop(sscc, None)
                self.off.add(sscc)
            case ManifestClosed(parcels=parcels):
                self.sealed.update(parcels)
            case TrackingNoted(sscc, tracking):
                self.tracked[sscc] = tracking
            case HandedOver(order=order) | OpenedBlind(order=order):
                self.handed.add(order)
            case ReturnOpened(rma=rma):
                self.returns[rma] = fact
            case ReturnReceived(rma=rma):
                self.received[rma].append(fact)
            case ReturnFinished(rma=rma):
                self.finished.add(rma)
            case StockPutAway(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, quantity)
            case ProductMeasured(sku=sku):
                self.measured[sku] = fact
            case PutBack(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, quantity)
            case AttentionTaken(attention=attention, owner=owner):
                self.owners[attention] = owner
            case AttentionSettled(attention=attention):
                self.settled.add(attention)
            case _:
                pass

    def _take_back(self, fact: Fact) -> None:
        match fact:
            case Picked(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, quantity)
            case ParcelClosed(sscc=sscc, carton=carton):
                self.used[carton] -= 1
                self.parcels.pop(sscc or "", None)
                self.reopened.add(sscc or "")
            case ParcelLoaded(sscc=sscc):
                self.loaded.pop(sscc, None)
                self.off.add(sscc)
            case ParcelTakenOff(load, cage, carrier, sscc):
                self.loaded[sscc] = ParcelLoaded(load, cage, carrier, sscc)
                self.off.discard(sscc)
            case TrackingNoted(sscc, was=was):
                self.tracked[sscc] = was
            case ProductMeasured(sku=sku):
                self.measured.pop(sku, None)
            case ReturnReceived(rma=rma):
                if fact in self.received[rma]:
                    self.received[rma].remove(fact)
            case StockPutAway(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, -quantity)
            case PutBack(sku=sku, quantity=quantity, place=place):
                self._move(place, sku, -quantity)
            case AttentionTaken(attention=attention):
                self.owners.pop(attention, None)
            case _:
                pass


def order_of(fact: Fact) -> str:
    """The order that a fact is about, or that it takes something back of."""
    order = getattr(fact, "order", None) or getattr(fact, "body", {}).get("order")
    return order if isinstance(order, str) else json.dumps(order)
