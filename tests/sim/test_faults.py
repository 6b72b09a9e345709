"""A simulator that finds nothing proves nothing: each known fault, put into a device or into central, is found."""

import pytest

from tests.sim.faults import FAULTS
from tests.sim.house import furnished

# the seeds that found them last; a change of the simulator may move them
FOUND_BY = {
    "acks on send": 10,
    "acks what came meanwhile": 13,
    "counts twice": 6,
    "covers on every page": 111,
    "cursor before rows": 102,
    "drops on ack": 0,
    "half scans": 14,
    "holds for ever": 5,
    "keeps what is gone": 0,
    "knows no forks": 21,
    "newest first": 0,
    "number stays free": 1,
    "overlay dropped early": 10,
    "refuses the stray": 2,
    "reports on send": 5,
    "skips rows": 0,
    "trusts the clock": 141,
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
