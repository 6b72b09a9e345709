"""Exceptions on the device: who may do what about them, who looks after them, and how long they are open."""

from typing import Any

import pytest

from app.domain.people import pin_hash
from app.main import Device
from tests.app.desk.small_floor import pulled
from tests.journeys.in_process.house import BADGE, PIN, Hand

BOSS, BOSS_PIN = "1009", "8642"
FACT = {
    "id": "c1",
    "kind": "quarantined_fact",
    "actions": ["release", "write_off"],
    "fact": {"kind": "Picked", "raw": '{"order": "O9"}'},
}
MISSING = {
    "id": "c2",
    "kind": "stock_missing",
    "place": "A-01-01",
    "sku": "MUG",
    "actions": ["found", "write_off"],
}


@pytest.fixture
def floor(device: Device) -> Device:
    """A supervisor, a fact that nobody could book, and mugs that are missing."""
    boss = {"badge": BOSS, "name": "Bo", "roles": ["supervisor"], "pin_hash": pin_hash(BOSS_PIN, b"87654321")}
    now = device.stores.now_ms()
    ages = {"c1": now - 3 * 3_600_000 - 1000, "c2": now - 20 * 60_000 - 1000}
    cards = [{**card, "opened_at_ms": ages[str(card["id"])]} for card in (FACT, MISSING)]
    changes = [("attention", str(card["id"]), 1, card) for card in cards]
    pulled(device, [("person", BOSS, 1, boss), *changes], cursor="c2")
    return device


def at_list(device: Device, badge: str = BADGE) -> Hand:
    hand = Hand(device, name=badge)
    hand.log_in(badge, PIN if badge == BADGE else BOSS_PIN)
    hand.press("attention")
    return hand


def card(hand: Hand, id: str) -> Any:
    return next(one for one in hand.view()["attentions"] if one["id"] == id)


def actions(hand: Hand, id: str) -> list[str]:
    return [one["id"] for one in card(hand, id)["actions"]]


def test_a_card_says_how_long_it_is_open_and_what_the_fact_was(floor: Device) -> None:
    """
    Minutes in steps of five, then hours; the fact as it came.
    """
    hand = at_list(floor)
    assert (card(hand, "c2")["age"], card(hand, "c1")["age"]) == ("20 min", "3 h")
    assert card(hand, "c1")["raw"] == 'Picked {"order": "O9"}'
    assert card(hand, "c2")["raw"] is None


def test_somebody_takes_a_card(floor: Device) -> None:
    """
    The name is on it at once, with central away; it can't be taken twice, but settled.
    """
    hand = at_list(floor)
    assert actions(hand, "c2") == ["found", "write_off", "take"]
    answer = hand.press("settle", {"attention": "c2", "action": "take"})
    assert [fact["kind"] for fact in answer["facts"]] == ["AttentionTaken"]
    assert card(hand, "c2")["owner"] == "Ada"
    assert actions(hand, "c2") == ["found", "write_off"]
    hand.press("settle", {"attention": "c2", "action": "found"})
    assert [one["id"] for one in hand.view()["attentions"]] == ["c1"]


def test_a_fact_is_released_or_written_off_by_a_supervisor_only(floor: Device) -> None:
    """
    Others see it and may look after it; the reason of a write-off goes to central.
    """
    hand = at_list(floor)
    assert actions(hand, "c1") == ["take"]
    assert hand.press("settle", {"attention": "c1", "action": "release"})["reason"] == "not_your_role"
    hand.press("logout")
    boss = at_list(floor, BOSS)
    reasons = ["write_off_by_hand", "write_off_mistake", "write_off_trial"]
    assert actions(boss, "c1") == ["release", *reasons, "take"]
    assert boss.press("settle", {"attention": "c1", "action": "write_off"})["reason"] == "not_expected"
    boss.press("settle", {"attention": "c1", "action": "write_off_trial"})
    [fact] = floor.reads.facts(0)
    assert fact["body"] == {"attention": "c1", "action": "write_off", "reason": "trial"}
