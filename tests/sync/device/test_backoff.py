"""How long a device waits before it asks a central again that did not answer."""

from hypothesis import given
from hypothesis import strategies as st

from sync.device.backoff import CEILING_S, FIRST_S, pause_s, spread_s


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_wait_lies_between_nothing_and_a_ceiling_that_doubles(failures: int, chance: float) -> None:
    """
    Half a second after the first failure, a minute at the most, however long central is away.
    """
    ceiling_s = min(CEILING_S, FIRST_S * 2.0 ** min(failures - 1, 20))
    assert 0 <= pause_s(failures, chance) <= ceiling_s
    assert pause_s(failures, 1) == ceiling_s
    assert pause_s(failures, 0) == 0


def test_devices_that_lost_central_together_do_not_come_back_together() -> None:
    """
    A thousand devices after ten failures: in no second of that minute do more than 2 % of them ask.
    """
    waits = [pause_s(10, no / 1000) for no in range(1000)]
    assert max(sum(second <= wait < second + 1 for wait in waits) for second in range(60)) <= 20


@given(st.floats(0.1, 100), st.floats(0, 1))
def test_polls_are_spread(every_s: float, chance: float) -> None:
    """
    Never more seldom than promised, never all at once.
    """
    assert 0.74 * every_s <= spread_s(every_s, chance) <= every_s * 1.001
