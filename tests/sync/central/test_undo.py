"""What was taken back leaves no trace in the levels: moves are reversed, counters and statuses lead back."""

from typing import Any

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    ItemGraded,
    ItemPacked,
    ParcelClosed,
    Picked,
    ReturnFinished,
    ReturnOpened,
    ReturnReceived,
    Shorted,
    StockPutAway,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from tests.sync.central.warehouse import DeviceEnd, Warehouse

SSCC = "340999990000000017"

SHIFT: tuple[Fact, ...] = (
    ToteAssigned("O1", "T1"),
    Picked("O1", 1, "A", 2, "P1", "T1"),
    Picked("O1", 1, "A", 1, "P1", "T1"),
    Shorted("O1", 2, "B", 1, "P3", "empty"),
    TotesDropped("O1", "T1", "PACK"),
    CartonTaken("O1", 1, "BOX"),
    ItemPacked("O1", 1, "A", 3, 1),
    ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 3),), 900, True),
    ReturnOpened("R-1", None, SSCC, False),
    ReturnReceived("R-1", 1, "A", 1, True),
    ItemGraded("R-1", 1, "A", True, True, "A", "restock"),
    StockPutAway("R-1", 1, "A", 1, "P1"),
    ReturnFinished("R-1"),
)


def undone(fact_id: str, fact: Fact) -> Undone:
    return Undone(fact_id, type(fact).__name__, body_of(fact))


def picture(central: Warehouse) -> Any:
    """All that a reader sees of stock, orders, parcels and returns."""
    parcels = [one for one in central.get("/v1/parcels") if one["status"] != "void"]
    cards = [(card["kind"], card["quantity"]) for card in central.open_cards()]
    return central.stock(), central.get("/v1/orders"), parcels, central.get("/v1/returns"), cards


@pytest.fixture
def stocked(central: Warehouse) -> Warehouse:
    central.stock_up(("P1", "A", 4), ("P2", "A", 4), ("P3", "B", 2))
    central.order("O1", ("A", 3), ("B", 1))
    return central


def test_a_whole_shift_taken_back_last_first_leads_back_step_by_step(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """After each step back everything looks as it did before the step."""
    device.hold()
    seen, ids = [picture(stocked)], []
    for fact in SHIFT:
        ids.append(device.told(fact))
        seen.append(picture(stocked))
    for fact, fact_id, before in reversed(list(zip(SHIFT, ids, seen, strict=False))):
        assert device.tell(undone(fact_id, fact)) == ["applied"]
        assert picture(stocked) == before, fact
        stocked.assert_books_agree()
    assert device.hold()["held"] == ["O1"]


def test_the_number_of_an_unpacked_parcel_is_used_again_for_its_order_only(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """The parcel is closed once more under the number that is on it already."""
    *_, closed = [device.told(fact) for fact in SHIFT[:8]]
    device.tell(undone(closed, SHIFT[7]))
    assert stocked.get(f"/v1/parcels/{SSCC}")["status"] == "void"
    assert stocked.get("/v1/orders/O1")["parcels"] == []
    assert ("parcel", SSCC) not in device.pull()
    assert device.tell(SHIFT[7]) == ["applied"]
    assert stocked.get(f"/v1/parcels/{SSCC}")["status"] == "packed"
    stocked.assert_books_agree()


def test_only_what_happened_can_be_taken_back_and_only_once(stocked: Warehouse, device: DeviceEnd) -> None:
    """Unknown facts, other kinds, a second time, an undo of an undo: kept aside, nothing moves."""
    first = device.told(SHIFT[0])
    pick = device.told(SHIFT[1])
    assert device.tell(undone("nothing", SHIFT[1]), undone(pick, SHIFT[0])) == ["quarantined"] * 2
    back = device.told(undone(pick, SHIFT[1]))
    before = stocked.stock()
    again = device.tell(undone(pick, SHIFT[1]), Undone(back, "Undone", {}))
    assert again == ["quarantined"] * 2
    assert stocked.stock() == before
    assert device.tell(undone(first, SHIFT[0])) == ["applied"]


def test_taking_back_a_fact_that_was_never_booked_closes_its_card(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """A wrong scan that central could not book and that was taken back needs nobody any more."""
    wrong = Picked("O9", 1, "A", 1, "P1", "T1")
    fact_id = device.told(wrong)
    assert len(stocked.open_cards()) == 1
    assert device.tell(undone(fact_id, wrong)) == ["applied"]
    assert stocked.open_cards() == []


def test_pieces_found_by_a_pick_are_gone_again_when_it_is_taken_back(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """The adjustment that made the pick possible is reversed with it, and its card closes."""
    before = stocked.stock()
    pick = Picked("O1", 1, "A", 9, "P1", "T1")
    fact_id = device.told(pick)
    assert {card["kind"] for card in stocked.open_cards()} == {"stock_negative", "double_pick"}
    device.tell(undone(fact_id, pick))
    assert stocked.stock() == before
    assert stocked.open_cards() == []
    stocked.assert_books_agree()


def test_others_are_served_again_when_a_pick_is_taken_back(stocked: Warehouse, device: DeviceEnd) -> None:
    """The order that lost its promise gets it back."""
    stocked.order("O2", ("A", 5))
    pick = Picked("O1", 1, "A", 4, "P1", "T1")
    fact_id = device.told(pick)
    assert stocked.status("O2") == "waiting"
    device.tell(undone(fact_id, pick))
    assert (stocked.status("O1"), stocked.status("O2")) == ("open", "open")
    stocked.assert_books_agree()
