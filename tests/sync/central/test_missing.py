"""Pieces that were picked and are missing at the packing table: the order does without, no piece is lost, a person decides."""

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    HandedLine,
    HandedOver,
    ItemPacked,
    MissingAtPacking,
    PackingEnded,
    ParcelClosed,
    Picked,
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from tests.sync.central.warehouse import DeviceEnd, Warehouse

SSCC = "340999990000000017"
MISSING = MissingAtPacking("O1", 1, "A", 1, 1, "not_found")
CLOSED = ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 2),), 590, True)


@pytest.fixture
def table(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """Three pieces were picked for the order O1; two are in the tote and in the open carton."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 3))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 3, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    device.tell(CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1))
    return device


def line(central: Warehouse) -> tuple[int, int, int]:
    (found,) = central.get("/v1/orders/O1")["lines"]
    return found["picked"], found["packed"], found["short"]


def test_the_order_does_without_and_a_person_is_asked(central: Warehouse, table: DeviceEnd) -> None:
    """The line is one short, the order packed; the piece is out of the book, and the card says where to look."""
    assert table.tell(MISSING, CLOSED) == ["attention", "applied"]
    assert (line(central), central.status("O1")) == ((2, 2, 1), "packed")
    assert central.stock() == {("P1", "A"): (7, 0), ("SHIP", "A"): (2, 0)}
    [card] = central.open_cards("missing_at_packing")
    assert (card["order"], card["place"], card["sku"], card["quantity"]) == ("O1", "PACK", "A", 1)
    assert "P1" in card["detail"]
    central.assert_books_agree()
    central.settle(card, "ship_short")
    assert (central.open_cards(), central.status("O1")) == ([], "packed")


def test_what_is_damaged_lies_in_quarantine(central: Warehouse, table: DeviceEnd) -> None:
    """It is there, but goes to nobody."""
    table.tell(MissingAtPacking("O1", 1, "A", 1, 1, "damaged"), CLOSED)
    assert central.stock()["QUARANTINE", "A"] == (1, 0)
    central.assert_books_agree()


def test_it_is_found_after_all(central: Warehouse, table: DeviceEnd) -> None:
    """Taken back: picked, at the table, no card."""
    fact_id = table.told(MISSING)
    table.send(
        table.batch(table.envelope(Undone(fact_id, "MissingAtPacking", body_of(MISSING)), undoes=fact_id))
    )
    assert (line(central), central.open_cards()) == ((3, 2, 0), [])
    assert central.stock()["PACK", "A"] == (3, 0)
    central.assert_books_agree()


def test_it_is_picked_again(central: Warehouse, table: DeviceEnd) -> None:
    """The order is to be picked on for the one piece, by whoever asks for work; then it gets a second parcel."""
    table.tell(MISSING, CLOSED)
    assert table.hold()["held"] == []
    [card] = central.open_cards("missing_at_packing")
    central.settle(card, "repick")
    assert (central.open_cards(), central.status("O1")) == ([], "picking")
    assert table.hold()["held"] == ["O1"]
    work = table.pull()["work", "O1"]
    assert (work["status"], work["tote"], work["dropped"]) == ("pick", None, False)
    assert [(stop["place"], stop["quantity"]) for stop in work["lines"][0]["stops"]] == [("P1", 1)]
    table.tell(
        ToteAssigned("O1", "T2"), Picked("O1", 1, "A", 1, "P1", "T2"), TotesDropped("O1", "T2", "PACK")
    )
    assert central.status("O1") == "packing"
    second = ParcelClosed("O1", 2, "340999990000000024", "BOX", (Content("A", 1),), 340, True)
    table.tell(CartonTaken("O1", 2, "BOX"), ItemPacked("O1", 1, "A", 1, 2), second)
    assert (line(central), central.status("O1")) == ((3, 3, 0), "packed")
    central.assert_books_agree()


def test_picked_again_and_not_found_again_ends_with_the_parcel_that_it_has(
    central: Warehouse, table: DeviceEnd
) -> None:
    """The picker finds none either: nothing is left to pack, and the order is packed, one short."""
    table.tell(MISSING, CLOSED)
    central.settle(central.open_cards("missing_at_packing")[0], "repick")
    table.hold()
    table.tell(
        ToteAssigned("O1", "T2"), Shorted("O1", 1, "A", 1, "P1", "empty"), TotesDropped("O1", "T2", "PACK")
    )
    assert (line(central), central.status("O1")) == ((2, 2, 1), "packed")
    central.assert_books_agree()


def test_without_stock_nothing_is_picked_again(central: Warehouse, table: DeviceEnd) -> None:
    """None is free: the card stays and says so."""
    central.stock_up(("P1", "A", 0))
    table.tell(MISSING, CLOSED)
    central.settle(central.open_cards("missing_at_packing")[0], "repick")
    [card] = central.open_cards("missing_at_packing")
    assert "none is free" in card["detail"]
    assert central.status("O1") == "packed"


def test_a_tote_with_nothing_in_it(central: Warehouse, device: DeviceEnd) -> None:
    """All is missing: no parcel, the order is closed short, and the book knows where every piece went."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 2))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    device.tell(MissingAtPacking("O1", 1, "A", 2, 1, "empty"), PackingEnded("O1"))
    assert (line(central), central.status("O1")) == ((0, 0, 2), "closed_short")
    assert device.hold()["held"] == []
    assert central.stock() == {("P1", "A"): (8, 0)}
    central.assert_books_agree()


def test_missing_before_its_pick_was_heard_of(central: Warehouse, device: DeviceEnd) -> None:
    """The table knew the tote by the picker's code: both sides agree once the pick is told."""
    picker, table = device, central.enrol("Table")
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 3))
    picker.hold()
    code = HandedOver("O1", ("T1",), picker.device, 1, (HandedLine(1, "A", 3, 0),))
    table.tell(code, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1), MISSING, CLOSED)
    picker.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 3, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    assert (line(central), central.status("O1")) == ((2, 2, 1), "packed")
    assert [card["kind"] for card in central.open_cards()] == ["missing_at_packing"]
    assert central.stock() == {("P1", "A"): (7, 0), ("SHIP", "A"): (2, 0)}
    central.assert_books_agree()


def test_missing_pieces_of_nothing_known_are_kept_aside(central: Warehouse, device: DeviceEnd) -> None:
    """No such order, no such line: a person looks at it."""
    central.stock_up(("P1", "A", 1))
    assert device.tell(MISSING) == ["quarantined"]
