"""How packing is booked: parcels get a number once, their pieces lie at the ramp, the last one ends the order."""

from dataclasses import replace

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    ItemPacked,
    LabelConfirmed,
    PackingEnded,
    ParcelClosed,
    Picked,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row

SSCC = "340999990000000017"
CLOSED = ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 2),), 590, True)


@pytest.fixture
def picked(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """The order O1 with two pieces stands at the packing table."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 2))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )
    return device


def test_a_closed_parcel_lies_at_the_ramp_and_ends_the_order(central: Warehouse, picked: DeviceEnd) -> None:
    """Carton, pieces, close: the order is packed, nobody holds it, the parcel can be read."""
    assert picked.tell(CartonTaken("O1", 1, "BOX")) == ["applied"]
    assert central.status("O1") == "packing"
    assert picked.tell(ItemPacked("O1", 1, "A", 2, 1), CLOSED) == ["applied", "applied"]
    order = central.get("/v1/orders/O1")
    assert (order["status"], order["lines"][0]["packed"]) == ("packed", 2)
    contents = [{"sku": "A", "quantity": 2}]
    unshipped = {"carrier": None, "tracking": None, "manifest": None, "shipped_at": None}
    packed = {"sscc": SSCC, "carton": "BOX", "status": "packed", "contents": contents}
    assert order["parcels"] == [{**packed, **unshipped}]
    parcel = central.get(f"/v1/parcels/{SSCC}")
    assert (parcel["order"], parcel["contents"], parcel["status"]) == ("O1", contents, "packed")
    assert central.stock() == {("P1", "A"): (8, 0), ("SHIP", "A"): (2, 0)}
    assert picked.hold()["held"] == []
    assert ("work", "O1") not in picked.pull()
    central.assert_books_agree()


def test_serials_stay_with_the_parcel(central: Warehouse, picked: DeviceEnd) -> None:
    """What was read of a piece can be read of its parcel; where nothing was read nothing is said."""
    packed = ItemPacked("O1", 1, "A", 1, 1, "SN-1", "L7")
    told = replace(CLOSED, contents=(Content("A", 2, ("SN-1",)),))
    assert picked.tell(packed, told) == ["applied", "applied"]
    assert central.get(f"/v1/parcels/{SSCC}")["contents"] == [
        {"sku": "A", "quantity": 2, "serials": ["SN-1"]}
    ]


def test_closing_uses_a_carton_up_and_taking_it_back_does_not(central: Warehouse, picked: DeviceEnd) -> None:
    """Seven were there; one that nobody counts is never out."""
    central.post("/v1/cartons", [carton_row("BOX", stock=7)])
    picked.tell(CLOSED)
    assert picked.pull()["carton", "BOX"]["stock"] == 6
    fact = next(one for one in central.get("/v1/facts") if one["kind"] == "ParcelClosed")
    picked.tell(Undone(fact["fact_id"], "ParcelClosed", body_of(CLOSED)))
    assert picked.pull()["carton", "BOX"]["stock"] == 7


@pytest.mark.parametrize("twice", [replace(CLOSED, sscc="340999990000000024"), PackingEnded("O1")])
def test_who_takes_back_a_second_packing_opens_nothing_again(
    central: Warehouse, picked: DeviceEnd, twice: ParcelClosed | PackingEnded
) -> None:
    """Two tables packed the same order; one of them finds out and takes its end back. The other parcel ends the order."""
    other = central.enrol("Table 2")
    picked.tell(CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1), CLOSED)
    first = picked.seq
    again = other.told(twice)
    undone = Undone(again, type(twice).__name__, body_of(twice))
    other.send(other.batch(other.envelope(undone, undoes=again)))
    assert central.status("O1") == "packed"
    undone = Undone(f"{picked.device}/{first}", "ParcelClosed", body_of(CLOSED))
    picked.send(picked.batch(picked.envelope(undone, undoes=f"{picked.device}/{first}")))
    assert central.status("O1") == "packing"
    central.assert_books_agree()


def test_one_number_is_never_on_two_parcels(central: Warehouse, picked: DeviceEnd) -> None:
    """Two copies of a device gave it: both parcels stand there, and the second one gets another number."""
    assert picked.tell(CLOSED, replace(CLOSED, no=2)) == ["applied", "attention"]
    [card] = central.open_cards("packed_not_labelled")
    assert (card["order"], card["sscc"]) == ("O1", None)
    assert SSCC in card["detail"]
    assert sorted(str(one["sscc"]) for one in central.get("/v1/parcels")) == sorted([SSCC, "None"])
    assert central.stock()["SHIP", "A"] == (4, 0)
    central.assert_books_agree()


def test_a_parcel_without_a_number_is_packed_not_labelled(central: Warehouse, picked: DeviceEnd) -> None:
    """The device had no number left: the parcel stands, and somebody gives it a label."""
    assert picked.tell(replace(CLOSED, sscc=None)) == ["attention"]
    [card] = central.open_cards("packed_not_labelled")
    assert card["order"] == "O1"
    assert central.get("/v1/parcels")[0]["sscc"] is None
    assert central.settle(card, "printed")["settled"]["action"] == "printed"


def test_an_order_packed_blind_is_booked_and_counted(central: Warehouse, device: DeviceEnd) -> None:
    """Packed before the pick arrived: the pieces are found at the table, and somebody must count."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 2))
    assert device.tell(CLOSED) == ["attention"]
    assert central.status("O1") == "packed"
    assert central.stock() == {("P1", "A"): (10, 0), ("SHIP", "A"): (2, 0)}
    central.assert_books_agree()


def test_a_parcel_takes_what_the_printer_said_before_it_came(central: Warehouse, picked: DeviceEnd) -> None:
    """After a shift without a network the reports come with the first facts: the newest one of its number counts."""
    print_ = {"kind": "parcel", "sscc": SSCC, "order": "O1"}
    states = (("print-2", "printed", 7), ("print-1", "failed", 5))
    reports = [{**print_, "id": id, "state": state, "changed_at_ms": at} for id, state, at in states]
    picked.send(picked.batch(prints=reports))
    picked.tell(CLOSED)
    assert central.get(f"/v1/parcels/{SSCC}")["print_state"] == "printed"
    assert picked.pull()["parcel", SSCC]["print_state"] == "printed"


def test_the_state_of_a_label_opens_and_closes_its_card(central: Warehouse, picked: DeviceEnd) -> None:
    """Unknown or failed: somebody must look. Printed, or seen on the parcel: nobody must."""
    picked.tell(CLOSED)

    def reports(state: str, at_ms: int) -> None:
        print_ = {"id": "print-1", "kind": "parcel", "sscc": SSCC, "order": "O1", "state": state}
        picked.send(picked.batch(prints=[{**print_, "changed_at_ms": at_ms}]))

    reports("sending", 1)
    assert central.open_cards() == []
    reports("unknown", 2)
    reports("unknown", 2)
    [card] = central.open_cards()
    assert (card["kind"], card["sscc"], card["quantity"]) == ("print_unknown", SSCC, None)
    reports("failed", 3)
    assert {one["kind"] for one in central.open_cards()} == {"print_unknown", "packed_not_labelled"}
    reports("unknown", 1)  # an old report that came late
    assert central.get(f"/v1/parcels/{SSCC}")["print_state"] == "failed"
    picked.tell(LabelConfirmed(SSCC))
    assert central.open_cards() == []
    assert central.get(f"/v1/parcels/{SSCC}")["print_state"] == "printed"
    reports("failed", 4)
    reports("printed", 5)
    assert central.open_cards() == []
