"""What was picked for nobody goes back: stock is sellable again when it lies on its shelf, and no sooner."""

import pytest

from app.domain.facts import (
    AttentionSettled,
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
    Picked,
    PutBack,
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.places import ADJUSTMENT
from tests.sync.central.test_changes import done
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row, line_row

SSCC = "340999990000000017"
TOTE, PICK = ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 3, "P1", "T1")
DROP = TotesDropped("O1", "T1", "PACK")
PACKED: tuple[Fact, ...] = (CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 3, 1))
OPENED = ParcelReopened("O1", 1, SSCC, "BOX", "cancelled", emptied=True)
CLOSED = ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 3),), 900, True)


def back(quantity: int, place: str = "P1") -> PutBack:
    return PutBack("O1", 1, "A", quantity, place, "P1")


@pytest.fixture
def alone(central: Warehouse) -> Warehouse:
    """One order, for all that there is."""
    central.stock_up(("P1", "A", 3), ("P2", "A", 0))
    central.order("O1", ("A", 3))
    return central


@pytest.fixture
def stocked(alone: Warehouse) -> Warehouse:
    """Another order waits for what comes back."""
    alone.order("O2", ("A", 2))
    return alone


def test_pieces_are_sellable_again_when_they_lie_on_the_shelf(stocked: Warehouse, device: DeviceEnd) -> None:
    """Cancelled in the middle of the pick: the device keeps the job to bring everything back, piece by piece."""
    device.hold()
    device.tell(TOTE, PICK)
    assert done(stocked, "cancel")["status"] == "put_back"
    assert stocked.status("O2") == "waiting"
    assert stocked.open_cards() == []
    work = device.pull()["work", "O1"]
    assert (work["status"], work["cancelled"], work["device"]) == ("put_back", True, device.device)
    assert work["lines"][0]["taken"] == [{"place": "P1", "sequence": 1, "quantity": 3}]
    assert device.tell(back(2)) == ["applied"]
    assert (stocked.status("O1"), stocked.status("O2")) == ("put_back", "open")
    assert stocked.stock() == {("P1", "A"): (2, 2), ("PACK", "A"): (1, 0)}
    assert device.pull()["work", "O1"]["lines"][0]["taken"][0]["quantity"] == 1
    assert device.tell(back(1, "P2")) == ["applied"]
    assert stocked.status("O1") == "cancelled"
    assert device.hold()["held"] == ["O2"]
    stocked.assert_books_agree()


def test_a_put_back_can_be_taken_back(stocked: Warehouse, device: DeviceEnd) -> None:
    """The wrong piece was put there: it is in the tote again, and the order is where it was."""
    device.tell(TOTE, PICK)
    done(stocked, "cancel")
    fact_id = device.told(back(3))
    assert stocked.status("O1") == "cancelled"
    device.tell(Undone(fact_id, "PutBack", body_of(back(3))))
    assert stocked.status("O1") == "put_back"
    assert stocked.stock()["PACK", "A"] == (3, 0)
    stocked.assert_books_agree()


def test_what_was_picked_before_the_news_came_waits_on_a_card(stocked: Warehouse, device: DeviceEnd) -> None:
    """Central was away until the tote stood at the table: the card makes the job, and the last piece closes it."""
    device.hold()
    done(stocked, "cancel")
    assert device.tell(TOTE, PICK) == ["applied", "applied"]
    assert device.tell(DROP) == ["attention"]
    [card] = stocked.open_cards()
    assert (card["kind"], card["order"], card["actions"]) == ("cancelled_while_picked", "O1", ["put_back"])
    other = stocked.enrol("Station 2")
    assert other.tell(AttentionSettled(card["id"], "put_back")) == ["applied"]
    assert other.pull()["work", "O1"]["device"] == other.device
    other.tell(back(3))
    assert (stocked.status("O1"), stocked.open_cards()) == ("cancelled", [])
    stocked.assert_books_agree()


def test_the_card_closes_by_itself_when_all_is_back(alone: Warehouse, device: DeviceEnd) -> None:
    """Cancelled after the pick: nobody pressed anything, the goods came back; taken back, it is open again."""
    device.tell(TOTE, PICK, DROP)
    done(alone, "cancel")
    assert [card["kind"] for card in alone.open_cards()] == ["cancelled_while_picked"]
    fact_id = device.told(back(3))
    assert alone.open_cards() == []
    device.tell(Undone(fact_id, "PutBack", body_of(back(3))))
    assert [card["kind"] for card in alone.open_cards()] == ["cancelled_while_picked"]


