"""The parcels of an order as a job keeps them: what the planner can't decide is left to the packer and says so."""

import time
from dataclasses import replace

from app.domain.catalogue import Handling
from app.domain.facts import Content
from app.domain.hints import Declared
from app.domain.orders import WorkOrder
from app.domain.packing import Misfit, PackingRules, Tariff
from app.planning.boxes.goods import Reason, Unplaced
from app.planning.parcels import planned, tried
from tests.builders import LARGE, MEDIUM, MUG, SMALL, SOCK, TENT, carton, picked, product, to_pack

PEN = replace(product("PEN"), size=None)
ACID = replace(product("ACID"), handling=Handling(hazmat=True))


def order(*lines: tuple[object, int], cartons: tuple[object, ...] = ()) -> WorkOrder:
    goods = [one for one, _ in lines]
    known = [SOCK, MUG, TENT]
    more = [one for one in goods if one not in known]
    work = to_pack(*(picked(no, one, n) for no, (one, n) in enumerate(lines, 1)), products=more)  # type: ignore[arg-type]
    return replace(work, cartons=cartons) if cartons else work  # type: ignore[arg-type]


def contents(work: WorkOrder) -> tuple[Content, ...]:
    return tuple(Content(line.sku, line.picked) for line in work.lines)


def test_the_plan_says_where_each_piece_lies_and_what_the_parcel_costs() -> None:
    """
    Two socks in S: two spots, the carton and the fee, nothing cheaper, proven.
    """
    work = order((SOCK, 2))
    (parcel,) = planned(work, contents(work))
    assert (parcel.carton, len(parcel.placements), parcel.price_cents) == ("S", 2, 30 + 450)
    assert (parcel.cheaper, parcel.proven) == (None, True)


def test_the_next_cheaper_carton_is_named_with_the_reason() -> None:
    """
    A mug of 120 mm does not go upright into S beside another: M, because of the pair.
    """
    work = order((MUG, 2))
    (parcel,) = planned(work, contents(work))
    assert parcel.carton == "M"
    assert parcel.cheaper is not None
    assert (parcel.cheaper.carton, parcel.cheaper.reason) == ("S", Reason.VOLUME)


def test_dearer_by_weight_is_not_taken_although_the_carton_is_cheaper() -> None:
    """
    Where carriers charge by volume the large carton costs more than its board.
    """
    by_volume = Tariff(fee_cents=350, step_g=500, step_cents=50)
    airy = replace(carton("AIRY", 550, 390, 300, cost_cents=10), outer=LARGE.outer)
    work = replace(order((SOCK, 2), cartons=(airy, SMALL)), packing=PackingRules(by_volume))
    assert planned(work, contents(work))[0].carton == "S"
    assert planned(replace(work, packing=PackingRules()), contents(work))[0].carton == "AIRY"


def test_a_product_without_sizes_goes_with_the_others_and_is_named() -> None:
    """
    The pen was never measured: it goes on top, the packer sees whether the carton does; alone, any carton may be taken.
    """
    work = order((SOCK, 2), (PEN, 1))
    (parcel,) = planned(work, contents(work))
    assert (parcel.carton, parcel.by_eye, parcel.why) == ("S", ("PEN",), Unplaced.NO_SIZE)
    alone = order((PEN, 3))
    (by_eye,) = planned(alone, contents(alone))
    assert (by_eye.carton, by_eye.contents) == (None, (Content("PEN", 3),))


def test_a_carton_that_did_not_take_the_unmeasured_piece_is_not_named_again() -> None:
    """
    "Did not fit" counts with pieces of unknown size, too.
    """
    work = order((SOCK, 2), (PEN, 1))
    booked = replace(work, misfits=(Misfit("S", contents(work)),))
    assert planned(booked, contents(booked))[0].carton == "M"


def test_pieces_that_no_carton_takes_travel_one_by_one() -> None:
    """
    Two tents: two parcels, each by the packer's choice, after what can be planned.
    """
    work = order((TENT, 2), (SOCK, 1))
    parcels = planned(work, contents(work))
    assert [(one.carton, one.why) for one in parcels] == [
        ("S", None),
        (None, Unplaced.TOO_LARGE),
        (None, Unplaced.TOO_LARGE),
    ]


def test_hazardous_goods_travel_by_themselves() -> None:
    """
    Never with other goods, only in a carton that is marked for it.
    """
    work = order((SOCK, 1), (ACID, 1), cartons=(replace(SMALL, hazmat=False), MEDIUM))
    assert {one.contents[0].sku: one.carton for one in planned(work, contents(work))} == {
        "SOCK": "S",
        "ACID": "M",
    }


