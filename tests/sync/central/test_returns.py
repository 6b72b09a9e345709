"""Returns: announced or not, what comes back is booked from the customer to the desk to a place."""

import pytest

from app.domain.facts import (
    Content,
    Fact,
    ItemGraded,
    ParcelClosed,
    Picked,
    ReturnFinished,
    ReturnOpened,
    ReturnReceived,
    StockPutAway,
    ToteAssigned,
    TotesDropped,
)
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row

SSCC = "340999990000000017"
SISTER = "340999990000000024"


@pytest.fixture
def packed(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """Two pieces of A and one of B are packed in the parcel of O1."""
    central.stock_up(("P1", "A", 2), ("P2", "B", 1))
    central.order("O1", ("A", 2), ("B", 1))
    device.tell(
        ToteAssigned("O1", "T1"),
        Picked("O1", 1, "A", 2, "P1", "T1"),
        Picked("O1", 2, "B", 1, "P2", "T1"),
        TotesDropped("O1", "T1", "PACK"),
        ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 2), Content("B", 1)), 800, True),
    )
    return device


def announce(central: Warehouse, rma: str, status: int = 201, *, quantity: int = 1) -> object:
    lines = [{**line_row("A", quantity), "reason": "too small"}]
    return central.post("/v1/returns", {"rma": rma, "order": "O1", "lines": lines}, status)


def unit(rma: str, no: int, *, sku: str = "A", place: str = "P1") -> tuple[Fact, Fact, Fact]:
    return (
        ReturnReceived(rma, no, sku, 1, True),
        ItemGraded(rma, no, sku, True, True, "A", "restock"),
        StockPutAway(rma, no, sku, 1, place),
    )


def test_a_returned_piece_goes_from_the_customer_to_the_desk_to_a_place(
    central: Warehouse, packed: DeviceEnd
) -> None:
    """A parcel that comes back was shipped; the piece can be sold again only when it lies at its place."""
    announce(central, "RMA1")
    central.order("O2", ("A", 1))
    assert central.status("O2") == "waiting"
    received, graded, put_away = unit("RMA1", 1)
    assert packed.tell(ReturnOpened("RMA1", "O1", None, True), received) == ["applied", "applied"]
    assert central.stock() == {("RETURNS", "A"): (1, 0)}
    assert central.get(f"/v1/parcels/{SSCC}")["status"] == "shipped"
    packed.tell(graded)
    assert central.status("O2") == "waiting"
    packed.tell(put_away, ReturnFinished("RMA1"))
    assert central.status("O2") == "open"
    assert central.stock() == {("P1", "A"): (1, 1)}
    found = central.get("/v1/returns/RMA1")
    assert found["status"] == "finished"
    assert found["lines"] == [{"sku": "A", "quantity": 1, "reason": "too small", "received": 1}]
    assert found["items"] == [
        {"unit": 1, "sku": "A", "expected": True, "grade": "A", "disposition": "restock", "place": "P1"}
    ]
    assert central.open_cards() == []
    central.assert_books_agree()


def test_a_piece_above_what_was_shipped_is_booked_and_shown(central: Warehouse, packed: DeviceEnd) -> None:
    """More came back than went out: it is here, so it is booked, and somebody decides."""
    announce(central, "RMA1", quantity=3)
    packed.tell(ReturnOpened("RMA1", "O1", None, True))
    outcomes = [packed.tell(unit("RMA1", no)[0])[0] for no in (1, 2, 3)]
    assert outcomes == ["applied", "applied", "attention"]
    [card] = central.open_cards("return_above_shipped")
    assert (card["rma"], card["order"], card["sku"], card["quantity"]) == ("RMA1", "O1", "A", 1)
    assert central.settle(card, "refuse_refund")["settled"]["by"] == "admin"
    assert central.get("/v1/returns/RMA1")["lines"][0]["received"] == 3
    central.assert_books_agree()


def test_a_piece_of_a_sister_parcel_is_not_above_what_the_order_shipped(
    central: Warehouse, device: DeviceEnd
) -> None:
    """The order went out in two parcels; in the return of one of them lies a piece of the other: all is well."""
    in_two_parcels(central, device)
    device.tell(ReturnOpened("R-1", None, SSCC, False))
    assert device.tell(unit("R-1", 1)[0], unit("R-1", 2)[0]) == ["applied", "applied"]
    assert device.tell(unit("R-1", 3, sku="B")[0]) == ["applied"]
    assert central.open_cards() == []
    central.assert_books_agree()


