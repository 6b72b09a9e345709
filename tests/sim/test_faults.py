"""A simulator that finds nothing proves nothing: each known fault, put into a device or into central, is found."""

import pytest

from tests.sim.faults import FAULTS
from tests.sim.shift import furnished

FOUND_BY = {
    "acks on send": 1,
    "acks what came meanwhile": 34,
    "drops on ack": 0,
    "newest first": 0,
    "cursor before rows": 24,
    "keeps what is gone": 0,
    "skips rows": 0,
    "covers on every page": 2,
    "overlay dropped early": 0,
    "half scans": 23,
    "number stays free": 1,
    "reports on send": 5,
    "trusts the clock": 1,
    "counts twice": 0,
    "refuses the stray": 0,
    "holds for ever": 2,
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_found(name: str) -> None:
    """
    Its first seed says in a sentence which promise was broken.
    """
    fault = FAULTS[name]
    with furnished(fault.central) as house:
        assert house.shift(FOUND_BY[name], fault.parts, restores=False).wrong
