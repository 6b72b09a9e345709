"""`make bench-boxes`: random orders planned by us and by py3dbp in the same run, both judged by our validator.

python -m tests.bench.bench_boxes [--orders 10000] [--seed 1]
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import py3dbp

from app.planning.boxes.check import faults_in_plan
from app.planning.boxes.goods import UPRIGHT, Box, Edges, Goods, Parcel, Placement, Plan, Tariff
from app.planning.boxes.price import price_cents
from app.planning.boxes.suggest import suggest
from app.planning.boxes.wish import Order, Wish, gathered

WISH = Wish(Tariff(fee_cents=350, step_g=500, step_cents=50, extra_parcel_cents=40))
LARGEST_FILLED = 6
Planner = Callable[[Order, Sequence[Box]], Plan]


def _box(carton: str, inner_mm: Edges, cents: int, content_max_g: int) -> Box:
    length, width, height = inner_mm
    walls_g = (length * width + length * height + width * height) // 800
    outer_mm = (length + 8, width + 8, height + 14)
    return Box(carton, inner_mm, outer_mm, content_max_g, walls_g, cents, clearance_mm=(2, 2, 2))


BOXES = (
    _box("B01", (220, 155, 52), 34, 2_000),
    _box("B02", (250, 175, 100), 42, 5_000),
    _box("B03", (310, 220, 60), 46, 3_000),
    _box("B04", (310, 220, 200), 63, 10_000),
    _box("B05", (350, 250, 140), 64, 12_000),
    _box("B06", (400, 300, 100), 68, 12_000),
    _box("B07", (400, 300, 200), 84, 20_000),
    _box("B08", (400, 300, 300), 100, 20_000),
    _box("B09", (500, 400, 300), 134, 25_000),
    _box("B10", (600, 150, 150), 71, 10_000),
    _box("B11", (600, 400, 400), 173, 30_000),
    _box("B12", (1_000, 200, 200), 128, 15_000),
    _box("B13", (780, 580, 380), 251, 30_000),
    _box("B14", (1_180, 580, 480), 382, 30_000),
)


def random_goods(dice: random.Random, sku: str) -> Goods:
    """Books, bottles, boxes, rods and shirts; every fourth has something to mind."""
    kind = dice.choice(("book", "box", "box", "bottle", "rod", "shirt"))
    forms: tuple[Edges, ...]
    if kind == "book":
        forms = ((dice.randint(150, 300), dice.randint(100, 220), dice.randint(4, 45)),)
    elif kind == "bottle":
        across = dice.randint(50, 110)
        forms = ((across, across, dice.randint(120, 330)),)
    elif kind == "rod":
        forms = ((dice.randint(300, 900), dice.randint(15, 60), dice.randint(15, 60)),)
    elif kind == "shirt":
        length, width, high = dice.randint(250, 320), dice.randint(200, 280), dice.randint(10, 40)
        forms = ((length, width, high), ((length + 1) // 2, width, 2 * high))
    else:
        forms = ((dice.randint(20, 320), dice.randint(20, 250), dice.randint(20, 180)),)
    flag = dice.choice(("fragile", "nostack", "hazmat")) if dice.random() < 0.2 else ""
    length, width, high = forms[0]
    return Goods(
        sku,
        forms,
        max(5, round(length * width * high * dice.uniform(0.1, 1.2) / 1_000)),
        stands=UPRIGHT if kind == "bottle" and dice.random() < 0.7 else (True, True, True),
        fragile=flag == "fragile",
        nostack=flag == "nostack",
        hazmat=flag == "hazmat",
    )


def random_order(dice: random.Random) -> Order:
    """Mostly one to eight pieces, one in a hundred has fifty and more."""
    pieces = dice.randint(50, 90) if dice.random() < 0.01 else min(12, 1 + int(dice.expovariate(0.35)))
    order: list[tuple[Goods, int]] = []
    while pieces > 0:
        quantity = min(pieces, dice.choice((1, 1, 1, 2, 3, 6)))
        order.append((random_goods(dice, f"P{len(order)}"), quantity))
        pieces -= quantity
    return order


def ours(order: Order, boxes: Sequence[Box]) -> Plan:
    """Our plan, with processor time as the clock."""
    return suggest(order, boxes, WISH, lambda: time.process_time() * 1_000)


def theirs(order: Order, boxes: Sequence[Box]) -> Plan:
    """py3dbp has no choice of cartons: the cheapest that takes all, else the one that holds most, and again."""
    goods, _ = gathered(order)
    parcels: list[Parcel] = []
    for hazmat in (True, False):
        left = [one for one, quantity in order for _ in range(quantity) if one.hazmat is hazmat]
        while left:
            placements, box = _next_parcel(left, boxes)
            if not placements:
                break
            content_g = sum(goods[one.sku].weight_g for one in placements)
            cents = price_cents(box, content_g, WISH.tariff)
            parcels.append(Parcel(box.carton, cents, content_g + box.tare_g, placements))
            packed = Counter(one.sku for one in placements)
            rest = []
            for one in left:
                packed[one.sku] -= 1
                if packed[one.sku] < 0:
                    rest.append(one)
            left = rest
    cents = sum(parcel.price_cents for parcel in parcels)
    return Plan(tuple(parcels), cents + max(0, len(parcels) - 1) * WISH.tariff.extra_parcel_cents, False)


def _next_parcel(left: Sequence[Goods], boxes: Sequence[Box]) -> tuple[tuple[Placement, ...], Box]:
    weight_g = sum(one.weight_g for one in left)
    for box in sorted(boxes, key=lambda box: price_cents(box, weight_g, WISH.tariff)):
        placements = _py3dbp(left, box)
        if len(placements) == len(left):
            return placements, box
    largest = sorted(boxes, key=lambda box: -box.inner_mm[0] * box.inner_mm[1] * box.inner_mm[2])
    tried = [(_py3dbp(left, box), box) for box in largest[:LARGEST_FILLED]]
    return max(tried, key=lambda one: sum(p.dx_mm * p.dy_mm * p.dz_mm for p in one[0]))


def _py3dbp(pieces: Sequence[Goods], box: Box) -> tuple[Placement, ...]:
    """One bin a packer: with several it reports wrong rotations. It knows one form and every turn."""
    packer = py3dbp.Packer()
    packer.add_bin(py3dbp.Bin(box.carton, *box.room_mm, box.content_max_g))
    for one in pieces:
        packer.add_item(py3dbp.Item(one.sku, *one.forms_mm[0], one.weight_g))
    packer.pack(bigger_first=True, number_of_decimals=0)
    placed = []
    for item in packer.bins[0].items:
        x, y, z = (int(edge) for edge in item.position)
        dx, dy, dz = (int(edge) for edge in item.get_dimension())
        placed.append((z, y, x, dx, dy, dz, str(item.name)))
    placed.sort()
    return tuple(
        Placement(sku, x, y, z, dx, dy, dz, step) for step, (z, y, x, dx, dy, dz, sku) in enumerate(placed, 1)
    )


@dataclass
class Figures:
    """What one planner did with all orders."""

    invalid: int = 0
    hanging: int = 0
    parcels: int = 0
    proven: int = 0
    unplaced: int = 0
    cents: int = 0
    few_ms: list[float] = field(default_factory=list)
    many_ms: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


def judge(order: Order, planner: Planner, figures: Figures) -> int | None:
    """Plan one order and book what the validator says; its price when the plan is valid."""
    goods, quantities = gathered(order)
    begun = time.process_time()
    plan = planner(order, BOXES)
    spent_ms = (time.process_time() - begun) * 1_000
    pieces = sum(quantities.values())
    (figures.few_ms if pieces <= 12 else figures.many_ms).append(spent_ms)
    faults = faults_in_plan(plan, BOXES, goods, quantities, WISH.support_percent)
    hard = [fault for fault in faults if " hangs: " not in fault]
    figures.invalid += bool(hard)
    figures.hanging += bool(faults) and not hard
    figures.parcels += len(plan.parcels)
    figures.proven += plan.proven
    figures.unplaced += bool(plan.unplaced)
    figures.faults.update(
        {" ".join(word for word in fault.split() if word[:2] not in SKUS) for fault in hard}
    )
    return None if faults else plan.price_cents


SKUS = {f"P{digit}" for digit in range(10)}


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def main() -> int:
    """Plan, judge, print. The exit code is 1 when one of our plans was refused."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--orders", type=int, default=10_000)
    wanted.add_argument("--seed", type=int, default=1)
    given = wanted.parse_args()
    dice = random.Random(given.seed)
    figures = {"ours": Figures(), "py3dbp": Figures()}
    both = Counter[str]()
    for _ in range(given.orders):
        order = random_order(dice)
        ours_cents = judge(order, ours, figures["ours"])
        theirs_cents = judge(order, theirs, figures["py3dbp"])
        if ours_cents is not None and theirs_cents is not None:
            both.update(orders=1, ours=ours_cents, py3dbp=theirs_cents, dearer=ours_cents > theirs_cents)
    print(f"{given.orders} random orders, seed {given.seed}; up to 12 pieces | more")
    for name, one in figures.items():
        print(
            f"{name:7} invalid {one.invalid:5}  hanging {one.hanging:5}  unplaced {one.unplaced:4}  "
            f"parcels {one.parcels:6}  proven {one.proven:5}  CPU median/p99/max ms "
            + " | ".join(
                f"{_quantile(ms, 0.5):.1f}/{_quantile(ms, 0.99):.1f}/{max(ms, default=0.0):.1f}"
                for ms in (one.few_ms, one.many_ms)
            )
        )
        for fault, times in one.faults.most_common(4):
            print(f"        {times:6}  {fault}")
    print(
        f"both valid: {both['orders']} orders, ours {both['ours'] / 100:.2f}, py3dbp {both['py3dbp'] / 100:.2f} "
        f"({100 * (both['py3dbp'] / max(1, both['ours']) - 1):+.1f} %), ours dearer in {both['dearer']}"
    )
    return 1 if figures["ours"].invalid or figures["ours"].hanging else 0


if __name__ == "__main__":
    raise SystemExit(main())
