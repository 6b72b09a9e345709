"""How goods come back, piece by piece, in the words of the floor."""

from dataclasses import replace

import pytest

from app.domain.catalogue import Product
from app.domain.facts import ItemGraded, ReturnFinished, ReturnOpened, ReturnReceived, StockPutAway
from app.inputs import (
    AnswerPressed,
    DonePressed,
    HelpPressed,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows.return_intake import (
    AwaitAnswer,
    AwaitItem,
    AwaitPlace,
    Finished,
    ReturnWork,
    begin,
    opening,
    step,
)
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, SOAP, SOCK, announced, expected, product

YES, NO = AnswerPressed("yes"), AnswerPressed("no")
TWO_SOCKS = expected(SOCK, 2)


def desk(work: ReturnWork | None = None) -> Played:
    """The returns desk with this return opened."""
    return Played(step, begin(work or announced(TWO_SOCKS)))


def graded(play: Played, of: Product, *answers: AnswerPressed) -> None:
    """Scan one piece and answer both questions."""
    play.give(ProductScanned(of), *answers)


# Opening --------------------------------------------------------------------------------------


def test_a_return_is_opened_once() -> None:
    """
    The first look says that it is on the desk; coming back to it says nothing again.
    """
    work = announced(TWO_SOCKS)
    assert opening(work) == (ReturnOpened("RMA-1", "SO-1", work.sscc, announced=True),)
    assert opening(replace(work, opened=True)) == ()


# The pieces -----------------------------------------------------------------------------------


def test_an_announced_piece_is_received() -> None:
    """
    It is what was announced: the good tone, and it is on the returns desk.
    """
    play = desk()
    said = play.give(ProductScanned(SOCK))
    assert said.facts == (ReturnReceived("RMA-1", 1, "SOCK", 1, expected=True),)
    assert said.tone is Tone.GOOD
    assert isinstance(play.state, AwaitAnswer)


def test_a_piece_that_was_not_announced_is_taken_in_with_another_tone() -> None:
    """
    Nobody announced a cap: it is here all the same, and sounds different.
    """
    said = desk().give(ProductScanned(CAP))
    assert said.facts == (ReturnReceived("RMA-1", 1, "CAP", 1, expected=False),)
    assert said.tone is Tone.NOTED
    assert said.said is not None
    assert said.said.id == "said.not_announced"


def test_more_than_was_announced_is_not_announced() -> None:
    """
    The third of two socks is a surplus one.
    """
    play = desk(work=announced(expected(SOCK, 2, received=2)))
    assert play.give(ProductScanned(SOCK)).tone is Tone.NOTED
    assert play.standing(ReturnReceived)[0].expected is False
    assert play.state.work.lines[0].received == 3


def test_every_piece_has_its_own_number() -> None:
    """
    Two socks are two pieces, each with its own grade and place.
    """
    play = desk()
    for _ in range(2):
        graded(play, SOCK, YES, YES)
        play.give(PlaceScanned("A-01", "storage", ("SOCK",)))
    assert [fact.unit for fact in play.standing(ReturnReceived)] == [1, 2]
    assert [fact.unit for fact in play.standing(StockPutAway)] == [1, 2]
    assert play.state.work.complete


@pytest.mark.parametrize("given", [PlaceScanned("A-01"), ToteScanned("0417"), YES])
def test_between_pieces_only_a_product_is_right(given: object) -> None:
    """
    There is no piece in hand that could be answered for or put away.
    """
    assert refusal(desk().give(given)) is Refusal.SCAN_PRODUCT  # type: ignore[arg-type]


# Questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "grade", "disposition"),
    [
        ((YES, YES), "A", "restock"),
        ((NO, YES), "B", "restock"),
        ((YES, NO), "D", "quarantine"),
        ((NO, NO), "D", "quarantine"),
    ],
)
def test_two_answers_give_the_grade(answers: tuple[AnswerPressed, ...], grade: str, disposition: str) -> None:
    """
    Sealed? Undamaged? The grade and the way follow; nobody chooses them.
    """
    play = desk()
    play.give(ProductScanned(SOCK))
    assert play.state.question == "sealed"
    assert play.give(answers[0]).facts == ()
    assert play.state.question == "undamaged"
    play.give(answers[1])
    (fact,) = play.standing(ItemGraded)
    assert (fact.sealed, fact.undamaged) == (answers[0] == YES, answers[1] == YES)
    assert (fact.grade, fact.disposition) == (grade, disposition)
    assert (play.state.grade, play.state.disposition) == (grade, disposition)


@pytest.mark.parametrize(
    "given", [ProductScanned(SOCK), PlaceScanned("A-01"), DonePressed(), AnswerPressed("maybe")]
)
def test_a_piece_in_hand_is_answered_for_first(given: object) -> None:
    """
    No second piece and no place before both questions are answered.
    """
    play = desk()
    play.give(ProductScanned(SOCK))
    assert refusal(play.give(given)) is Refusal.ANSWER_FIRST  # type: ignore[arg-type]


