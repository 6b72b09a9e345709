"""What this device can go on with when its mirror is empty: the work that its own jobs carry. Reads the journal only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.catalogue import Carton, Product
from app.domain.orders import WorkOrder
from app.domain.people import Person
from app.store.journal.entry import DeskRow, JobRow, KeptFact
from app.store.plain import NotPlain, load
from app.workflows.desk import DeskState
from app.workflows.pack import PackState
from app.workflows.pick import PickState
from app.workflows.put_back import PutBackState

MANIFESTS = ("ManifestClosed",)  # the facts that name carriers whose parcels left
_FORMS: dict[str, Any] = {"pick": PickState, "pack": PackState, "put_back": PutBackState}


@dataclass
class KeptWork:
    """Orders as their newest job has them, and what those orders speak of. Empty where nothing was begun."""

    works: dict[str, WorkOrder] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    cartons: dict[str, Carton] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    carriers: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, jobs: Iterable[JobRow], desks: Iterable[DeskRow], manifests: Iterable[KeptFact] = ()
    ) -> "KeptWork":
        """What these jobs carry, who is logged in at these desks, and whose manifests were closed here.

        A form of another version is left out.
        """
        kept = cls(carriers=tuple(str(fact.body.get("carrier") or "") for fact in manifests))
        for job in jobs:
            state = _loaded(_FORMS[job.kind], job.state)
            if state is not None:
                kept._take(state.work)
        for desk in desks:
            person = getattr(_loaded(DeskState, desk.state), "person", None)
            if person is not None:
                kept.people[person.badge] = person
        return kept

    def _take(self, work: WorkOrder) -> None:
        self.works[work.order] = work
        self.products |= {product.sku: product for product in work.products}
        self.cartons |= {carton.carton: carton for carton in work.cartons}

    def products_by_gtin(self, gtin: str) -> list[Product]:
        """The products that carry this code, given in its 14 digits."""
        return [one for one in self.products.values() if one.gtin and one.gtin.zfill(14) == gtin]

    def knows_place(self, place: str) -> bool:
        """Whether one of these orders is picked from there."""
        sources = (source for work in self.works.values() for line in work.lines for source in line.sources)
        return any(source.place == place for source in sources)

    def parcel(self, sscc: str) -> dict[str, Any] | None:
        """A parcel of one of these orders, as a row of central's would be."""
        for work in self.works.values():
            for one in work.parcels:
                if one.sscc == sscc:
                    contents = [
                        {"sku": c.sku, "quantity": c.quantity, "serials": list(c.serials)}
                        for c in one.contents
                    ]
                    told = {"sscc": sscc, "order": work.order, "no": one.no, "carton": one.carton}
                    return {**told, "contents": contents}
        return None


def _loaded(form: Any, text: str) -> Any:
    try:
        return load(form, text)
    except NotPlain:
        return None
