"""Facts come in device order, each exactly once; what can't be booked is kept, shown and acknowledged."""

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest

from app.domain.facts import Picked, ToteAssigned
from tests.sync.central.warehouse import DeviceEnd, Warehouse

TOTE = ToteAssigned("O1", "T1")
PICK = Picked("O1", 1, "A", 1, "P1", "T1")


@pytest.fixture
def stocked(central: Warehouse) -> Warehouse:
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 5))
    return central


def test_a_lost_answer_is_harmless(stocked: Warehouse, device: DeviceEnd) -> None:
    """The same batch again changes nothing and gets the same answer."""
    batch = device.batch(device.envelope(TOTE), device.envelope(PICK), device.envelope(PICK))
    first = device.send(batch)
    stock = stocked.stock()
    again = device.send(batch)
    assert again == first
    assert stocked.stock() == stock == {("P1", "A"): (7, 3), ("PACK", "A"): (2, 0)}
    assert [fact["seq"] for fact in stocked.get("/v1/facts")] == [1, 2, 3]


def test_a_batch_may_begin_with_what_is_known(stocked: Warehouse, device: DeviceEnd) -> None:
    """Half of the batch came through before: only the other half is new."""
    known, new = device.envelope(TOTE), device.envelope(PICK)
    device.send(device.batch(known))
    answer = device.send(device.batch(known, new))
    assert [outcome["outcome"] for outcome in answer["outcomes"]] == ["applied", "applied"]
    assert answer["last_seq"] == 2


