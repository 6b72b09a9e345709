"""A store that was restored or copied lives on in a new epoch: nothing is lost, nothing counts twice, and it is noticed."""

from typing import Any

import pytest

from app.domain.facts import Picked, ToteAssigned
from tests.sync.central.warehouse import DeviceEnd, Warehouse

TOTE = ToteAssigned("O1", "T1")
PICK = Picked("O1", 1, "A", 1, "P1", "T1")
DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def stocked(central: Warehouse) -> Warehouse:
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 5))
    return central


def begin(device: DeviceEnd, base: int, *fact_ids: str, status: int = 200, **more: Any) -> Any:
    page = device.central.get("/v1/sync/pull", token=device.token)
    wish = {"epoch": page["epoch"], "generation": page["generation"], "base": base, "fact_ids": fact_ids}
    return device.central.post("/v1/sync/epoch", {**wish, **more}, status, token=device.token)


def test_a_restored_store_goes_on_without_loss(stocked: Warehouse, device: DeviceEnd) -> None:
    """The back-up was of before the pick: another fact comes under its number, is told of the fork, and comes again."""
    device.tell(TOTE, PICK)
    other = device.envelope(PICK, seq=2, fact_id="other")
    assert device.send(device.batch(other, schema=2), 409)["type"] == "/problems/fork"
    begun = begin(device, 1, "other")
    assert (begun["epoch"], begun["last_seq"]) == (2, 1)
    assert device.send(device.batch(other, schema=2), 409)["type"] == "/problems/stale-epoch"
    for _ in range(2):
        answer = device.send(device.batch(other, schema=2, epoch=2))
        assert (answer["last_seq"], answer["outcomes"][0]["outcome"]) == (2, "applied")
    assert stocked.stock()["P1", "A"] == (7, 3)
    assert [fact["epoch"] for fact in stocked.get("/v1/facts")] == [1, 1, 2]
    page = stocked.get("/v1/sync/pull", token=device.token)
    assert (page["epoch"], page["last_seq"], page["last_fact"]) == (2, 2, "other")
    stocked.assert_books_agree()


def test_what_central_has_is_not_wanted_again(stocked: Warehouse, device: DeviceEnd) -> None:
    """A device that no longer knows what it sent names all: only what is missing goes again, and counts once."""
    device.tell(TOTE, PICK)
    known = [fact["fact_id"] for fact in stocked.get("/v1/facts")]
    assert begin(device, 0, *known, "new")["last_seq"] == 2
    answer = device.send(device.batch(device.envelope(PICK, seq=3, fact_id="new"), schema=2, epoch=2))
    assert answer["last_seq"] == 3
    assert stocked.stock()["P1", "A"] == (7, 3)


def test_a_device_that_knows_another_life_of_central_is_told(stocked: Warehouse, device: DeviceEnd) -> None:
    """Central was restored: the answer names its new life, and nothing is begun."""
    told = begin(device, 0, generation="of yesterday", status=409)
    assert told["type"] == "/problems/generation-changed"
    assert told["generation"] == stocked.get("/v1/sync/pull", token=device.token)["generation"]
    assert stocked.get("/v1/sync/pull", token=device.token)["epoch"] == 1
    assert begin(device, 0, fact_ids=[1], status=422)["type"] == "/problems/bad-epoch"


def test_a_store_that_begins_anew_again_and_again_is_looked_at(stocked: Warehouse, device: DeviceEnd) -> None:
    """Three times a day may be a bad day; the fourth is a card for a person, one however often it goes on."""
    for _ in range(3):
        begin(device, 0)
    stocked.now_ms += DAY_MS + 1
    for _ in range(3):
        begin(device, 0)
    assert stocked.open_cards() == []
    for _ in range(2):
        begin(device, 0)
    [card] = stocked.open_cards("device_restless")
    assert (card["device"], card["actions"]) == (device.device, ["keep"])
    assert "Station 1" in card["detail"]
    assert device.pull()["attention", card["id"]]["kind"] == "device_restless"
    assert stocked.settle(card, "keep")["settled"]["action"] == "keep"
