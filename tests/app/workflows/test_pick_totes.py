"""One tote is not enough: the next one takes what follows, and all of them are brought to the packing tables."""

from app.domain.facts import Picked, ToteAssigned, TotesDropped, ToteSetDown
from app.inputs import (
    PlaceScanned,
    ProductScanned,
    Refusal,
    ShortPressed,
    ToteFullPressed,
    ToteScanned,
    UndoPressed,
)
from app.workflows.pick import AwaitDrop, AwaitProduct, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, MUG, SOCK, line, to_pick

FULL = ToteFullPressed()
SECOND = ToteScanned("0418")
PACK = PlaceScanned("PACK", "pack")
WORK = to_pick(line(1, SOCK, {"A-01": 3}), line(2, CAP, {"A-02": 1}), line(3, MUG, {"C-03": 1}))


def walk(*inputs: object) -> Played:
    play = Played(step, begin(WORK))
    for given in inputs:
        play.give(given)  # type: ignore[arg-type]
    return play


def test_what_follows_a_full_tote_goes_into_the_next_one() -> None:
    """
    Tote full, an empty tote, and each piece is booked into the tote in which it lies.
    """
    play = walk(ProductScanned(SOCK), PlaceScanned("A-02"), FULL, SECOND, ProductScanned(CAP))
    assert play.standing(ToteAssigned) == [ToteAssigned("SO-1", "0418")]
    booked = [(fact.sku, fact.quantity, fact.tote) for fact in play.standing(Picked)]
    assert booked == [("SOCK", 1, "0417"), ("SOCK", 2, "0417"), ("CAP", 1, "0418")]


def test_a_full_tote_is_followed_by_an_empty_one_and_by_nothing_else() -> None:
    """
    Neither the full one again, nor one with goods of others, nor a product.
    """
    play = walk(ProductScanned(SOCK), FULL)
    assert refusal(play.give(ToteScanned("0417", "SO-1"))) is Refusal.TOTE_IN_USE
    assert refusal(play.give(ToteScanned("0417"))) is Refusal.TOTE_IN_USE
    assert refusal(play.give(ToteScanned("0500", "SO-9"))) is Refusal.TOTE_IN_USE
    for given in (ProductScanned(SOCK), PlaceScanned("A-02"), ShortPressed("empty")):
        assert refusal(play.give(given)) is Refusal.SCAN_TOTE
    assert refusal(play.give(SECOND)) is None


def test_an_empty_tote_is_not_full() -> None:
    """
    Where nothing lies in it the wrong button was pressed; so it is for the second one, too.
    """
    assert refusal(walk().give(FULL)) is Refusal.TOTE_EMPTY
    assert refusal(walk(ProductScanned(SOCK), FULL, SECOND).give(FULL)) is Refusal.TOTE_EMPTY


def test_a_quantity_over_two_totes_is_counted() -> None:
    """
    One of three is in the full tote: nobody knows where the others lie unless each is scanned.
    """
    play = walk(ProductScanned(SOCK), FULL, SECOND)
    assert refusal(play.give(PlaceScanned("A-02"))) is Refusal.COUNT_UNFINISHED
    play.give(ProductScanned(SOCK), ProductScanned(SOCK))
    assert [fact.tote for fact in play.standing(Picked)] == ["0417", "0418", "0418"]


def test_undo_leads_back_over_the_change_of_totes() -> None:
    """
    The piece, the new tote, then "full" itself: each is taken back for itself, and the order is as it was.
    """
    play = walk(ProductScanned(SOCK), FULL, SECOND, ProductScanned(SOCK))
    play.give(UndoPressed(), UndoPressed())
    assert isinstance(play.state, AwaitProduct)
    assert (play.state.full, play.state.work.tote) == (True, "0417")
    assert play.folded(WORK) == play.state.work
    play.give(UndoPressed())
    assert not play.state.full
    assert refusal(play.give(PlaceScanned("A-02"))) is None


def test_the_order_knows_what_lies_in_which_tote() -> None:
    """
    As the picker's screen has it, and as the facts alone tell it.
    """
    play = walk(ProductScanned(SOCK), PlaceScanned("A-02"), FULL, SECOND, ProductScanned(CAP))
    work = play.folded(WORK)
    assert work == play.state.work
    assert [one.tote for one in work.totes] == ["0417", "0418"]
    lies = [(li.sku, one.tote, one.quantity) for li in work.lines for one in li.totes]
    assert lies == [("SOCK", "0417", 3), ("CAP", "0418", 1)]


def both(*more: object) -> Played:
    """Two totes at the end of the walk."""
    scans = (
        ProductScanned(SOCK),
        PlaceScanned("A-02"),
        FULL,
        SECOND,
        ProductScanned(CAP),
        ProductScanned(MUG),
    )
    return walk(*scans, *more)


def test_the_drop_off_names_all_totes() -> None:
    """
    One scan of the place sets down all of them.
    """
    play = both(PACK)
    assert isinstance(play.state, Finished)
    assert play.facts[-1] == TotesDropped("SO-1", "0418", "PACK", ("0417", "0418"))
    assert [one.place for one in play.folded(WORK).totes] == ["PACK", "PACK"]


def test_totes_may_go_to_different_tables() -> None:
    """
    A tote that is scanned before the place goes there alone; the others go on, and the last one ends the pick.
    """
    play = both(ToteScanned("0417", "SO-1"), PlaceScanned("PACK-2", "pack"))
    assert play.standing(ToteSetDown) == [ToteSetDown("SO-1", "0417", "PACK-2")]
    assert isinstance(play.state, AwaitDrop)
    assert refusal(play.give(ToteScanned("0999"))) is Refusal.WRONG_TOTE
    play.give(PACK)
    assert play.standing(TotesDropped) == [TotesDropped("SO-1", "0418", "PACK", ("0418",))]
    assert [(one.tote, one.place) for one in play.folded(WORK).totes] == [
        ("0417", "PACK-2"),
        ("0418", "PACK"),
    ]


def test_what_was_set_down_alone_can_be_taken_up_again() -> None:
    """
    Undo goes back over the drop-off of one tote, and over its choice.
    """
    play = both(ToteScanned("0417", "SO-1"), PlaceScanned("PACK-2", "pack"))
    play.give(UndoPressed())
    assert play.state.tote == "0417"
    play.give(UndoPressed())
    assert play.state.tote is None
    assert play.folded(WORK) == play.state.work


def test_goods_are_set_down_at_packing_tables_only() -> None:
    """
    A shelf is no drop-off.
    """
    assert refusal(both().give(PlaceScanned("A-01"))) is Refusal.WRONG_PLACE
