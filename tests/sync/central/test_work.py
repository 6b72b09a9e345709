"""Devices take orders in hand: the oldest first, one device an order, until the lease ends."""

from typing import Any

import pytest

from app.domain.facts import AttentionSettled, OpenedBlind, Picked, ToteAssigned, TotesDropped
from tests.sync.central.warehouse import DeviceEnd, Warehouse

HOURS = 3600 * 1000


def test_a_device_holds_the_oldest_orders_up_to_its_number(central: Warehouse, device: DeviceEnd) -> None:
    """Two devices never hold the same order."""
    central.stock_up(("P1", "A", 20))
    for no in range(7):
        central.order(f"O{no}", ("A", 1))
    central.order("O7", ("A", 99))
    assert device.hold(5)["held"] == ["O0", "O1", "O2", "O3", "O4"]
    other = central.enrol("Station 2")
    assert other.hold(5)["held"] == ["O5", "O6"]
    assert device.hold(5)["held"] == ["O0", "O1", "O2", "O3", "O4"]
    assert device.pull()["work", "O5"]["device"] == other.device


def test_what_only_waits_keeps_nobody_from_new_work(central: Warehouse, device: DeviceEnd) -> None:
    """One order stands at the packing table, one is half picked, one goes back: two new ones are given all the same."""
    central.stock_up(("P1", "A", 20))
    for number in ("O1", "O2", "O3", "O4", "O5", "O6"):
        central.order(number, ("A", 1))
    assert device.hold(3)["held"] == ["O1", "O2", "O3"]
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    device.tell(ToteAssigned("O2", "T2"))
    device.tell(ToteAssigned("O3", "T3"), Picked("O3", 1, "A", 1, "P1", "T3"))
    central.post("/v1/orders/O3/cancel", {}, headers={"Idempotency-Key": "c3"})
    assert (central.status("O1"), central.status("O2"), central.status("O3")) == (
        "picked",
        "picking",
        "put_back",
    )
    assert device.hold(2)["held"] == ["O1", "O2", "O3", "O4", "O5"]
    assert device.hold(2)["held"] == ["O1", "O2", "O3", "O4", "O5"]


def test_a_named_order_is_held_at_once_or_its_holder_is_named(central: Warehouse, device: DeviceEnd) -> None:
    """What is scanned is wanted now; if another has it, it says who."""
    central.stock_up(("P1", "A", 20))
    for no in range(3):
        central.order(f"O{no}", ("A", 1))
    central.order("O9", ("A", 99))
    other = central.enrol("Station 2")
    assert other.hold(0, "O2")["held"] == ["O2"]
    problem = device.hold(5, "O2", status=409)
    assert (problem["type"], problem["device"]) == ("/problems/order-held", other.device)
    assert "Station 2" in problem["detail"]
    assert device.hold(5, "O9", status=409)["type"] == "/problems/order-waits"
    assert device.hold(5, "none", status=404)["type"] == "/problems/unknown-order"
    assert device.hold(1, "O1")["held"] == ["O1"]
    assert device.hold(2)["held"] == ["O0", "O1"]
    central.post("/v1/work/hold", {"count": -1}, 422, token=device.token)
    central.post("/v1/work/hold", [], 422, token=device.token)


def test_after_the_lease_another_device_takes_over_under_a_new_fence(
    central: Warehouse, device: DeviceEnd
) -> None:
    """The late facts of the first one are booked all the same."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    device.hold()
    central.now_ms += 11 * HOURS
    device.hold()
    central.now_ms += 11 * HOURS
    other = central.enrol("Station 2")
    assert other.hold()["held"] == []
    central.now_ms += 1 * HOURS
    assert other.hold()["held"] == ["O1"]
    work = other.pull()["work", "O1"]
    assert (work["device"], work["fence"]) == (other.device, 2)
    assert other.tell(ToteAssigned("O1", "T2"), Picked("O1", 1, "A", 2, "P1", "T2")) == ["applied"] * 2
    late = device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"))
    assert late == ["applied", "attention"]
    assert [card["kind"] for card in central.open_cards()] == ["double_pick"]
    central.assert_books_agree()


def test_a_device_that_works_keeps_what_it_holds(central: Warehouse, device: DeviceEnd) -> None:
    """Each push prolongs the lease; one that went quiet loses its orders when the lease ends, and no sooner."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    device.hold()
    other = central.enrol("Station 2")
    central.now_ms += 11 * HOURS
    device.tell(ToteAssigned("O1", "T1"))
    central.now_ms += 11 * HOURS
    assert other.hold()["held"] == []
    before = device.pull()["work", "O1"]["lease_until_ms"]
    device.tell(Picked("O1", 1, "A", 1, "P1", "T1"))
    device.tell(Picked("O1", 1, "A", 1, "P1", "T1"))
    assert device.pull()["work", "O1"]["lease_until_ms"] == before + 11 * HOURS
    central.now_ms += 12 * HOURS
    assert other.hold()["held"] == ["O1"]


