"""What a person on the floor sees: the mirror plus own facts that no pull covers yet. Reads only.

Open orders are kept in memory; products, places and people are looked up by index.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from threading import RLock
from typing import Any

from app.domain.catalogue import Carton, Product
from app.domain.facts import Fact, UnknownFact, fact_from
from app.domain.orders import WorkOrder, after
from app.domain.people import Person
from app.domain.places import STANDING, STORAGE_KIND, sellable
from app.domain.sizes import Size
from app.store import rows_as
from app.store.journal.journal import Journal
from app.store.mirror.mirror import Mirror
from app.store.overlay import Overlay
from app.workflows.return_intake import ReturnLine, ReturnWork


class Floor:
    """Mirror and overlay as one. Safe to call from any thread."""

    def __init__(self, mirror: Mirror, journal: Journal) -> None:
        self._mirror = mirror
        self._journal = journal
        self._lock = RLock()
        self.rebuild()

    # Keeping up --------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Read the open orders and fold the uncovered facts anew: at start and after each page."""
        with self._lock:
            at = self._mirror.position()
            self.ready = bool(at.get("cursor"))
            covered = int(at.get("last_seq", "0"))
            uncovered = self._journal.facts(after_seq=covered)
            self._through = uncovered[-1].seq if uncovered else covered
            self._overlay = Overlay.of(fact for kept in uncovered if (fact := _known(kept)))
            self._base = {row["order"]: rows_as.work_order(row) for row in self._mirror.all("work")}
            self._works = {order: self._with_own(work) for order, work in self._base.items()}
            self._cartons = tuple(rows_as.carton(row) for row in self._mirror.all("carton"))

    def add(self, facts: Iterable[tuple[int, Fact]]) -> None:
        """Own facts that were just committed, with their numbers; one that a rebuild has seen counts once."""
        with self._lock:
            fresh = [(seq, fact) for seq, fact in facts if seq > self._through]
            for seq, fact in fresh:
                self._overlay.add(fact)
                self._through = seq
            for order in {_order_of(fact) for _, fact in fresh} & self._base.keys():
                self._works[order] = self._with_own(self._base[order])

    def _with_own(self, work: WorkOrder) -> WorkOrder:
        return after(work, self._overlay.orders.get(work.order, ()))

    # Orders ------------------------------------------------------------------------------------

    def work(self, order: str) -> WorkOrder | None:
        """The open work of an order, with own facts applied."""
        with self._lock:
            return self._works.get(order)

    def works(self) -> list[WorkOrder]:
        """All open work, most urgent first."""
        with self._lock:
            return sorted(self._works.values(), key=lambda work: (work.priority, work.order))

    def prepared(self, work: WorkOrder) -> WorkOrder:
        """The work order with everything a job needs to know: its products, and the cartons."""
        products = tuple(self.product(sku) or _nameless(sku) for sku in {li.sku: None for li in work.lines})
        with self._lock:
            return replace(work, products=products, cartons=self._cartons)

    def tote_order(self, tote: str) -> str | None:
        """The order whose pieces are in this tote."""
        with self._lock:
            return next((w.order for w in self._works.values() if w.tote == tote and not w.done), None)

    def knows_order(self, order: str) -> bool:
        """Whether this order was seen here: open, or with a parcel."""
        return bool(self.work(order) or self._mirror.keys_of("parcel", order) or self.rma_of(order=order))

    # Catalogue ---------------------------------------------------------------------------------

    def product(self, sku: str) -> Product | None:
        row = self._mirror.row("product", sku)
        return None if row is None else rows_as.product(row, self._lying(sku))

    def products_by_gtin(self, gtin: str) -> list[Product]:
        keys = self._mirror.keys_of("product", gtin)
        return [product for key in keys if (product := self.product(key))]

    def place(self, place: str) -> dict[str, Any] | None:
        found = self._mirror.row("place", place)
        return {"place": place, "kind": place.lower()} if found is None and place in STANDING else found

    def skus_at(self, place: str) -> tuple[str, ...]:
        """What lies at a place now, own moves included."""
        lying = dict(self._mirror.skus_at(place))
        with self._lock:
            for (where, sku), change in self._overlay.stock.items():
                if where == place:
                    lying[sku] = lying.get(sku, 0) + change
        return tuple(sku for sku, quantity in sorted(lying.items()) if quantity > 0)

    def carton(self, carton: str) -> Carton | None:
        with self._lock:
            return next((one for one in self._cartons if one.carton == carton), None)

    def person(self, badge: str) -> Person | None:
        row = self._mirror.row("person", badge)
        return None if row is None else rows_as.person(row)

    def _lying(self, sku: str) -> tuple[str, ...]:
        """The storage places where a product lies, in walking order."""
        lying = dict(self._mirror.places_of(sku))
        with self._lock:
            for (place, of_sku), change in self._overlay.stock.items():
                if of_sku == sku:
                    lying[place] = lying.get(place, 0) + change
        found = []
        for place, quantity in lying.items():
            row = self._mirror.row("place", place) or {}
            if quantity > 0 and sellable(place, row.get("kind", STORAGE_KIND)):
                found.append((row.get("sequence") or 0, place))
        return tuple(place for _, place in sorted(found))

    # Parcels and returns -----------------------------------------------------------------------

    def parcel(self, sscc: str) -> dict[str, Any] | None:
        """A parcel that this warehouse closed: order, carton and contents."""
        with self._lock:
            own = self._overlay.parcels.get(sscc)
        if own is not None:
            contents = [{"sku": c.sku, "quantity": c.quantity} for c in own.contents]
            return {"sscc": sscc, "order": own.order, "carton": own.carton, "contents": contents}
        return self._mirror.row("parcel", sscc)

    def rma_of(self, *, order: str | None = None, sscc: str | None = None) -> str | None:
        """The open return of an order or a parcel, announced or opened here."""
        with self._lock:
            for rma, opened in self._overlay.returns.items():
                mine = opened.sscc == sscc if sscc else opened.order == order
                if mine and rma not in self._overlay.finished:
                    return rma
        for row in self._mirror.all("return"):
            mine = row.get("sscc") == sscc if sscc else row.get("order") == order
            if mine and row.get("status") != "finished" and row["rma"] not in self._overlay.finished:
                return str(row["rma"])
        return None

    def knows_return(self, rma: str) -> bool:
        return rma in self._overlay.returns or self._mirror.row("return", rma) is not None

    def return_work(self, rma: str, *, order: str | None = None, sscc: str | None = None) -> ReturnWork:
        """What is expected of a return: as announced, else the contents of its parcel, else nothing."""
        row = self._mirror.row("return", rma)
        with self._lock:
            own = self._overlay.returns.get(rma)
            received = [(one.sku, one.unit) for one in self._overlay.received.get(rma, ())]
        order = order or (row or {}).get("order") or (own.order if own else None)
        sscc = sscc or (row or {}).get("sscc") or (own.sscc if own else None)
        if row is not None:
            expected = [(li["sku"], li["quantity"], li.get("received", 0)) for li in row.get("lines", ())]
        else:
            parcel = self.parcel(sscc) if sscc else None
            expected = [(c["sku"], c["quantity"], 0) for c in (parcel or {}).get("contents", ())]
        lines: dict[str, ReturnLine] = {}
        for sku, quantity, came in expected:
            product = self.product(sku)
            kept = lines.get(
                sku,
                ReturnLine(sku, product.name if product else sku, 0, 0, product.gtin if product else None),
            )
            lines[sku] = replace(kept, expected=kept.expected + quantity, received=kept.received + came)
        for sku, _unit in received:
            product = self.product(sku)
            kept = lines.get(sku, ReturnLine(sku, product.name if product else sku, 0))
            lines[sku] = replace(kept, received=kept.received + 1)
        units = max(
            [len(received), sum(line.received for line in lines.values()), *(unit for _, unit in received)]
        )
        opened = own is not None or (row or {}).get("status") not in (None, "announced")
        return ReturnWork(
            rma, order, sscc, row is not None, tuple(lines.values()), units, self._mirror.free_place(), opened
        )

    def returns_waiting(self) -> int:
        """How many announced or open returns there are."""
        rows = self._mirror.all("return")
        return sum(
            1 for row in rows if row.get("status") != "finished" and row["rma"] not in self._overlay.finished
        )

    def attentions(self) -> list[dict[str, Any]]:
        """Exceptions that nobody settled, oldest first."""
        rows = (row for row in self._mirror.all("attention") if not row.get("settled"))
        open_ones = [row for row in rows if row["id"] not in self._overlay.settled]
        return sorted(open_ones, key=lambda row: (row.get("opened_at_ms") or 0, row["id"]))


def _known(kept: Any) -> Fact | None:
    try:
        return fact_from(kept.kind, kept.body)
    except UnknownFact:
        return None


def _order_of(fact: Fact) -> str:
    order = getattr(fact, "order", None) or getattr(fact, "body", {}).get("order")
    return order if isinstance(order, str) else json.dumps(order)


def _nameless(sku: str) -> Product:
    return Product(sku, sku, None, Size.of(1, 1, 1), 0)
