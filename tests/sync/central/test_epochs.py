"""A store that was restored or copied lives on in a new epoch: nothing is lost, nothing counts twice, and it is noticed."""

from typing import Any

import pytest
from sqlalchemy import event

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


def test_a_long_life_is_numbered_with_a_few_questions(stocked: Warehouse, device: DeviceEnd) -> None:
    """Years of facts that no back-up was ever marked for are numbered before the device stops waiting for the answer."""
    for _ in range(3):
        device.tell(*[PICK for _ in range(500)])
    known = [fact["fact_id"] for fact in stocked.get("/v1/facts")]
    asked: list[str] = []

    def note(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        asked.append(words)

    engine = stocked.app.state.store.engine
    event.listen(engine, "before_cursor_execute", note)
    assert begin(device, 0, *known)["last_seq"] == len(known)
    event.remove(engine, "before_cursor_execute", note)
    assert len(asked) < 40, f"{len(known)} facts took {len(asked)} statements"


def test_a_rescued_fact_stands_for_nothing_that_the_device_has(stocked: Warehouse, device: DeviceEnd) -> None:
    """The file was saved from a damaged disk and says something else under the same id: the device sends its own."""
    own = device.envelope(PICK)
    damaged = {**own, "body": {**own["body"], "place": "Z-99"}}
    stocked.post(f"/v1/devices/{device.device}/rescue", {"epoch": 1, "facts": [damaged]})
    assert begin(device, 0, own["fact_id"])["last_seq"] == 0
    answer = device.send(device.batch(own, schema=2, epoch=2))
    assert answer["last_seq"] == 1
    assert [fact["body"]["place"] for fact in stocked.get("/v1/facts")] == ["Z-99", "P1"]
    assert len(stocked.open_cards("quarantined_fact")) == 2


def test_what_neither_side_has_is_on_a_card(stocked: Warehouse, device: DeviceEnd) -> None:
    """The device let go of five facts that were in every back-up, and an older one was put back: they must be counted."""
    device.tell(TOTE, PICK)
    assert begin(device, 2)["last_seq"] == 2
    assert stocked.open_cards() == []
    for _ in range(2):  # the answer was lost, and it asks again: one card
        begin(device, 5, "sixth")
    [card] = stocked.open_cards("scans_missing")
    assert card["device"] == device.device
    assert "3 to 5 are nowhere" in card["detail"]


def test_an_older_copy_of_a_lost_device_does_not_end_the_search(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """It had spoken of six facts when it was shut out; a copy of its store that knows of four hands in four."""
    four = [device.envelope(PICK) for _ in range(4)]
    device.send(device.batch(*four[:2], announced_seq=6))
    stocked.post(f"/v1/devices/{device.device}/revoke", {})
    generation = stocked.get("/v1/sync/pull", token=stocked.enrol("Other").token)["generation"]
    wish = {"epoch": 1, "generation": generation, "base": 2, "fact_ids": [one["fact_id"] for one in four[2:]]}
    stocked.post("/v1/sync/epoch", wish, token=device.token)
    device.send(device.batch(*four[2:], schema=2, epoch=2, announced_seq=4))
    assert len(stocked.open_cards("scans_missing")) == 1
