"""A load at the ramp with the plug pulled at each of its inputs: the cage is as it was answered last, and goes once."""

from itertools import cycle

import pytest

from tests.journeys.in_process.house import BADGE, CODES, PIN
from tests.journeys.nothing_lost.person import Input, Person, Press, Scan, assert_nothing_is_lost
from tests.journeys.nothing_lost.station import Station

OFFLINE_FROM = 4  # the first parcel is known to central, the rest comes later
POINTS = ("before_commit", "after_commit", "before_answer")


def packed(person: Person) -> list[str]:
    """Two orders are picked and packed; their parcels."""
    person.work([Scan(f"BADGE-{BADGE}"), Press("pin", {"pin": PIN})])
    parcels = []
    for order, codes in (("SO-0", ("MUG", "POT")), ("SO-1", ("CAN", "CAN"))):
        picks = [Scan(CODES[code]) for code in dict.fromkeys(codes)]  # a quantity takes one scan
        person.work([Scan(order), Scan(f"TOTE-{order}"), *picks, Scan("LOC-PACK")])
        person.work([Scan(order), Scan("BOX-S"), *(Scan(CODES[code]) for code in codes)])
        parcels.append(person.sscc)
    person.give(Press("home"))
    return parcels


@pytest.mark.parametrize("orders", [2])
def test_a_load_survives_the_plug_at_each_of_its_inputs(station: Station) -> None:
    """
    The cage, each parcel, out and in again, closed, handed over: killed around each commit, half of them offline, all is kept.
    """
    person = Person(station, station.start)
    one, two = packed(person)
    station.settled()
    load: list[Input] = [
        *(Scan("CMD-SHIP"), Scan("CAGE-7"), Scan(one), Scan(two)),
        *(Scan("CMD-TAKEOFF"), Scan(one), Scan(one), Scan("CMD-DONE"), Press("driver", {"name": "Petra"})),
    ]
    for no, (given, point) in enumerate(zip(load, cycle(POINTS), strict=False)):
        if no == OFFLINE_FROM:
            station.house.cable.unplug()
        station.kill()
        station.start(kill_at=(point, 1))
        person.give(given)
    assert person.crashes == len(load)
    assert person.view is not None
    shown = person.view["ship"]
    assert (shown["loaded"], shown["handed"], shown["driver"]) == (2, True, "Petra")
    station.house.cable.plug()
    assert_nothing_is_lost(station, person)
    [manifest] = station.house.central.get("/v1/manifests")
    assert (manifest["number"], manifest["status"]) == (shown["load"], "handed_over")
    assert {parcel["sscc"] for parcel in manifest["parcels"]} == {one, two}
    assert {parcel["status"] for parcel in manifest["parcels"]} == {"shipped"}
