"""A running demo for the journeys of one file."""

from collections.abc import Iterator

import pytest

from tests.journeys.outside.floor import Warehouse, free_ports


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path_factory.mktemp("outside") / "home", free_ports())
    warehouse.start()
    try:
        yield warehouse
    finally:
        warehouse.stop()
