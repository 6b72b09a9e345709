"""What a desk does between jobs, what a scan opens there, and what it refuses, in the words of the floor."""

import pytest

from app.domain.facts import AttentionSettled
from app.inputs import (
    AnswerPressed,
    AttentionPressed,
    BadgeScanned,
    CartonScanned,
    DonePressed,
    HelpPressed,
    HomePressed,
    Input,
    LogoutPressed,
    Opening,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    Refusal,
    ReturnScanned,
    ReturnsPressed,
    SettlePressed,
    StartPressed,
    Tone,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from app.workflows.desk import AtAttention, AtReturns, AwaitPin, Home, LoggedOut, Working, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import ANNA, BEN, SMALL, SOCK, SSCC, STRANGER, product

BADGE = BadgeScanned("7", ANNA)
HOME = Home(ANNA)
PLACES = (HOME, AtReturns(ANNA), AtAttention(ANNA), Working(ANNA, "pick:SO-1"))


def at(state: object) -> Played:
    return Played(step, state)


# Home and away --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PLACES)
@pytest.mark.parametrize("given", [HomePressed(), DonePressed(), BADGE])
def test_home_is_one_step_away_from_everywhere(state: object, given: Input) -> None:
    """
    The home button, "done" and the own badge lead home.
    """
    desk = at(state)
    assert refusal(desk.give(given)) is None
    assert desk.state == HOME


@pytest.mark.parametrize("state", [*PLACES, AwaitPin(ANNA)])
def test_logout_is_possible_from_everywhere(state: object) -> None:
    """
    Nobody works under another name.
    """
    desk = at(state)
    desk.give(LogoutPressed())
    assert desk.state == LoggedOut()


def test_a_colleagues_badge_asks_for_a_pin() -> None:
    """
    The next shift scans its badge without a logout before.
    """
    desk = at(HOME)
    desk.give(BadgeScanned("8", BEN))
    assert desk.state == AwaitPin(BEN)


def test_lists_are_shown_on_demand() -> None:
    """
    The returns desk and the list of exceptions.
    """
    desk = at(HOME)
    desk.give(AttentionPressed())
    assert desk.state == AtAttention(ANNA)
    desk.give(ReturnsPressed())
    assert desk.state == AtReturns(ANNA)
    assert at(HOME).give(StartPressed("return")).state == AtReturns(ANNA)


def test_an_exception_is_settled_once() -> None:
    """
    The second who presses hears that somebody was faster.
    """
    desk = at(AtAttention(ANNA))
    assert desk.give(SettlePressed("a1", "done")).facts == (AttentionSettled("a1", "done"),)
    assert refusal(desk.give(SettlePressed("a1", "done", known=False))) is Refusal.ATTENTION_GONE


# What a scan opens ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "opening"),
    [
        (StartPressed("pick", "SO-1"), Opening("pick", "SO-1")),
        (StartPressed("pack", "SO-1"), Opening("pack", "SO-1")),
        (OrderScanned("SO-1", "pick", mine=True), Opening("pick", "SO-1")),
        (OrderScanned("SO-1", "pack", mine=True), Opening("pack", "SO-1")),
        (OrderScanned("SO-1", None, mine=False, rma="RMA-1"), Opening("return", "RMA-1")),
        (OrderScanned("SO-1", None, mine=False, shipped=True), Opening("return", "SO-1")),
        (ToteScanned("0417", "SO-1"), Opening("tote", "SO-1", ToteScanned("0417", "SO-1"))),
        (ToteScanned("0500"), Opening("pick", None, ToteScanned("0500"))),
        (ReturnScanned("RMA-1"), Opening("return", "RMA-1")),
        (ParcelScanned(SSCC, "SO-1"), Opening("return", SSCC)),
        (ParcelScanned(SSCC, None, "RMA-1"), Opening("return", SSCC)),
    ],
)
def test_a_scan_opens_its_job(given: Input, opening: Opening) -> None:
    """
    An order its next job, a tote with goods its packing, an empty one a pick, an RMA or a parcel its return.
    """
    said = at(HOME).give(given)
    assert (said.opens, said.state, said.facts) == (opening, HOME, ())


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (StartPressed("pick"), Refusal.NO_WORK),
        (OrderScanned("SO-1", None, mine=False), Refusal.ORDER_DONE),
        (OrderScanned("SO-1", "pick", mine=False, holder="HH-04"), Refusal.ORDER_ELSEWHERE),
        (OrderScanned("SO-1", "pick", mine=False), Refusal.ORDER_NOT_HELD),
        (OrderScanned("SO-1", None, mine=False, waits=True, missing="2 × Sock"), Refusal.ORDER_WAITING),
        (ParcelScanned("340123450000000185"), Refusal.PARCEL_UNKNOWN),
        (UnknownScanned("???"), Refusal.UNKNOWN_CODE),
        (UndoPressed(), Refusal.NOTHING_TO_UNDO),
        (PrinterScanned("1"), Refusal.NOT_EXPECTED),
        (AnswerPressed("yes"), Refusal.NOT_EXPECTED),
    ],
)
def test_what_opens_nothing_says_why(given: Input, reason: Refusal) -> None:
    """
    Done, elsewhere, not at hand, unknown: each its own words.
    """
    assert refusal(at(HOME).give(given)) is reason


@pytest.mark.parametrize(
    "given",
    [
        StartPressed("pack", "SO-1"),
        OrderScanned("SO-1", "pack", mine=True),
        ReturnsPressed(),
        ReturnScanned("RMA-1"),
        ParcelScanned(SSCC, "SO-1"),
    ],
)
def test_nobody_does_what_the_badge_is_not_set_up_for(given: Input) -> None:
    """
    Ben picks; packing and returns are not his.
    """
    assert refusal(at(Home(BEN)).give(given)) is Refusal.NOT_YOUR_ROLE
    assert refusal(at(Home(BEN)).give(StartPressed("pick", "SO-1"))) is None


def test_a_product_on_the_returns_tile_opens_a_blind_return() -> None:
    """
    Nothing on paper, the goods in hand: the scan opens the return and is its first piece.
    """
    said = at(AtReturns(ANNA)).give(ProductScanned(SOCK))
    assert said.opens == Opening("return", None, ProductScanned(SOCK))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (ProductScanned(STRANGER), "said.product_lies"),
        (ProductScanned(product("GONE")), "said.product_nowhere"),
        (PlaceScanned("A-01", "storage", ("SOCK",)), "said.place"),
        (CartonScanned(SMALL), "said.carton_is"),
        (HelpPressed(), "said.help"),
    ],
)
def test_a_scan_at_home_tells_what_is_known_of_it(given: Input, words: str) -> None:
    """
    A product says where it lies, a place what lies there, a carton how big it is.
    """
    said = at(HOME).give(given)
    assert said.said is not None
    assert (said.said.id, said.tone, said.state) == (words, Tone.NOTED, HOME)