def test_one_piece_more_than_the_order_shipped_is_shown_once(central: Warehouse, device: DeviceEnd) -> None:
    """Two returns of one order together bring one piece too many: one card, and it speaks of the order."""
    in_two_parcels(central, device)
    device.tell(ReturnOpened("R-1", None, SSCC, False), ReturnOpened("R-2", None, SISTER, False))
    taken = [unit("R-1", 1)[0], unit("R-2", 1)[0], unit("R-1", 2)[0]]
    assert device.tell(*taken) == ["applied", "applied", "attention"]
    [card] = central.open_cards("return_above_shipped")
    assert (card["order"], card["sku"], card["quantity"]) == ("O1", "A", 1)
    assert "Of the order O1" in card["detail"]
    assert device.tell(unit("R-2", 2)[0]) == ["attention"]
    [more] = central.open_cards("return_above_shipped")
    assert (more["id"], more["quantity"]) == (card["id"], 2)
    central.assert_books_agree()


def in_two_parcels(central: Warehouse, device: DeviceEnd) -> None:
    """Two pieces of A, one in each parcel of O1, and one of B in the second."""
    central.stock_up(("P1", "A", 2), ("P2", "B", 1))
    central.order("O1", ("A", 2), ("B", 1))
    device.tell(
        ToteAssigned("O1", "T1"),
        Picked("O1", 1, "A", 2, "P1", "T1"),
        Picked("O1", 2, "B", 1, "P2", "T1"),
        TotesDropped("O1", "T1", "PACK"),
        ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 1),), 300, False),
        ParcelClosed("O1", 2, SISTER, "BOX", (Content("A", 1), Content("B", 1)), 500, True),
    )


def test_a_return_before_anything_was_shipped_is_shown(central: Warehouse, device: DeviceEnd) -> None:
    """Nothing of this order went out by the book: whatever comes back is above what was shipped."""
    central.stock_up(("P1", "A", 2))
    central.order("O1", ("A", 2))
    announce(central, "RMA1")
    assert device.tell(ReturnOpened("RMA1", "O1", None, True), unit("RMA1", 1)[0])[1] == "attention"


def test_a_parcel_without_announcement_expects_what_it_held(central: Warehouse, packed: DeviceEnd) -> None:
    """The number on the parcel is enough: its contents are awaited."""
    packed.tell(ReturnOpened("R-1", None, SSCC, False), unit("R-1", 1, sku="B", place="QUARANTINE")[0])
    found = central.get("/v1/returns/R-1")
    assert (found["order"], found["sscc"], found["status"]) == ("O1", SSCC, "open")
    assert [(line["sku"], line["quantity"], line["received"]) for line in found["lines"]] == [
        ("A", 2, 0),
        ("B", 1, 1),
    ]
    row = packed.pull()["return", "R-1"]
    assert row["lines"][1] == {"line": 2, "sku": "B", "quantity": 1, "reason": "", "received": 1}


def test_a_blind_return_has_no_order_and_needs_no_card(central: Warehouse, packed: DeviceEnd) -> None:
    """Goods without papers are taken in: quarantine and scrap are places too."""
    facts = [*unit("R-2", 1, place="QUARANTINE"), *unit("R-2", 2, place="@SCRAP")]
    assert set(packed.tell(ReturnOpened("R-2", None, None, False), *facts)) == {"applied"}
    assert central.stock()["QUARANTINE", "A"] == (1, 0)
    assert central.get("/v1/moves?place=@SCRAP")[0]["from_place"] == "RETURNS"
    assert central.open_cards() == []
    central.assert_books_agree()


def test_facts_of_an_unknown_return_or_place_are_kept_aside(central: Warehouse, packed: DeviceEnd) -> None:
    """What nobody can book is shown; nothing is guessed."""
    announce(central, "RMA1")
    facts = [unit("RMA9", 1)[0], unit("RMA1", 1, sku="X")[0], unit("RMA1", 1)[1], ReturnFinished("RMA9")]
    assert packed.tell(*facts, ReturnOpened("R-9", "O9", None, False)) == ["quarantined"] * 5


def test_announcing_twice_is_harmless_and_a_conflict_is_named(central: Warehouse, packed: DeviceEnd) -> None:
    """The same return again is the same return; other content under its number is refused."""
    first = announce(central, "RMA/1")
    assert announce(central, "RMA/1", 200) == first
    announce(central, "RMA/1", 409, quantity=2)
    lines = [{"sku": "X", "quantity": 0}]
    problem = central.post("/v1/returns", {"rma": "R", "order": "O9", "lines": lines}, 422)
    assert [(one["field"], one["line"]) for one in problem["errors"]] == [("order", None), ("sku", 1)]
    assert [found["rma"] for found in central.get("/v1/returns")] == ["RMA/1"]
    assert central.get("/v1/returns/RMA%2F1")["rma"] == "RMA/1"
    assert central.ask("GET", "/v1/returns/none").status_code == 404
    assert SHIP_TO["city"] == central.get("/v1/orders/O1")["ship_to"]["city"]
