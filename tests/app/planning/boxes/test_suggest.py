"""Which cartons an order takes: by the whole price, split when that is cheaper, with reasons and proofs."""

from dataclasses import replace

import pytest

from app.planning.boxes.goods import Box, Goods, Plan, Reason, Tariff, Unplaced
from app.planning.boxes.suggest import suggest
from app.planning.boxes.wish import Wish
from tests.app.planning.boxes.orders import BOXES, CARTON_ONLY, WISH, box, faults, goods

CUBE = goods("CUBE", (100, 100, 100))


def cartons(plan: Plan) -> list[str]:
    return sorted(parcel.carton for parcel in plan.parcels)


TOGETHER = replace(CARTON_ONLY, tariff=replace(CARTON_ONLY.tariff, extra_parcel_cents=1_000))

# The price ------------------------------------------------------------------------------------


def test_the_dearer_carton_wins_when_the_parcel_is_cheaper() -> None:
    """
    A carton for 90 cents that is billed one step is better than one for 10 cents that is billed four.
    """
    bulky = box("BULKY", 400, 200, 100, cents=10)
    slim = box("SLIM", 120, 110, 100, cents=90)
    assert cartons(suggest([(CUBE, 1)], [bulky, slim], WISH)) == ["SLIM"]


def test_the_price_counts_carton_fee_and_the_greater_weight() -> None:
    """
    128 x 118 x 108 mm are billed as 327 g; with 500 g and the carton's 100 g the real weight is more: two steps.
    """
    slim = box("SLIM", 120, 110, 100, cents=90)
    assert suggest([(CUBE, 1)], [slim], WISH).price_cents == 90 + 350 + 50
    assert suggest([(replace(CUBE, weight_g=500), 1)], [slim], WISH).price_cents == 90 + 350 + 100


def test_two_parcels_when_they_cost_less_than_one() -> None:
    """
    A rod and a cube: the one carton that takes both is nearly empty and billed for its volume.
    """
    rod = goods("ROD", (880, 20, 20))
    plan = suggest(
        [(rod, 1), (goods("BOOK", (280, 190, 140)), 1)], [*BOXES, box("HALL", 900, 800, 800)], WISH
    )
    assert cartons(plan) == ["LONG", "M"]
    assert plan.proven


def test_a_charge_for_each_further_parcel_keeps_an_order_together() -> None:
    """
    Two small cartons for 80 cents beat one for 100, until the second parcel costs 30 more.
    """
    boxes = [box("ONE", 100, 100, 100, cents=40), box("TWO", 200, 100, 100, cents=100)]
    assert cartons(suggest([(CUBE, 2)], boxes, CARTON_ONLY)) == ["ONE", "ONE"]
    charged = replace(CARTON_ONLY, tariff=replace(CARTON_ONLY.tariff, extra_parcel_cents=30))
    plan = suggest([(CUBE, 2)], boxes, charged)
    assert (cartons(plan), plan.price_cents) == (["TWO"], 100)


def test_the_charge_counts_between_hazardous_and_other_goods_too() -> None:
    """
    Two parcels are two parcels, whatever made them so.
    """
    acid = replace(goods("ACID", (50, 50, 50)), hazmat=True)
    charged = replace(CARTON_ONLY, tariff=replace(CARTON_ONLY.tariff, extra_parcel_cents=30))
    plan = suggest([(CUBE, 1), (acid, 1)], [box("ONE", 100, 100, 100, cents=40)], charged)
    assert plan.price_cents == 40 + 40 + 30


# Which pieces may go together, and into what --------------------------------------------------


def test_hazardous_goods_travel_apart() -> None:
    """
    The acid gets a parcel of its own, in a carton that is marked for it.
    """
    acid = replace(goods("ACID", (200, 150, 150)), hazmat=True)
    order = [(acid, 1), (CUBE, 1)]
    boxes = (
        replace(box("PLAIN", 300, 200, 150, cents=1), hazmat=False),
        box("MARKED", 300, 200, 150, cents=2),
    )
    plan = suggest(order, boxes, WISH)
    assert cartons(plan) == ["MARKED", "PLAIN"]
    assert faults(plan, order, boxes) == []


def test_a_carton_that_is_out_is_never_named() -> None:
    """
    The cheapest carton is used up: the next one is taken, and the empty shelf is not mentioned.
    """
    boxes = [replace(box("ONE", 100, 100, 100, cents=40), stock=0), box("TWO", 110, 100, 100, cents=50)]
    plan = suggest([(CUBE, 1)], boxes, CARTON_ONLY)
    assert cartons(plan) == ["TWO"]
    assert plan.parcels[0].cheaper is None


