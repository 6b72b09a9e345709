"""Cards: one for each thing that a person must look at, with what can be done about it."""

from typing import Any

from app.domain.facts import AttentionSettled, AttentionTaken, Picked, Shorted, ToteAssigned, Undone, body_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse


def test_one_card_for_one_thing(central: Warehouse, device: DeviceEnd) -> None:
    """Two orders miss pieces at one place: one card, with both."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 2))
    central.order("O2", ("A", 3))
    device.tell(Shorted("O1", 1, "A", 2, "P1", "empty"), Shorted("O2", 1, "A", 3, "P1", "empty"))
    [card] = central.open_cards()
    assert (card["kind"], card["quantity"], card["operator"]) == ("stock_missing", 5, "1001")
    assert device.pull()["attention", card["id"]]["actions"] == ["found", "write_off"]


def test_a_card_is_settled_on_the_floor_too(central: Warehouse, device: DeviceEnd) -> None:
    """The fact does what the office's action does, and says who did it; taking it back opens the card again."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 2))
    device.tell(Shorted("O1", 1, "A", 2, "P1", "empty"))
    [card] = central.open_cards()
    fact = AttentionSettled(card["id"], "write_off")
    fact_id = device.told(fact)
    assert central.stock() == {("P1", "A"): (7, 0)}
    row = device.pull()["attention", card["id"]]
    assert row["settled"] == {"by": "1001", "action": "write_off", "at_ms": central.now_ms}
    device.tell(Undone(fact_id, "AttentionSettled", body_of(fact)))
    assert central.stock() == {("P1", "A"): (9, 0)}
    assert len(central.open_cards()) == 1
    central.assert_books_agree()


def test_a_put_back_is_taken_back(central: Warehouse, device: DeviceEnd) -> None:
    """The surplus stands at the packing table again and counts as picked."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 2))
    device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 5, "P1", "T1"))
    [card] = central.open_cards("double_pick")
    fact = AttentionSettled(card["id"], "put_back")
    fact_id = device.told(fact)
    assert central.stock() == {("P1", "A"): (7, 0), ("PACK", "A"): (2, 0)}
    device.tell(Undone(fact_id, "AttentionSettled", body_of(fact)))
    assert central.stock() == {("P1", "A"): (4, 0), ("PACK", "A"): (5, 0)}
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 5


def test_unknown_cards_and_actions_are_refused(central: Warehouse, device: DeviceEnd) -> None:
    """The office is told what is possible; the floor's fact is kept aside."""
    device.tell(ToteAssigned("O9", "T1"))
    [card] = central.open_cards()
    central.post("/v1/attention/none/settle", {"action": "found"}, 404)
    bodies: list[Any] = [{"action": "found"}, {"action": ["x"]}, {}, []]
    for body in bodies:
        problem = central.post(f"/v1/attention/{card['id']}/settle", body, 422)
        assert "release" in problem["detail"]
    facts = [AttentionSettled("none", "found"), AttentionSettled(card["id"], "found")]
    assert device.tell(*facts) == ["quarantined"] * 2


def test_a_kept_fact_is_written_off(central: Warehouse, device: DeviceEnd) -> None:
    """It stays readable for ever, but nobody needs to look at it any more."""
    device.tell(ToteAssigned("O9", "T1"))
    [card] = central.open_cards()
    assert (
        central.post(f"/v1/attention/{card['id']}/settle", {"action": "write_off"}, 422)["type"]
        == "/problems/reason"
    )
    body = {"action": "write_off", "reason": "A test scan"}
    settled = central.post(f"/v1/attention/{card['id']}/settle", body)["settled"]
    assert (settled["action"], settled["reason"]) == ("write_off", "A test scan")
    assert central.open_cards() == []
    assert len(central.get("/v1/facts")) == 1
    assert len(central.get("/v1/attention")) == 1


def test_a_kept_fact_can_be_looked_at(central: Warehouse, device: DeviceEnd) -> None:
    """What it was and what it said, on devices in short and at central as it came."""
    device.tell(ToteAssigned("O9", "T1"))
    [card] = central.open_cards()
    assert card["fact"] == {"kind": "ToteAssigned", "raw": '{"order": "O9", "tote": "T1"}'}
    assert device.pull()["attention", card["id"]]["fact"] == card["fact"]
    whole = central.get(f"/v1/attention/{card['id']}")
    assert (whole["payload"]["desk"], whole["payload"]["body"]) == ("main", {"order": "O9", "tote": "T1"})
    assert central.ask("GET", "/v1/attention/none").status_code == 404


def test_somebody_looks_after_a_card(central: Warehouse, device: DeviceEnd) -> None:
    """Taken on the floor or in the office; all devices see who has it, and the last one has."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 2))
    device.tell(Shorted("O1", 1, "A", 2, "P1", "empty"))
    [card] = central.open_cards()
    assert (card["owner"], card["taken_at_ms"]) == (None, None)
    fact = AttentionTaken(card["id"], "1001")
    fact_id = device.told(fact)
    seen = central.enrol("Station 2").pull()["attention", card["id"]]
    assert (seen["owner"], seen["taken_at_ms"]) == ("1001", central.now_ms)
    assert central.post(f"/v1/attention/{card['id']}/take", {"owner": "1002"})["owner"] == "1002"
    assert central.post(f"/v1/attention/{card['id']}/take", {})["owner"] == "admin"
    device.tell(Undone(fact_id, "AttentionTaken", body_of(fact)))
    assert central.open_cards()[0]["owner"] is None
    assert device.tell(AttentionTaken("none", "1001")) == ["quarantined"]
    central.post("/v1/attention/none/take", {}, 404)
    central.post(f"/v1/attention/{card['id']}/take", {"owner": 7}, 422)
