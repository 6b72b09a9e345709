"""A device's clock is told to people and orders nothing: one that is two years off changes no order of anything."""

from typing import Any

import pytest

from app.domain.facts import Picked, Shorted, ToteAssigned
from tests.sync.central.warehouse import DeviceEnd, Warehouse

TWO_YEARS_MS = 2 * 365 * 24 * 3600 * 1000
MINUTE_MS = 60_000


def tell(device: DeviceEnd, off_ms: int, *facts: Any, prints: tuple[Any, ...] = ()) -> None:
    """Push facts with the times of a clock that is off."""
    at_ms = device.central.now_ms + off_ms
    envelopes = [device.envelope(fact, recorded_at_ms=at_ms) for fact in facts]
    device.send(device.batch(*envelopes, sent_at_ms=at_ms, prints=list(prints)))
    device.central.now_ms += MINUTE_MS


@pytest.mark.parametrize("off_ms", [TWO_YEARS_MS, -TWO_YEARS_MS])
def test_a_clock_that_is_years_off_changes_no_order(central: Warehouse, off_ms: int) -> None:
    """Facts, moves, cards and rows stand in the order in which they came, with central's times."""
    central.stock_up(("P1", "A", 9), ("P2", "B", 9))
    for no in range(1, 4):
        central.order(f"O{no}", ("A", 1), ("B", 1))
    right, wrong = central.enrol("right"), central.enrol("wrong")
    begun_ms = central.now_ms
    tell(right, 0, ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"))
    tell(wrong, off_ms, ToteAssigned("O2", "T2"), Picked("O2", 1, "A", 1, "P1", "T2"))
    tell(right, 0, Picked("O1", 2, "B", 1, "P2", "T1"))
    tell(wrong, off_ms, Shorted("O2", 2, "B", 1, "P2", "empty"))
    tell(right, 0, ToteAssigned("O3", "T3"), Shorted("O3", 1, "A", 1, "P1", "damaged"))
    facts = central.get("/v1/facts")
    came = [right, right, wrong, wrong, right, wrong, right, right]
    assert [fact["device"] for fact in facts] == [device.device for device in came]
    received = [fact["received_at"] for fact in facts]
    assert received == sorted(received)
    moved = [move["fact_id"] for move in central.get("/v1/moves") if move["kind"] == "pick"]
    assert moved == [fact["fact_id"] for fact in facts if fact["kind"] == "Picked"]
    assert len(moved) == 3
    cards = central.open_cards()
    assert [card["place"] for card in cards] == ["P2", "P1"]
    assert all(begun_ms <= card["opened_at_ms"] <= central.now_ms for card in cards)
    seen = [device.get("seen_at") for device in central.get("/v1/devices")]
    assert seen == sorted(seen, reverse=True)  # the one that is right was heard of last
    assert right.pull() == wrong.pull()


def test_of_two_reports_of_a_label_the_later_one_of_its_device_counts(central: Warehouse) -> None:
    """A clock that was put right between them makes no old report of a new one: the device itself counts upwards."""
    device = central.enrol()
    report = {"id": "p1", "kind": "shipping", "sscc": None, "order": None}
    ahead_ms = central.now_ms + TWO_YEARS_MS
    tell(device, TWO_YEARS_MS, prints=({**report, "state": "failed", "changed_at_ms": ahead_ms},))
    tell(device, 0, prints=({**report, "state": "printed", "changed_at_ms": ahead_ms + 1},))
    with central.app.state.store.reading() as tx:
        state = tx.db.exec_driver_sql("SELECT state FROM print_report").scalar_one()
    assert state == "printed"
