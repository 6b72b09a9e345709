"""Small orders, products, cartons and returns as a warehouse has them. Whatever is not said is ordinary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.catalogue import Carton, Product
from app.domain.orders import ShipTo, Source, WorkLine, WorkOrder
from app.domain.people import Person, pin_hash
from app.domain.sizes import Size
from app.domain.totes import Tote
from app.inputs import Supply
from app.workflows.return_intake import ReturnLine, ReturnWork

SSCC = "340123450000000178"
SUPPLY = Supply(sscc=SSCC, fresh_id="0190-fresh-id", now_ms=1_000_000)
NO_NUMBER = replace(SUPPLY, sscc=None)
PIN = "4711"

SHIP_TO = ShipTo("Zoë Müller", "Lange Straße 7", "10115", "Berlin", "DE")


def product(
    sku: str,
    *edges_mm: int,
    weight_g: int = 200,
    hygiene: bool = False,
    places: Sequence[str] = (),
) -> Product:
    """A product of this size, a hand's breadth where nothing is said."""
    size = Size.of(*(edges_mm or (100, 80, 40)))
    return Product(sku, f"{sku.capitalize()} of wool", None, size, weight_g, hygiene, tuple(places))


SOCK = product("SOCK", places=("A-01", "B-02"))
CAP = product("CAP", places=("A-02",))
MUG = product("MUG", 120, 100, 100, weight_g=400, places=("C-03",))
SOAP = product("SOAP", hygiene=True, places=("D-04",))
TENT = product("TENT", 700, 200, 200, weight_g=4_000)
STRANGER = product("STRANGER", places=("Z-99",))

SEQUENCE = {"A-01": 10, "A-02": 20, "B-02": 30, "C-03": 40, "D-04": 50}


def carton(name: str, *inner_mm: int, content_max_g: int = 10_000, cost_cents: int = 50) -> Carton:
    """A carton with this inside and walls of 5 mm."""
    inner = Size.of(*inner_mm)
    outer = Size.of(inner.length_mm + 10, inner.width_mm + 10, inner.height_mm + 10)
    return Carton(name, inner, outer, 100, content_max_g, cost_cents)


SMALL = carton("S", 150, 120, 110, cost_cents=30)
MEDIUM = carton("M", 300, 200, 150, cost_cents=60)
LARGE = carton("L", 600, 400, 300, content_max_g=20_000, cost_cents=120)
CARTONS = (LARGE, SMALL, MEDIUM)


def line(no: int, of: Product, stops: Mapping[str, int]) -> WorkLine:
    """A line that is to be picked: so many pieces from each place."""
    sources = tuple(Source(place, SEQUENCE.get(place, 90), pieces) for place, pieces in stops.items())
    return WorkLine(no, of.sku, sum(stops.values()), sources=sources)


def picked(no: int, of: Product, pieces: int) -> WorkLine:
    """A line that lies in the tote, to be packed."""
    return WorkLine(no, of.sku, pieces, picked=pieces)


def order(*lines: WorkLine, products: Sequence[Product] = (), tote: str | None = None) -> WorkOrder:
    """An order that this device holds, with all that a job must know."""
    known = (SOCK, CAP, MUG, SOAP, TENT, *products)
    mine = {li.sku for li in lines}
    of_lines = tuple(one for one in known if one.sku in mine)
    known_as = (Tote(tote),) if tote else ()
    return WorkOrder(
        "SO-1",
        7,
        SHIP_TO,
        lines,
        tote,
        products=of_lines,
        cartons=CARTONS,
        device="dev",
        priority=5,
        totes=known_as,
    )


def to_pick(*lines: WorkLine) -> WorkOrder:
    """An order whose tote is on the cart already."""
    return order(*lines, tote="0417")


def to_pack(*lines: WorkLine, products: Sequence[Product] = ()) -> WorkOrder:
    """An order whose tote stands at the packing desk."""
    return replace(order(*lines, products=products, tote="0417"), dropped=True)


def expected(of: Product, pieces: int, received: int = 0) -> ReturnLine:
    """A line of a return."""
    return ReturnLine(of.sku, of.name, pieces, received, of.gtin)


def announced(*lines: ReturnLine, free_place: str | None = "F-01") -> ReturnWork:
    """A return that central knows of."""
    return ReturnWork("RMA-1", "SO-1", SSCC, True, lines, free_place=free_place)


def person(badge: str, *roles: str, pin: str = PIN) -> Person:
    """An operator with these roles; with all of them where none is named."""
    everything = ("pick", "pack", "returns", "supervisor")
    return Person(badge, f"Operator {badge}", pin_hash(pin, badge.encode()), roles or everything)


ANNA = person("7")
BEN = person("8", "pick", pin="0815")
