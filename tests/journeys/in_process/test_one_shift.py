"""A shift in one process, over real sockets: orders in, pick, pack, label, return; central is away in the middle."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, FREE_PLACE, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    """A running device that holds one order."""
    house.central.order("SO-1", ("MUG", 2), ("POT", 1))
    device = house.started()
    yield device
    device.close()


@pytest.fixture
def hand(device: Device) -> Hand:
    """Somebody who has logged in."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    return hand


def packed(hand: Hand) -> str:
    """Pick and pack the order; the SSCC of its parcel."""
    hand.press("start", {"kind": "pick"})
    assert hand.pick("T1", CODES)["screen"] == "home"
    hand.good("SO-1")
    return str(hand.pack(CODES)["parcel"]["sscc"])


def taken_in(hand: Hand, sku: str) -> dict[str, Any]:
    """Receive one piece in good order and put it where the screen says."""
    hand.good(CODES[sku])
    hand.press("answer", {"choice": "yes"})
    graded: dict[str, Any] = hand.press("answer", {"choice": "yes"})["view"]
    assert (graded["grade"], graded["disposition"]) == ("A", "restock")
    hand.good(f"LOC-{graded['target']}")
    return graded


def assert_both_ends_agree(house: House, device: Device, hand: Hand) -> None:
    settled(device)
    assert house.central.fact_ids() == hand.facts()
    assert [fact["id"] for fact in device.reads.facts(0)] == hand.facts()
    house.central.assert_books_agree()


def test_an_order_goes_from_the_shelf_into_a_labelled_parcel(
    house: House, device: Device, hand: Hand
) -> None:
    """
    Picked, packed, labelled: the label that reached the printer carries the SSCC, and both ends agree.
    """
    sscc = packed(hand)
    assert_both_ends_agree(house, device, hand)
    wait_for("the label", lambda: hand.view()["parcel"]["print_state"] == "printed", 60)
    assert house.label_codes() == [[f"00{sscc}"]]
    order = house.central.order_view("SO-1")
    lines = [(line["sku"], line["picked"], line["packed"]) for line in order["lines"]]
    assert lines == [("MUG", 2, 2), ("POT", 1, 1)]
    assert [parcel["sscc"] for parcel in order["parcels"]] == [sscc]
    assert house.central.lying("MUG") == {"A-01-01": 998, "SHIP": 2}
    assert device.stores.floor.work("SO-1") is None
    mug = device.stores.floor.product("MUG")
    assert mug is not None
    assert mug.places == ("A-01-01",)


def test_central_is_away_from_the_middle_of_the_pick_to_the_label(
    house: House, device: Device, hand: Hand
) -> None:
    """
    The cable is out: the job is finished and labelled, the screen says offline in time; then everything arrives once.
    """
    hand.press("start", {"kind": "pick"})
    hand.pick("T1", CODES, until=1)
    house.cable.unplug()
    wait_for("offline on the screen", lambda: not hand.view()["status"]["online"], 60)
    assert hand.pick("T1", CODES)["screen"] == "home"
    hand.good("SO-1")
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    wait_for("the label", lambda: hand.view()["parcel"]["print_state"] == "printed", 60)
    assert hand.view()["status"]["facts_waiting"] > 0
    assert house.central.order_view("SO-1")["parcels"] == []
    house.cable.plug()
    assert_both_ends_agree(house, device, hand)
    assert [parcel["sscc"] for parcel in house.central.order_view("SO-1")["parcels"]] == [sscc]
    assert house.label_codes() == [[f"00{sscc}"]]


def test_an_answer_of_central_that_gets_lost_counts_nothing_twice(
    house: House, device: Device, hand: Hand
) -> None:
    """
    The facts arrived, the answer did not: they go again, and central has each once.
    """
    for _ in range(3):
        house.cable.lose_answer_to("POST /v1/sync/push")
    house.cable.lose_answer_to("GET /v1/sync/pull")
    house.cable.lose_answer_to("POST /v1/work/hold")
    packed(hand)
    assert_both_ends_agree(house, device, hand)
    assert house.cable.lost >= 3


def test_a_parcel_just_packed_comes_back_while_central_is_away(
    house: House, device: Device, hand: Hand
) -> None:
    """
    Its SSCC opens a return of what it held; the stock of the piece rises once, when it lies at its place.
    """
    sscc = packed(hand)
    settled(device)
    house.cable.unplug()
    hand.press("home")
    opened = hand.good(sscc)["view"]
    assert (opened["screen"], opened["await"]) == ("return", ["product"])
    assert [(line["sku"], line["wanted"]) for line in opened["lines"]] == [("MUG", 2), ("POT", 1)]
    rma = opened["job"]["id"]
    assert rma.startswith("R-")
    graded = taken_in(hand, "MUG")
    assert graded["target"] == "A-01-01"
    assert hand.press("done")["view"]["screen"] == "home"
    house.cable.plug()
    assert_both_ends_agree(house, device, hand)
    kept = house.central.get(f"/v1/returns/{rma}")
    assert [(item["sku"], item["grade"], item["place"]) for item in kept["items"]] == [
        ("MUG", "A", "A-01-01")
    ]
    assert house.central.lying("MUG") == {"A-01-01": 999}
    assert house.central.get(f"/v1/parcels/{sscc}")["status"] == "shipped"


def test_an_announced_return_and_one_that_nobody_announced(house: House, device: Device, hand: Hand) -> None:
    """
    The RMA opens what was announced; a product on the returns desk opens a blind one, at a free place.
    """
    packed(hand)
    settled(device)
    lines = [{"sku": "POT", "quantity": 1, "reason": "too big"}]
    house.central.post("/v1/returns", {"rma": "RMA-1", "order": "SO-1", "lines": lines})
    wait_for("the announcement", lambda: device.stores.floor.knows_return("RMA-1"), 60)
    hand.press("home")
    assert hand.good("RMA-1")["view"]["job"]["id"] == "RMA-1"
    taken_in(hand, "POT")
    hand.press("done")
    hand.press("returns")
    house.central.post("/v1/stock/levels", [{"place": "A-02-01", "sku": "CAN", "quantity": 0}])
    wait_for("the empty place", lambda: not device.stores.floor.skus_at("A-02-01"), 60)
    blind = taken_in(hand, "CAN")
    assert blind["target"] in ("A-02-01", FREE_PLACE)
    hand.press("done")
    assert_both_ends_agree(house, device, hand)
    assert house.central.get("/v1/returns/RMA-1")["status"] == "finished"
    assert house.central.lying("CAN") == {blind["target"]: 1}
    assert house.central.lying("POT") == {"A-01-02": 1000}
