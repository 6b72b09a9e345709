"""Goods, cartons and random orders for the tests of carton planning. Small numbers, so that a failure can be drawn."""

from dataclasses import replace

from hypothesis import strategies as st

from app.planning.boxes.check import faults_in_plan
from app.planning.boxes.goods import UPRIGHT, Box, Edges, Goods, Plan, Tariff
from app.planning.boxes.wish import Order, Wish, gathered

TARIFF = Tariff(fee_cents=350, step_g=500, step_cents=50, divisor_cm3_per_kg=5000)
WISH = Wish(TARIFF)
# No charge for the way: the carton alone decides.
CARTON_ONLY = Wish(Tariff(fee_cents=0, step_g=1_000_000, step_cents=0))


def goods(sku: str, *forms_mm: Edges, weight_g: int = 100) -> Goods:
    """A product that may be turned in every way; several forms are ways of folding it."""
    return Goods(sku, forms_mm, weight_g)


def box(carton: str, *inner_mm: int, cents: int = 100) -> Box:
    """A carton with walls of 4 mm that takes 10 kg."""
    length, width, height = inner_mm
    return Box(carton, (length, width, height), (length + 8, width + 8, height + 8), 10_000, 100, cents)


BOXES = (
    box("S", 200, 150, 100, cents=40),
    box("FLAT", 400, 300, 60, cents=60),
    box("M", 300, 200, 150, cents=70),
    replace(box("L", 400, 300, 300, cents=120), hazmat=False),
    box("LONG", 900, 120, 120, cents=110),
    box("XL", 600, 400, 400, cents=200),
)

_edge = st.integers(5, 220)
_flags = st.sampled_from(("", "", "", "upright", "fragile", "nostack", "hazmat"))


@st.composite
def random_goods(draw: st.DrawFn, sku: str) -> Goods:
    """One product of any shape, sometimes with one thing to mind, sometimes foldable."""
    length, width, height = draw(_edge), draw(_edge), draw(_edge)
    flag = draw(_flags)
    forms: tuple[Edges, ...] = ((length, width, height),)
    if draw(st.integers(0, 4)) == 0:
        forms += (((length + 1) // 2, width, 2 * height),)
    return Goods(
        sku,
        forms,
        draw(st.integers(10, 2_000)),
        stands=UPRIGHT if flag == "upright" else (True, True, True),
        fragile=flag == "fragile",
        nostack=flag == "nostack",
        hazmat=flag == "hazmat",
    )


@st.composite
def random_orders(draw: st.DrawFn, kinds_max: int = 4, quantity_max: int = 4) -> Order:
    """An order of a few products, twins among them."""
    kinds = draw(st.integers(1, kinds_max))
    return [(draw(random_goods(f"P{place}")), draw(st.integers(1, quantity_max))) for place in range(kinds)]


def faults(plan: Plan, order: Order, boxes: tuple[Box, ...], wish: Wish = WISH) -> list[str]:
    """What the validator says."""
    known, quantities = gathered(order)
    return faults_in_plan(plan, boxes, known, quantities, wish.support_percent)
