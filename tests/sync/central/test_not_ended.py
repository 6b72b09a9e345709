"""A tote is packed before its pick is heard of, and the pick never ends: somebody is told, and nothing stays kept for ever."""

import pytest

from app.domain.facts import (
    AttentionSettled,
    CartonTaken,
    Content,
    Fact,
    HandedLine,
    HandedOver,
    ItemPacked,
    OpenedBlind,
    ParcelClosed,
    Picked,
    Shorted,
    ToteAssigned,
    Undone,
    body_of,
)
from sync.central.work.not_ended import look_for_lost_picks
from sync.central.work.rules import LEASE_MS
from tests.sync.central.two_ends import BEGUN, DROP, REST, one_more_of_a, picker_and_table
from tests.sync.central.warehouse import DeviceEnd, Warehouse

KIND = "pick_not_ended"
CODE = HandedOver("O1", ("T1",), "abc", 1, (HandedLine(1, "A", 2, 0), HandedLine(2, "B", 0, 1)))


def packing(opening: Fact, pieces: int, revision: int = 0) -> tuple[Fact, ...]:
    """The last parcel, with so many pieces of A and none of B."""
    closed = ParcelClosed("O1", 1, "340999990000000017", "BOX", (Content("A", pieces),), 590, True, revision)
    return opening, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", pieces, 1), closed


@pytest.fixture
def ends(central: Warehouse, device: DeviceEnd) -> tuple[DeviceEnd, DeviceEnd]:
    """A picker who holds O1, and a packing table."""
    return picker_and_table(central, device)


@pytest.mark.parametrize("table_first", [True, False])
def test_what_is_in_no_parcel_is_told_while_the_pick_has_no_end(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], table_first: bool
) -> None:
    """
    The order is closed, and its picker may never drop the tote: one card names what was ordered and not packed.
    """
    picker, table = ends
    told = [(table, packing(OpenedBlind("O1"), 1)), (picker, BEGUN)]
    for end, facts in told if table_first else reversed(told):
        assert central.open_cards(KIND) == []
        end.tell(*facts)
    (card,) = central.open_cards(KIND)
    assert card["order"] == "O1"
    assert "1 of A, 1 of B are in no parcel" in card["detail"]


def test_when_the_pick_ends_the_difference_takes_its_place(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    The picker drops the tote after all: both have spoken, and what they say is compared. Taken back, it is open again.
    """
    picker, table = ends
    picker.tell(*BEGUN)
    table.tell(*packing(OpenedBlind("O1"), 1))
    picker.tell(*REST)
    dropped = picker.told(DROP)
    assert central.open_cards(KIND) == []
    assert [(card["sku"], card["quantity"]) for card in central.open_cards("packed_less")] == [("A", 1)]
    undone = Undone(dropped, "TotesDropped", body_of(DROP))
    picker.send(picker.batch(picker.envelope(undone, undoes=dropped)))
    assert len(central.open_cards(KIND)) == 1
    central.assert_books_agree()


def test_nothing_missing_is_no_card(central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]) -> None:
    """
    What was not packed was missed at its place: the order is complete as far as it can be, though the tote never came.
    """
    picker, table = ends
    picker.tell(*BEGUN, *REST)
    table.tell(*packing(OpenedBlind("O1"), 2))
    assert central.open_cards(KIND) == []


@pytest.mark.parametrize("opening", ["blind", "code"])
def test_a_pick_that_comes_as_a_whole_says_nothing_before_its_end(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], opening: str
) -> None:
    """
    The picker was out of reach and hands in everything at once; with the code it had ended anyway. No card comes and goes.
    """
    picker, table = ends
    table.tell(*packing(OpenedBlind("O1") if opening == "blind" else CODE, 2))
    if opening == "blind":
        picker.tell(*BEGUN, *REST, DROP)
    else:
        picker.tell(*BEGUN)
    assert [card for card in central.get("/v1/attention?open=false") if card["kind"] == KIND] == []


def test_what_came_to_the_order_after_the_code_is_told_at_once(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    The code says all that its picker knew; one more of A was added meanwhile, and the order is closed without it.
    """
    picker, table = ends
    picker.tell(*BEGUN)
    one_more_of_a(central)
    picker.tell(*REST, DROP)
    table.tell(*packing(CODE, 2, revision=1))
    (card,) = central.open_cards(KIND)
    assert "1 of A are in no parcel" in card["detail"]
    assert [card["kind"] for card in central.open_cards() if card["order"] == "O1"] == ["stock_missing", KIND]


def test_who_settled_it_is_not_asked_again(central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]) -> None:
    """
    Somebody looked and left it so: the next piece of the same pick brings no second card.
    """
    picker, table = ends
    picker.tell(*BEGUN)
    table.tell(*packing(OpenedBlind("O1"), 1))
    central.settle(central.open_cards(KIND)[0], "keep")
    picker.tell(REST[0])
    assert central.open_cards(KIND) == []


