"""The scale of a station, over a real port: only what is awaited and stands still is scanned."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.inputs import Message
from app.scales.simulated import SimulatedScale
from app.scales.station import StationScale
from app.scales.wires import ScaleAddress, opened
from app.views.view import JobView, View
from tests.screens.host.memory_door import MemoryDoor


class Table(MemoryDoor):
    """A packing table that awaits a weight, or not."""

    awaits: tuple[str, ...] = ("weight",)

    def view(self, desk: str) -> View:
        seen = super().view(desk)
        job = JobView("pack:SO-1", "pack", "SO-1")
        return replace(seen, screen="pack", job=job, awaits=self.awaits, prompt=Message("prompt.weight"))


@pytest.fixture
def scale() -> Iterator[SimulatedScale]:
    made = SimulatedScale(0)
    made.start()
    yield made
    made.close()


def connected(table: Table, scale: SimulatedScale, ask: str = "") -> StationScale:
    numbers = itertools.count()
    address = ScaleAddress("127.0.0.1", scale.port)
    return StationScale(table, lambda: f"w-{next(numbers)}", lambda: opened(address), ask)


def until(true: Callable[[], object]) -> None:
    ends_at = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends_at, "it did not come true"
        time.sleep(0.05)


def test_a_parcel_on_the_scale_is_weighed_by_itself(scale: SimulatedScale) -> None:
    """
    Put down, it dances, it stands still: one scan. The next one after it was taken off.
    """
    table = Table()
    station = connected(table, scale)
    station.start()
    scale.put(1234)
    until(lambda: table.codes == ["1234 g"])
    scale.put(0)
    scale.put(567)
    until(lambda: table.codes == ["1234 g", "567 g"])
    station.close()


def test_where_no_weight_is_awaited_nothing_is_scanned(scale: SimulatedScale) -> None:
    """
    A coffee cup on the plate while somebody packs; when the parcel is full what lies there counts.
    """
    table = Table()
    station = connected(table, scale)
    for _ in range(9):
        station.hear("ST,GS,+  0.300kg")
    table.awaits = ("product",)
    for _ in range(9):
        station.hear("ST,GS,+  0.900kg")
    assert table.codes == ["300 g"]
    table.awaits = ("weight",)
    station.hear("ST,GS,+  0.900kg")
    assert table.codes == ["300 g", "900 g"]


def test_a_scale_that_comes_later_and_speaks_when_asked_is_heard(scale: SimulatedScale) -> None:
    """
    Asked with SI it answers as a Mettler; noise and errors in between are nothing.
    """
    table = Table()
    station = connected(table, scale, ask="SI")
    station.hear("S I")
    station.hear("ES")
    station.start()
    scale.put(2000)
    until(lambda: table.codes == ["2000 g"])
    station.close()


def test_a_scale_that_is_away_ends_nothing() -> None:
    """
    The typed way stays; closing does not hang.
    """

    def away() -> ScaleAddress:
        raise OSError("nobody there")

    station = StationScale(Table(), lambda: "w", away)  # type: ignore[arg-type]
    station.start()
    station.close()
