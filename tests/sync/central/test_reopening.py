"""A parcel that waits for the carrier is opened again: its number is used up, its pieces are at the table, the books agree."""

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    ItemPacked,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
    Picked,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row

FIRST, SECOND = "340999990000000017", "340999990000000024"
CLOSED = ParcelClosed("O1", 1, FIRST, "BOX", (Content("A", 2),), 590, True)
REOPENED = ParcelReopened("O1", 1, FIRST, "BOX", "wrong_piece")
OUT = ItemTakenOut("O1", 1, "A", 1, 1, None, False)


@pytest.fixture
def packed(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """The order O1 with two pieces is packed into one parcel."""
    central.post("/v1/cartons", [carton_row("BOX", stock=7)])
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 2))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    device.tell(CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1), CLOSED)
    return device


def test_an_opened_parcel_is_worked_on_again(central: Warehouse, packed: DeviceEnd) -> None:
    """Its pieces lie at the table, the order is packed no more, the carton is not used up, the device has it in hand."""
    assert packed.tell(REOPENED) == ["applied"]
    assert central.status("O1") == "packing"
    assert central.get("/v1/orders/O1")["parcels"] == []
    assert packed.hold()["held"] == ["O1"] or "O1" in [one["order"] for one in packed.hold()["held"]]
    assert packed.pull()["carton", "BOX"]["stock"] == 7
    central.assert_books_agree()


def test_it_is_closed_under_a_new_number_without_what_came_out(central: Warehouse, packed: DeviceEnd) -> None:
    """One piece out, the rest closed; the other piece still has to be packed."""
    again = ParcelClosed("O1", 1, SECOND, "BOX", (Content("A", 1),), 340, False)
    assert packed.tell(REOPENED, OUT, again) == ["applied"] * 3
    order = central.get("/v1/orders/O1")
    assert (order["status"], order["lines"][0]["packed"]) == ("packing", 1)
    assert [parcel["sscc"] for parcel in order["parcels"]] == [SECOND]
    assert central.stock()["SHIP", "A"] == (1, 0)
    central.assert_books_agree()


def test_taking_out_can_be_taken_back(central: Warehouse, packed: DeviceEnd) -> None:
    """The piece lies in the parcel again."""
    packed.tell(REOPENED, OUT)
    fact = next(one for one in central.get("/v1/facts") if one["kind"] == "ItemTakenOut")
    packed.tell(Undone(fact["fact_id"], "ItemTakenOut", body_of(OUT)))
    assert central.get("/v1/orders/O1")["lines"][0]["packed"] == 2


def test_a_parcel_that_does_not_wait_is_not_opened(packed: DeviceEnd) -> None:
    """One that nobody knows, or a second time: kept aside for a person."""
    assert packed.tell(REOPENED, REOPENED) == ["applied", "quarantined"]
