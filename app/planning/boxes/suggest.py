"""Which cartons an order takes and how each is filled: the cheapest plan found in time, passed by the validator."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.planning.boxes.arranged import parcels_of, placements_of
from app.planning.boxes.budget import Budget, looks
from app.planning.boxes.case import Case, Rules
from app.planning.boxes.check import faults_in_parcel, faults_in_plan
from app.planning.boxes.few import Chosen
from app.planning.boxes.goods import Box, Goods, Parcel, Plan, Reason, Unplaced
from app.planning.boxes.lots import Lot, lots_of
from app.planning.boxes.solve import solve
from app.planning.boxes.spaces import Spot
from app.planning.boxes.wish import (
    Clock,
    Order,
    Wish,
    booked_misfits,
    gathered,
    limit_ms,
    named,
    still_there,
    unplaceable,
)

INTO_LEVELS_MAX = 40


@dataclass(frozen=True, slots=True)
class Into:
    """How far one carton takes an order: the filled parcel, what is left over, and why when something is."""

    parcel: Parcel | None
    left: tuple[tuple[str, int], ...] = ()
    reason: Reason | None = None


def suggest(order: Order, boxes: Sequence[Box], wish: Wish, now_ms: Clock | None = None) -> Plan:
    """
    The cheapest plan found in time. Pieces that no carton may take are named in `unplaced`, all others are planned.
    `now_ms` is a clock of the caller's, best of processor time; without one the work is counted instead.
    """
    goods, quantities = gathered(order)
    pieces = sum(quantities.values())
    limit = wish.limit_ms if wish.limit_ms is not None else limit_ms(pieces)
    now_ms = now_ms or looks()
    plan = Plan((), 0, True)
    for hazmat in (True, False):
        part = {sku: quantity for sku, quantity in quantities.items() if goods[sku].hazmat is hazmat}
        if part:
            there = [replace(box, stock=stock) for box, stock in still_there(boxes, plan.parcels)]
            budget = Budget(now_ms, limit * sum(part.values()) / pieces)
            more = _planned({sku: goods[sku] for sku in part}, part, there, (wish, budget))
            plan = _together(plan, more, wish)
    if faults_in_plan(plan, boxes, goods, quantities, wish.support_percent):
        return Plan((), 0, False, named(quantities, Unplaced.NOT_PASSED))
    return plan


def into(order: Order, box: Box, wish: Wish, now_ms: Clock | None = None) -> Into:
    """Whether this one carton takes the whole order; if not, the reason and as much of it as was got in."""
    goods, quantities = gathered(order)
    if any(one.hazmat for one in goods.values()) and not (
        box.hazmat and all(one.hazmat for one in goods.values())
    ):
        return Into(None, tuple(quantities.items()), Reason.HAZMAT)
    measured = {sku: one for sku, one in goods.items() if unplaceable(one, [box]) is not Unplaced.NO_SIZE}
    wanted = {sku: quantities[sku] for sku in measured}
    limit = wish.limit_ms if wish.limit_ms is not None else limit_ms(sum(wanted.values()))
    case = _case(measured, wanted, [replace(box, stock=None)], (wish, Budget(now_ms or looks(), limit)))
    question = case.question(case.whole, 0)
    most = case.whole if any(case.whole) else ()
    for level in range(INTO_LEVELS_MAX):
        if not question.open or case.over():
            break
        question.work(level)
    if not question.spots:
        most = case.most(0)
    parcel = parcels_of(case, [Chosen(most, 0, 0)])[0] if any(most) else None
    left = Counter(quantities)
    left.subtract(Counter(one.sku for one in parcel.placements) if parcel else ())
    return Into(parcel, tuple((+left).items()), question.reason or (Reason.NOT_FOUND if +left else None))


def _planned(
    goods: Mapping[str, Goods], quantities: Mapping[str, int], boxes: Sequence[Box], how: tuple[Wish, Budget]
) -> Plan:
    whys = {sku: unplaceable(one, boxes) for sku, one in goods.items()}
    unplaced = tuple((sku, quantities[sku], why) for sku, why in whys.items() if why is not None)
    wanted = {sku: quantities[sku] for sku, why in whys.items() if why is None}
    if not wanted:
        return Plan((), 0, True, unplaced)
    hazmat = any(goods[sku].hazmat for sku in wanted)
    case = _case(
        {sku: goods[sku] for sku in wanted}, wanted, [box for box in boxes if box.hazmat or not hazmat], how
    )
    solved = solve(case)
    parcels = parcels_of(case, solved.choice[1])
    left = Counter(wanted)
    left.subtract(Counter(one.sku for parcel in parcels for one in parcel.placements))
    unplaced += named(+left, Unplaced.NO_CARTON_LEFT)
    return Plan(parcels, max(0, solved.choice[0]), solved.proven, unplaced)


def _case(
    goods: Mapping[str, Goods], quantities: Mapping[str, int], boxes: Sequence[Box], how: tuple[Wish, Budget]
) -> Case:
    wish, budget = how
    lots = lots_of(list(goods.values()), quantities)
    rules = Rules(
        wish.tariff,
        wish.support_percent,
        wish.fill_max_percent,
        booked=booked_misfits(wish.misfits, lots),
        gate=_gate(lots, goods, wish.support_percent),
    )
    return Case(lots, boxes, rules, budget)


def _gate(
    lots: Sequence[Lot], goods: Mapping[str, Goods], support_percent: int
) -> Callable[[Box, Sequence[Spot]], bool]:
    def passes(box: Box, spots: Sequence[Spot]) -> bool:
        placements = placements_of(spots, [iter(lot.skus) for lot in lots])
        return not faults_in_parcel(placements, box, goods, support_percent)

    return passes


def _together(one: Plan, more: Plan, wish: Wish) -> Plan:
    extra = wish.tariff.extra_parcel_cents if one.parcels and more.parcels else 0
    return Plan(
        one.parcels + more.parcels,
        one.price_cents + more.price_cents + extra,
        one.proven and more.proven,
        one.unplaced + more.unplaced,
    )
