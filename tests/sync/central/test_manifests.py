"""How loading is booked: a parcel lies in one cage, a manifest closes over it, and with the driver it is shipped."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.domain.facts import (
    Content,
    HandedToCarrier,
    LabelConfirmed,
    ManifestClosed,
    ParcelClosed,
    ParcelLoaded,
    ParcelReopened,
    ParcelTakenOff,
    Picked,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.parcels import sscc_of
from sync.central.manifests.rules import name_default_carrier
from sync.central.store import WAREHOUSE
from tests.sync.central.warehouse import DeviceEnd, Warehouse

ONE, TWO, PALLET = (sscc_of("34099999", no) for no in (1, 2, 900))
IN_ONE = ParcelLoaded("M-1", "DHL-1", "DHL", ONE)
CLOSED = ManifestClosed("M-1", "DHL-1", "DHL", PALLET, (ONE,))
HANDED = HandedToCarrier("M-1", "DHL", "Petra", 1_790_000_500_000)


@pytest.fixture
def packed(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """Two orders of one piece each are packed and stand at the ramp."""
    central.stock_up(("P1", "A", 10))
    for number, sscc in (("O1", ONE), ("O2", TWO)):
        central.order(number, ("A", 1))
        device.hold()
        device.tell(
            ToteAssigned(number, "T1"),
            Picked(number, 1, "A", 1, "P1", "T1"),
            TotesDropped(number, "T1", "PACK"),
            ParcelClosed(number, 1, sscc, "BOX", (Content("A", 1),), 590, True),
        )
    return device


def parcel(central: Warehouse, sscc: str) -> Mapping[str, Any]:
    view: Mapping[str, Any] = central.get(f"/v1/parcels/{sscc}")
    return view


def loads(device: DeviceEnd) -> dict[str, Any]:
    """The closed loads as a device is told of them."""
    return {key: row for (kind, key), row in device.pull().items() if kind == "load"}


def test_every_device_hears_of_a_closed_load_until_its_driver_has_it(
    central: Warehouse, packed: DeviceEnd
) -> None:
    """
    Open it is nobody's business; closed any device can hand it over, with what lies in it.
    """
    other = central.enrol("Gate")
    packed.tell(IN_ONE)
    assert loads(other) == {}
    packed.tell(CLOSED)
    (row,) = loads(other).values()
    assert (row["load"], row["cage"], row["carrier"], row["pallet"]) == ("M-1", "DHL-1", "DHL", PALLET)
    assert [(one["sscc"], one["order"], one["weight_g"]) for one in row["parcels"]] == [(ONE, "O1", 590)]
    assert other.tell(HANDED) == ["applied"]
    assert loads(packed) == {}
    assert parcel(central, ONE)["status"] == "shipped"


def test_a_load_that_two_devices_hand_over_is_booked_once(central: Warehouse, packed: DeviceEnd) -> None:
    """
    Both were offline and both saw the lorry leave: neither is refused, and who took it is what was heard first.
    """
    other = central.enrol("Gate")
    packed.tell(IN_ONE, CLOSED)
    assert other.tell(HANDED) == ["applied"]
    assert packed.tell(HandedToCarrier("M-1", "DHL", None, 1_790_000_900_000)) == ["applied"]
    (shown,) = central.get("/v1/manifests")
    assert (shown["driver"], shown["status"], len(shown["parcels"])) == ("Petra", "handed_over", 1)
    assert central.stock()["SHIP", "A"] == (1, 0)  # that of the other order
    assert central.open_cards() == []
    central.assert_books_agree()


def test_a_parcel_of_two_loads_is_told_in_the_one_that_counts(central: Warehouse, packed: DeviceEnd) -> None:
    """
    It was loaded twice: it lies in the first until somebody has looked.
    """
    packed.tell(IN_ONE, CLOSED)
    packed.tell(ManifestClosed("M-2", "DHL-2", "DHL", None, (ONE, TWO)))
    told = {load: [one["sscc"] for one in row["parcels"]] for load, row in loads(packed).items()}
    assert told == {"M-1": [ONE], "M-2": [TWO]}


def test_a_parcel_is_shipped_when_the_driver_has_it(central: Warehouse, packed: DeviceEnd) -> None:
    """Loaded and closed it still stands here; handed over it is the customer's, under the numbers of its manifest."""
    assert packed.tell(IN_ONE, CLOSED) == ["applied", "applied"]
    assert (parcel(central, ONE)["status"], central.status("O1")) == ("packed", "packed")
    assert packed.tell(HANDED) == ["applied"]
    shown = parcel(central, ONE)
    assert (shown["status"], shown["carrier"], shown["tracking"]) == ("shipped", "DHL", ONE)
    assert (shown["manifest"], shown["shipped_at"]) == ("M-1", "2026-09-21T14:21:40.000Z")
    assert (central.status("O1"), central.status("O2")) == ("shipped", "packed")
    assert central.stock()["SHIP", "A"] == (1, 0)
    manifest = central.get("/v1/manifests/M-1")
    assert (manifest["status"], manifest["driver"], manifest["pallet"]) == ("handed_over", "Petra", PALLET)
    assert [one["sscc"] for one in manifest["parcels"]] == [ONE]
    assert central.get(f"/v1/manifests/{PALLET}") == manifest
    assert central.get("/v1/manifests") == [manifest]
    assert central.get("/v1/manifests?status=open") == []
    central.assert_books_agree()


