"""Where a site weighs its parcels: the weight closes, a wrong one asks to count again and names what would explain it."""

from dataclasses import replace
from typing import Any

from app.domain.catalogue import Product
from app.domain.facts import MissingAtPacking, ParcelClosed, WeightDiffered
from app.domain.hints import Declared
from app.domain.orders import WorkLine
from app.domain.packing import PackingRules, Tolerance
from app.domain.told import NOTHING_TOLD
from app.inputs import (
    CartonScanned,
    DonePressed,
    MeasurePressed,
    Message,
    ProductScanned,
    Refusal,
    ReopenPressed,
    ReprintPressed,
    ShortPressed,
    Step,
    Tone,
    UndoPressed,
    WeightScanned,
)
from app.views.pack import view_of
from app.views.surroundings import Surroundings
from app.workflows.pack import AwaitUnit, AwaitWeight, Finished, begin, step
from app.workflows.weighing import tolerance_g
from tests.app.workflows.playing import Played, refusal
from tests.builders import LARGE, MEDIUM, MUG, SMALL, SOCK, picked, to_pack

SCALES = PackingRules(weighs=True)


def on_the_scales(*lines: WorkLine) -> Played:
    """Everything is in the carton M, 100 g, and it stands on the scales."""
    play = Played(step, begin(replace(to_pack(*lines), packing=SCALES)))
    play.give(CartonScanned(MEDIUM))
    while isinstance(play.state, AwaitUnit):
        play.give(ProductScanned(play.state.work.product(play.state.plan[0].sku)))
    return play


def test_the_right_weight_closes_and_is_the_parcel_s() -> None:
    """
    Two socks and the carton are 500 g; 515 g is near enough, and what the scales say is on the label.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    assert isinstance(play.state, AwaitWeight)
    assert play.standing(ParcelClosed) == []
    said = play.give(WeightScanned(515))
    assert [(fact.weight_g, fact.last) for fact in said.facts if isinstance(fact, ParcelClosed)] == [
        (515, True)
    ]
    assert said.prints[0].body["weight_g"] == 515
    assert isinstance(play.state, Finished)


def test_a_reprint_shows_what_the_scales_said() -> None:
    """
    The same label once more: not what the catalogue would make of it.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    first = play.give(WeightScanned(515)).prints[-1]
    assert play.give(ReprintPressed()).prints == (first,)


def told_off(step: Step[Any]) -> Message:
    """What is said to a weight that is noted as wrong."""
    assert step.noted is not None
    assert step.noted.refusal is Refusal.WEIGHT_OFF
    assert step.noted.told is not None
    return step.noted.told


def test_a_missing_piece_is_named() -> None:
    """
    A mug of 400 g less than it should be: count again, a mug may be missing.
    """
    play = on_the_scales(picked(1, SOCK, 1), picked(2, MUG, 1))
    said = play.give(WeightScanned(310))
    told = told_off(said)
    assert (told.id, said.facts) == ("refusal.weight_off.missing", ())
    gaps = dict(told.params)
    assert (gaps["name"], gaps["count"], gaps["expected"], gaps["got"]) == (MUG.name, "1", "700", "310")


def test_a_piece_too_many_is_named() -> None:
    """
    200 g more: one sock too many.
    """
    said = on_the_scales(picked(1, SOCK, 2)).give(WeightScanned(700))
    assert (told_off(said).id, dict(told_off(said).params)["name"]) == ("refusal.weight_off.extra", SOCK.name)


def test_a_difference_that_no_piece_explains_only_asks_to_count() -> None:
    """
    90 g are no sock and no mug.
    """
    said = on_the_scales(picked(1, SOCK, 2)).give(WeightScanned(590))
    assert told_off(said).id == "refusal.weight_off"


def test_after_counting_again_the_weight_is_taken_and_the_difference_booked() -> None:
    """
    Done says that it was counted: the next weight closes, and the fact tells both.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    assert play.give(WeightScanned(700), DonePressed()).tone is Tone.NOTED
    said = play.give(WeightScanned(700))
    assert said.facts[0] == WeightDiffered("SO-1", 1, 500, 700)
    assert isinstance(play.state, Finished)


def test_nothing_was_counted_again_before_a_weight_was_off() -> None:
    """
    Done before any weight does not switch the check off: it is told what to do, and a wrong weight is still wrong.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    done = play.give(DonePressed())
    assert refusal(done) is Refusal.WEIGHT_WANTED
    assert not next(one for one in view_of(play.state, Surroundings()).actions if one.id == "done").enabled
    assert told_off(play.give(WeightScanned(9_999))).id == "refusal.weight_off"
    assert play.standing(ParcelClosed) == []
    assert next(one for one in view_of(play.state, Surroundings()).actions if one.id == "done").enabled


