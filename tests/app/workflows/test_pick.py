"""How one order is picked into one tote, in the words of the floor."""

import pytest

from app.domain.facts import Picked, ToteAssigned
from app.domain.orders import WorkLine
from app.inputs import (
    AnswerPressed,
    DonePressed,
    PlaceScanned,
    ProductScanned,
    Refusal,
    ShortPressed,
    ToteScanned,
)
from app.workflows.pick import AwaitDrop, AwaitProduct, AwaitTote, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, MUG, SOCK, STRANGER, line, order, to_pick

TOTE = ToteScanned("0417")
PACK = PlaceScanned("PACK", "pack")
FIVE_SOCKS = line(1, SOCK, {"A-01": 5})
ONE_CAP = line(2, CAP, {"A-02": 1})


def walk(*lines: WorkLine) -> Played:
    """A picker with an empty tote in front of the first stop."""
    return Played(step, begin(to_pick(*lines)))


def booked(play: Played) -> list[tuple[str, int, str]]:
    return [(fact.sku, fact.quantity, fact.place) for fact in play.standing(Picked)]


# The tote -------------------------------------------------------------------------------------


def test_an_empty_tote_is_scanned_first() -> None:
    """
    Before the walk begins the pieces need a tote.
    """
    play = Played(step, begin(order(FIVE_SOCKS)))
    assert isinstance(play.state, AwaitTote)
    assert play.give(TOTE).facts == (ToteAssigned("SO-1", "0417"),)
    assert isinstance(play.state, AwaitProduct)


def test_a_tote_with_goods_of_another_order_is_refused() -> None:
    """
    Two orders never share a tote.
    """
    said = Played(step, begin(order(FIVE_SOCKS))).give(ToteScanned("0500", "SO-9"))
    assert refusal(said) is Refusal.TOTE_IN_USE
    assert said.refused is not None
    assert "SO-9" in said.refused.got


@pytest.mark.parametrize("given", [ProductScanned(SOCK), PACK, ShortPressed("empty"), DonePressed()])
def test_nothing_is_picked_without_a_tote(given: object) -> None:
    """
    Whatever else is scanned before the tote: the tote is asked for.
    """
    assert refusal(Played(step, begin(order(FIVE_SOCKS))).give(given)) is Refusal.SCAN_TOTE  # type: ignore[arg-type]


# One piece ------------------------------------------------------------------------------------


def test_a_single_piece_is_one_scan_and_no_tap() -> None:
    """
    Quantity 1: the product, done.
    """
    play = walk(line(1, SOCK, {"A-01": 1}), ONE_CAP)
    play.give(ProductScanned(SOCK))
    assert booked(play) == [("SOCK", 1, "A-01")]
    assert play.state.stops[0].sku == "CAP"


def test_stops_come_in_the_order_of_the_places() -> None:
    """
    The walk follows the aisle, not the order's lines.
    """
    play = walk(line(1, MUG, {"C-03": 1}), line(2, SOCK, {"B-02": 1, "A-01": 1}), line(3, CAP, {"A-02": 1}))
    assert [stop.place for stop in play.state.stops] == ["A-01", "A-02", "B-02", "C-03"]


def test_the_place_may_be_scanned_first() -> None:
    """
    Some scan the shelf, then the goods: accepted, and nothing is booked by it.
    """
    play = walk(FIVE_SOCKS)
    assert play.give(PlaceScanned("A-01")).facts == ()
    assert refusal(play.give(PlaceScanned("A-01"))) is None


def test_another_place_is_wrong_and_says_which_was_meant() -> None:
    """
    The screen says what was expected and what came.
    """
    said = walk(FIVE_SOCKS, ONE_CAP).give(PlaceScanned("A-02"))
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected, said.refused.got) == (
        Refusal.WRONG_PLACE,
        "A-01",
        "A-02",
    )


def test_wrong_later_and_surplus_goods_are_told_apart() -> None:
    """
    Not of this order; of this order but later; of this order but all of it taken already.
    """
    play = walk(line(1, SOCK, {"A-01": 1}), ONE_CAP, line(3, MUG, {"C-03": 1}))
    assert refusal(play.give(ProductScanned(STRANGER))) is Refusal.WRONG_PRODUCT
    assert refusal(play.give(ProductScanned(MUG))) is Refusal.PRODUCT_LATER
    play.give(ProductScanned(SOCK))
    assert refusal(play.give(ProductScanned(SOCK))) is Refusal.TOO_MANY


def test_an_unfitting_command_asks_for_the_product() -> None:
    """
    Yes or no is no answer at a shelf.
    """
    assert refusal(walk(FIVE_SOCKS).give(AnswerPressed("yes"))) is Refusal.SCAN_PRODUCT


def test_the_own_tote_says_nothing_before_a_piece_is_in_it_and_another_is_wrong() -> None:
    """
    The tote confirms what lies in it; a strange tote is on the wrong cart.
    """
    play = walk(FIVE_SOCKS)
    assert refusal(play.give(TOTE)) is Refusal.SCAN_PRODUCT
    assert refusal(play.give(ToteScanned("0999"))) is Refusal.WRONG_TOTE


# Several pieces -------------------------------------------------------------------------------


