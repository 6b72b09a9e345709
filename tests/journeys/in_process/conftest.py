"""One furnished warehouse for each journey in this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.in_process.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Central, cable and printer, with goods on the shelves."""
    made = House.of(tmp_path)
    made.central.furnish()
    yield made
    made.close()