def test_the_office_takes_an_order_away(central: Warehouse, device: DeviceEnd) -> None:
    """The next device gets it under a new fence; what the first one still sends is booked."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    device.hold()
    other = central.enrol("Station 2")
    assert central.post("/v1/work/release", {"order": "O1"})["device"] == device.device
    central.post("/v1/work/release", {"order": "O1"}, 404)
    central.post("/v1/work/release", {}, 422)
    assert other.hold()["held"] == ["O1"]
    assert other.pull()["work", "O1"]["fence"] == 2
    assert device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1")) == ["applied"] * 2
    central.post("/v1/work/release", {"order": "O1"}, 403, token=device.token)


def test_a_supervisor_takes_over_at_another_device(central: Warehouse, device: DeviceEnd) -> None:
    """Nobody else may; where both have worked, the double pick is on a card."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    people = [("1001", ["pick", "supervisor"]), ("1002", ["pick"])]
    rows = [{"badge": badge, "name": badge, "pin": "2468", "roles": roles} for badge, roles in people]
    central.post("/v1/people", rows)
    device.hold()
    other = central.enrol("Station 2")

    def asked(badge: str, status: int) -> Any:
        body = {"count": 0, "order": "O1", "supervisor": badge}
        return central.post("/v1/work/hold", body, status, token=other.token)

    assert asked("1002", 403)["type"] == "/problems/no-supervisor"
    assert asked("9999", 403)["type"] == "/problems/no-supervisor"
    assert asked("1001", 200)["held"] == ["O1"]
    assert asked("1001", 200)["held"] == ["O1"]
    work = other.pull()["work", "O1"]
    assert (work["device"], work["fence"]) == (other.device, 2)
    other.tell(ToteAssigned("O1", "T2"), Picked("O1", 1, "A", 2, "P1", "T2"))
    assert device.tell(Picked("O1", 1, "A", 2, "P1", "T1")) == ["attention"]
    assert [card["kind"] for card in central.open_cards()] == ["double_pick"]


@pytest.mark.parametrize("way", ["push", "rescue"])
def test_a_device_that_was_shut_out_gets_no_order_by_what_it_hands_in(central: Warehouse, way: str) -> None:
    """It opened the order at its table before; by now another device has it, and nobody works at the lost one."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    lost, other = central.enrol(), central.enrol()
    opened = lost.envelope(OpenedBlind("O1"))
    central.post(f"/v1/devices/{lost.device}/revoke", {})
    assert other.hold(0, "O1")["held"] == ["O1"]
    if way == "push":
        lost.send(lost.batch(opened))
    else:
        central.post(f"/v1/devices/{lost.device}/rescue", {"epoch": 1, "facts": [opened]})
    work = other.pull()["work", "O1"]
    assert (work["device"], work["handover"]) == (other.device, "blind")


def test_a_card_settled_at_a_device_that_was_shut_out_moves_no_order(central: Warehouse) -> None:
    """Bringing goods back is work, too: it stays with the device that picked them."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    lost, other = central.enrol(), central.enrol()
    other.hold()
    other.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    central.post("/v1/orders/O1/cancel", {}, headers={"Idempotency-Key": "cancel"})
    [card] = central.open_cards("cancelled_while_picked")
    settled = lost.envelope(AttentionSettled(card["id"], "put_back"))
    central.post(f"/v1/devices/{lost.device}/revoke", {})
    lost.send(lost.batch(settled))
    assert central.open_cards("cancelled_while_picked") == []
    assert other.pull()["work", "O1"]["device"] == other.device


def test_a_lease_goes_on_only_with_work(central: Warehouse, device: DeviceEnd) -> None:
    """Saying that there is nothing to say is no work, and what a device hands in after it was shut out is none."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    device.hold()
    other = central.enrol("Station 2")
    central.now_ms += 11 * HOURS
    device.send(device.batch())
    central.now_ms += 1 * HOURS
    assert other.hold()["held"] == ["O1"]


def test_a_lease_of_a_clock_that_was_ahead_is_over(central: Warehouse, device: DeviceEnd) -> None:
    """For a minute central's clock was 400 days ahead: the lost device does not keep its order for all that time."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 2))
    central.order("O2", ("A", 2))
    lost, other = central.enrol(), central.enrol()
    central.now_ms += 400 * 24 * HOURS
    assert lost.hold(0, "O1")["held"] == ["O1"]
    assert device.hold(0, "O2")["held"] == ["O2"]
    central.now_ms -= 400 * 24 * HOURS
    device.hold(0)
    assert device.pull()["work", "O2"]["lease_until_ms"] == central.now_ms + 12 * HOURS
    assert other.hold(1)["held"] == ["O1"]
    central.now_ms -= 2 * HOURS
    assert central.enrol().hold()["held"] == []


def test_what_is_released_late_takes_no_order_from_whoever_works_on_it(
    central: Warehouse, device: DeviceEnd
) -> None:
    """The order was not known when the table opened it; when it is booked another device has it in hand."""
    central.stock_up(("P1", "A", 20))
    other = central.enrol("Station 2")
    for number in ("O1", "O2"):
        assert device.tell(OpenedBlind(number)) == ["quarantined"]
        central.order(number, ("A", 2))
    assert other.hold(0, "O1")["held"] == ["O1"]
    for card in central.open_cards("quarantined_fact"):
        central.settle(card, "release")
    rows = other.pull()
    assert [rows["work", number]["device"] for number in ("O1", "O2")] == [other.device, device.device]


def test_parcel_numbers_are_given_once(central: Warehouse, device: DeviceEnd) -> None:
    """Ranges follow each other, whoever asks."""
    other = central.enrol("Station 2")
    ranges = [
        central.post("/v1/sscc/ranges", {"count": 1000}, token=end.token) for end in (device, other, device)
    ]
    assert [(one["prefix"], one["first"], one["last"]) for one in ranges] == [
        ("34099999", 1, 1000),
        ("34099999", 1001, 2000),
        ("34099999", 2001, 3000),
    ]
    bodies: list[Any] = [{"count": 0}, {"count": 10_001}, {}, []]
    for body in bodies:
        central.post("/v1/sscc/ranges", body, 422, token=device.token)
    central.app.state.sscc_prefix = "3409999900000000"
    first = central.post("/v1/sscc/ranges", {"count": 20}, token=device.token)
    assert (first["first"], first["last"]) == (1, 9)
    central.post("/v1/sscc/ranges", {"count": 20}, 409, token=device.token)
