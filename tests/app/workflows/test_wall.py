"""The put wall: a tote, its slot, and at the end the scan of the slot that opens the packing."""

import pytest

from app.domain.facts import PutToWall
from app.inputs import (
    HelpPressed,
    Input,
    OtherSlotPressed,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Supply,
    ToteScanned,
    UndoPressed,
)
from app.workflows.wall import AwaitSlot, AwaitTote, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.app.workflows.wall_examples import EMPTY, FIRST, LAST, WORK, slot, tote
from tests.builders import SOCK

NOW = Supply(None, "id", 1_234)


def at_wall(*inputs: Input) -> Played:
    play = Played(step, begin(WORK))
    for given in inputs:
        play.give(given, supply=NOW)
    return play


def test_a_tote_is_told_its_slot_and_the_scan_of_the_slot_puts_it_there() -> None:
    """
    Two scans: the goods stand there, since when is known, and the next tote may come.
    """
    play = at_wall(FIRST)
    assert isinstance(play.state, AwaitSlot)
    assert (play.state.slot, play.state.given) == ("W-01", True)
    said = play.give(EMPTY, supply=NOW)
    assert said.facts == (PutToWall("SO-1", "0417", "W-01", 1_234),)
    assert said.said is not None
    assert (said.said.id, dict(said.said.params)["left"]) == ("said.slot_put", "0418")
    assert isinstance(play.state, AwaitTote)


def test_the_last_tote_says_that_the_slot_is_complete() -> None:
    """
    The words name the slot to be scanned next.
    """
    said = at_wall(LAST).give(slot("W-01", "SO-1", "0418"), supply=NOW).said
    assert said is not None
    assert said.id == "said.slot_complete"


def test_a_wrong_slot_is_refused_and_books_nothing() -> None:
    """
    The screen says which was meant; the tote is still in the hand. What belongs together stands together.
    """
    play = at_wall(LAST)
    said = play.give(slot("W-02"))
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected) == (Refusal.WRONG_PLACE, "W-01")
    assert refusal(play.give(PlaceScanned("A-01"))) is Refusal.WRONG_PLACE
    assert play.facts == []


def test_any_empty_slot_will_do_for_the_first_tote() -> None:
    """
    The one that was named is blocked: the scan of another empty one says enough; one that is taken does not.
    """
    play = at_wall(FIRST)
    assert refusal(play.give(slot("W-02", "SO-9"))) is Refusal.WRONG_PLACE
    assert play.give(slot("W-02"), supply=NOW).facts == (PutToWall("SO-1", "0417", "W-02", 1_234),)
    assert isinstance(play.state, AwaitTote)


def test_another_slot_is_named_as_often_as_asked_for() -> None:
    """
    A button or a barcode; a full wall says so, and undo puts the tote aside.
    """
    play = at_wall(FIRST, OtherSlotPressed("W-02"), OtherSlotPressed("W-03"))
    assert (play.state.slot, play.state.given) == ("W-03", True)
    assert refusal(play.give(OtherSlotPressed())) is Refusal.WALL_FULL
    assert refusal(at_wall().give(OtherSlotPressed("W-02"))) is Refusal.SCAN_TOTE
    play.give(UndoPressed())
    assert play.state == begin(WORK)


def test_where_the_slot_of_the_order_is_full_the_rest_goes_beside_it() -> None:
    """
    Asked for first, so that nothing is torn apart by a wrong scan; the fact tells that it was meant.
    """
    play = at_wall(LAST, OtherSlotPressed("W-03"))
    assert play.give(slot("W-03"), supply=NOW).facts == (
        PutToWall("SO-1", "0418", "W-03", 1_234, beside=True),
    )


def test_a_slot_that_somebody_took_meanwhile_is_refused() -> None:
    """
    It was empty when it was named; the same tote scanned again is given another one.
    """
    play = at_wall(FIRST)
    assert refusal(play.give(slot("W-01", "SO-9"))) is Refusal.WRONG_PLACE
    play.give(tote(slot="W-02", given=True))
    assert play.state.slot == "W-02"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ToteScanned("0999"), Refusal.TOTE_EMPTY),
        (tote(slot="", given=True), Refusal.WALL_FULL),
        (tote(why="packing"), Refusal.TOTE_IN_USE),
        (tote(why="picking"), Refusal.TOTE_IN_USE),
        (tote(why="goes_back"), Refusal.TOTE_IN_USE),
        (ProductScanned(SOCK), Refusal.SCAN_TOTE),
        (PlaceScanned("A-01"), Refusal.SCAN_TOTE),
        (UndoPressed(), Refusal.NOTHING_TO_UNDO),
    ],
)
def test_what_does_not_belong_on_the_wall_is_refused(given: Input, expected: Refusal) -> None:
    """
    An empty tote, a full wall, an order that is packed, picked or brought back, a product, a shelf.
    """
    assert refusal(at_wall().give(given)) is expected


def test_a_complete_slot_opens_the_packing_and_no_other_does() -> None:
    """
    An order that waits for a tote names it; an empty slot says so.
    """
    opens = at_wall().give(slot("W-01", "SO-1")).opens
    assert opens is not None
    assert (opens.kind, opens.ref) == ("pack", "SO-1")
    said = at_wall().give(slot("W-01", "SO-1", "0418"))
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected) == (Refusal.SLOT_WAITS, "0418")
    assert at_wall().give(EMPTY).opens is None


def test_undo_puts_the_tote_aside_and_then_takes_the_goods_out_again() -> None:
    """
    Last first: the tote in the hand, then what was put.
    """
    play = at_wall(FIRST, EMPTY, LAST)
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitTote)
    assert len(play.standing(PutToWall)) == 1
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitSlot)
    assert play.standing(PutToWall) == []


def test_help_is_given_anywhere() -> None:
    """
    Without a change.
    """
    assert refusal(at_wall(FIRST).give(HelpPressed())) is None