def test_a_carton_that_is_out_is_never_suggested() -> None:
    """
    No S is left: M. Nothing is left at all: the packer's choice.
    """
    out = replace(SMALL, stock=0)
    work = order((SOCK, 2), cartons=(out, MEDIUM))
    assert planned(work, contents(work))[0].carton == "M"
    nothing = order((SOCK, 2), cartons=(out,))
    assert [(one.carton, one.why) for one in planned(nothing, contents(nothing))] == [
        (None, Unplaced.NO_CARTON_LEFT)
    ]


def test_clearance_is_taken_off_each_edge() -> None:
    """
    A piece that fills the inside to the millimetre has no room for a bulging wall.
    """
    exact = product("EXACT", 150, 120, 110)
    tight = order((exact, 1), cartons=(SMALL, MEDIUM))
    assert planned(tight, contents(tight))[0].carton == "S"
    bulging = order((exact, 1), cartons=(replace(SMALL, clearance_mm=2), MEDIUM))
    assert planned(bulging, contents(bulging))[0].carton == "M"


def test_several_pieces_fill_a_carton_to_85_percent_a_single_one_to_the_brim() -> None:
    """
    Hands and paper need room beside several pieces.
    """
    half = product("HALF", 150, 120, 55)
    pair = order((half, 2))
    assert planned(pair, contents(pair))[0].carton == "M"
    brim = replace(pair, packing=PackingRules(fill_max_percent=100))
    assert planned(brim, contents(brim))[0].carton == "S"


def test_a_carton_that_somebody_took_is_tried() -> None:
    """
    It takes all, a part, or nothing; and says why not all.
    """
    work = order((SOCK, 8))
    whole = tried(work, contents(work), LARGE)
    assert whole.parcel is not None
    assert (len(whole.parcel.placements), whole.left) == (8, ())
    part = tried(work, contents(work), SMALL)
    assert part.parcel is not None
    assert part.left == (Content("SOCK", 8 - len(part.parcel.placements)),)
    nothing = tried(work, contents(work), carton("XS", 60, 50, 40))
    assert (nothing.parcel, nothing.left) == (None, contents(work))
    assert nothing.because is not None
    assert nothing.because.reason is Reason.SIDE


def test_a_carton_whose_inside_is_larger_than_its_outside_is_left_out() -> None:
    """
    Whoever typed that: the job goes on with the others.
    """
    wrong = replace(SMALL, outer=carton("X", 40, 40, 40).outer, cost_cents=1)
    work = order((SOCK, 1), cartons=(wrong, MEDIUM))
    assert planned(work, contents(work))[0].carton == "M"
    assert tried(work, contents(work), wrong).parcel is None


def test_five_hundred_pieces_are_planned_whole_within_counted_work() -> None:
    """
    A large order does not hold up the table: some plan for every piece, and the same one each time.
    """
    goods = [product(f"P{no}", 60 + 17 * no, 50 + 11 * no, 30 + 5 * no, weight_g=150) for no in range(10)]
    work = order(*((one, 50) for one in goods), cartons=(MEDIUM, LARGE))
    spent_s = time.process_time()
    parcels = planned(work, contents(work))
    spent_s = time.process_time() - spent_s
    assert sum(content.quantity for one in parcels for content in one.contents) == 500
    assert parcels == planned(work, contents(work))
    assert spent_s < 30  # a bound against hanging, not a measure of speed


DRILL = replace(product("DRILL"), declared=Declared(("lithium",), parcel_max=2))


def test_no_parcel_gets_more_of_a_product_than_it_may_hold() -> None:
    """
    Five drills, two a parcel: three parcels, the socks with the first; every piece is somewhere once.
    """
    work = order((DRILL, 5), (SOCK, 2))
    parcels = planned(work, contents(work))
    pieces = [{content.sku: content.quantity for content in parcel.contents} for parcel in parcels]
    assert sorted(one.get("DRILL", 0) for one in pieces) == [1, 2, 2]
    assert sum(one.get("SOCK", 0) for one in pieces) == 2


def test_cartons_that_one_share_uses_up_are_not_planned_with_for_the_next() -> None:
    """
    One S is left: the second drill gets another.
    """
    work = order(
        (replace(DRILL, declared=Declared(parcel_max=1)), 2), cartons=(replace(SMALL, stock=1), MEDIUM)
    )
    assert [parcel.carton for parcel in planned(work, contents(work))] == ["S", "M"]
