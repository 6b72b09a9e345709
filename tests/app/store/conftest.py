"""A device with a small floor for the tests of what the floor shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.main import Device
from tests.app.desk.small_floor import small_floor


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    """A device on fresh stores; its threads do not run."""
    made = small_floor(tmp_path)
    yield made
    made.close()
