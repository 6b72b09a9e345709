"""Whole shifts, the fifth hundred of seeds: a file is what one worker takes, so that all of them share the seeds."""

import pytest

from tests.sim.handheld import Parts
from tests.sim.house import House


@pytest.mark.parametrize("first", range(400, 500, 5))
def test_nothing_is_lost_and_nothing_counts_twice_whatever_happens(house: House, first: int) -> None:
    """
    Requests, answers, power, mirrors and stores get lost; after each step and in the end every promise holds.
    """
    wrong = {seed: house.shift(seed, Parts()).wrong for seed in range(first, first + 5)}
    assert {seed: sentences for seed, sentences in wrong.items() if sentences} == {}
