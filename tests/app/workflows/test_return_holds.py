"""What holds of returns however people scan. Half of the inputs are what the state waits for."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import ItemGraded, ReturnReceived, StockPutAway
from app.domain.places import QUARANTINE, SCRAP
from app.domain.returns import Answers, disposition_of, grade_of
from app.inputs import UndoPressed
from app.workflows.return_intake import AwaitItem, Finished, ReturnWork, begin, step
from tests.app.workflows.playing import Played
from tests.builders import SOAP
from tests.strategies import RETURNS, SHORT_OF_TIME, STEPS_MAX, likely


@SHORT_OF_TIME
@given(RETURNS, st.data())
def test_every_piece_gets_one_grade_and_one_place(work: ReturnWork, data: st.DataObject) -> None:
    """
    However the desk scans and takes back: a piece is graded at most once and put away at most once, and
    between two pieces every one that came has both. A refused input changes nothing.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
        received = [(fact.unit, fact.sku) for fact in play.standing(ReturnReceived)]
        graded = [(fact.unit, fact.sku) for fact in play.standing(ItemGraded)]
        placed = [(fact.unit, fact.sku) for fact in play.standing(StockPutAway)]
        assert len(set(received)) == len(received)
        assert graded == received[: len(graded)]
        assert placed == graded[: len(placed)]
        if isinstance(play.state, AwaitItem | Finished):
            assert received == graded == placed


@SHORT_OF_TIME
@given(RETURNS, st.data())
def test_the_grade_follows_from_the_answers_and_the_place_from_the_grade(
    work: ReturnWork, data: st.DataObject
) -> None:
    """
    Nobody chooses a grade. Soap is never sold again, broken goods neither.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state))
    placed = {fact.unit: fact.place for fact in play.standing(StockPutAway)}
    for fact in play.standing(ItemGraded):
        grade = grade_of(Answers(fact.sealed, fact.undamaged))
        disposition = disposition_of(grade, hygiene=fact.sku == SOAP.sku)
        assert (fact.grade, fact.disposition) == (grade, disposition)
        if fact.unit in placed and disposition != "restock":
            assert placed[fact.unit] in (QUARANTINE, SCRAP)


@SHORT_OF_TIME
@given(RETURNS, st.data())
def test_expected_pieces_are_never_more_than_announced(work: ReturnWork, data: st.DataObject) -> None:
    """
    What is above the announcement is taken in, but as not announced.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
    announced = Counter({line.sku: line.expected for line in work.lines})
    received = Counter(fact.sku for fact in play.standing(ReturnReceived))
    awaited = Counter(fact.sku for fact in play.standing(ReturnReceived) if fact.expected)
    assert awaited == received & announced
    assert {line.sku: line.received for line in play.state.work.lines if line.received} == received


@SHORT_OF_TIME
@given(RETURNS, st.data())
def test_taking_everything_back_is_as_if_nothing_had_come(work: ReturnWork, data: st.DataObject) -> None:
    """
    Undo all the way: the desk is empty again.
    """
    play = Played(step, begin(work))
    for _ in range(12):
        if not isinstance(play.state, Finished):
            play.give(likely(data, play.state))
    while play.give(UndoPressed()).refused is None:
        pass
    assert isinstance(play.state, Finished) or play.state == begin(work)
