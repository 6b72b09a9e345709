"""How far a device's clock is off, from the times in central's answers."""

from hypothesis import given
from hypothesis import strategies as st

from sync.device.clock import Reading, better, minutes_off, reading

NOW_MS = 1_790_000_000_000
TWO_YEARS_MS = 2 * 365 * 24 * 3600 * 1000


@given(st.integers(-TWO_YEARS_MS, TWO_YEARS_MS), st.integers(0, 3000), st.integers(0, 3000))
def test_the_truth_lies_within_the_error(off_ms: int, there_ms: int, back_ms: int) -> None:
    """
    However long a message took on its way there and back.
    """
    arrived_ms = NOW_MS + there_ms + back_ms + off_ms
    said = reading(arrived_ms, NOW_MS + there_ms, there_ms + back_ms)
    assert said is not None
    assert abs(said.off_ms - off_ms) <= said.error_ms + 1


def test_an_answer_that_took_too_long_says_nothing() -> None:
    """
    Nor does one that came before it was asked for.
    """
    assert reading(NOW_MS, NOW_MS, 60_000) is None
    assert reading(NOW_MS, NOW_MS, -1) is None


def test_the_most_exact_answer_counts_until_a_clock_is_set() -> None:
    """
    A slow answer changes nothing; one that can't be true together with the last says that the clock was set.
    """
    exact, slow = Reading(1000, 5), Reading(1400, 2000)
    kept = better(exact, slow)
    assert kept.off_ms == 1000
    assert better(slow, exact) == exact
    assert better(kept, Reading(300_000, 2000)).off_ms == 300_000
    for _ in range(1000):
        kept = better(kept, slow)
    assert kept == slow


def test_only_minutes_are_worth_showing() -> None:
    """
    From two minutes on, ahead or behind.
    """
    assert [minutes_off(ms) for ms in (None, 0, 119_999, 120_000, -300_000)] == [0, 0, 0, 2, -5]
