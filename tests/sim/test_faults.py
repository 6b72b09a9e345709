"""A simulator that finds nothing proves nothing: each known fault, put into a device or into central, is found."""

import pytest

from tests.sim.faults import FAULTS
from tests.sim.house import furnished

# the seeds that found them last; a change of the simulator may move them
FOUND_BY = {
    "acks on send": 7,
    "acks what came meanwhile": 9,
    "counts twice": 0,
    "covers on every page": 15,
    "cursor before rows": 20,
    "drops on ack": 0,
    "half scans": 23,
    "holds for ever": 4,
    "keeps what is gone": 0,
    "knows no forks": 23,
    "newest first": 0,
    "number stays free": 1,
    "overlay dropped early": 7,
    "puts back twice": 13,
    "refuses the stray": 0,
    "reports on send": 9,
    "skips rows": 4,
    "tells nobody": 9,
    "trusts the clock": 68,
}
SEEDS_MAX = 300


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_found(name: str) -> None:
    """
    A seed says in a sentence which promise was broken.
    """
    fault = FAULTS[name]
    with furnished(fault.central) as house:
        seeds = (FOUND_BY[name], *range(SEEDS_MAX))
        assert any(house.shift(seed, fault.parts, stores=fault.stores).wrong for seed in seeds)
