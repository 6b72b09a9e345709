"""A product is measured at the packing table: three numbers, and the carton is chosen anew."""

from dataclasses import replace

from app.domain.facts import ProductMeasured
from app.domain.orders import WorkLine
from app.domain.packing import Misfit
from app.domain.sizes import Size
from app.inputs import (
    CartonScanned,
    DidNotFitPressed,
    HelpPressed,
    MeasurePressed,
    Message,
    ProductScanned,
    Refusal,
    SizeScanned,
    Tone,
    UndoPressed,
)
from app.workflows.pack import AwaitUnit, Finished, Measuring, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, SMALL, SOCK, STRANGER, picked, product, to_pack

PEN = replace(product("PEN"), size=None)


def table(*lines: WorkLine) -> Played:
    """A packer with the tote of this order."""
    return Played(step, begin(to_pack(*lines, products=[PEN])))


def test_the_only_unmeasured_product_needs_no_scan() -> None:
    """
    One command, one size: it is booked, and now a carton can be suggested.
    """
    play = table(picked(1, PEN, 2))
    assert play.state.suggested is None
    assert play.give(MeasurePressed()).tone is Tone.NOTED
    assert play.state == Measuring(play.state.before, "PEN")
    said = play.give(SizeScanned((150, 20, 20), 15))
    assert said.facts == (ProductMeasured("PEN", 150, 20, 20, 15),)
    assert play.state.suggested == "S"
    pen = play.state.work.product("PEN")
    assert (pen.size, pen.weight_g) == (Size.of(150, 20, 20), 15)


def test_among_several_the_product_is_scanned_first() -> None:
    """
    Which one is it? Then its size; a product of another order is none of these.
    """
    play = table(picked(1, SOCK, 1), picked(2, CAP, 1))
    assert play.give(MeasurePressed()).said == Message("said.measuring")  # begun, not done
    assert refusal(play.give(SizeScanned((1, 1, 1)))) is Refusal.SIZE_WANTED
    assert refusal(play.give(ProductScanned(STRANGER))) is Refusal.WRONG_PRODUCT
    play.give(ProductScanned(CAP))
    assert refusal(play.give(CartonScanned(SMALL))) is Refusal.SIZE_WANTED
    assert refusal(play.give(SizeScanned((0, 0, 0)))) is Refusal.SIZE_WANTED
    play.give(HelpPressed())
    play.give(SizeScanned((140, 110, 100)))
    assert play.state.work.product("CAP").size == Size.of(140, 110, 100)
    assert play.state.work.product("CAP").weight_g == CAP.weight_g


def test_undo_leaves_without_measuring() -> None:
    """
    Nothing was typed yet: the packing is where it was.
    """
    play = table(picked(1, SOCK, 1))
    before = play.state
    play.give(MeasurePressed("SOCK"), UndoPressed())
    assert play.state == before


def test_a_measurement_can_be_taken_back() -> None:
    """
    Typed wrong: the product is as it was, and so is the carton.
    """
    play = table(picked(1, PEN, 1))
    before = play.state
    play.give(MeasurePressed("PEN", (150, 20, 20)), UndoPressed())
    assert play.state == before


def test_in_an_open_carton_the_plan_stays_as_it_is() -> None:
    """
    The carton stands on the table: the new size counts from the next plan on.
    """
    play = table(picked(1, SOCK, 2))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    plan = play.state.plan
    play.give(MeasurePressed("SOCK", (110, 80, 40), 210))
    assert isinstance(play.state, AwaitUnit)
    assert play.state.plan == plan
    play.give(ProductScanned(SOCK))
    assert isinstance(play.state, Finished)


def test_what_did_not_fit_by_the_old_size_is_forgotten() -> None:
    """
    S did not take two socks of the wrong size; by the right one it may.
    """
    play = table(picked(1, SOCK, 2))
    play.give(DidNotFitPressed())
    assert [type(one) for one in play.state.work.misfits] == [Misfit]
    play.give(MeasurePressed("SOCK", (90, 70, 30)))
    assert (play.state.work.misfits, play.state.suggested) == ((), "S")


def test_only_what_is_in_the_order_is_measured_while_it_is_packed() -> None:
    """
    Something else on the table, or an order that is done: not now.
    """
    play = table(picked(1, SOCK, 1))
    assert refusal(play.give(MeasurePressed("STRANGER", (1, 1, 1)))) is Refusal.WRONG_PRODUCT
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    assert refusal(play.give(MeasurePressed("SOCK", (1, 1, 1)))) is Refusal.NOT_EXPECTED
