"""Stories that Hypothesis makes of scans, kills, lost messages, restored and copied stores: every promise holds."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sim.faults import FAULTS
from tests.sim.handheld import Parts
from tests.sim.house import House, furnished
from tests.sync.machine import Floor

# always the same stories, so that a slow machine or an unlucky day is no reason to be red
STORIES = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
SEARCH = settings(STORIES, max_examples=50, phases=(Phase.generate,))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with furnished() as found:
        yield found


def _play(house: House, parts: Parts, no: int, how: settings) -> None:
    make: Any = seed(no)(lambda: Floor(house, parts))
    run_state_machine_as_test(cast(type[Floor], make), settings=how)


@pytest.mark.parametrize("no", range(10))
def test_whatever_happens_in_whatever_order_every_promise_holds(house: House, no: int) -> None:
    """
    Exactly once, own scans on the own screen, mirrors that agree in quiet, orders that end.
    """
    _play(house, Parts(), no, STORIES)


@pytest.mark.parametrize("name", ["drops on ack", "keeps what is gone", "newest first"])
def test_the_machine_finds_a_fault(house: House, name: str) -> None:
    """
    A device that is known to be wrong breaks a promise within these stories.
    """
    with pytest.raises(AssertionError):
        _play(house, FAULTS[name].parts, 0, SEARCH)
