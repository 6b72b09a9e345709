"""Puts into a work order what its job needs to know: products, cartons, places, what did not fit before. Reads no store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.catalogue import Carton, Product
from app.domain.orders import WorkOrder
from app.domain.packing import PackingRules
from app.store.learnt import Learnt
from app.store.rows_as import spot


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an order, and whom to ask."""

    cartons: Mapping[str, Carton]
    learnt: Learnt
    packing: PackingRules
    product: Callable[[str], Product | None]
    place: Callable[[str], dict[str, Any] | None]


def prepared(work: WorkOrder, around: Around) -> WorkOrder:
    """The work order as a job copies it."""
    products = tuple(around.product(sku) or _nameless(sku) for sku in {li.sku: None for li in work.lines})
    places = {source.place: None for line in work.lines for source in line.sources}
    misfits = around.learnt.about({product.sku for product in products})
    return replace(
        work,
        products=products,
        cartons=tuple(around.cartons[name] for name in sorted(around.cartons)),
        spots=tuple(spot(place, around.place(place) or {}) for place in places),
        misfits=tuple(dict.fromkeys((*misfits, *work.misfits))),
        packing=around.packing,
    )


def _nameless(sku: str) -> Product:
    """A product that nobody has told this device of."""
    return Product(sku, sku, None, None, 0)
