"""What a parcel's contents demand of its packer: instructions, marks, care and age."""

from dataclasses import replace

from app.domain.catalogue import Handling
from app.domain.facts import Content
from app.domain.hints import Declared, LineHints, OrderHints
from app.domain.orders import WorkOrder
from app.workflows.hinting import (
    above_limit,
    age_min_of,
    instructions_for,
    is_fragile,
    marks_of,
    too_heavy_g,
)
from tests.builders import picked, product, to_pack

WINE = replace(
    product("WINE", weight_g=1_400), declared=Declared(age_min=18), handling=Handling(fragile=True)
)
DRILL = replace(product("DRILL"), declared=Declared(("lithium",), parcel_max=2))
PAINT = replace(product("PAINT", weight_g=6_000), declared=Declared(("limited_quantity",)))
WORK = to_pack(
    replace(picked(1, WINE, 2), hints=LineHints("Wrap each bottle")),
    picked(2, DRILL, 3),
    picked(3, PAINT, 5),
    products=[WINE, DRILL, PAINT],
)
ALL = (Content("WINE", 2), Content("DRILL", 3), Content("PAINT", 5))


def told(work: WorkOrder) -> str:
    return instructions_for(work, (Content("WINE", 1),))


def test_a_parcel_needs_the_marks_of_what_lies_in_it() -> None:
    """
    The drill wants the lithium mark, the paint the one for limited quantities; the wine none.
    """
    assert marks_of(WORK, ALL) == ("limited_quantity", "lithium")
    assert marks_of(WORK, ALL[:2]) == ("lithium",)
    assert marks_of(WORK, ALL[:1]) == ()
    acid = replace(product("ACID"), declared=Declared(("hazmat",)))
    assert marks_of(to_pack(picked(1, acid, 1), products=[acid]), (Content("ACID", 1),)) == ("hazmat",)


def test_instructions_of_the_order_come_first_and_those_of_a_line_name_the_product() -> None:
    """
    Of lines whose pieces are not in this parcel nothing is read.
    """
    silk = replace(WORK, hints=OrderHints(instructions="Silk paper"))
    assert told(WORK) == "Wine of wool: Wrap each bottle"
    assert told(silk) == "Silk paper · Wine of wool: Wrap each bottle"
    assert instructions_for(WORK, ALL[1:]) == ""


def test_more_than_one_parcel_may_hold_is_said_with_the_number() -> None:
    """
    Three drills where two are allowed.
    """
    (found,) = above_limit(WORK, ALL)
    assert (found.name, found.pieces, found.most) == ("Drill of wool", 3, 2)
    assert above_limit(WORK, (Content("DRILL", 2),)) == ()


def test_limited_quantities_weigh_thirty_kilograms_at_most() -> None:
    """
    Five tins of 6 kg and the carton are more; without such goods weight is no question.
    """
    assert too_heavy_g(WORK, (Content("PAINT", 5),), 300) == 30_300
    assert too_heavy_g(WORK, (Content("PAINT", 4),), 300) is None
    assert too_heavy_g(WORK, (Content("WINE", 40),), 300) is None


def test_age_and_care_are_those_of_the_strictest_piece() -> None:
    """
    One bottle is enough.
    """
    assert (age_min_of(WORK, ALL), is_fragile(WORK, ALL)) == (18, True)
    assert (age_min_of(WORK, ALL[1:]), is_fragile(WORK, ALL[1:])) == (0, False)