def test_a_line_that_two_copies_brought_back_hides_no_other(central: Warehouse, device: DeviceEnd) -> None:
    """Two copies of a store book the same pieces back: what stands at the table of another line is told all the same."""
    central.stock_up(("P1", "A", 9), ("P2", "B", 9))
    central.order("O1", ("A", 2), ("B", 1))
    device.tell(TOTE, Picked("O1", 1, "A", 2, "P1", "T1"))
    done(central, "cancel")
    device.tell(back(2), back(2), Picked("O1", 2, "B", 1, "P2", "T1"))
    assert device.tell(DROP) == ["attention"]
    [card] = [one for one in central.open_cards() if one["kind"] == "cancelled_while_picked"]
    assert "1 piece at PACK" in card["detail"]


def test_the_office_gives_the_job_to_whoever_asks_next(stocked: Warehouse, device: DeviceEnd) -> None:
    """Settled at central, the put-back is free for any device."""
    device.hold()
    device.tell(TOTE, PICK, DROP)
    done(stocked, "cancel")
    other = stocked.enrol("Station 2")
    assert other.hold()["held"] == []
    stocked.settle(stocked.open_cards()[0], "put_back")
    assert other.hold()["held"] == ["O1"]


def test_a_half_packed_carton_is_emptied_first(stocked: Warehouse, device: DeviceEnd) -> None:
    """What lay in the carton is in the tote; then it goes back."""
    device.tell(TOTE, PICK, DROP, *PACKED)
    done(stocked, "cancel")
    assert device.tell(ItemTakenOut("O1", 1, "A", 3, 1), back(3)) == ["applied"] * 2
    view = stocked.get("/v1/orders/O1")
    assert (view["status"], view["lines"][0]["packed"]) == ("cancelled", 0)
    stocked.assert_books_agree()