def test_a_good_weight_after_counting_leaves_no_difference() -> None:
    """
    The missing sock was found.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    said = play.give(WeightScanned(300), DonePressed(), WeightScanned(500))
    assert [type(fact) for fact in said.facts] == [ParcelClosed]


def test_on_the_scales_only_a_weight_is_wanted() -> None:
    """
    Units, cartons, sizes: not now; what it should weigh is repeated.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    for given in (ProductScanned(SOCK), CartonScanned(SMALL)):
        said = play.give(given)
        assert refusal(said) is Refusal.WEIGHT_WANTED
        assert said.refused is not None
        assert said.refused.expected == "500"
    assert refusal(play.give(MeasurePressed("SOCK"))) is Refusal.NOT_EXPECTED


def test_undo_takes_the_last_unit_off_the_scales() -> None:
    """
    First that it was counted, then the unit itself.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    full = play.state
    play.give(WeightScanned(300), DonePressed(), UndoPressed())
    assert play.state == replace(full, off=True)
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitUnit)
    assert len(play.state.packed) == 1


def test_a_parcel_that_the_scales_closed_without_a_piece_is_open_again_by_undo() -> None:
    """
    The closing goes first, as it does without scales, then that the piece was missing; a later one stays closed.
    """
    play = Played(step, begin(replace(to_pack(picked(1, SOCK, 3)), packing=SCALES)))
    play.give(CartonScanned(MEDIUM), ProductScanned(SOCK, 2), ShortPressed("not_found"), DonePressed())
    scales = play.state
    assert isinstance(scales, AwaitWeight)
    play.give(WeightScanned(700), DonePressed(), WeightScanned(700))
    assert play.state.work.done
    assert refusal(play.give(UndoPressed())) is None
    assert play.state == replace(scales, off=True, recounted=True)
    assert (play.standing(ParcelClosed), play.standing(WeightDiffered)) == ([], [])
    play.give(UndoPressed(), UndoPressed())
    assert isinstance(play.state, AwaitUnit)
    assert play.standing(MissingAtPacking) == []
    folded = play.folded(replace(to_pack(picked(1, SOCK, 3)), packing=SCALES))
    assert (folded.parcels, folded.told) == ((), NOTHING_TOLD)
    play.give(
        UndoPressed(), ProductScanned(SOCK), WeightScanned(700)
    )  # the report itself, then the piece goes in
    assert isinstance(play.state, Finished)
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_a_whole_parcel_that_the_scales_closed_stays_closed() -> None:
    """
    As one that its last unit closed: it has a number and a label.
    """
    play = on_the_scales(picked(1, SOCK, 2))
    play.give(WeightScanned(500))
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_opened_with_a_reason_and_closed_again_it_is_a_parcel_like_any_other() -> None:
    """
    That a piece was missing when it was closed first says nothing about the second time.
    """
    play = Played(step, begin(replace(to_pack(picked(1, SOCK, 3)), packing=SCALES)))
    play.give(CartonScanned(MEDIUM), ProductScanned(SOCK, 2), ShortPressed("not_found"), DonePressed())
    play.give(WeightScanned(500), ReopenPressed("wrong_piece"), DonePressed(), WeightScanned(500))
    assert isinstance(play.state, Finished)
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_a_group_of_products_has_its_own_tolerance() -> None:
    """
    Mugs may differ by 60 g each way, socks by what the site says; together each counts by its own rule.
    """
    rules = replace(SCALES, tolerances=(Tolerance("glass", 60, 10), Tolerance("paper", 5, 0)))
    glass, paper = (
        replace(one, declared=Declared(group=group)) for one, group in ((MUG, "glass"), (SOCK, "paper"))
    )

    def allowed_g(*lines: WorkLine, of: tuple[Product, ...]) -> int:
        work = replace(to_pack(*lines), products=of, packing=rules)
        play = Played(step, begin(work))
        play.give(CartonScanned(LARGE))
        while isinstance(play.state, AwaitUnit):
            play.give(ProductScanned(play.state.work.product(play.state.plan[0].sku)))
        return tolerance_g(play.state.opened)

    assert allowed_g(picked(1, MUG, 1), of=(glass,)) == 60
    assert allowed_g(picked(1, MUG, 2), of=(glass,)) == 83  # 10 % of 800 g, 3 % of the carton
    assert allowed_g(picked(1, SOCK, 2), of=(paper,)) == 5
    assert allowed_g(picked(1, SOCK, 2), of=(SOCK,)) == 30
