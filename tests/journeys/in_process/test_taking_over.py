"""A supervisor takes an order from the hands of another device, over real sockets, by scans alone."""

from collections.abc import Iterator

import pytest

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for

BOSS = "1009"


@pytest.fixture
def devices(house: House) -> Iterator[tuple[Device, Device]]:
    """Two running devices; the first one holds the only order."""
    house.central.post(
        "/v1/people", [{"badge": BOSS, "name": "Bo", "pin": PIN, "roles": ["pick", "pack", "supervisor"]}]
    )
    house.central.order("SO-1", ("MUG", 1), ("POT", 1))
    first = house.started()
    second = house.device("handheld")
    second.start()
    yield first, second
    second.close()
    first.close()


def test_an_order_is_taken_over_and_the_other_hand_is_told(
    house: House, devices: tuple[Device, Device]
) -> None:
    """
    Ada picks; Bo scans the order's number at another device, says yes and has it; Ada's next scan is booked, and she is told.
    """
    first, second = devices
    ada = Hand(first, name="ada")
    ada.log_in(BADGE, PIN)
    ada.good("SO-1")
    ada.good("TOTE-T1")
    settled(first)
    work = second.stores.floor.work
    wait_for("the order at the other device", lambda: (one := work("SO-1")) is not None and one.tote, 60)
    wait_for("the line", lambda: second.stores.conditions.online, 60)
    bo = Hand(second, name="bo")
    bo.log_in(BOSS, PIN)
    asked = bo.good("SO-1")
    assert asked["view"]["question"]["id"] == "take_away"
    taken = bo.good("CMD-YES")
    assert (taken["view"]["screen"], taken["view"]["job"]["order"]) == ("pick", "SO-1")
    other = first.stores.floor.work
    wait_for("the news", lambda: (one := other("SO-1")) is not None and one.device != first.stores.device, 60)
    told = ada.good(CODES["MUG"])
    assert told["view"]["question"]["id"] == "taken"
    assert ada.good("CMD-NO")["view"]["screen"] == "home"
    settled(first)
    line = house.central.order_view("SO-1")["lines"][0]
    assert (line["sku"], line["picked"]) == ("MUG", 1)


def test_who_is_no_supervisor_is_refused(house: House, devices: tuple[Device, Device]) -> None:
    """
    Ada at the other device: the order is in other hands, and nothing is asked.
    """
    first, second = devices
    work = second.stores.floor.work
    held_by = first.stores.device
    wait_for("the order", lambda: (one := work("SO-1")) is not None and one.device == held_by, 60)
    ada = Hand(second, name="ada")
    ada.log_in(BADGE, PIN)
    assert ada.scan("SO-1")["reason"] == "order_elsewhere"
