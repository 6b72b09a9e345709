"""Central hears of the packing before the pick, or after it: goods, holds and cards come out the same."""

import itertools
from dataclasses import replace

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    HandedLine,
    HandedOver,
    ItemPacked,
    OpenedBlind,
    PackingEnded,
    ParcelClosed,
    Picked,
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.handing import Lot
from tests.sync.central.warehouse import DeviceEnd, Warehouse

SSCC = "340999990000000017"
PICK: tuple[Fact, ...] = (
    ToteAssigned("O1", "T1"),
    Picked("O1", 1, "A", 2, "P1", "T1"),
    Shorted("O1", 2, "B", 1, "P2", "empty"),
    TotesDropped("O1", "T1", "PACK"),
)
HANDED = HandedOver("O1", ("T1",), "abc", 1, (HandedLine(1, "A", 2, 0), HandedLine(2, "B", 0, 1)))


def packing(opening: Fact, *pieces: tuple[int, str, int]) -> tuple[Fact, ...]:
    """One parcel with these pieces, the last of its order."""
    items = [ItemPacked("O1", no, sku, quantity, 1) for no, sku, quantity in pieces]
    contents = tuple(Content(sku, quantity) for _, sku, quantity in pieces)
    return (
        opening,
        CartonTaken("O1", 1, "BOX"),
        *items,
        ParcelClosed("O1", 1, SSCC, "BOX", contents, 590, True),
    )


@pytest.fixture
def ends(central: Warehouse, device: DeviceEnd) -> tuple[DeviceEnd, DeviceEnd]:
    """A picker who holds O1, and a packing table."""
    central.stock_up(("P1", "A", 10), ("P2", "B", 10))
    central.order("O1", ("A", 2), ("B", 1))
    device.hold()
    return device, central.enrol("Table")


def others(central: Warehouse) -> list[tuple[str, str, int]]:
    """Open cards beside the one of the short pick."""
    return [
        (c["kind"], c["sku"], c["quantity"])
        for c in central.open_cards()
        if c["sku"] != "B" or c["kind"] != "stock_missing"
    ]


@pytest.mark.parametrize("picked_first", range(5))
def test_however_the_two_are_mixed_the_code_leaves_nothing_to_ask(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd], picked_first: int
) -> None:
    """
    Some of the picker's facts arrive before the table's, the rest after them.
    """
    picker, table = ends
    picker.tell(*PICK[:picked_first])
    assert set(table.tell(*packing(HANDED, (1, "A", 2)))) == {"applied"}
    picker.tell(*PICK[picked_first:])
    assert others(central) == []
    assert central.status("O1") == "packed"
    assert central.stock()["SHIP", "A"] == (2, 0)
    assert central.stock()["P1", "A"] == (8, 0)
    assert ("PACK", "A") not in central.stock()
    assert central.stock().get(("@ADJUSTMENT", "A")) is None
    central.assert_books_agree()


