"""When a device goes round again: often while someone works with it, seldom while central is in trouble."""

from sync.device.backoff import CEILING_S
from sync.device.http import SILENCE_S, TIMEOUT, CentralAway
from sync.device.pace import IN_USE_CEILING_S, IN_USE_S, POLL_LISTENING_S, POLL_S, Pace

GONE = CentralAway("nobody listens there")
SICK = CentralAway("status 503", busy=True, after_s=7)


def failed(away: CentralAway, times: int = 20) -> Pace:
    pace = Pace(0.0)
    for _ in range(times):
        pace.failed(away)
    return pace


def wait_s(pace: Pace, now_s: float = 1.0, *, listening: bool = False) -> float:
    return pace.wait_s(now_s, 1.0, listening=listening)


def test_who_hears_of_news_asks_seldom() -> None:
    """
    While the stream lives a poll is only a net under it.
    """
    pace = Pace(0.0)
    assert wait_s(pace) == POLL_S
    assert wait_s(pace, listening=True) == POLL_LISTENING_S


def test_a_device_in_use_finds_central_again_soon() -> None:
    """
    Somebody scanned within the last minutes and the network is back: seconds, not a minute. One on its charger can wait.
    """
    pace = failed(GONE)
    assert wait_s(pace, 1.0) == IN_USE_CEILING_S
    assert wait_s(pace, IN_USE_S + 1) == CEILING_S
    pace.worked(IN_USE_S)
    assert wait_s(pace, IN_USE_S + 1) == IN_USE_CEILING_S


def test_a_central_that_is_gone_is_noticed_in_time() -> None:
    """
    Five seconds are promised: its stream falls silent, and the next question has no answer either.
    """
    assert TIMEOUT.read is not None
    assert SILENCE_S + TIMEOUT.read <= 5


def test_a_central_in_trouble_is_left_alone() -> None:
    """
    It answers that it is busy, or too late: up to a minute, never less than it asks for, and no scan cuts that short.
    """
    assert wait_s(failed(SICK)) == CEILING_S
    assert failed(SICK, 1).wait_s(1.0, 0.0, listening=False) == 7
    assert failed(SICK).spares_central
    assert not failed(GONE).spares_central


def test_an_answer_ends_the_back_off() -> None:
    """
    The next round is as if nothing had been.
    """
    pace = failed(SICK)
    assert pace.backs_off
    pace.answered()
    assert not pace.backs_off
    assert wait_s(pace) == POLL_S


def test_news_leave_central_as_much_rest_as_work() -> None:
    """
    The slower a round was, the longer until the next one that central's own news ask for.
    """
    assert Pace.breath_s(0.0) < Pace.breath_s(0.5) == 0.5 < Pace.breath_s(60.0) == 2.0
