"""The scripted shift with the plug pulled, at random points and at each named one. What was answered is kept, once."""

import random
import threading
from typing import Any

from tests.journeys.nothing_lost.conftest import ORDERS
from tests.journeys.nothing_lost.person import Person, assert_nothing_is_lost, shift
from tests.journeys.nothing_lost.station import Station

KILLS = 50
WORKED_S_MAX = 0.25
POINTS = (
    "before_commit",
    "after_commit",
    "before_answer",
    "before_push",
    "after_push",
    "after_acked",
    "before_pull",
    "before_apply",
    "after_apply",
    "before_sending",
    "after_sending",
    "before_printed",
    "after_printed",
)


class Plug:
    """Pulls the plug once in each life of the device, after a time that chance decides."""

    def __init__(self, station: Station, chance: random.Random, pulls: int) -> None:
        self._station = station
        self._chance = chance
        self._timer: threading.Timer | None = None
        self.left = pulls

    def arm(self) -> None:
        if self.left > 0:
            self._timer = threading.Timer(self._chance.uniform(0, WORKED_S_MAX), self._pull)
            self._timer.start()

    def again(self) -> None:
        """Start the device once more, after whatever ended it."""
        self.rest()
        self.arm()

    def rest(self) -> None:
        """Leave the device alone for a while; it runs when this returns."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if not self._station.alive:
            self._station.ended()
            self._station.start()

    def _pull(self) -> None:
        self.left -= 1
        self._station.pull_the_plug()


def test_the_plug_is_pulled_at_fifty_random_moments(station: Station) -> None:
    """
    After each restart the screen is the one answered last, and a retry never counts twice; every other shift offline.
    """
    plug = Plug(station, random.Random(20261103), KILLS)
    person = Person(station, plug.again)
    cable = station.house.cable
    for no in range(0, ORDERS, 2):
        if plug.left == 0:
            break
        plug.rest()
        person.strict = no % 4 == 2
        if person.strict:
            station.settled()
            cable.unplug()
        plug.arm()
        person.work(shift(f"SO-{no}", f"SO-{no + 1}"))
        cable.plug()
    assert plug.left == 0
    plug.rest()
    assert person.crashes > KILLS / 2
    assert_nothing_is_lost(station, person)


def test_the_plug_is_pulled_at_each_named_point(station: Station) -> None:
    """
    Around the commit, the push, the pull and the print, early and late in the shift: nothing counts twice.
    """
    points = [(point, count) for count in (1, 3) for point in POINTS]
    left = iter(points)
    killed: list[Any] = []

    def again() -> None:
        point = next(left, None)
        if point is not None:
            killed.append(point)
        station.start(kill_at=point)

    station.kill()
    again()
    person = Person(station, again)
    for no in range(0, ORDERS, 2):
        if killed == points:
            break
        person.work(shift(f"SO-{no}", f"SO-{no + 1}"))
    assert killed == points
    if not station.alive:
        station.ended()
        station.start()
    assert person.unanswered_kept > 0
    assert_nothing_is_lost(station, person)
