"""What holds for every order, however odd: plans pass the validator, no piece is lost, no naive choice is cheaper."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.boxes.goods import Box, Goods, Parcel
from app.planning.boxes.lots import shapes_of
from app.planning.boxes.price import price_cents
from app.planning.boxes.suggest import into, suggest
from app.planning.boxes.wish import Order
from tests.app.planning.boxes.orders import BOXES, WISH, faults, random_orders

SOON = replace(WISH, limit_ms=30)
FEW_SECONDS = settings(deadline=None, max_examples=60)


def overlapping(parcel: Parcel) -> list[tuple[int, int]]:
    """Pairs of steps that share room; written again, so that packer and validator are both held by it."""
    pairs = []
    for a in parcel.placements:
        for b in parcel.placements:
            if (
                a.step < b.step
                and a.x_mm < b.x_mm + b.dx_mm
                and b.x_mm < a.x_mm + a.dx_mm
                and a.y_mm < b.y_mm + b.dy_mm
                and b.y_mm < a.y_mm + a.dy_mm
                and a.z_mm < b.z_mm + b.dz_mm
                and b.z_mm < a.z_mm + a.dz_mm
            ):
                pairs.append((a.step, b.step))
    return pairs


def naive_cents(order: Order) -> int | None:
    """The cheapest single carton that takes all pieces side by side in one row on its floor."""
    pieces = [one for one, quantity in order for _ in range(quantity)]
    return min((cents for box in BOXES if (cents := _row_cents(pieces, box)) is not None), default=None)


def _row_cents(pieces: list[Goods], box: Box) -> int | None:
    weight_g = sum(one.weight_g for one in pieces)
    if weight_g > box.content_max_g or len({one.hazmat for one in pieces}) > 1:
        return None
    if pieces[0].hazmat and not box.hazmat:
        return None
    length, width, height = box.inner_mm
    row_mm = 0
    for one in pieces:
        lying = [dx for dx, dy, dz in shapes_of(one) if dx <= length and dy <= width and dz <= height]
        row_mm += min(lying, default=length + 1)
    return price_cents(box, weight_g, WISH.tariff) if row_mm <= length else None


@FEW_SECONDS
@given(random_orders())
def test_every_plan_can_be_packed(order: Order) -> None:
    """
    Every plan passes the validator, and no two pieces share room.
    """
    plan = suggest(order, BOXES, SOON)
    assert faults(plan, order, BOXES) == []
    assert [overlapping(parcel) for parcel in plan.parcels] == [[] for _ in plan.parcels]


@FEW_SECONDS
@given(random_orders(), st.lists(st.integers(0, 2) | st.none(), min_size=6, max_size=6))
def test_every_piece_is_planned_or_named(order: Order, stocks: list[int | None]) -> None:
    """
    However few cartons there are: each piece is in one parcel or among the unplaced, and no carton is used too often.
    """
    boxes = tuple(replace(box, stock=stock) for box, stock in zip(BOXES, stocks, strict=True))
    plan = suggest(order, boxes, SOON)
    pieces = Counter(one.sku for parcel in plan.parcels for one in parcel.placements)
    pieces.update({sku: quantity for sku, quantity, _ in plan.unplaced})
    assert pieces == Counter({one.sku: quantity for one, quantity in order})
    assert faults(plan, order, boxes) == []


@FEW_SECONDS
@given(random_orders(kinds_max=3, quantity_max=2))
def test_no_naive_choice_is_cheaper(order: Order) -> None:
    """
    Whoever lays all pieces in a row into one carton pays at least as much.
    """
    naive = naive_cents(order)
    plan = suggest(order, BOXES, SOON)
    assert naive is None or plan.price_cents <= naive


@FEW_SECONDS
@given(random_orders())
def test_prices_add_up(order: Order) -> None:
    """
    The plan costs what its parcels cost, and each costs what carton, fee and billed weight make.
    """
    plan = suggest(order, BOXES, SOON)
    known = {one.sku: one for one, _ in order}
    for parcel in plan.parcels:
        box = next(box for box in BOXES if box.carton == parcel.carton)
        content_g = sum(known[one.sku].weight_g for one in parcel.placements)
        assert parcel.gross_g == content_g + box.tare_g
        assert parcel.price_cents == price_cents(box, content_g, WISH.tariff)
        assert parcel.cheaper is None or parcel.cheaper.price_cents < parcel.price_cents
    assert plan.price_cents == sum(parcel.price_cents for parcel in plan.parcels)


@FEW_SECONDS
@given(random_orders(kinds_max=3), st.sampled_from(BOXES))
def test_the_operators_own_carton_is_filled_or_refused_with_a_reason(order: Order, box: Box) -> None:
    """
    Another carton than the suggested one: all goes in, or a reason is given and every piece left over is named.
    """
    filled = into(order, box, SOON)
    pieces = Counter(one.sku for one in filled.parcel.placements) if filled.parcel else Counter[str]()
    pieces.update(dict(filled.left))
    assert pieces == Counter({one.sku: quantity for one, quantity in order})
    assert (filled.reason is None) == (filled.left == ())
    assert filled.parcel is None or overlapping(filled.parcel) == []
