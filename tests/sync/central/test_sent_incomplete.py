"""An order ends without pieces that nobody called missing: somebody is told, once."""

import pytest

from app.domain.facts import CartonTaken, Content, ItemPacked, ParcelClosed, Picked, Shorted, Undone, body_of
from tests.sync.central.two_ends import BEGUN, DROP, REST, one_more_of_a, picker_and_table
from tests.sync.central.warehouse import DeviceEnd, Warehouse


@pytest.fixture
def ends(central: Warehouse, device: DeviceEnd) -> tuple[DeviceEnd, DeviceEnd]:
    """A picker who holds O1, and a packing table."""
    return picker_and_table(central, device)


@pytest.mark.parametrize("settled", [True, False])
def test_an_order_closed_without_pieces_that_nobody_missed_is_told_of(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], settled: bool
) -> None:
    """
    B was counted away while its order was picked: the picker was never sent there, and the parcel went without. Taken
    back, there is nothing to tell; who settled it is not asked again.
    """
    picker, _ = ends
    picker.tell(*BEGUN, Picked("O1", 1, "A", 1, "P1", "T1"))
    central.stock_up(("P2", "B", 0))
    picker.tell(DROP, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1))
    assert central.open_cards("sent_incomplete") == []
    closed = ParcelClosed("O1", 1, "340999990000000017", "BOX", (Content("A", 2),), 590, True)
    id = picker.told(closed)
    (card,) = central.open_cards("sent_incomplete")
    assert (card["order"], "closed without 1 of B" in card["detail"]) == ("O1", True)
    if settled:
        central.settle(card, "keep")
    undone = Undone(id, "ParcelClosed", body_of(closed))
    picker.send(picker.batch(picker.envelope(undone, undoes=id)))
    assert central.open_cards("sent_incomplete") == []
    picker.tell(closed)
    assert len(central.open_cards("sent_incomplete")) == (0 if settled else 1)


@pytest.mark.parametrize("called_missing", [False, True])
def test_a_pick_that_ended_with_nothing_is_told_of_unless_all_was_called_missing(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], called_missing: bool
) -> None:
    """
    All of it was counted away while it was picked: there was no stop left, and the empty tote was set down.
    """
    picker, _ = ends
    picker.tell(BEGUN[0])
    missing = [Shorted("O1", 1, "A", 2, "P1", "empty"), REST[1]]
    if called_missing:
        picker.tell(*missing)
    central.stock_up(("P1", "A", 0), ("P2", "B", 0))
    id = picker.told(DROP)
    assert central.get("/v1/orders/O1")["status"] == "closed_short"
    told = [card["detail"] for card in central.open_cards("sent_incomplete")]
    assert [("without 2 of A, 1 of B" in one) for one in told] == ([] if called_missing else [True])
    undone = Undone(id, "TotesDropped", body_of(DROP))
    picker.send(picker.batch(picker.envelope(undone, undoes=id)))
    assert central.open_cards("sent_incomplete") == []


@pytest.mark.parametrize(("revision", "kind"), [(0, "changed_while_packed"), (1, "sent_incomplete")])
def test_pieces_added_after_the_tote_was_dropped_are_told_of_when_the_order_is_closed(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], revision: int, kind: str
) -> None:
    """
    Whoever packed knew of them or did not; a card that asks to compare the parcel says it already.
    """
    picker, _ = ends
    picker.tell(*BEGUN)
    one_more_of_a(central)
    closed = ParcelClosed(
        "O1", 1, "340999990000000017", "BOX", (Content("A", 2),), 590, last=True, revision=revision
    )
    picker.tell(*REST, DROP, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1), closed)
    assert [card["kind"] for card in central.open_cards() if card["kind"] != "stock_missing"] == [kind]


def test_a_new_way_for_the_parcel_does_not_answer_what_it_lacks(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    The office sends the order with another carrier: its card asks for a label, and the one about B stays.
    """
    picker, _ = ends
    picker.tell(*BEGUN, Picked("O1", 1, "A", 1, "P1", "T1"))
    central.stock_up(("P2", "B", 0))
    closed = ParcelClosed("O1", 1, "340999990000000017", "BOX", (Content("A", 2),), 590, True)
    picker.tell(DROP, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1), closed)
    headers = {"Idempotency-Key": "way"}
    assert central.ask("PATCH", "/v1/orders/O1", headers=headers, json={"carrier": "ups"}).status_code == 200
    for kind in ("changed_while_packed", "sent_incomplete"):
        assert len(central.open_cards(kind)) == 1