def test_the_last_carton_is_used_once() -> None:
    """
    Two parcels want the last small carton; one of them takes the next size.
    """
    boxes = [replace(box("ONE", 100, 100, 100, cents=40), stock=1), box("BIG", 110, 100, 100, cents=90)]
    assert cartons(suggest([(CUBE, 2)], boxes, CARTON_ONLY)) == ["BIG", "ONE"]
    acid = replace(goods("ACID", (50, 50, 50)), hazmat=True)
    assert cartons(suggest([(CUBE, 1), (acid, 1)], boxes, CARTON_ONLY)) == ["BIG", "ONE"]


def test_what_finds_no_carton_any_more_is_named() -> None:
    """
    One carton left for two cubes: one is planned, one is named.
    """
    order = [(CUBE, 2)]
    boxes = (replace(box("ONE", 100, 100, 100), stock=1),)
    plan = suggest(order, boxes, WISH)
    assert cartons(plan) == ["ONE"]
    assert plan.unplaced == (("CUBE", 1, Unplaced.NO_CARTON_LEFT),)
    assert faults(plan, order, boxes) == []


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (goods("ODD"), Unplaced.NO_SIZE),
        (goods("ODD", (0, 10, 10)), Unplaced.NO_SIZE),
        (goods("ODD", (5_000, 10, 10)), Unplaced.TOO_LARGE),
        (goods("ODD", (50, 50, 50), weight_g=50_000), Unplaced.TOO_HEAVY),
    ],
)
def test_a_piece_that_no_carton_takes_does_not_stop_the_job(odd: Goods, why: Unplaced) -> None:
    """
    Never measured, larger than every carton, too heavy: it is named with the reason, the rest is planned.
    """
    plan = suggest([(odd, 2), (CUBE, 1)], BOXES, WISH)
    assert plan.unplaced == (("ODD", 2, why),)
    assert [one.sku for parcel in plan.parcels for one in parcel.placements] == ["CUBE"]


def test_hazardous_goods_without_a_marked_carton_are_named() -> None:
    """
    They don't slip into a plain one.
    """
    acid = replace(goods("ACID", (50, 50, 50)), hazmat=True)
    plan = suggest([(acid, 1)], [replace(box("PLAIN", 100, 100, 100), hazmat=False)], WISH)
    assert plan.unplaced == (("ACID", 1, Unplaced.NO_HAZMAT_CARTON),)


def test_an_order_of_nothing_is_a_plan_of_nothing() -> None:
    """
    No pieces, no parcels, no complaint; without cartons every piece is named.
    """
    assert suggest([], BOXES, WISH) == Plan((), 0, True)
    assert suggest([(CUBE, 1)], [], WISH).unplaced == (("CUBE", 1, Unplaced.NO_CARTON_LEFT),)


def test_a_carton_larger_inside_than_outside_is_refused() -> None:
    """
    A carton file with inner above outer is a typing error, and says so by name.
    """
    with pytest.raises(ValueError, match="TYPO"):
        Box("TYPO", (100, 100, 100), (90, 110, 110), 1_000, 50, 10)


# Reasons and proofs ---------------------------------------------------------------------------


def test_the_next_cheaper_carton_is_named_with_the_reason() -> None:
    """
    "Why not the small one?" has an answer on the screen.
    """
    cheap = replace(box("CHEAP", 200, 110, 100, cents=10), content_max_g=5_000)
    dear = box("DEAR", 300, 200, 200, cents=90)

    def reason(*pieces: tuple[int, int, int], weight_g: int = 100) -> Reason | None:
        order = [(goods(f"P{place}", edges, weight_g=weight_g), 1) for place, edges in enumerate(pieces)]
        (parcel,) = suggest(order, [cheap, dear], TOGETHER).parcels
        assert parcel.cheaper is None or parcel.cheaper.carton == "CHEAP"
        return parcel.cheaper.reason if parcel.cheaper else None

    assert reason((200, 110, 100)) is None
    assert reason((200, 120, 100)) is Reason.SIDE
    assert reason((100, 100, 100), (120, 100, 100)) is Reason.PAIR
    assert reason(*[(100, 100, 100)] * 3) is Reason.VOLUME
    assert reason((100, 100, 100), (10, 10, 10), weight_g=3_000) is Reason.WEIGHT
    assert reason(*[(60, 60, 60)] * 4) is Reason.NO_ARRANGEMENT