def test_sending_it_again_changes_nothing(central: Warehouse, packed: DeviceEnd) -> None:
    """The answer was lost: the same push again is shipped once."""
    body = packed.batch(*[packed.envelope(fact) for fact in (IN_ONE, CLOSED, HANDED)])
    packed.send(body)
    before = (central.stock(), central.get("/v1/manifests"))
    packed.send(body)
    assert (central.stock(), central.get("/v1/manifests")) == before


def test_a_parcel_comes_out_again_until_the_manifest_is_closed(central: Warehouse, packed: DeviceEnd) -> None:
    """Taken off, or the scan taken back: it waits again, and the empty load is not shown."""
    packed.tell(IN_ONE)
    assert packed.pull()["parcel", ONE]["cage"] == "DHL-1"
    packed.tell(ParcelTakenOff("M-1", "DHL-1", "DHL", ONE))
    assert packed.pull()["parcel", ONE]["load"] is None
    fact = packed.told(IN_ONE)
    undo = packed.envelope(Undone(fact, "ParcelLoaded", body_of(IN_ONE)), undoes=fact)
    packed.send(packed.batch(undo))
    assert packed.pull()["parcel", ONE]["load"] is None
    assert central.get("/v1/manifests") == []


def test_a_parcel_that_two_devices_loaded_needs_somebody_to_look(
    central: Warehouse, packed: DeviceEnd
) -> None:
    """It stays with the first; "in the second one" moves it, and where that one is gone already it is shipped."""
    other = central.enrol("Handheld 2")
    packed.tell(IN_ONE)
    assert other.tell(ParcelLoaded("M-2", "DHL-2", "DHL", ONE)) == ["attention"]
    assert other.tell(
        ManifestClosed("M-2", "DHL-2", "DHL", None, (ONE,)), HandedToCarrier("M-2", "DHL", None, 5)
    ) == [
        "attention",
        "applied",
    ]
    assert parcel(central, ONE)["status"] == "packed"
    [card] = central.open_cards("loaded_twice")
    assert (card["sscc"], card["order"]) == (ONE, "O1")
    central.settle(card, "moved")
    shown = parcel(central, ONE)
    assert (shown["status"], shown["manifest"]) == ("shipped", "M-2")
    central.assert_books_agree()


