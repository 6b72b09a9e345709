"""One launcher for all devices of a test file, and a station with a warehouse of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.in_process.house import House
from tests.journeys.nothing_lost.person import ORDER_LINES
from tests.journeys.nothing_lost.station import Launcher, Station

ORDERS = 60


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    made = Launcher()
    yield made
    made.close()


@pytest.fixture
def orders() -> int:
    """How many orders central has."""
    return ORDERS


@pytest.fixture
def station(tmp_path: Path, launcher: Launcher, orders: int) -> Iterator[Station]:
    """An enrolled device that runs, and enough orders for all shifts."""
    house = House.of(tmp_path)
    house.central.furnish()
    for no in range(orders):
        house.central.order(f"SO-{no}", *ORDER_LINES[no % 2])
    made = Station(house, launcher)
    try:
        made.start()
        made.enrol()
        yield made
    finally:
        if made.pid:
            made.kill()
        house.close()