def test_the_table_holds_the_order_and_sees_what_it_was_told(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    Until the pick arrives the row says what the code said, so that a mirror pulled anew goes on with it.
    """
    picker, table = ends
    fence = picker.pull()["work", "O1"]["fence"]
    table.tell(HANDED)
    row = table.pull()["work", "O1"]
    assert (row["status"], row["device"], row["fence"], row["handover"]) == (
        "pack",
        table.device,
        fence,
        "qr",
    )
    assert [(line["picked"], line["packed"]) for line in row["lines"]] == [(2, 0), (0, 0)]
    picker.tell(*PICK)
    row = table.pull()["work", "O1"]
    assert (row["handover"], [line["short"] for line in row["lines"]]) == (None, [0, 1])
    assert row["device"] == table.device
    assert others(central) == []


def test_lots_of_the_code_are_told_until_the_pick_arrives(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    A mirror pulled anew tells them apart, too; then the pick itself counts.
    """
    picker, table = ends
    lines = (HandedLine(1, "A", 2, 0, (Lot("L1", 2),)), HandedLine(2, "B", 0, 1))
    assert table.tell(replace(HANDED, lines=lines)) == ["applied"]
    assert table.pull()["work", "O1"]["lines"][0]["lots"] == [{"lot": "L1", "quantity": 2}]
    assert "lots" not in table.pull()["work", "O1"]["lines"][1]
    picker.tell(PICK[0], Picked("O1", 1, "A", 2, "P1", "T1", "L2"), *PICK[2:])
    assert table.pull()["work", "O1"]["lines"][0]["lots"] == [{"lot": "L2", "quantity": 2}]


@pytest.mark.parametrize("table_first", [True, False])
@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([(1, "A", 2)], []),
        ([(1, "A", 1)], [("packed_less", "A", 1)]),
        ([(1, "A", 2), (2, "B", 1)], [("packed_more", "B", 1)]),
    ],
)
def test_blind_the_difference_is_one_card_when_both_have_spoken(
    central: Warehouse,
    ends: tuple[DeviceEnd, DeviceEnd],
    table_first: bool,
    pieces: list[tuple[int, str, int]],
    found: list[tuple[str, str, int]],
) -> None:
    """
    What was picked and what was packed differ: said once, by product, with the place where to look.
    """
    picker, table = ends
    told = [(table, packing(OpenedBlind("O1"), *pieces)), (picker, PICK)]
    for end, facts in told if table_first else reversed(told):
        assert others(central) == []
        end.tell(*facts)
    assert others(central) == found
    assert central.status("O1") == "packed"
    central.assert_books_agree()


def test_what_was_left_in_the_tote_is_put_back(central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]) -> None:
    """
    The card names the place; "put back" moves the piece there, and the order's count follows.
    """
    picker, table = ends
    table.tell(*packing(OpenedBlind("O1"), (1, "A", 1)))
    picker.tell(*PICK)
    (card,) = central.open_cards("packed_less")
    assert (card["place"], card["order"]) == ("P1", "O1")
    central.settle(card, "put_back")
    assert central.stock()["P1", "A"] == (9, 0)
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 1
    central.assert_books_agree()


def test_an_order_ends_between_two_parcels(central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]) -> None:
    """
    The packer says that the tote is empty after a parcel was closed; taken back, the order is open again.
    """
    picker, table = ends
    opening, *rest, closed = packing(OpenedBlind("O1"), (1, "A", 2))
    assert isinstance(closed, ParcelClosed)
    table.tell(opening, *rest, ParcelClosed("O1", 1, SSCC, "BOX", closed.contents, 590, False))
    assert central.status("O1") == "packing"
    ended = PackingEnded("O1")
    fact_id = table.told(ended)
    assert central.status("O1") == "packed"
    table.send(table.batch(table.envelope(Undone(fact_id, "PackingEnded", body_of(ended)), undoes=fact_id)))
    assert central.status("O1") == "packing"
    table.tell(ended)
    picker.tell(*PICK)
    assert others(central) == []


def test_stock_stays_promised_until_the_pick_arrives(
    central: Warehouse, ends: tuple[DeviceEnd, DeviceEnd]
) -> None:
    """
    Packed and closed, but its pieces still lie at their place by the book: nobody else is sent there for them.
    """
    picker, table = ends
    table.tell(*packing(HANDED, (1, "A", 2)))
    assert central.stock()["P1", "A"] == (10, 2)
    picker.tell(*PICK)
    assert central.stock()["P1", "A"] == (8, 0)
    assert not any(reserved for _, reserved in central.stock().values())


def test_an_order_that_central_does_not_know_is_kept_aside(ends: tuple[DeviceEnd, DeviceEnd]) -> None:
    """
    A code of another warehouse got through: the fact waits for a person, nothing is lost.
    """
    _, table = ends
    foreign = HandedOver("NOT-OURS", ("T1",), "abc", 1, (HandedLine(1, "A", 2, 0),))
    assert table.tell(foreign, OpenedBlind("NOT-OURS"), PackingEnded("NOT-OURS")) == ["quarantined"] * 3
    assert list(itertools.islice(table.tell(HANDED), 1)) == ["applied"]