def test_taken_out_of_one_of_two_cages_it_lies_in_the_other(central: Warehouse, packed: DeviceEnd) -> None:
    """Who looked takes it out of the wrong one, and the card is settled."""
    other = central.enrol("Handheld 2")
    packed.tell(IN_ONE)
    other.tell(ParcelLoaded("M-2", "DHL-2", "DHL", ONE))
    packed.tell(ParcelTakenOff("M-1", "DHL-1", "DHL", ONE))
    assert central.open_cards() == []
    assert packed.pull()["parcel", ONE]["cage"] == "DHL-2"


def test_a_parcel_of_a_cancelled_order_that_was_loaded_is_told(central: Warehouse, device: DeviceEnd) -> None:
    """The device did not know yet: it is booked, and somebody has to stop it; taken out it is settled."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 1))
    device.hold()
    device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"))
    central.post("/v1/orders/O1/cancel", {}, headers={"Idempotency-Key": "c1"})
    device.tell(ParcelClosed("O1", 1, ONE, "BOX", (Content("A", 1),), 590, True))
    assert device.pull()["parcel", ONE]["cancelled"] is True
    assert device.tell(IN_ONE) == ["attention"]
    [card] = central.open_cards("loaded_cancelled")
    assert (card["sscc"], card["place"]) == (ONE, "DHL-1")
    device.tell(ParcelTakenOff("M-1", "DHL-1", "DHL", ONE))
    assert central.open_cards("loaded_cancelled") == []


def test_a_closed_manifest_stays_closed(central: Warehouse, packed: DeviceEnd) -> None:
    """Its parcel is not opened again, and the closing is not taken back."""
    packed.tell(IN_ONE)
    closing = packed.told(CLOSED)
    assert packed.tell(ParcelReopened("O1", 1, ONE, "BOX", "wrong_piece")) == ["quarantined"]
    undo = packed.envelope(Undone(closing, "ManifestClosed", body_of(CLOSED)), undoes=closing)
    assert [one["outcome"] for one in packed.send(packed.batch(undo))["outcomes"]] == ["quarantined"]
    assert packed.pull()["parcel", ONE]["sealed"] is True


def test_a_parcel_that_is_opened_again_is_out_of_its_cage(central: Warehouse, packed: DeviceEnd) -> None:
    """As long as nothing is closed the packing table may have it back."""
    packed.tell(IN_ONE)
    assert packed.tell(ParcelReopened("O1", 1, ONE, "BOX", "wrong_piece")) == ["applied"]
    assert ("parcel", ONE) not in packed.pull()
    assert central.get("/v1/manifests") == []


def test_what_central_does_not_know_is_kept_for_a_person(packed: DeviceEnd) -> None:
    """A parcel from nowhere, a hand-over without its load: nothing is lost and nothing is made up."""
    assert packed.tell(ParcelLoaded("M-9", "X", "X", PALLET)) == ["quarantined"]
    assert packed.tell(HandedToCarrier("M-9", "X", None, 5)) == ["quarantined"]


def test_the_label_of_a_pallet_may_be_confirmed(packed: DeviceEnd) -> None:
    """It is no parcel, but it has a label all the same."""
    packed.tell(IN_ONE, CLOSED)
    assert packed.tell(LabelConfirmed(PALLET)) == ["applied"]


def test_devices_hear_who_takes_a_parcel(central: Warehouse, packed: DeviceEnd) -> None:
    """By its load, by its order, or by the site where the order names nobody."""
    assert packed.pull()["parcel", ONE]["carrier"] == ""
    with central.app.state.store.writing(WAREHOUSE) as tx:
        name_default_carrier(tx, "Post")
    assert packed.pull()["site", "main"] == {"default_carrier": "Post"}
    packed.tell(IN_ONE)
    assert packed.pull()["parcel", ONE]["carrier"] == "DHL"


def test_an_unknown_manifest_is_not_found(central: Warehouse, packed: DeviceEnd) -> None:
    """In a sentence that says what to do."""
    answer = central.ask("GET", "/v1/manifests/M-404")
    assert answer.status_code == 404
    assert "printed" in answer.json()["detail"]
