"""Orders that are cancelled or changed while they are on the floor, over real sockets, with central there or away."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for

KEYS = itertools.count()


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    """A running device that holds one order."""
    house.central.order("SO-1", ("MUG", 2), ("POT", 1))
    device = house.started()
    yield device
    device.close()


@pytest.fixture
def hand(device: Device) -> Hand:
    """Somebody in front of the first stop."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.press("start", {"kind": "pick"})
    return hand


def ask(house: House, method: str, path: str, body: Any) -> Any:
    answer = house.central.admin.request(
        method, path, json=body, headers={"Idempotency-Key": f"change-{next(KEYS)}"}
    )
    assert answer.is_success, answer.text
    return answer.json()


def known(device: Device, revision: int = 1) -> Any:
    """Wait until the device has heard of the change."""

    def heard() -> bool:
        work = device.stores.floor.work("SO-1")
        return work is not None and work.revision == revision

    return wait_for("the change", heard, 60)


def brought_back(hand: Hand) -> Any:
    """Bring everything back, place and product at each stop."""
    view = hand.view()
    while view["screen"] == "put_back":
        hand.good(f"LOC-{view['stop']['place']}")
        view = hand.good(CODES[view["stop"]["sku"]])["view"]
    return view


def test_an_order_is_cancelled_in_the_middle_of_its_pick(house: House, device: Device, hand: Hand) -> None:
    """
    The next scan is taken, then the goods go back; they are sellable again when they lie on their shelf.
    """
    hand.pick("T1", CODES, until=1)
    settled(device)
    ask(house, "POST", "/v1/orders/SO-1/cancel", {})
    known(device)
    assert hand.view()["screen"] == "pick"
    assert hand.good(CODES["POT"])["view"]["screen"] == "put_back"
    assert house.central.order_view("SO-1")["status"] == "put_back"
    assert brought_back(hand)["screen"] == "home"
    settled(device)
    assert house.central.order_view("SO-1")["status"] == "cancelled"
    assert house.central.lying("MUG") == {"A-01-01": 1000}
    assert house.central.lying("POT") == {"A-01-02": 1000}
    assert [card for card in house.central.get("/v1/attention") if not card["settled"]] == []
    house.central.assert_books_agree()


def test_central_was_away_until_the_pick_was_finished(house: House, device: Device, hand: Hand) -> None:
    """
    Nobody knew that it was cancelled: a card says so on the device, and its button makes the put-back.
    """
    house.cable.unplug()
    hand.pick("T1", CODES)
    ask(house, "POST", "/v1/orders/SO-1/cancel", {})
    house.cable.plug()
    settled(device)

    def card() -> Any:
        cards = [one for one in device.stores.floor.attentions() if one["kind"] == "cancelled_while_picked"]
        return cards[0] if cards else None

    found = wait_for("the card", card, 60)
    hand.press("attention")
    view = hand.press("settle", {"attention": found["id"], "action": "put_back"})["view"]
    assert view["screen"] == "put_back"
    assert brought_back(hand)["screen"] == "home"
    settled(device)
    assert house.central.order_view("SO-1")["status"] == "cancelled"
    assert house.central.lying("MUG") == {"A-01-01": 1000}
    house.central.assert_books_agree()


def test_a_changed_order_is_picked_packed_and_labelled_as_it_is_now(
    house: House, device: Device, hand: Hand
) -> None:
    """
    One mug less, a can more, another city: the surplus goes back, the rest is packed, the label is right.
    """
    hand.pick("T1", CODES, until=1)
    settled(device)
    order = house.central.order_view("SO-1")
    lines = [{"sku": sku, "quantity": 1} for sku in ("MUG", "POT", "CAN")]
    ask(house, "PATCH", "/v1/orders/SO-1", {"lines": lines, "ship_to": {**order["ship_to"], "city": "Bonn"}})
    known(device)
    hand.good("LOC-A-01-02")
    assert hand.view()["screen"] == "put_back"
    assert brought_back(hand)["screen"] == "pick"
    assert hand.pick("T1", CODES)["screen"] == "home"
    hand.good("SO-1")
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    settled(device)
    assert house.label_codes() == [[f"00{sscc}"]]
    [label] = [job for job in device.reads.prints() if job["sscc"] == sscc]
    body = device.stores.prints.job(label["id"])
    assert body is not None
    assert body.body["ship_to"]["city"] == "Bonn"
    packed = [(line["sku"], line["packed"]) for line in house.central.order_view("SO-1")["lines"]]
    assert packed == [("MUG", 1), ("POT", 1), ("CAN", 1)]
    assert house.central.lying("MUG") == {"A-01-01": 999, "SHIP": 1}
    house.central.assert_books_agree()
