"""Facts that were saved from a device's store come in by way of a file: each once, whatever came before or after."""

from typing import Any

import pytest

from app.domain.facts import Fact, Picked, ToteAssigned
from tests.sync.central.warehouse import DeviceEnd, Warehouse


def shift(central: Warehouse, device: DeviceEnd) -> list[dict[str, Any]]:
    """A tote and four picks, numbered and not sent."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 4))
    picks = [Picked("O1", 1, "A", 1, "P1", "T1") for _ in range(4)]
    facts: list[Fact] = [ToteAssigned("O1", "T1"), *picks]
    return [device.envelope(fact) for fact in facts]


def bring(central: Warehouse, device: str, facts: list[Any], status: int = 200, **more: Any) -> Any:
    return central.post(f"/v1/devices/{device}/rescue", {"epoch": 1, "facts": facts, **more}, status)


def picked(central: Warehouse) -> int:
    return int(central.get("/v1/orders/O1")["lines"][0]["picked"])


def test_a_file_is_taken_once(central: Warehouse, device: DeviceEnd) -> None:
    """
    The second time everything is known, and nothing counts twice.
    """
    facts = shift(central, device)
    assert bring(central, device.device, facts) == {"taken": 5, "known": 0, "quarantined": 0}
    assert bring(central, device.device, facts) == {"taken": 0, "known": 5, "quarantined": 0}
    assert picked(central) == 4
    assert central.open_cards() == []
    central.assert_books_agree()


def test_what_the_device_has_pushed_is_known(central: Warehouse, device: DeviceEnd) -> None:
    """
    Half of the shift had arrived; after the file the device comes back and pushes all of it: each fact is there once.
    """
    facts = shift(central, device)
    device.send(device.batch(*facts[:3]))
    assert bring(central, device.device, facts) == {"taken": 2, "known": 3, "quarantined": 0}
    answer = device.send(device.batch(*facts))
    assert answer["last_seq"] == 5
    assert [one["outcome"] for one in answer["outcomes"]] == ["applied"] * 5
    assert [fact["fact_id"] for fact in central.get("/v1/facts")] == [fact["fact_id"] for fact in facts]
    assert picked(central) == 4
    central.assert_books_agree()


def test_what_cannot_be_read_or_booked_is_kept_for_a_person_once(
    central: Warehouse, device: DeviceEnd
) -> None:
    """
    A kind nobody knows, a body of another form, no id at all, no object, another fact under a known id: one card each.
    """
    good, *others = shift(central, device)
    odd: list[Any] = [
        {**others[0], "kind": "OfTomorrow"},
        {**others[1], "body": []},
        {"seq": 4, "kind": "Picked"},
        {"fact_id": "", "seq": -1},
        "only text",
        None,
        {**good, "desk": "another"},
    ]
    counts = {"taken": 1, "known": 0, "quarantined": 7}
    assert bring(central, device.device, [good, *odd]) == counts
    assert bring(central, device.device, [good, *odd]) == {"taken": 0, "known": 8, "quarantined": 0}
    assert len(central.open_cards("quarantined_fact")) == 7
    assert len(central.get("/v1/facts")) == 8
    central.assert_books_agree()


def test_only_an_administrator_brings_in_facts_of_a_device_that_is_known(
    central: Warehouse, device: DeviceEnd
) -> None:
    """
    The refusals say what is wrong.
    """
    assert bring(central, "nobody", [], 404)["type"] == "/problems/unknown-device"
    assert bring(central, "%00", [], 404)["type"] == "/problems/unknown-device"
    wrong: list[Any] = [[], {"facts": []}, {"epoch": 1, "facts": {}}, {"epoch": 1, "facts": [None] * 501}]
    for body in wrong:
        central.post(f"/v1/devices/{device.device}/rescue", body, 422)
    answer = central.ask("POST", f"/v1/devices/{device.device}/rescue", token=device.token, json={})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "last_seq", [{"last_seq": True}, {}], ids=["with its last number", "of an older program"]
)
def test_a_whole_file_of_an_older_store_closes_no_card(
    central: Warehouse, device: DeviceEnd, last_seq: dict[str, Any]
) -> None:
    """
    The lost device had spoken of five facts: a file that was saved after its third is whole, and says too little.
    """
    facts = shift(central, device)
    device.send({**device.batch(*facts[:2]), "announced_seq": 5})
    central.post(f"/v1/devices/{device.device}/revoke", {})
    for count in (3, 5):
        assert [card["kind"] for card in central.open_cards()] == ["scans_missing"]
        bring(central, device.device, facts[:count], whole=True, **dict.fromkeys(last_seq, count))
    assert central.open_cards() == []


def test_a_file_of_an_earlier_epoch_closes_no_card(central: Warehouse, device: DeviceEnd) -> None:
    """
    Its numbers are not those that the device had spoken of.
    """
    facts = shift(central, device)
    device.send(device.batch(*facts[:2]))
    known = [one["fact_id"] for one in facts[:2]]
    generation = central.get("/v1/sync/pull", token=device.token)["generation"]
    wish = {"epoch": 1, "generation": generation, "base": 0, "fact_ids": [*known, "another"]}
    assert central.post("/v1/sync/epoch", wish, token=device.token)["epoch"] == 2
    central.post(f"/v1/devices/{device.device}/revoke", {})
    bring(central, device.device, facts, whole=True, last_seq=5)
    assert [card["kind"] for card in central.open_cards()] == ["scans_missing"]
    bring(central, device.device, facts, whole=True, last_seq=5, epoch=2)
    assert central.open_cards() == []
    assert bring(central, device.device, [], 422, last_seq=-1)["errors"][0]["field"] == "last_seq"
