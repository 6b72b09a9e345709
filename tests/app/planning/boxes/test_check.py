"""The validator by itself: every single fault put into a good plan is found. It must not trust the packer."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.planning.boxes.check import faults_in_parcel, faults_in_plan
from app.planning.boxes.goods import UPRIGHT, Goods, Parcel, Placement, Plan, Unplaced
from tests.app.planning.boxes.orders import box, goods

BOX = replace(box("BOX", 100, 100, 100), content_max_g=1_000, stock=1)
LOW = Placement("LOW", 0, 0, 0, 100, 80, 40, 1)
HIGH = Placement("HIGH", 0, 0, 40, 60, 100, 50, 2)
KNOWN = {"LOW": goods("LOW", (100, 80, 40)), "HIGH": goods("HIGH", (60, 100, 50))}


def said(*placements: Placement, **changed: Goods) -> str:
    return "; ".join(faults_in_parcel(placements, BOX, KNOWN | changed, 70))


def test_a_good_parcel_passes() -> None:
    """
    Eight tenths of the base rest: nothing to say.
    """
    assert said(LOW, HIGH) == ""


@pytest.mark.parametrize(
    ("moved", "fault"),
    [
        (replace(HIGH, x_mm=41), "sticks out"),
        (replace(HIGH, x_mm=-1), "sticks out"),
        (replace(HIGH, z_mm=51), "sticks out"),
        (replace(HIGH, z_mm=39), "in the same place"),
        (replace(HIGH, z_mm=41), "hangs"),
        (replace(HIGH, dx_mm=59), "may not"),
        (replace(HIGH, step=3), "steps"),
    ],
)
def test_a_piece_in_the_wrong_spot_is_found(moved: Placement, fault: str) -> None:
    """
    Out of the carton, into another piece, in the air, of another size, out of turn.
    """
    assert fault in said(LOW, moved)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"LOW": replace(KNOWN["LOW"], nostack=True)}, "bears nothing"),
        ({"LOW": replace(KNOWN["LOW"], fragile=True)}, "on the fragile"),
        ({"LOW": replace(KNOWN["LOW"], hazmat=True)}, "together"),
        ({"LOW": replace(KNOWN["LOW"], weight_g=901)}, "1001 g"),
        ({"HIGH": replace(KNOWN["HIGH"], stands=(True, False, True), forms_mm=((60, 50, 100),))}, "may not"),
        ({"HIGH": replace(KNOWN["HIGH"], stands=UPRIGHT, forms_mm=((50, 60, 100),))}, "may not"),
        ({"HIGH": replace(KNOWN["HIGH"], turns=False, forms_mm=((100, 60, 50),))}, "may not"),
    ],
)
def test_a_rule_of_a_product_is_kept(change: dict[str, Goods], fault: str) -> None:
    """
    The same two pieces, but one of them has something to mind.
    """
    assert fault in said(LOW, HIGH, **change)


def test_fragile_on_fragile_passes() -> None:
    """
    Only what is not fragile may not lie on it.
    """
    assert said(LOW, HIGH, **{sku: replace(one, fragile=True) for sku, one in KNOWN.items()}) == ""


def test_clearance_and_marks_of_the_carton_are_kept() -> None:
    """
    The validator subtracts the clearance itself and looks at the mark for hazardous goods.
    """
    tight = replace(BOX, clearance_mm=(0, 1, 0))
    assert faults_in_parcel([LOW, HIGH], tight, KNOWN, 70) == ["HIGH sticks out"]
    acid = {"LOW": replace(KNOWN["LOW"], hazmat=True)}
    assert "not marked" in faults_in_parcel([LOW], replace(BOX, hazmat=False), acid, 70)[0]


def test_a_piece_cannot_be_laid_beneath_another_later() -> None:
    """
    The order of the steps can be followed from above.
    """
    assert "before" in said(replace(HIGH, step=1), replace(LOW, step=2))


GOOD = Plan((Parcel("BOX", 500, 300, (LOW, HIGH)),), 500, True)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (lambda plan: replace(plan, parcels=()), "differ"),
        (lambda plan: replace(plan, parcels=plan.parcels * 2), "in stock"),
        (lambda plan: replace(plan, parcels=plan.parcels * 2), "differ"),
        (lambda plan: replace(plan, unplaced=(("LOW", 1, Unplaced.TOO_LARGE),)), "differ"),
        (lambda plan: replace(plan, parcels=(*plan.parcels, Parcel("BOX", 1, 1, ()))), "empty"),
    ],
    ids=["lost", "too many cartons", "doubled", "planned and unplaced", "empty"],
)
def test_a_plan_that_loses_or_doubles_pieces_is_found(broken: Callable[[Plan], Plan], fault: str) -> None:
    """
    Lost, doubled, both planned and unplaced, more cartons than there are, an empty parcel.
    """
    wanted = {"LOW": 1, "HIGH": 1}
    assert faults_in_plan(GOOD, [BOX], KNOWN, wanted, 70) == []
    assert fault in "; ".join(faults_in_plan(broken(GOOD), [BOX], KNOWN, wanted, 70))
