"""Random shifts for property tests: half of what happens is what the floor awaits, half is anything."""

import random
from collections.abc import Callable
from typing import Any

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    ItemGraded,
    ItemPacked,
    ParcelClosed,
    Picked,
    ReturnFinished,
    ReturnOpened,
    ReturnReceived,
    Shorted,
    StockPutAway,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.parcels import sscc_of
from tests.sync.central.warehouse import Warehouse

PLACES = ("P1", "P2", "P3", "QUARANTINE")
SKUS = ("A", "B")
ORDERS_MAX = 6


class Shift:
    """One device at work, a shop that orders, an office that settles; all of it from one seed."""

    def __init__(self, central: Warehouse, seed: int) -> None:
        self.central = central
        self.chance = random.Random(seed)
        self.device = central.enrol()
        self.done: list[tuple[str, Fact]] = []  # what can still be taken back, oldest first
        self.sent: list[Any] = []
        self.orders = 0
        central.stock_up(*[(place, sku, self.chance.randint(0, 5)) for place in PLACES for sku in SKUS])

    def step(self) -> None:
        """Let one thing happen."""
        happenings: list[Callable[[], None]] = [
            self.awaited,
            self.awaited,
            self.awaited,
            self.anything,
            self.count,
            self.order,
            self.take_back,
            self.settle,
            self.send_again,
        ]
        self.chance.choice(happenings)()

    def tell(self, *facts: Fact) -> None:
        """Push facts, remembering the push and how to take the facts back."""
        envelopes = [self.device.envelope(fact) for fact in facts]
        batch = self.device.batch(*envelopes)
        self.sent.append((batch, self.device.send(batch)))
        self.done += [(envelope["fact_id"], fact) for envelope, fact in zip(envelopes, facts, strict=True)]

    def count(self) -> None:
        """Somebody counted a place."""
        row = {"place": self.chance.choice(PLACES), "sku": self.chance.choice(SKUS)}
        self.central.post("/v1/stock/levels", [{**row, "quantity": self.chance.randint(0, 6)}])

    def order(self) -> None:
        """The shop sold something."""
        if self.orders < ORDERS_MAX:
            self.orders += 1
            lines = [
                (self.chance.choice(SKUS), self.chance.randint(1, 4))
                for _ in range(self.chance.randint(1, 2))
            ]
            self.central.order(f"O{self.orders}", *lines)

    def awaited(self) -> None:
        """The next thing that the floor has to do."""
        work = [body for (kind, _), body in sorted(self.device.pull().items()) if kind == "work"]
        if work:
            self.tell(*self._next(self.chance.choice(work)))

    def _next(self, work: Any) -> tuple[Fact, ...]:
        number = work["order"]
        stops = [(line, stop) for line in work["lines"] for stop in line["stops"]]
        if work["status"] == "pick" and not stops:
            return (TotesDropped(number, "T", "PACK"),)
        if stops:
            line, stop = self.chance.choice(stops)
            pieces = self.chance.randint(1, stop["quantity"])
            if self.chance.random() < 0.2:
                return (Shorted(number, line["line"], line["sku"], pieces, stop["place"], "empty"),)
            pick = Picked(number, line["line"], line["sku"], pieces, stop["place"], "T")
            return (pick,) if work["tote"] else (ToteAssigned(number, "T"), pick)
        todo = [line for line in work["lines"] if line["picked"] > line["packed"]]
        parts = [Content(line["sku"], line["picked"] - line["packed"]) for line in todo]
        no = len(work["parcels"]) + 1
        sscc = sscc_of("34099999", self.device.seq) if self.chance.random() < 0.9 else None
        return (
            CartonTaken(number, no, "BOX"),
            *[
                ItemPacked(number, line["line"], line["sku"], line["picked"] - line["packed"], no)
                for line in todo
            ],
            ParcelClosed(number, no, sscc, "BOX", tuple(parts) or (Content("A", 1),), 100, True),
        )

    def anything(self) -> None:
        """Something that nobody awaits: the wrong place, too many, a return, an order long done."""
        pick = self.chance.choice
        number, sku, place = f"O{self.chance.randint(1, ORDERS_MAX)}", pick(SKUS), pick(PLACES)
        line, pieces, unit = self.chance.randint(1, 2), self.chance.randint(1, 4), self.chance.randint(1, 3)
        rma = pick(("R1", "R2"))
        facts: list[Fact] = [
            Picked(number, line, sku, pieces, place, "T"),
            Shorted(number, line, sku, pieces, place, "damaged"),
            TotesDropped(number, "T", "PACK"),
            ParcelClosed(number, 1, None, "BOX", (Content(sku, pieces),), 100, pick((True, False))),
            ReturnOpened(rma, number if rma == "R1" else None, None, False),
            ReturnReceived(rma, unit, sku, 1, True),
            ItemGraded(rma, unit, sku, True, True, "A", "restock"),
            StockPutAway(rma, unit, sku, 1, pick((*PLACES, "@SCRAP"))),
            ReturnFinished(rma),
        ]
        self.tell(pick(facts))

    def take_back(self) -> None:
        """The last thing is undone."""
        if self.done:
            fact_id, fact = self.done.pop()
            self.tell(Undone(fact_id, type(fact).__name__, body_of(fact)))
            self.done.pop()

    def settle(self) -> None:
        """Somebody settles a card."""
        cards = self.central.open_cards()
        if cards:
            card = self.chance.choice(cards)
            self.central.settle(card, self.chance.choice(card["actions"]))

    def send_again(self) -> None:
        """An answer was lost; the same push comes once more."""
        if self.sent:
            batch, answer = self.chance.choice(self.sent)
            again = self.device.send(batch)
            first = [(one["seq"], one["fact_id"]) for one in answer["outcomes"]]
            assert [(one["seq"], one["fact_id"]) for one in again["outcomes"]] == first
            assert again["last_seq"] == self.device.seq
