"""One furnished house for all seeds of a file."""

from collections.abc import Iterator

import pytest

from tests.sim.house import House, furnished


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with furnished() as found:
        yield found
