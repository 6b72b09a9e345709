"""The carrier's own number: told by the floor or by a program, read with the parcel, its order and its manifest."""

import json
from typing import Any

import pytest

from app.domain.facts import (
    Content,
    HandedToCarrier,
    ManifestClosed,
    ParcelClosed,
    ParcelLoaded,
    Picked,
    ToteAssigned,
    TotesDropped,
    TrackingNoted,
    Undone,
    body_of,
)
from app.domain.parcels import sscc_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse

ONE = sscc_of("34099999", 1)
NOTED = TrackingNoted(ONE, "1Z999AA10123456784")


@pytest.fixture
def packed(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """An order of one piece is packed and stands at the ramp."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 1))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"),
        Picked("O1", 1, "A", 1, "P1", "T1"),
        TotesDropped("O1", "T1", "PACK"),
        ParcelClosed("O1", 1, ONE, "BOX", (Content("A", 1),), 590, True),
    )
    return device


def put(central: Warehouse, body: Any, sscc: str = ONE, **more: Any) -> Any:
    headers = {"Content-Type": "application/json"}
    content = json.dumps(body).encode()
    return central.ask("PUT", f"/v1/parcels/{sscc}/tracking", content=content, headers=headers, **more)


def shipped(device: DeviceEnd) -> None:
    """Loaded, closed, handed over."""
    device.tell(
        ParcelLoaded("M-1", "UPS", "UPS", ONE),
        ManifestClosed("M-1", "UPS", "UPS", None, (ONE,)),
        HandedToCarrier("M-1", "UPS", "Petra", 1_790_000_500_000),
    )


def test_the_number_read_on_the_floor_is_the_parcel_s(central: Warehouse, packed: DeviceEnd) -> None:
    """It is known before the parcel leaves, confirmed with the shipment, and stands on the manifest; devices find it by it."""
    assert packed.tell(NOTED) == ["applied"]
    assert central.get(f"/v1/parcels/{ONE}")["tracking"] == NOTED.tracking
    assert packed.pull()["parcel", ONE]["tracking"] == NOTED.tracking
    shipped(packed)
    [parcel] = central.get("/v1/orders/O1")["parcels"]
    assert (parcel["status"], parcel["tracking"]) == ("shipped", NOTED.tracking)
    assert central.get("/v1/manifests/M-1")["parcels"][0]["tracking"] == NOTED.tracking
    central.assert_books_agree()


def test_without_one_it_is_the_sscc(central: Warehouse, packed: DeviceEnd) -> None:
    """As soon as the parcel has left the house."""
    assert central.get(f"/v1/parcels/{ONE}")["tracking"] is None
    shipped(packed)
    assert central.get(f"/v1/parcels/{ONE}")["tracking"] == ONE


def test_a_number_taken_back_leaves_the_one_before(central: Warehouse, packed: DeviceEnd) -> None:
    """It was another parcel's label; nobody gets the order into their hands by that."""
    packed.tell(NOTED)
    other = TrackingNoted(ONE, "RR123456785DE", NOTED.tracking)
    fact = packed.told(other)
    undo = packed.envelope(Undone(fact, "TrackingNoted", body_of(other)), undoes=fact)
    packed.send(packed.batch(undo))
    assert central.get(f"/v1/parcels/{ONE}")["tracking"] == NOTED.tracking
    assert packed.hold()["held"] == []


def test_what_is_no_number_or_no_parcel_is_held_back(central: Warehouse, packed: DeviceEnd) -> None:
    """A fact that central cannot book is shown to a person."""
    assert packed.tell(TrackingNoted(ONE, "no number")) == ["quarantined"]
    assert packed.tell(TrackingNoted(sscc_of("34099999", 2), "1Z999AA10123456784")) == ["quarantined"]


def test_a_program_tells_the_number(central: Warehouse, packed: DeviceEnd) -> None:
    """Before or after the parcel left, as often as it likes; null takes it away."""
    answer = put(central, {"tracking": "1z 999 aa1 01 2345 6784"})
    assert (answer.status_code, answer.json()["tracking"]) == (200, "1Z999AA10123456784")
    shipped(packed)
    assert put(central, {"tracking": "RR123456785DE"}).json()["tracking"] == "RR123456785DE"
    assert packed.pull()["parcel", ONE]["tracking"] == "RR123456785DE"
    assert put(central, {"tracking": None}).json()["tracking"] == ONE


@pytest.mark.parametrize("body", [{}, [], {"tracking": "abc"}, {"tracking": 5}, {"tracking": "1" * 40}])
def test_a_wrong_number_is_refused(central: Warehouse, packed: DeviceEnd, body: Any) -> None:
    """With what it must be; nothing is changed."""
    assert put(central, body).status_code == 422
    assert central.get(f"/v1/parcels/{ONE}")["tracking"] is None


def test_a_parcel_that_nobody_knows_has_no_number(central: Warehouse) -> None:
    """Check the digits."""
    assert put(central, {"tracking": "RR123456785DE"}, sscc_of("34099999", 9)).status_code == 404
