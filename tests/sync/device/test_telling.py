"""What the loop has to say reaches the status, in words that tell a person what to do."""

import pytest

from app.locale.words import is_known
from app.main import Device
from sync.device.http import CentralRefused
from sync.device.telling import (
    CENTRAL_IS_OLDER,
    NO_NUMBERS,
    REFUSED,
    REVOKED,
    STORE,
    STUCK,
    UPGRADE_DEVICE,
    trouble_of,
)


def refused(status: int, kind: str) -> CentralRefused:
    return CentralRefused(status, {"type": f"/problems/{kind}"})


def test_a_refusal_has_a_name_for_what_to_do() -> None:
    """
    An update of one end or the other, a device that is shut out, parcel numbers that are used up, or anything else.
    """
    assert trouble_of(refused(426, "upgrade-required")) == UPGRADE_DEVICE
    assert trouble_of(refused(400, "protocol")) == CENTRAL_IS_OLDER
    assert trouble_of(refused(403, "device-revoked")) == REVOKED
    assert trouble_of(refused(401, "unknown-token")) == REVOKED
    assert trouble_of(refused(409, "no-numbers-left")) == NO_NUMBERS
    assert trouble_of(refused(422, "bad-push")) == REFUSED


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "trouble", [UPGRADE_DEVICE, CENTRAL_IS_OLDER, REVOKED, REFUSED, STUCK, STORE, NO_NUMBERS]
)
def test_each_has_words(trouble: str, language: str) -> None:
    """
    Nobody reads a name out of the program.
    """
    assert is_known(f"status.trouble.{trouble}", language)


def test_the_status_says_how_far_the_clock_is_off(device: Device) -> None:
    """
    In milliseconds for programs; on the screen in minutes, where it is worth showing.
    """
    assert device.reads.status()["clock_off_ms"] is None
    assert device.sync.once()
    assert abs(device.reads.status()["clock_off_ms"]) < 60_000
    assert device.desks.view("main").status.clock_off_min == 0
    device.stores.conditions.clock_off_min = -5
    device.stores.conditions.trouble = UPGRADE_DEVICE
    device.desks.poke()
    status = device.desks.view("main").status
    assert (status.clock_off_min, status.trouble) == (-5, UPGRADE_DEVICE)
    assert device.reads.status()["trouble"] == UPGRADE_DEVICE
