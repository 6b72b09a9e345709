"""One short story, told again and again: each time the power goes at another one of its durable steps."""

import random
from collections.abc import Iterator

import pytest

from tests.sim.handheld import Handheld, Parts
from tests.sim.house import House
from tests.sim.network import Crash
from tests.sim.promises import broken_at, broken_in_quiet
from tests.sim.shift import Shift

NEVER = 10_000
EACH = 3  # of the steps; the shifts take the others by chance
PARTS = 8


def _told(shift: Shift, device: Handheld) -> Iterator[None]:
    """Take work in hand, pick, hand it in, lose the mirror, pick on, take back, hand in again."""
    device.sync.once()
    yield
    for _ in range(2):
        device.hands.work()
        yield
    device.sync.once()
    yield
    device.lose_mirror()
    device.hands.work()
    yield
    device.hands.take_back()
    yield
    device.sync.once()


def _with_kill_at(house: House, step: int) -> tuple[list[str], int]:
    """What is wrong when the power goes at this step; and how many steps were left."""
    with house.day(random.Random(5), Parts(), stores=False) as shift:
        shift.wire.troubled = False
        device = shift.devices[0]
        device.breaks_at = step
        story = _told(shift, device)
        for _ in range(7):
            try:
                next(story, None)
            except Crash:
                device.crash()
                device.revive()
                break
            shift.wrong += broken_at(shift, device)
        left = device.breaks_at if device.breaks_at is not None else 0
        device.breaks_at = None
        shift.wrong += broken_at(shift, device)
        for _ in range(3):
            for one in shift.devices:
                one.sync.once()
        return [*shift.wrong, *broken_in_quiet(shift)], left


@pytest.mark.parametrize("part", range(PARTS))
def test_the_power_may_go_at_any_step(house: House, part: int) -> None:
    """
    Around every commit, request and page: what beeped is there, counts once, and everybody agrees afterwards.
    """
    wrong, left = _with_kill_at(house, NEVER)
    steps = NEVER - left
    assert (wrong, steps > 40) == ([], True)
    found = {step: _with_kill_at(house, step)[0] for step in range(part * EACH, steps, PARTS * EACH)}
    assert {step: sentences for step, sentences in found.items() if sentences} == {}
