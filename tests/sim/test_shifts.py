"""Whole shifts with a bad network, pulled plugs and jumping clocks: nothing that beeped good is lost or counts twice."""

from tests.sim.handheld import Parts
from tests.sim.shift import furnished

SEEDS = 16


def test_nothing_is_lost_and_nothing_counts_twice_whatever_happens() -> None:
    """
    Requests, answers, power and mirrors get lost; after each step and in the end every promise holds.
    """
    with furnished() as house:
        wrong = {seed: house.shift(seed, Parts()).wrong for seed in range(SEEDS)}
    assert {seed: sentences for seed, sentences in wrong.items() if sentences} == {}


def test_a_seed_tells_the_same_story_each_time() -> None:
    """
    Whoever finds a wrong seed can look at it again.
    """
    with furnished() as house:
        assert house.shift(7, Parts()).trace == house.shift(7, Parts()).trace
