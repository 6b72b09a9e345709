"""How people log in, and how slow it is to guess a PIN, in the words of the floor."""

import pytest

from app import jobs
from app.inputs import (
    AttentionPressed,
    BadgeScanned,
    HomePressed,
    Input,
    LogoutPressed,
    PinTyped,
    ProductScanned,
    Refusal,
    ReturnsPressed,
    StartPressed,
    Supply,
    ToteScanned,
    UnknownScanned,
)
from app.workflows.desk import AtAttention, AtReturns, AwaitPin, Home, LoggedOut, Working, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import ANNA, BEN, PIN, SOCK

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


def test_a_colleagues_login_does_not_end_the_wait() -> None:
    """
    Who knows one PIN gets no fresh tries at another: through home, a job and a logout it goes on resting.
    """
    desk = at(begin())
    desk.give(BadgeScanned("8", BEN))
    for _ in range(5):
        _typed(desk, "0000", now_s=100)
    desk.give(BADGE, PinTyped(PIN), ReturnsPressed(), AttentionPressed(), HomePressed(), LogoutPressed())
    desk.give(BADGE, PinTyped(PIN))
    desk.state = jobs.at_home(ANNA, jobs.at_job(ANNA, "pick:SO-1", desk.state))
    desk.give(BadgeScanned("8", BEN))
    assert _typed(desk, "0815", now_s=101) is Refusal.PIN_WAIT


def test_four_wrong_pins_cost_nothing() -> None:
    """
    Everybody mistypes.
    """
    desk = at(begin())
    desk.give(BADGE)
    for _ in range(4):
        _typed(desk, "0000", now_s=100)
    assert _typed(desk, PIN, now_s=100) is None