@pytest.mark.parametrize("following", [PlaceScanned("A-02"), ProductScanned(CAP), TOTE])
def test_one_scan_and_the_next_other_valid_scan_confirm_five_pieces(following: object) -> None:
    """
    Quantity n costs one scan: the next place, the next product or the tote says "all of them".
    """
    play = walk(FIVE_SOCKS, ONE_CAP, line(3, MUG, {"C-03": 1}))
    play.give(ProductScanned(SOCK), following)  # type: ignore[arg-type]
    assert booked(play)[:2] == [("SOCK", 1, "A-01"), ("SOCK", 4, "A-01")]


def test_the_drop_off_confirms_the_last_stop() -> None:
    """
    At the last stop the drop-off is the next valid scan, and ends the pick in one.
    """
    play = walk(FIVE_SOCKS)
    play.give(ProductScanned(SOCK), PACK)
    assert sum(quantity for _, quantity, _ in booked(play)) == 5
    assert isinstance(play.state, Finished)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (ProductScanned(STRANGER), Refusal.WRONG_PRODUCT),
        (ProductScanned(MUG), Refusal.PRODUCT_LATER),
        (PlaceScanned("C-03"), Refusal.WRONG_PLACE),
        (ToteScanned("0999"), Refusal.WRONG_TOTE),
        (PACK, Refusal.WRONG_PLACE),
        (DonePressed(), Refusal.SCAN_PRODUCT),
    ],
)
def test_a_wrong_scan_confirms_nothing(given: object, reason: Refusal) -> None:
    """
    "Take 5" counts only with a valid scan; a wrong one is measured by the stop that is on the screen.
    """
    play = walk(FIVE_SOCKS, ONE_CAP, line(3, MUG, {"C-03": 1}))
    play.give(ProductScanned(SOCK))
    said = play.give(given)  # type: ignore[arg-type]
    assert refusal(said) is reason
    assert said.refused is not None
    assert said.refused.expected.startswith(("A-01", "0417"))  # the place, or the tote where one came
    assert booked(play) == [("SOCK", 1, "A-01")]


def test_the_same_code_again_counts_and_the_last_piece_ends_the_stop() -> None:
    """
    Five scans are five pieces, one fact each.
    """
    play = walk(FIVE_SOCKS, ONE_CAP)
    play.give(*[ProductScanned(SOCK)] * 5)
    assert booked(play) == [("SOCK", 1, "A-01")] * 5
    assert play.state.stops[0].sku == "CAP"


@pytest.mark.parametrize("leaving", [PlaceScanned("A-02"), ProductScanned(CAP), TOTE, PlaceScanned("A-01")])
def test_a_count_once_begun_is_finished_or_shorted(leaving: object) -> None:
    """
    Three of five counted: walking on books nothing and says "3 of 5".
    """
    play = walk(FIVE_SOCKS, ONE_CAP)
    play.give(*[ProductScanned(SOCK)] * 3)
    said = play.give(leaving)  # type: ignore[arg-type]
    assert refusal(said) is Refusal.COUNT_UNFINISHED
    assert said.refused is not None
    assert said.refused.expected == "3 / 5"


def test_a_strange_product_in_a_count_is_a_wrong_item() -> None:
    """
    Wrong goods are called wrong goods, even in the middle of a count.
    """
    play = walk(FIVE_SOCKS)
    play.give(*[ProductScanned(SOCK)] * 3)
    assert refusal(play.give(ProductScanned(STRANGER))) is Refusal.WRONG_PRODUCT


def test_a_case_counts_its_content() -> None:
    """
    A case of five is five pieces in one scan; a case of two begins a count; one of six is too many.
    """
    whole, part, much = walk(FIVE_SOCKS), walk(FIVE_SOCKS), walk(FIVE_SOCKS)
    whole.give(ProductScanned(SOCK, 5))
    assert isinstance(whole.state, AwaitDrop)
    part.give(ProductScanned(SOCK, 2))
    assert refusal(part.give(PACK)) is Refusal.COUNT_UNFINISHED
    assert refusal(much.give(ProductScanned(SOCK, 6))) is Refusal.TOO_MANY
    assert refusal(part.give(ProductScanned(SOCK, 4))) is Refusal.TOO_MANY


def test_two_lines_of_one_product_are_one_stop_and_two_bookings() -> None:
    """
    The picker sees five socks; the lines get three and two.
    """
    play = walk(line(1, SOCK, {"A-01": 3}), line(2, SOCK, {"A-01": 2}))
    assert [stop.wanted for stop in play.state.stops] == [5]
    play.give(ProductScanned(SOCK), TOTE)
    assert [(f.line, f.quantity) for f in play.standing(Picked)] == [(1, 1), (1, 2), (2, 2)]


def test_one_product_at_two_places_is_two_stops() -> None:
    """
    The first place is confirmed by the second; each place loses its own pieces.
    """
    play = walk(line(1, SOCK, {"A-01": 2, "B-02": 3}))
    play.give(ProductScanned(SOCK), PlaceScanned("B-02"), ProductScanned(SOCK), PACK)
    assert booked(play) == [
        ("SOCK", 1, "A-01"),
        ("SOCK", 1, "A-01"),
        ("SOCK", 1, "B-02"),
        ("SOCK", 2, "B-02"),
    ]
