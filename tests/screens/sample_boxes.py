"""Cartons as they are shown while they are filled, each by its own plan."""

from app.domain.catalogue import Carton, Handling, Product
from app.domain.facts import Content
from app.domain.orders import ShipTo, WorkOrder
from app.domain.sizes import Size
from app.planning.parcels import planned
from app.views.packing import carton_view, with_done
from app.views.view import CartonView

_PRODUCTS = (
    Product("CLO-6143", "Merino sock, grey, 39-42", "4099999104183", Size.of(120, 90, 40), 80),
    Product(
        "HOM-4007",
        "Bamboo cup 250 ml",
        "4099999100477",
        Size.of(110, 90, 90),
        165,
        handling=Handling(upright_mm=110, fragile=True),
    ),
    Product("OUT-2191", "Rain cover for rucksacks up to 40 l", "4099999104206", Size.of(260, 140, 70), 310),
    Product("OUT-2077", "Travel towel 60 x 120", "4099999107733", Size.of(300, 170, 80), 420),
)


def _carton(name: str, cents: int, *inner_mm: int) -> Carton:
    inner = Size.of(*inner_mm)
    outer = Size.of(inner.length_mm + 8, inner.width_mm + 8, inner.height_mm + 14)
    return Carton(name, inner, outer, 250, 15_000, cents)


_CARTONS = (
    _carton("S2", 45, 300, 220, 120),
    _carton("S3", 58, 350, 250, 150),
    _carton("M1", 79, 400, 300, 180),
    _carton("M2", 112, 450, 320, 220),
    _carton("LONG", 98, 950, 180, 150),
)
_WORK = WorkOrder(
    "SO-10041", 1, ShipTo("", "", "", "", "DE"), (), products=_PRODUCTS, cartons=_CARTONS, dropped=True
)
ALL = (
    Content("OUT-2077", 1),
    Content("OUT-2191", 1),
    Content("CLO-6143", 5),
    Content("HOM-4007", 2),
)


def filled(*inside: tuple[str, int], scanned: bool = True) -> CartonView:
    """The carton of the order with these pieces in it."""
    parcel = planned(_WORK, ALL)[0]
    carton = next(one for one in _CARTONS if one.carton == parcel.carton)
    shown = carton_view(_WORK, parcel.carton, carton if scanned else None, parcel)
    packed = dict(inside)
    left = tuple(Content(c.sku, c.quantity - packed.get(c.sku, 0)) for c in ALL)
    done = tuple(Content(sku, quantity) for sku, quantity in inside)
    return with_done(shown, done, tuple(c for c in left if c.quantity)) if scanned else shown