# Places ---------------------------------------------------------------------------------------


def test_restock_names_the_place_where_the_product_lies() -> None:
    """
    The first place on the walk where socks lie; scanning it books the piece there.
    """
    play = desk()
    graded(play, SOCK, YES, YES)
    assert play.state.target == "A-01"
    said = play.give(PlaceScanned("A-01", "storage", ("SOCK",)))
    assert said.facts == (StockPutAway("RMA-1", 1, "SOCK", 1, "A-01"),)
    assert isinstance(play.state, AwaitItem)


def test_another_place_of_the_same_product_fits_too() -> None:
    """
    Socks lie at B-02 as well: the nearer shelf is as good.
    """
    play = desk()
    graded(play, SOCK, YES, YES)
    assert refusal(play.give(PlaceScanned("B-02", "storage", ("SOCK",)))) is None


@pytest.mark.parametrize(
    "place",
    [
        PlaceScanned("C-03", "storage", ("MUG",)),
        PlaceScanned("F-09", "storage"),
        PlaceScanned("QUARANTINE", "quarantine"),
        PlaceScanned("PACK", "pack"),
        PlaceScanned("RETURNS", "returns"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(place: PlaceScanned) -> None:
    """
    Neither among other goods nor where nothing is sold from; the screen says where to go.
    """
    play = desk()
    graded(play, SOCK, YES, YES)
    said = play.give(place)
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected) == (Refusal.WRONG_PLACE, "A-01")


def test_goods_that_lie_nowhere_go_to_a_free_place() -> None:
    """
    The last hat was sold: an empty place is named, any empty one fits, one in use does not.
    """
    hat = product("HAT")
    play = desk()
    graded(play, hat, YES, YES)
    assert play.state.target == "F-01"
    assert refusal(play.give(PlaceScanned("C-03", "storage", ("MUG",)))) is Refusal.WRONG_PLACE
    assert refusal(play.give(PlaceScanned("F-02", "storage"))) is None


def test_without_a_free_place_it_waits_in_quarantine() -> None:
    """
    The shelves are full: it goes where somebody will look at it.
    """
    play = desk(work=announced(free_place=None))
    graded(play, product("HAT"), YES, YES)
    assert play.state.target == "QUARANTINE"
    assert refusal(play.give(PlaceScanned("QUARANTINE", "quarantine"))) is None


def test_broken_goods_go_to_quarantine_only() -> None:
    """
    A damaged sock never goes back to its shelf.
    """
    play = desk()
    graded(play, SOCK, YES, NO)
    assert refusal(play.give(PlaceScanned("A-01", "storage", ("SOCK",)))) is Refusal.WRONG_PLACE
    assert refusal(play.give(PlaceScanned("QUARANTINE", "quarantine"))) is None


def test_opened_hygiene_goods_are_scrapped_at_once() -> None:
    """
    Opened soap is booked to scrap with its grade; no place is to be scanned.
    """
    play = desk()
    graded(play, SOAP, NO, YES)
    assert [fact.place for fact in play.standing(StockPutAway)] == ["@SCRAP"]
    assert isinstance(play.state, AwaitItem)
    assert play.last is not None
    assert play.last.tone is Tone.NOTED


def test_a_graded_piece_wants_its_place() -> None:
    """
    Nothing else is taken in before it lies somewhere.
    """
    play = desk()
    graded(play, SOCK, YES, YES)
    assert isinstance(play.state, AwaitPlace)
    for given in (ProductScanned(CAP), YES, DonePressed()):
        said = play.give(given)
        assert refusal(said) is Refusal.SCAN_PLACE
        assert said.refused is not None
        assert said.refused.expected == "A-01"


# The end --------------------------------------------------------------------------------------


def test_done_ends_the_return() -> None:
    """
    Everything that was in the parcel has been looked at.
    """
    play = desk()
    said = play.give(DonePressed())
    assert said.facts == (ReturnFinished("RMA-1"),)
    assert isinstance(play.state, Finished)
    assert refusal(play.give(ProductScanned(SOCK))) is Refusal.NOT_EXPECTED
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_undo_takes_scans_back_last_first() -> None:
    """
    From the shelf to the desk, from the grade to the questions, from the desk to the parcel.
    """
    play = desk()
    first = play.state
    play.give(ProductScanned(SOCK))
    received = play.state
    play.give(YES)
    asked = play.state
    play.give(YES)
    placed = play.state
    play.give(PlaceScanned("A-01", "storage", ("SOCK",)))
    for state in (placed, asked, received, first):
        assert refusal(play.give(UndoPressed())) is None
        assert play.state == state
    assert refusal(play.give(UndoPressed())) is Refusal.NOTHING_TO_UNDO


def test_help_changes_nothing() -> None:
    """
    Help says again what is expected; it is neither good nor wrong.
    """
    play = desk()
    before = play.state
    assert play.give(HelpPressed()).tone is Tone.NOTED
    assert play.state == before