@pytest.mark.parametrize("opening", ["blind", "code"])
def test_a_shift_later_somebody_is_asked_about_what_is_still_kept(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], opening: str
) -> None:
    """
    The picker's device never came back: the pieces are kept for its pick until the lease is over, then a card asks.
    """
    _, table = ends
    table.tell(*packing(OpenedBlind("O1") if opening == "blind" else CODE, 2))
    look_for_lost_picks(central.app.state.store)
    assert central.open_cards(KIND) == []
    assert central.stock()["P1", "A"] == (10, 2)
    central.now_ms += LEASE_MS
    for _ in range(2):
        look_for_lost_picks(central.app.state.store)
        (card,) = central.open_cards(KIND)
    assert "2 of A, 1 of B are still kept" in card["detail"]


def test_once_it_is_settled_books_follow_the_parcel_and_the_rest_is_free(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    Two of A are in the parcel and gone from their place; B was never taken and goes to the order that waits for it.
    """
    _, table = ends
    central.order("O2", ("B", 10))
    table.tell(*packing(OpenedBlind("O1"), 2))
    central.now_ms += LEASE_MS
    look_for_lost_picks(central.app.state.store)
    assert central.status("O2") == "waiting"
    central.settle(central.open_cards(KIND)[0], "keep")
    assert central.stock() == {("P1", "A"): (8, 0), ("P2", "B"): (10, 10), ("SHIP", "A"): (2, 0)}
    assert (central.status("O1"), central.status("O2")) == ("packed", "open")
    look_for_lost_picks(central.app.state.store)
    assert central.open_cards() == []
    central.assert_books_agree()


def test_a_pick_that_comes_after_all_counts_once(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    The device is found a week later: it says itself where it took the pieces, and they leave that place, not the other.
    """
    picker, table = ends
    central.stock_up(("P3", "A", 4))
    table.tell(*packing(OpenedBlind("O1"), 2))
    central.now_ms += LEASE_MS
    look_for_lost_picks(central.app.state.store)
    central.settle(central.open_cards(KIND)[0], "keep")
    picker.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P3", "T1"), Picked("O1", 1, "A", 1, "P1", "T1")
    )
    assert central.stock() == {
        ("P1", "A"): (9, 0),
        ("P2", "B"): (10, 0),
        ("P3", "A"): (3, 0),
        ("SHIP", "A"): (2, 0),
    }
    picker.tell(Shorted("O1", 2, "B", 1, "P2", "empty"), DROP)
    assert [card["kind"] for card in central.open_cards()] == ["stock_missing"]
    central.assert_books_agree()


def test_what_is_in_the_tote_goes_back_to_its_place(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    Two were picked, one was packed: the other lies at its place again. Taken back, all is as it was.
    """
    picker, table = ends
    picker.tell(*BEGUN, REST[0])
    table.tell(*packing(OpenedBlind("O1"), 1))
    before = central.stock()
    card = central.open_cards(KIND)[0]
    settled = AttentionSettled(card["id"], "put_back", "looked")
    pressed = table.told(settled)
    assert central.stock() == {("P1", "A"): (9, 0), ("P2", "B"): (10, 0), ("SHIP", "A"): (1, 0)}
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 1
    assert central.open_cards() == []
    undone = Undone(pressed, "AttentionSettled", body_of(settled))
    table.send(table.batch(table.envelope(undone, undoes=pressed)))
    assert central.stock() == before
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 2
    assert len(central.open_cards(KIND)) == 1
    central.assert_books_agree()
