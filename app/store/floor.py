"""What a person on the floor sees: the mirror plus own facts that no pull covers yet. Reads only.
Open orders are kept in memory; products, places and people are looked up by index."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from app.domain.catalogue import Carton, Product
from app.domain.facts import Fact
from app.domain.orders import WorkOrder, after
from app.domain.packing import ORDINARY, PackingRules, fewer, measured
from app.domain.parcels import is_sscc
from app.domain.people import Person
from app.domain.places import STANDING, STORAGE_KIND
from app.domain.put_wall import Wall
from app.store import rows_as
from app.store.covered import covered_by, uncovered_facts
from app.store.followed import Followed
from app.store.handed import at_hand, handed_work
from app.store.journal.journal import Journal
from app.store.kept_work import MANIFESTS, KeptWork
from app.store.known_as import Known, Names, known_as, lies_now, open_rmas, parcel_row, there_now
from app.store.lacking import lacking
from app.store.learnt import Learnt
from app.store.mirror.mirror import Mirror
from app.store.overlay import Overlay, order_of
from app.store.own_progress import OwnProgress
from app.store.prepared import Around, prepared
from app.store.ramp import Ramp, RampNow
from app.store.wall import wall_of
from app.store.whole import whole
from app.workflows.return_intake import ReturnWork

REOPENED = ("ParcelReopened", "ParcelOpened")  # the second as old journals call it


class Floor:
    """Mirror and overlay as one. Safe to call from any thread; what is `whole` reads both at one cursor."""

    def __init__(self, mirror: Mirror, journal: Journal, packing: PackingRules = ORDINARY) -> None:
        self._mirror = mirror
        self._packing = packing
        self._learnt = Learnt(journal)
        self.progress = OwnProgress(journal)
        self._journal = journal
        self._lock = RLock()
        self._base = Followed(mirror, "work", rows_as.work_order)
        self._cartons = Followed(mirror, "carton", rows_as.carton)
        self._returns = Followed(mirror, "return", lambda row: row if row["status"] != "finished" else None)
        self._cards = Followed(mirror, "attention", lambda row: None if row.get("settled") else row)
        self._ramp = RampNow(mirror)
        self._covered: int | None = -1
        self.rebuild()

    @contextmanager
    def exchanging(self) -> Iterator[None]:
        """While the mirror takes a page in: nobody reads rows that are new beside facts that they cover."""
        with self._lock:
            yield
            self.rebuild()

    def rebuild(self) -> None:
        """Be as the mirror and the facts that it does not cover."""
        with self._lock:
            at = self._mirror.position()
            self._life = self._mirror.life
            for followed in (self._base, self._cartons, self._returns, self._cards):
                followed.catch_up()
            self._fold(covered_by(at, self._journal))
            pulled = bool(at.get("cursor"))
            self._kept = KeptWork() if pulled else self._kept_work()
            pulled_works = {order: self._with_own(work) for order, work in self._base.rows.items()}
            self._works = pulled_works | self._unheard_of(pulled_works) if pulled else dict(self._kept.works)
            self.ready = pulled or bool(self._works)
            self._sorted: list[WorkOrder] | None = None
            self._rmas: dict[tuple[str, str], str] | None = None
            self._ramp.told_anew()

    def _fold(self, covered: int | None) -> None:
        """The overlay anew, if the mirror covers more or less than it did."""
        if covered is not None and covered == self._covered:
            return
        facts, self._through = uncovered_facts(covered, self._journal)
        self._overlay = Overlay.of(facts)
        self._covered = covered

    def _kept_work(self) -> KeptWork:
        own = self._journal
        return KeptWork.of(own.order_jobs(), own.desks(), own.facts_of(MANIFESTS))

    def add(self, facts: Iterable[tuple[int, Fact]]) -> None:
        """Own facts that were just committed, with their numbers; one that a rebuild has seen counts once."""
        with self._lock:
            told = list(facts)
            self._learnt.add(told)
            fresh = [(seq, fact) for seq, fact in told if seq > self._through]
            self._ramp.changed()
            self._rmas = None if fresh else self._rmas
            for seq, fact in fresh:
                self._overlay.add(fact)
                self._through = seq
                order = order_of(fact)
                if order in self._works:
                    work = after(self._works[order], [fact])
                    handed = order in self._overlay.handed
                    self._works[order] = at_hand(work, self._journal) if handed else work
                    self._sorted = None
            self._works |= self._unheard_of(self._works)

    def _with_own(self, work: WorkOrder) -> WorkOrder:
        own = after(work, self._overlay.orders.get(work.order, ()))
        return at_hand(own, self._journal) if work.order in self._overlay.handed else own

    def _unheard_of(self, known: Collection[str]) -> dict[str, WorkOrder]:
        """Orders that were handed over here and that central has not told of."""
        found = {
            order: handed_work(order, self._journal) for order in self._overlay.handed if order not in known
        }
        return {order: work for order, work in found.items() if work is not None}

    def _empty(self) -> KeptWork:
        """What is known beside the mirror: nothing, unless it is empty or was lost just now."""
        with self._lock:
            if self._life != self._mirror.life:
                self.rebuild()
            return self._kept

    # Orders ------------------------------------------------------------------------------------

    def work(self, order: str) -> WorkOrder | None:
        """The open work of an order, with own facts applied."""
        with self._lock:
            return self._works.get(order)

    def works(self) -> list[WorkOrder]:
        """All open work, most urgent first."""
        with self._lock:
            if self._sorted is None:
                self._sorted = sorted(self._works.values(), key=lambda work: (work.priority, work.order))
            return self._sorted

    def prepared(self, work: WorkOrder) -> WorkOrder:
        """The work order with everything a job needs to know: its products, the cartons, and where its places are."""
        with self._lock:
            cartons = {**self._kept.cartons, **self._cartons.rows}
            left = {name: fewer(one, self._overlay.used[name]) for name, one in cartons.items()}
            known = Around(left, self._learnt, self._packing, self.product, self.place)
        return prepared(work, known)

    def wall(self) -> Wall:
        """The put wall with what stands there."""
        return wall_of(self.works(), self._mirror)

    def tote_order(self, tote: str) -> str | None:
        """The order whose pieces are in this tote."""
        with self._lock:
            return next((w.order for w in self._works.values() if w.is_in(tote) and not w.over), None)

    @whole
    def missing(self, work: WorkOrder) -> str:
        """What is not there for an order that waits, in words; empty where nobody here can tell."""
        pieces = lacking(work, self._mirror, {(row["place"], row["sku"]) for row in self.suspect_places()})
        names = self.names(pieces)
        return ", ".join(f"{quantity} × {names.get(sku, sku)}" for sku, quantity in pieces.items())

    def suspect_places(self) -> list[dict[str, Any]]:
        """The open exceptions that say that something is not where it should be."""
        return [row for row in self.attentions() if row["kind"] in ("stock_missing", "stock_negative")]

    @whole
    def knows_order(self, order: str) -> bool:
        """Whether this order was seen here: open, or with a parcel."""
        known = self.work(order) or self._mirror.keys_of("parcel", order) or self.rma_of(order=order)
        return bool(known) or order in self._empty().works

    def carries_order(self, order: str) -> bool:
        """Whether a job of this device carries it, where the mirror is empty."""
        return order in self._empty().works

    def parcels_of(self, order: str) -> list[dict[str, Any]]:
        """The parcels with a number that this warehouse closed for an order."""
        own = [sscc for sscc, closed in self._overlay.parcels.items() if closed.order == order]
        numbers = dict.fromkeys((*self._mirror.keys_of("parcel", order), *own))
        return [parcel for sscc in numbers if is_sscc(sscc) and (parcel := self.parcel(sscc))]

    # Catalogue ---------------------------------------------------------------------------------

    @whole
    def product(self, sku: str) -> Product | None:
        row = self._mirror.row("product", sku)
        return self._empty().products.get(sku) if row is None else self._product(row)

    def _product(self, row: dict[str, Any]) -> Product:
        product = rows_as.product(row, self._lying(row["sku"]))
        return measured(product, self._overlay.measured.get(product.sku))

    def names(self, skus: Iterable[str]) -> dict[str, str]:
        """What these products are called."""
        found = self._mirror.some("product", set(skus))
        return {sku: str(row["name"]) for sku, row in found.items()}

    @whole
    def known_as(self, names: Names) -> Known:
        """Everything that is called so, in one look into the mirror."""
        return known_as(self._mirror, self._overlay, self._empty(), names)

    def place(self, place: str) -> dict[str, Any] | None:
        found = self._mirror.row("place", place)
        if found is None and place in STANDING:
            return {"place": place, "kind": place.lower()}
        if found is None and self._empty().knows_place(place):
            return {"place": place, "kind": STORAGE_KIND}
        return found

    @whole
    def skus_at(self, place: str) -> tuple[str, ...]:
        """What lies at a place now, own moves included."""
        return there_now(self._mirror.skus_at(place), self._overlay.by_place.get(place, {}))

    def carton(self, carton: str) -> Carton | None:
        with self._lock:
            return self._cartons.rows.get(carton) or self._kept.cartons.get(carton)

    def person(self, badge: str) -> Person | None:
        row = self._mirror.row("person", badge)
        return self._empty().people.get(badge) if row is None else rows_as.person(row)

    def _lying(self, sku: str) -> tuple[str, ...]:
        """The storage places where a product lies, in walking order."""
        own = self._overlay.by_sku.get(sku, {})
        return lies_now(self._mirror.lying(sku), own, lambda place: self._mirror.row("place", place))

    # Parcels and returns -----------------------------------------------------------------------

    @whole
    def was_opened_again(self, sscc: str) -> bool:
        """Whether a parcel with this number was opened again here: it has another number now, or is no parcel any more."""
        return any(fact.body.get("sscc") == sscc for fact in self._journal.facts_of(REOPENED))

    def parcel(self, sscc: str) -> dict[str, Any] | None:
        """A parcel that this warehouse closed: order, carton and contents."""
        own = self._overlay.parcels.get(sscc)
        if own is not None:
            return parcel_row(sscc, own)
        return self._mirror.row("parcel", sscc) or self._empty().parcel(sscc)

    @whole
    def ramp(self) -> Ramp:
        """What stands at the ramp."""
        return self._ramp.look(self._overlay, self._works, self._empty())

    def rma_of(self, *, order: str | None = None, sscc: str | None = None) -> str | None:
        """The open return of an order or a parcel, announced or opened here."""
        with self._lock:
            if self._rmas is None:
                self._rmas = open_rmas(self._overlay.returns, self._returns.rows, self._overlay.finished)
            return self._rmas.get(("sscc", sscc) if sscc else ("order", order or ""))

    @whole
    def knows_return(self, rma: str) -> bool:
        return rma in self._overlay.returns or self._mirror.row("return", rma) is not None

    @whole
    def return_work(self, rma: str, *, order: str | None = None, sscc: str | None = None) -> ReturnWork:
        """What is expected of a return: as announced, else the contents of its parcel, else nothing."""
        row = self._mirror.row("return", rma)
        own = self._overlay.returns.get(rma)
        received = [(one.sku, one.unit) for one in self._overlay.received.get(rma, ())]
        order = order or (row or {}).get("order") or (own.order if own else None)
        sscc = sscc or (row or {}).get("sscc") or (own.sscc if own else None)
        if row is not None:
            expected = [(li["sku"], li["quantity"], li.get("received", 0)) for li in row.get("lines", ())]
        else:
            parcel = self.parcel(sscc) if sscc else None
            parcels = [parcel] if parcel else self.parcels_of(order) if order and not sscc else []
            expected = [(c["sku"], c["quantity"], 0) for one in parcels for c in one.get("contents", ())]
        came = [(sku, 0, 1) for sku, _ in received]
        lines = rows_as.return_lines([*expected, *came], self.product)
        units = max([len(received), sum(line.received for line in lines), *(unit for _, unit in received)])
        opened = own is not None or (row or {}).get("status") not in (None, "announced")
        return ReturnWork(rma, order, sscc, row is not None, lines, units, self._free_place(), opened)

    def _free_place(self) -> str | None:
        """A storage place where nothing lies, not even what was put there just now."""
        taken = {place for place, lying in self._overlay.by_place.items() if any(lying.values())}
        return self._mirror.free_place(taken)

    def returns_waiting(self) -> int:
        """How many announced or open returns there are."""
        with self._lock:
            return len(self._returns.rows.keys() - self._overlay.finished)

    def attentions(self) -> list[dict[str, Any]]:
        """Exceptions that nobody settled, oldest first."""
        with self._lock:
            own, done = self._overlay.owners, self._overlay.settled
            rows = {id: row for id, row in self._cards.rows.items() if id not in done}
            open_ones = [{**row, "owner": own[id]} if id in own else row for id, row in rows.items()]
        return sorted(open_ones, key=lambda row: (row.get("opened_at_ms") or 0, row["id"]))
