"""The real central behind a cable that can be pulled, and an enrolled device whose threads do not run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.main import Device
from sync.device.http import Central
from tests.journeys.in_process.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Central with goods on the shelves and one order."""
    made = House.of(tmp_path)
    made.central.furnish()
    made.central.order("SO-1", ("MUG", 1))
    yield made
    made.close()


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    made = house.device()
    yield made
    made.close()


@pytest.fixture
def central(device: Device) -> Iterator[Central]:
    """What the device calls, through the cable."""
    identity = device.stores.identity
    made = Central(identity.get("central"), identity.get("token"))
    yield made
    made.close()