def test_a_gap_is_refused_whole_with_the_number_that_is_expected(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """Nothing of a batch with a hole is taken."""
    first, _lost, third = (device.envelope(fact) for fact in (TOTE, PICK, PICK))
    problem = device.send(device.batch(first, third), 409)
    assert (problem["type"], problem["expected"]) == ("/problems/gap", 1)
    assert stocked.get("/v1/facts") == []


def test_another_fact_under_a_known_number_is_kept_aside(stocked: Warehouse, device: DeviceEnd) -> None:
    """A device that counts twice loses nothing: the second fact is shown to a person, once."""
    device.tell(TOTE, PICK)
    stock = stocked.stock()
    twin = device.envelope(PICK, seq=2, fact_id="twin")
    for _ in range(2):
        answer = device.send(device.batch(twin))
        assert (answer["last_seq"], answer["outcomes"][0]["outcome"]) == (2, "quarantined")
    assert stocked.stock() == stock
    assert len(stocked.get("/v1/facts")) == 3
    assert len(stocked.open_cards("quarantined_fact")) == 1


def test_a_fact_that_is_known_under_another_number_is_not_booked_again(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """The id and the content tell, whatever number it comes under; the same id with other content is kept aside."""
    device.tell(TOTE, PICK)
    again = device.envelope(PICK, fact_id=f"{device.device}/2")
    changed = device.envelope(replace(PICK, quantity=2), fact_id=f"{device.device}/2")
    answer = device.send(device.batch(again, changed))
    assert [outcome["outcome"] for outcome in answer["outcomes"]] == ["applied", "quarantined"]
    assert answer["last_seq"] == 4
    assert stocked.stock()["PACK", "A"] == (1, 0)


BROKEN: tuple[dict[str, Any], ...] = (
    {"kind": "Teleported", "body": {"order": "O1"}},
    {"kind": "Picked", "body": {"order": "O1"}},
    {"kind": "Picked", "body": {"order": 1}},
    {"version": 99},
    {"body": "no object"},
    {"kind": 7},
    {"mono_ms": None},
    {"body": {"order": "O\u0000", "line": 1, "sku": "A", "quantity": 1, "place": "P1", "tote": "T"}},
    {"body": {"order": "O1", "line": 1, "sku": "A", "quantity": 10**40, "place": "P1", "tote": "T"}},
    {"body": {"order": "O1", "line": True, "sku": "A", "quantity": 1, "place": "P1", "tote": "T"}},
    {"body": {"order": "O1", "line": 1, "sku": ["A"], "quantity": 1, "place": "P1", "tote": "T"}},
    {"fact_id": "\ud800\u0000'"},
)


def test_broken_facts_neither_get_lost_nor_block(stocked: Warehouse, device: DeviceEnd) -> None:
    """They are kept as they came and acknowledged, and the ones between them are booked."""
    batch = []
    for broken in BROKEN:
        batch.append(device.envelope(Picked("O9", 1, "A", 1, "P1", "T1"), **broken))
        batch.append(device.envelope(ToteAssigned("O1", "T1")))
    answer = device.send(device.batch(*batch))
    assert answer["last_seq"] == 2 * len(BROKEN)
    outcomes = answer["outcomes"]
    assert [one["outcome"] for one in outcomes] == ["quarantined", "applied"] * len(BROKEN)
    for sent, kept in zip(batch, stocked.get("/v1/facts"), strict=True):
        assert {name: kept[name] for name in ("kind", "body", "fact_id")} == {
            name: sent[name] for name in ("kind", "body", "fact_id")
        }
    cards = stocked.open_cards("quarantined_fact")
    assert [card["id"] for card in cards] == [one["attention"] for one in outcomes[::2]]
    assert {card["device"] for card in cards} == {device.device}
    assert device.send(device.batch(*batch)) == answer


def test_an_envelope_without_number_names_its_place(stocked: Warehouse, device: DeviceEnd) -> None:
    """Without number or id a fact can't be acknowledged: the sender is told which one it is."""
    bad = device.envelope(PICK, seq="two")
    problem = device.send(device.batch(device.envelope(TOTE, seq=1), bad), 422)
    assert (problem["type"], problem["index"]) == ("/problems/bad-envelope", 1)
    assert device.send({"device": device.device}, 422)["type"] == "/problems/bad-push"
    assert device.send({**device.batch(), "protocol": 2}, 400)["type"] == "/problems/protocol"
    assert device.send(device.batch(*[bad] * 501), 422)["type"] == "/problems/bad-push"


def test_only_the_device_itself_pushes_and_only_in_its_epoch(stocked: Warehouse, device: DeviceEnd) -> None:
    """Another device's token or an old life of this one is refused before anything is read."""
    other = stocked.enrol("Station 2")
    batch = device.batch(device.envelope(PICK))
    assert stocked.post("/v1/sync/push", batch, 403, token=other.token)["type"] == "/problems/other-device"
    stale = device.send({**batch, "epoch": 2}, 409)
    assert (stale["type"], stale["epoch"], stale["last_seq"]) == ("/problems/stale-epoch", 1, 0)
    assert stocked.post("/v1/sync/push", batch, 403)["type"] == "/problems/forbidden"
    assert stocked.get("/v1/facts") == []


def test_facts_are_read_as_they_came(stocked: Warehouse, device: DeviceEnd) -> None:
    """Every fact once, oldest first, with what was scanned."""
    other = stocked.enrol("Station 2")
    device.send(device.batch(device.envelope(TOTE, raw="TOTE-1\u001d", source="scan")))
    other.tell(PICK)
    assert [fact["device"] for fact in stocked.get("/v1/facts")] == [device.device, other.device]
    [fact] = stocked.get(f"/v1/facts?device={device.device}")
    assert (fact["kind"], fact["raw"], fact["body"]) == (
        "ToteAssigned",
        "TOTE-1\u001d",
        {"order": "O1", "tote": "T1"},
    )
    assert fact["recorded_at"].endswith("Z")
    [row] = [one for one in stocked.get("/v1/devices") if one["device"] == device.device]
    assert (row["last_seq"], row["announced_seq"]) == (1, 1)


def test_what_a_device_once_spoke_of_stays_announced(stocked: Warehouse, device: DeviceEnd) -> None:
    """A push that the network brings once more, after the device was lost, speaks of less: its card stays open."""
    first = device.batch(device.envelope(TOTE))
    device.send(first)
    second = device.envelope(PICK)
    device.send(device.batch(second, announced_seq=3))
    stocked.post(f"/v1/devices/{device.device}/revoke", {})
    device.send(first)
    assert [card["quantity"] for card in stocked.open_cards("scans_missing")] == [1]
    [row] = stocked.get("/v1/devices")
    assert (row["last_seq"], row["announced_seq"]) == (2, 3)
    device.send(device.batch(device.envelope(PICK)))
    assert stocked.open_cards("scans_missing") == []


def test_a_print_report_that_can_not_be_read_is_no_reason_to_stop(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """Reports are repeated; facts are not."""
    answer = device.send(device.batch(device.envelope(TOTE), prints=[{"id": 1}, 7]))
    assert answer["outcomes"][0]["outcome"] == "applied"


def test_a_kept_fact_is_released_when_its_cause_is_gone(stocked: Warehouse, device: DeviceEnd) -> None:
    """Releasing tries again: it stays open with the reason, or it is booked as it happened."""
    device.tell(Picked("O2", 1, "A", 1, "P1", "T1"))
    [card] = stocked.open_cards()
    after = stocked.settle(card, "release")
    assert after["settled"] is None
    assert "O2" in after["detail"]
    stocked.order("O2", ("A", 1))
    assert stocked.settle(card, "release")["settled"]["action"] == "release"
    assert stocked.get("/v1/orders/O2")["lines"][0]["picked"] == 1
    assert stocked.get("/v1/facts")[0]["outcome"] == "applied"
    assert stocked.settle(card, "release")["settled"]["action"] == "release"
    assert stocked.get("/v1/orders/O2")["lines"][0]["picked"] == 1
    stocked.assert_books_agree()


def packed(body: Any) -> bytes:
    return gzip.compress(json.dumps(body).encode())


def test_facts_may_come_packed(stocked: Warehouse, device: DeviceEnd) -> None:
    """A radio in a warehouse is slow: what comes as gzip is taken as if it had not."""
    batch = device.batch(*[device.envelope(PICK) for _ in range(50)])
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    body = packed(batch)
    assert len(body) * 10 < len(json.dumps(batch))
    answer = stocked.ask("POST", "/v1/sync/push", content=body, headers=headers, token=device.token)
    assert answer.json()["last_seq"] == 50
    for broken, status in ((body[:-9], 400), (b"no gzip", 400), (gzip.compress(bytes(40_000_000)), 413)):
        refused = stocked.ask("POST", "/v1/sync/push", content=broken, headers=headers, token=device.token)
        assert refused.status_code == status
        assert refused.headers["content-type"] == "application/problem+json"
    assert device.send(batch)["last_seq"] == 50
