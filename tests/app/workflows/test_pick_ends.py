"""How a pick goes short, ends at the drop-off, is taken back and gone on with, in the words of the floor."""

import pytest

from app.domain.facts import Shorted, TotesDropped
from app.domain.orders import WorkLine
from app.inputs import (
    HelpPressed,
    PlaceScanned,
    ProductScanned,
    Refusal,
    ShortPressed,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows.pick import REASONS, AwaitDrop, AwaitProduct, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, SOCK, STRANGER, line, order, product, to_pick

TOTE = ToteScanned("0417")
PACK = PlaceScanned("PACK", "pack")
FIVE_SOCKS = line(1, SOCK, {"A-01": 5})
ONE_CAP = line(2, CAP, {"A-02": 1})


def walk(*lines: WorkLine) -> Played:
    """A picker with an empty tote in front of the first stop."""
    return Played(step, begin(to_pick(*lines)))


# Short ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", REASONS)
def test_short_books_what_is_missing_with_its_reason(reason: str) -> None:
    """
    Two of five were there: three are short, and the walk goes on.
    """
    play = walk(FIVE_SOCKS, ONE_CAP)
    play.give(ProductScanned(SOCK), ProductScanned(SOCK))
    said = play.give(ShortPressed(reason))
    assert said.facts == (Shorted("SO-1", 1, "SOCK", 3, "A-01", reason),)
    assert said.tone is Tone.NOTED
    assert play.state.stops[0].sku == "CAP"


@pytest.mark.parametrize("reason", [None, "because"])
def test_short_needs_a_reason(reason: str | None) -> None:
    """
    Empty, damaged or not found: somebody has to follow it up.
    """
    assert refusal(walk(FIVE_SOCKS).give(ShortPressed(reason))) is Refusal.REASON_MISSING


def test_short_names_every_line_of_the_stop() -> None:
    """
    One taken of three and two: line 1 misses two, line 2 misses two.
    """
    play = walk(line(1, SOCK, {"A-01": 3}), line(2, SOCK, {"A-01": 2}))
    play.give(ProductScanned(SOCK), ShortPressed("empty"))
    assert [(f.line, f.quantity) for f in play.standing(Shorted)] == [(1, 2), (2, 2)]


# The drop-off ---------------------------------------------------------------------------------


def test_the_drop_off_ends_the_pick() -> None:
    """
    The tote stands at PACK, and says so.
    """
    play = walk(ONE_CAP)
    said = play.give(ProductScanned(CAP), PACK)
    assert said.facts == (TotesDropped("SO-1", "0417", "PACK"),)
    assert said.tone is Tone.JOB_DONE


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (PlaceScanned("A-01"), Refusal.WRONG_PLACE),
        (ProductScanned(CAP), Refusal.TOO_MANY),
        (ProductScanned(STRANGER), Refusal.WRONG_PRODUCT),
        (TOTE, Refusal.SCAN_PLACE),
        (ShortPressed("empty"), Refusal.SCAN_PLACE),
    ],
)
def test_at_the_end_only_the_drop_off_is_right(given: object, reason: Refusal) -> None:
    """
    With everything in the tote there is one thing left to scan.
    """
    play = walk(ONE_CAP)
    play.give(ProductScanned(CAP))
    assert refusal(play.give(given)) is reason  # type: ignore[arg-type]


def test_a_tote_with_nothing_in_it_is_dropped_off_too() -> None:
    """
    Everything was missing: the tote still goes back, so that the next one finds it.
    """
    play = walk(ONE_CAP)
    play.give(ShortPressed("not_found"), PACK)
    assert isinstance(play.state, Finished)
    assert play.state.work.kind is None


# Undo, help, going on --------------------------------------------------------------------------


def test_undo_takes_scans_back_last_first() -> None:
    """
    While the goods are in the hands, each scan can be taken back, down to the tote.
    """
    play = Played(step, begin(order(FIVE_SOCKS, ONE_CAP)))
    states = [play.state]
    for given in (TOTE, ProductScanned(SOCK), PlaceScanned("A-02"), ShortPressed("empty")):
        play.give(given)
        states.append(play.state)
    for state in reversed(states[:-1]):
        assert refusal(play.give(UndoPressed())) is None
        assert play.state == state
    assert refusal(play.give(UndoPressed())) is Refusal.NOTHING_TO_UNDO


def test_a_dropped_tote_is_not_taken_back() -> None:
    """
    The tote has left the hands; it is a new job to put goods back.
    """
    play = walk(ONE_CAP)
    play.give(ProductScanned(CAP), PACK)
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED
    assert refusal(play.give(PACK)) is Refusal.NOT_EXPECTED


def test_help_changes_nothing() -> None:
    """
    Help says again what is expected; it is neither good nor wrong.
    """
    play = walk(FIVE_SOCKS)
    before = play.state
    assert play.give(HelpPressed()).tone is Tone.NOTED
    assert play.state == before


def test_a_half_done_walk_goes_on_where_it_was_left() -> None:
    """
    Two of five are in the tote: three are still asked for, none twice.
    """
    play = walk(FIVE_SOCKS, ONE_CAP)
    play.give(ProductScanned(SOCK), ProductScanned(SOCK))
    again = begin(play.state.work)
    assert isinstance(again, AwaitProduct)
    assert [(stop.sku, stop.wanted) for stop in again.stops] == [("SOCK", 3), ("CAP", 1)]
    assert isinstance(begin(to_pick(line(1, product("GONE"), {}))), AwaitDrop)
