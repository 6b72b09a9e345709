"""A simulator that finds nothing proves nothing: each known fault, put into a device or into central, is found."""

import pytest

from tests.sim.faults import FAULTS
from tests.sim.house import furnished

FOUND_BY = {
    "acks on send": 2,
    "drops on ack": 0,
    "newest first": 0,
    "keeps what is gone": 0,
    "skips rows": 0,
    "overlay dropped early": 5,
    "number stays free": 1,
    "counts twice": 1,
    "refuses the stray": 1,
}


@pytest.mark.parametrize("name", sorted(FOUND_BY))
def test_a_fault_is_found(name: str) -> None:
    """
    Its first seed says in a sentence which promise was broken.
    """
    fault = FAULTS[name]
    with furnished(fault.central) as house:
        assert house.shift(FOUND_BY[name], fault.parts, stores=False).wrong