def test_up_to_six_pieces_nothing_cheaper_is_proved() -> None:
    """
    Four cubes of 60 mm have the volume for the cheap carton, but no arrangement: that was tried to the end.
    """
    cheap = box("CHEAP", 200, 110, 100, cents=10)
    dear = box("DEAR", 240, 120, 120, cents=90)
    plan = suggest([(goods("CUBE", (60, 60, 60)), 4)], [cheap, dear], TOGETHER)
    assert cartons(plan) == ["DEAR"]
    assert plan.proven


def test_without_time_the_plan_says_not_proven() -> None:
    """
    No time at all still gives a plan that can be packed; it does not claim to be the cheapest.
    """
    order = [(goods("CUBE", (60, 60, 60)), 4), (goods("BOOK", (200, 150, 20)), 3)]
    plan = suggest(order, BOXES, replace(WISH, limit_ms=0))
    assert not plan.proven
    assert faults(plan, order, BOXES) == []
    assert plan.unplaced == ()


def test_a_carton_that_did_not_fit_is_not_suggested_again() -> None:
    """
    The floor said no: the same pieces, or more of them, are not sent there again; fewer may be.
    """
    order = [(goods("A", (200, 150, 50)), 1), (goods("B", (100, 100, 50)), 1)]
    first = suggest(order, BOXES, WISH)
    (parcel,) = first.parcels
    learnt = replace(WISH, misfits=frozenset({(parcel.carton, (("A", 1), ("B", 1)))}))
    again = suggest(order, BOXES, learnt)
    assert parcel.carton not in cartons(again) or len(again.parcels) > 1
    more = suggest([*order, (goods("C", (10, 10, 10)), 1)], BOXES, learnt)
    assert all(
        {"A", "B"} - {one.sku for one in p.placements} for p in more.parcels if p.carton == parcel.carton
    )
    assert cartons(suggest(order[:1], BOXES, learnt)) == cartons(suggest(order[:1], BOXES, WISH))
    booked = again.parcels[0].cheaper
    assert booked is not None
    assert (booked.carton, booked.reason) == (parcel.carton, Reason.BOOKED)


# Time -----------------------------------------------------------------------------------------


def test_planning_ends_when_its_time_is_up() -> None:
    """
    Thirty odd pieces could be tried for ever; the clock that the caller gave ends it.
    """
    looked = 0

    def clock() -> float:
        nonlocal looked
        looked += 1
        return looked / 10

    order = [(goods(f"P{n}", (31 + 3 * n, 97 - 2 * n, 20 + n)), 1) for n in range(30)]
    plan = suggest(order, BOXES, replace(WISH, limit_ms=10), clock)
    assert looked < 150
    assert faults(plan, order, BOXES) == []


def test_a_tight_carton_does_not_eat_the_time_of_the_others() -> None:
    """
    The cheapest carton is full to the last percent and hopeless; the next one is still found in the same time.
    """
    order = [(goods(f"P{n}", (40 + n, 50 + n, 60 - n)), 1) for n in range(12)]
    volume = sum(one.forms_mm[0][0] * one.forms_mm[0][1] * one.forms_mm[0][2] for one, _ in order)
    tight = box("TIGHT", 120, 120, volume // 14_400 + 1, cents=10)
    roomy = box("ROOMY", 220, 160, 80, cents=20)
    plan = suggest(order, [tight, roomy, box("XL", 600, 400, 400, cents=500)], replace(TOGETHER, limit_ms=40))
    assert cartons(plan) == ["ROOMY"]


def test_the_same_order_gives_the_same_plan() -> None:
    """
    Counted work instead of a clock: two packers see the same drawing.
    """
    order = [(goods(f"P{n}", (31 + 3 * n, 97 - 2 * n, 20 + n)), 2) for n in range(6)]
    assert suggest(order, BOXES, WISH) == suggest(order, BOXES, WISH)


def test_five_hundred_pieces_are_planned() -> None:
    """
    A huge order of few products is shared among parcels, and every one of them can be packed.
    """
    order = [
        (goods("A", (60, 50, 40)), 300),
        (goods("B", (120, 80, 15)), 150),
        (goods("C", (300, 200, 90)), 50),
    ]
    plan = suggest(order, BOXES, Wish(Tariff(350, 500, 50), limit_ms=20))
    assert faults(plan, order, BOXES) == []
    assert plan.unplaced == ()
