"""Several equal pieces by one scan and a number, where the site allows it."""

from dataclasses import replace

from app.domain.facts import ItemPacked, ParcelClosed
from app.domain.packing import PackingRules
from app.inputs import AnswerPressed, CartonScanned, ProductScanned, QuantityTyped, Refusal, UndoPressed
from app.workflows.pack import AwaitUnit, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import MEDIUM, SOCK, picked, to_pack


def table(pieces: int = 5, *, counts: bool = True) -> Played:
    work = replace(to_pack(picked(1, SOCK, pieces)), packing=PackingRules(counts=counts))
    play = Played(step, begin(work))
    play.give(CartonScanned(MEDIUM))
    return play


def test_one_scan_and_a_number_pack_them_all() -> None:
    """
    Five socks: one scanned, five said; the one is among them, and the parcel closes.
    """
    play = table()
    said = play.give(ProductScanned(SOCK, lot="L1"), QuantityTyped(5))
    assert [(fact.quantity, fact.lot) for fact in play.standing(ItemPacked)] == [(1, "L1"), (4, "L1")]
    assert isinstance(said.facts[-1], ParcelClosed)
    assert isinstance(play.state, Finished)


def test_fewer_than_all_leave_the_rest_to_be_scanned() -> None:
    """
    The number is of the piece just scanned; it does not stay for the next.
    """
    play = table()
    said = play.give(ProductScanned(SOCK), QuantityTyped(3)).said
    assert said is not None
    assert (said.id, dict(said.params)["quantity"]) == ("said.packed_many", "3")
    assert isinstance(play.state, AwaitUnit)
    assert play.state.last is None
    assert refusal(play.give(QuantityTyped(2))) is Refusal.SCAN_PRODUCT


def test_more_than_there_are_is_refused() -> None:
    """
    Six of five, or none: nothing is booked, and it may be said again.
    """
    play = table()
    play.give(ProductScanned(SOCK))
    for wrong in (6, 0, -1):
        assert refusal(play.give(QuantityTyped(wrong))) is Refusal.TOO_MANY
    assert refusal(play.give(QuantityTyped(5))) is None


def test_a_number_on_the_sheet_of_commands_does_it_without_touching_glass() -> None:
    """
    CMD-4 after the scan.
    """
    play = table()
    play.give(ProductScanned(SOCK), AnswerPressed("4"))
    assert sum(fact.quantity for fact in play.standing(ItemPacked)) == 4


def test_where_each_piece_is_scanned_a_number_is_none() -> None:
    """
    The site does not allow it, or the piece has a serial: then each is looked at.
    """
    play = table(counts=False)
    play.give(ProductScanned(SOCK))
    assert refusal(play.give(QuantityTyped(5))) is Refusal.SCAN_PRODUCT
    play = table()
    play.give(ProductScanned(SOCK, serial="SN-1"))
    assert refusal(play.give(QuantityTyped(5))) is Refusal.SCAN_PRODUCT


def test_undo_takes_the_number_back_first() -> None:
    """
    Then the piece.
    """
    play = table()
    play.give(ProductScanned(SOCK), QuantityTyped(3), UndoPressed())
    assert sum(fact.quantity for fact in play.standing(ItemPacked)) == 1
    play.give(UndoPressed())
    assert play.standing(ItemPacked) == []
