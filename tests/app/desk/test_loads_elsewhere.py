"""Closed loads of other devices at the ramp of this one: listed, handed over, and forgotten once they are gone."""

from typing import Any

import pytest

from app.main import Device
from tests.app.desk.small_floor import pulled
from tests.app.desk.test_ramp import ONE, PALLET, TWO, at_ramp, closed, hand_of


def told_load(*inside: str, load: str = "M-9", cage: str = "DHL-7") -> tuple[str, str, int, dict[str, Any]]:
    """A load that another device has closed."""
    parcels = [
        {"sscc": one, "order": "SO-8", "weight_g": 700, "city": "Köln", "tracking": None} for one in inside
    ]
    row = {"load": load, "cage": cage, "carrier": "DHL", "pallet": PALLET, "closed_at_ms": 1_790_000_000_000}
    return ("load", load, 2, {**row, "parcels": parcels})


@pytest.mark.parametrize("way", ["press", "CAGE-DHL-7", PALLET])
def test_a_load_that_another_device_closed_is_handed_over_here(device: Device, way: str) -> None:
    """
    It is listed at this ramp and counted at home; a press, its cage or its label asks for the driver, offline too.
    """
    sealed = at_ramp(ONE, "SO-8", load="M-9", cage="DHL-7", sealed=True)
    hand = hand_of(device, sealed, told_load(ONE))
    assert hand.view()["home"]["ships"] == 1
    ramp = hand.good("CMD-SHIP")["view"]
    (waiting,) = ramp["ship"]["closed_loads"]
    assert (waiting["load"], waiting["carrier"], waiting["parcels"]) == ("M-9", "DHL", 1)
    view = (hand.press("load", {"cage": waiting["code"]}) if way == "press" else hand.good(way))["view"]
    assert (view["await"], view["ship"]["load"]) == (["driver"], "M-9")
    done = hand.press("driver", {"name": "Petra"})["view"]["ship"]
    assert (done["handed"], done["closed_loads"]) == (True, ())
    (fact,) = [fact for fact in device.stores.journal.facts() if fact.kind == "HandedToCarrier"]
    assert (fact.body["load"], fact.body["driver"]) == ("M-9", "Petra")
    assert hand.good("CMD-HOME")["view"]["home"]["ships"] == 0
    hand.good("CMD-SHIP")
    assert hand.good("CAGE-DHL-7")["view"]["ship"]["load"] != "M-9"


def test_a_cage_that_is_loaded_again_is_not_the_closed_load(device: Device) -> None:
    """
    Another device put the next parcel into the same cage: its name means what lies in it now.
    """
    sealed = at_ramp(ONE, "SO-8", load="M-9", cage="DHL-7", sealed=True)
    hand = hand_of(device, sealed, at_ramp(TWO, "SO-9", load="M-10", cage="DHL-7"), told_load(ONE))
    hand.good("CMD-SHIP")
    assert hand.good("CAGE-DHL-7")["view"]["await"] != ["driver"]


def test_a_load_that_another_device_handed_over_waits_here_no_more(device: Device) -> None:
    """
    Central told that its parcel is gone: the list forgets it, its cage is free, its job ends.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"))
    load = closed(hand, "CAGE-DHL", ONE)["ship"]["load"]
    hand.good("CMD-HOME")
    gone = at_ramp(ONE, "SO-8", load=load, cage="DHL", sealed=True, status="shipped")
    pulled(device, [(*gone[:2], 3, gone[3])], cursor="c3")
    ramp = hand.good("CMD-SHIP")["view"]
    assert not ramp["ship"]["closed_loads"]
    assert hand.good("CMD-HOME")["view"]["home"]["ships"] == 0
    hand.good("CMD-SHIP")
    assert hand.good("CAGE-DHL")["view"]["ship"]["load"] != load
    assert [row.job_id for row in device.stores.journal.open_of("ship")] == [hand.view()["ship"]["load"]]
