"""Parcel numbers on hand, and what a device does where central has none any more."""

from app.main import Device
from sync.device.telling import NO_NUMBERS
from tests.journeys.in_process.house import House


def test_work_goes_on_without_parcel_numbers(house: House, device: Device) -> None:
    """
    Another device has taken the last ones: this one gets orders all the same, and the status says what is wrong.
    """
    house.central.app.state.sscc_prefix = "3401234567890123"  # nine numbers behind it
    other = house.device("other")
    assert other.sync.once()
    house.central.order("SO-2", ("POT", 1))
    for _ in range(2):
        assert device.sync.once()
    assert device.reads.status()["held"]
    assert device.stores.conditions.trouble == NO_NUMBERS
    other.close()