def test_put_backs_of_the_first_programs_are_booked_and_taken_back(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """An older device still says it by its own names; taken back by a newer program, it is the same fact."""
    stocked.post("/v1/cartons", [carton_row("BOX", stock=7)])
    device.tell(TOTE, PICK, DROP, *PACKED)
    done(stocked, "cancel")
    out = {"order": "O1", "line": 1, "sku": "A", "quantity": 3, "no": 1}
    old = {**device.envelope(ItemTakenOut("O1", 1, "A", 3, 1)), "kind": "ItemUnpacked", "body": out}
    assert device.send(device.batch(old))["outcomes"][0]["outcome"] == "applied"
    assert stocked.get("/v1/orders/O1")["lines"][0]["packed"] == 0
    taken_out = ItemTakenOut("O1", 1, "A", 3, 1)
    assert device.tell(Undone(old["fact_id"], "ItemTakenOut", body_of(taken_out))) == ["applied"]
    assert stocked.get("/v1/orders/O1")["lines"][0]["packed"] == 3
    device.tell(CLOSED)
    opened = {"order": "O1", "no": 1, "sscc": SSCC}
    old = {**device.envelope(OPENED), "kind": "ParcelOpened", "body": opened}
    assert device.send(device.batch(old))["outcomes"][0]["outcome"] == "attention"
    assert stocked.get(f"/v1/parcels/{SSCC}")["status"] == "void"
    assert device.pull()["carton", "BOX"]["stock"] == 7
    stocked.assert_books_agree()


def test_an_order_of_which_nothing_is_left_ends_with_its_empty_carton(
    central: Warehouse, device: DeviceEnd
) -> None:
    """What was packed is wanted no more, the rest was not there: nothing stands on the table, nobody has to pack."""
    central.stock_up(("P1", "A", 3), ("P2", "B", 1))
    central.order("O1", ("A", 3), ("B", 1))
    device.tell(TOTE, PICK, Shorted("O1", 2, "B", 1, "P2", "empty"), DROP, *PACKED)
    done(central, "less", {"lines": [line_row("B", 1)]})
    assert central.status("O1") == "put_back"
    device.tell(ItemTakenOut("O1", 1, "A", 3, 1, empty=True), back(3))
    assert central.status("O1") == "closed_short"
    central.assert_books_agree()


def test_a_parcel_that_was_closed_before_the_news_came_is_opened(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """Its number is void, its pieces stand at the table, and go back from there."""
    done(stocked, "cancel")
    assert device.tell(TOTE, PICK, DROP, *PACKED, CLOSED)[-1] == "attention"
    assert stocked.status("O1") == "put_back"
    assert device.tell(OPENED) == ["attention"]
    assert stocked.get(f"/v1/parcels/{SSCC}")["status"] == "void"
    assert stocked.stock() == {("PACK", "A"): (3, 0)}
    device.tell(back(3))
    assert (stocked.status("O1"), stocked.open_cards()) == ("cancelled", [])
    assert device.tell(OPENED) == ["quarantined"]
    stocked.assert_books_agree()


def test_surplus_of_a_changed_order_goes_back_and_the_rest_goes_on(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """Three are picked, two are wanted: one goes back, then the order is packed."""
    device.tell(TOTE, PICK, DROP)
    done(stocked, "less", {"lines": [line_row("A", 2)]})
    assert stocked.status("O1") == "put_back"
    assert [card["kind"] for card in stocked.open_cards()] == ["changed_while_picked"]
    device.tell(back(1))
    assert (stocked.status("O1"), stocked.open_cards()) == ("picked", [])
    stocked.assert_books_agree()


def test_what_a_device_picked_by_the_old_order_is_no_double_pick(
    stocked: Warehouse, device: DeviceEnd
) -> None:
    """It could not know: the surplus goes back."""
    done(stocked, "less", {"lines": [line_row("A", 1)]})
    assert device.tell(TOTE, PICK) == ["applied", "applied"]
    assert (stocked.status("O1"), stocked.open_cards()) == ("put_back", [])
    stocked.assert_books_agree()


def test_a_parcel_with_the_old_address_is_held(stocked: Warehouse, device: DeviceEnd) -> None:
    """Packed by somebody who did not know of the change: a card, before it leaves the house."""
    device.tell(TOTE, PICK, DROP, *PACKED)
    done(stocked, "ship_to")
    assert device.tell(CLOSED) == ["attention"]
    [card] = stocked.open_cards()
    assert (card["kind"], card["sscc"]) == ("changed_while_packed", SSCC)
    assert stocked.status("O1") == "packed"


def test_a_piece_that_is_gone_does_not_hold_the_job_up(stocked: Warehouse, device: DeviceEnd) -> None:
    """It is out of the book, and a card says so."""
    device.tell(TOTE, PICK)
    done(stocked, "cancel")
    assert device.tell(back(2), back(1, ADJUSTMENT)) == ["applied", "attention"]
    assert stocked.status("O1") == "cancelled"
    [card] = stocked.open_cards()
    assert (card["kind"], card["sku"], card["quantity"], card["place"]) == ("stock_missing", "A", 1, None)
    stocked.settle(card, "write_off")
    stocked.assert_books_agree()


def test_an_order_that_two_devices_packed_is_noticed(stocked: Warehouse, device: DeviceEnd) -> None:
    """After a take-over both picked and packed: a card for the pick, and one before the second parcel leaves."""
    other = stocked.enrol("Station 2")
    other.tell(TOTE, PICK, DROP, *PACKED, CLOSED)
    second = ParcelClosed("O1", 1, "340999990000000024", "BOX", (Content("A", 3),), 900, True)
    outcomes = device.tell(TOTE, PICK, DROP, *PACKED, second)
    assert outcomes == ["applied", "attention", "applied", "applied", "applied", "attention"]
    assert {card["kind"] for card in stocked.open_cards()} >= {"double_pick", "double_pack"}
    stocked.assert_books_agree()


def test_nonsense_about_put_backs_is_kept_aside(stocked: Warehouse, device: DeviceEnd) -> None:
    """An unknown place, the packing table itself, another product: shown to a person, nothing moves."""
    device.tell(TOTE, PICK)
    before = stocked.stock()
    wrong = (
        back(1, "nowhere"),
        back(1, "PACK"),
        PutBack("O1", 1, "X", 1, "P1", "P1"),
        ItemTakenOut("O9", 1, "A", 1, 1),
    )
    assert device.tell(*wrong) == ["quarantined"] * 4
    assert stocked.stock() == before
