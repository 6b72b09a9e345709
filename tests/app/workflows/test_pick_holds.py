"""What holds of a pick however people scan. Half of the inputs are what the state waits for."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import Picked, Shorted
from app.domain.orders import WorkOrder
from app.inputs import PlaceScanned, ProductScanned, ToteScanned, UndoPressed
from app.workflows.pick import AwaitDrop, AwaitProduct, Finished, begin, step
from app.workflows.stops import stops_of
from tests.app.workflows.playing import Played
from tests.strategies import SHORT_OF_TIME, STEPS_MAX, likely, walks

Pieces = Counter[tuple[int, str, str]]


def wanted_of(work: WorkOrder) -> Pieces:
    return Counter(
        {(li.line, li.sku, source.place): source.quantity for li in work.lines for source in li.sources}
    )


def accounted(play: Played) -> Pieces:
    """Pieces by line, product and place that were picked or missed and not taken back."""
    pieces: Pieces = Counter()
    for fact in [*play.standing(Picked), *play.standing(Shorted)]:
        pieces[fact.line, fact.sku, fact.place] += fact.quantity
    return pieces


@SHORT_OF_TIME
@given(walks(), st.data())
def test_every_wanted_piece_is_picked_or_missed_exactly_once(work: WorkOrder, data: st.DataObject) -> None:
    """
    However the operator scans and takes back: never more than wanted of any line at any place, and at the
    drop-off exactly as much. A refused input changes nothing.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
        assert accounted(play) <= wanted_of(work)
        if isinstance(play.state, AwaitDrop | Finished):
            assert accounted(play) == wanted_of(work)


@SHORT_OF_TIME
@given(walks(), st.data())
def test_the_facts_alone_tell_how_far_the_order_is(work: WorkOrder, data: st.DataObject) -> None:
    """
    What the job shows is what its facts say, after an undo too: a crash or another device sees the same order.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
        assert play.folded(work) == play.state.work
        if isinstance(play.state, AwaitProduct):
            left = sum(stop.wanted for stop in play.state.stops) - play.state.taken
            again = begin(play.state.work)
            assert isinstance(again, AwaitProduct)
            assert sum(stop.wanted for stop in again.stops) == left
            assert again.stops[0].place == play.state.stops[0].place


@SHORT_OF_TIME
@given(walks(), st.data())
def test_taking_everything_back_is_as_if_nothing_had_been_scanned(
    work: WorkOrder, data: st.DataObject
) -> None:
    """
    Undo all the way: the order is as it was, place by place and in the same walking order.
    """
    play = Played(step, begin(work))
    for _ in range(12):
        given = likely(data, play.state)
        if given != PlaceScanned("PACK", "pack"):  # what is dropped off cannot be taken back
            play.give(given)
    while play.give(UndoPressed()).refused is None:
        pass
    assert play.folded(work) == work
    assert play.state == begin(work)


@SHORT_OF_TIME
@given(walks())
def test_a_stop_costs_one_scan_and_the_next_valid_one(work: WorkOrder) -> None:
    """
    Quantity n is one scan; the next other valid scan confirms it. Nobody counts who does not want to.
    """
    play = Played(step, begin(work))
    play.give(ToteScanned("0417"))
    stops = stops_of(work)
    scans = 0
    for no, stop in enumerate(stops):
        same_again = no > 0 and stops[no - 1].sku == stop.sku
        if same_again:
            play.give(PlaceScanned(stop.place))
            scans += 1
        play.give(ProductScanned(work.product(stop.sku)))
        scans += 1
    play.give(PlaceScanned("PACK"))
    assert isinstance(play.state, Finished)
    assert sum(fact.quantity for fact in play.standing(Picked)) == work.pieces
    assert scans <= 2 * len(stops)


@SHORT_OF_TIME
@given(walks())
def test_counting_never_books_more_than_is_wanted(work: WorkOrder) -> None:
    """
    Scan and scan again: the n-th piece ends the stop, piece by piece.
    """
    play = Played(step, begin(work))
    play.give(ToteScanned("0417"))
    for stop in stops_of(work):
        for piece in range(stop.wanted):
            assert play.state.stops[0].place == stop.place
            assert play.state.taken == piece
            play.give(ProductScanned(work.product(stop.sku)))
    assert isinstance(play.state, AwaitDrop)
    assert {fact.quantity for fact in play.standing(Picked)} == {1}
