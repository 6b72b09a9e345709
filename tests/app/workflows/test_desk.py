"""How people log in, what a desk does between jobs, and what it refuses, in the words of the floor."""

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
    PinTyped,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    Refusal,
    ReturnScanned,
    ReturnsPressed,
    SettlePressed,
    StartPressed,
    Supply,
    Tone,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from app.workflows.desk import AtAttention, AtReturns, AwaitPin, Home, LoggedOut, Working, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import ANNA, BEN, PIN, SMALL, SOCK, SSCC, STRANGER, product

BADGE = BadgeScanned("7", ANNA)
HOME = Home(ANNA)
PLACES = (HOME, AtReturns(ANNA), AtAttention(ANNA), Working(ANNA, "pick:SO-1"))


def at(state: object) -> Played:
    return Played(step, state)


def second(now_s: int) -> Supply:
    return Supply(now_ms=now_s * 1000)


# Login ----------------------------------------------------------------------------------------


def test_login_is_a_badge_and_a_pin() -> None:
    """
    Scan the badge, type the PIN, be at home.
    """
    desk = at(begin())
    desk.give(BADGE)
    assert desk.state == AwaitPin(ANNA)
    desk.give(PinTyped(PIN))
    assert desk.state == Home(ANNA)


@pytest.mark.parametrize(
    "given",
    [ProductScanned(SOCK), ToteScanned("1"), UnknownScanned("x"), StartPressed("pick"), PinTyped(PIN)],
)
def test_nothing_goes_before_login(given: Input) -> None:
    """
    A scan while logged out says so, whatever it is.
    """
    assert refusal(at(LoggedOut()).give(given)) is Refusal.NOT_LOGGED_IN
    if not isinstance(given, PinTyped):
        assert refusal(at(AwaitPin(ANNA)).give(given)) is Refusal.NOT_LOGGED_IN


@pytest.mark.parametrize("state", [LoggedOut(), AwaitPin(ANNA), *PLACES])
def test_a_badge_that_nobody_knows_is_refused(state: object) -> None:
    """
    An old badge opens nothing, wherever it is scanned.
    """
    assert refusal(at(state).give(BadgeScanned("99", None))) is Refusal.UNKNOWN_BADGE


def test_the_next_badge_at_the_pin_is_another_person() -> None:
    """
    Wrong badge taken: the right one is scanned over it.
    """
    desk = at(AwaitPin(ANNA))
    desk.give(BadgeScanned("8", BEN))
    assert desk.state.person == BEN


def test_five_wrong_pins_wait_and_each_further_one_waits_longer() -> None:
    """
    Guessing gets slow: half a minute after five, then twice as long; the right PIN waits as well.
    """
    desk = at(begin())
    desk.give(BADGE)
    for _ in range(5):
        assert _typed(desk, "0000", now_s=100) is Refusal.WRONG_PIN
    assert _typed(desk, PIN, now_s=129) is Refusal.PIN_WAIT
    assert _typed(desk, "0000", now_s=130) is Refusal.WRONG_PIN
    assert _typed(desk, PIN, now_s=189) is Refusal.PIN_WAIT
    assert _typed(desk, PIN, now_s=190) is None
    assert desk.state == Home(ANNA)


def _typed(desk: Played, pin: str, *, now_s: int) -> Refusal | None:
    """A wrong PIN is the one refusal that is counted, so the desk's state may differ after it."""
    said = step(desk.state, PinTyped(pin), second(now_s))
    assert said.facts == ()
    desk.state = said.state
    return refusal(said)


def test_the_wait_says_how_long() -> None:
    """
    Eleven seconds and a bit are twelve.
    """
    desk = at(begin())
    desk.give(BADGE)
    for _ in range(5):
        _typed(desk, "0000", now_s=100)
    said = step(desk.state, PinTyped(PIN), Supply(now_ms=118_500))
    assert said.refused is not None
    assert said.refused.expected == "12"


def test_going_away_does_not_end_the_wait() -> None:
    """
    Leaving the PIN, or scanning another badge between, starts no new count.
    """
    desk = at(begin())
    desk.give(BADGE)
    for _ in range(5):
        _typed(desk, "0000", now_s=100)
    desk.give(HomePressed(), BADGE, BadgeScanned("8", BEN))
    assert _typed(desk, "1111", now_s=101) is Refusal.WRONG_PIN
    desk.give(BADGE)
    assert _typed(desk, PIN, now_s=101) is Refusal.PIN_WAIT


def test_four_wrong_pins_cost_nothing() -> None:
    """
    Everybody mistypes.
    """
    desk = at(begin())
    desk.give(BADGE)
    for _ in range(4):
        _typed(desk, "0000", now_s=100)
    assert _typed(desk, PIN, now_s=100) is None


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
        (ToteScanned("0417", "SO-1"), Opening("tote", "SO-1")),
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
