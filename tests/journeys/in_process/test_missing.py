"""A piece that was picked is not in the tote when it is packed: by scans alone, over real sockets, to the end at central."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.packing import PackingRules
from app.main import Device, build
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    """A running device that holds one order."""
    house.central.order("SO-1", ("MUG", 2), ("POT", 1))
    device = house.started()
    yield device
    device.close()


@pytest.fixture
def hand(device: Device) -> Hand:
    """Somebody who has picked the order and stands at the packing table."""
    return picked_at_the_table(device)


def picked_at_the_table(device: Device) -> Hand:
    """The whole order in T1, its packing open."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.press("start", {"kind": "pick"})
    hand.pick("T1", CODES)
    hand.good("TOTE-T1")
    return hand


def is_in_hand(device: Device, number: str) -> bool:
    """Whether the order is to be picked, and by this device."""
    work = device.stores.floor.work(number)
    return work is not None and work.kind == "pick" and work.device == device.stores.device


def test_the_parcel_goes_without_it_and_the_rest_is_picked_again(
    house: House, device: Device, hand: Hand
) -> None:
    """
    The pot is not in the tote: not found, Done, the label comes; the card sends somebody, who brings it.
    """
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    for _ in range(2):
        hand.good(CODES["MUG"])
    assert hand.good("CMD-NOT-FOUND")["view"]["prompt"]["text"].startswith("1 piece missing")
    closed = hand.good("CMD-DONE")
    assert [fact["kind"] for fact in closed["facts"]] == ["MissingAtPacking", "ParcelClosed"]
    assert len(closed["prints"]) == 1
    settled(device)
    order = house.central.order_view("SO-1")
    assert order["status"] == "packed"
    assert [(line["sku"], line["packed"], line["short"]) for line in order["lines"]] == [
        ("MUG", 2, 0),
        ("POT", 0, 1),
    ]
    (card,) = house.central.get("/v1/attention?open=true")
    wait_for("the card", lambda: hand.view()["status"]["attention"], 60)
    hand.press("settle", {"attention": card["id"], "action": "repick"})
    wait_for("the order again", lambda: is_in_hand(device, "SO-1"), 60)
    hand.press("start", {"kind": "pick"})
    assert hand.view()["job"]["order"] == "SO-1"
    hand.pick("T2", CODES)
    hand.good("TOTE-T2")
    hand.pack(CODES)
    settled(device)
    order = house.central.order_view("SO-1")
    assert [(line["sku"], line["packed"], line["short"]) for line in order["lines"]] == [
        ("MUG", 2, 0),
        ("POT", 1, 0),
    ]
    assert [parcel["contents"] for parcel in order["parcels"]] == [
        [{"sku": "MUG", "quantity": 2}],
        [{"sku": "POT", "quantity": 1}],
    ]
    house.central.assert_books_agree()


def test_an_empty_tote_has_a_way_out(house: House, device: Device, hand: Hand) -> None:
    """
    Nothing is in it: empty, taken back, empty once more, Done, and the screen is free.
    """
    for code in ("CMD-EMPTY", "CMD-UNDO", "CMD-EMPTY"):
        hand.good(code)
    ended = hand.good("CMD-DONE")
    assert [fact["kind"] for fact in ended["facts"]] == [
        "MissingAtPacking",
        "MissingAtPacking",
        "PackingEnded",
    ]
    assert (ended["view"]["screen"], ended["prints"]) == ("pack", [])
    settled(device)
    assert house.central.order_view("SO-1")["status"] == "closed_short"
    assert house.central.lying("MUG") == {"A-01-01": 998}
    house.central.assert_books_agree()


def test_what_turns_up_after_done_goes_in_by_undo(house: House, device: Device, hand: Hand) -> None:
    """
    The pot lay beside the tote: the parcel is open again, its label counts no more, and central knows of one whole parcel.
    """
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    for _ in range(2):
        hand.good(CODES["MUG"])
    hand.good("CMD-NOT-FOUND")
    closed = hand.good("CMD-DONE")["view"]
    assert next(one for one in closed["actions"] if one["id"] == "undo")["enabled"]
    void = closed["parcel"]["sscc"]
    settled(device)
    assert house.central.order_view("SO-1")["status"] == "packed"
    back = hand.good("CMD-UNDO")
    assert void[-5:] in back["text"]
    hand.good(CODES["POT"])
    assert hand.view()["parcel"]["sscc"] != void
    settled(device)
    order = house.central.order_view("SO-1")
    assert (order["status"], [line["short"] for line in order["lines"]]) == ("packed", [0, 0])
    (parcel,) = order["parcels"]
    assert sorted(part["sku"] for part in parcel["contents"]) == ["MUG", "POT"]
    assert house.central.get("/v1/attention?open=true") == []
    house.central.assert_books_agree()


def test_a_weight_that_closed_without_a_piece_is_taken_back_and_its_label_never_printed(house: House) -> None:
    """
    The printer is away when the scales close. Undo, the piece goes in, a new number: only that one's label is printed.
    """
    house.central.order("SO-1", ("MUG", 2), ("POT", 1))
    config = replace(house.config(), packing=PackingRules(weighs=True))
    device = build(config)
    device.reads.enrol(house.central.enrol_code(), house.cable.url)
    device.start()
    wait_for("the first work", lambda: device.reads.status()["held"], 60)
    hand = picked_at_the_table(device)
    house.printer.set_mode("off")
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    for _ in range(2):
        hand.good(CODES["MUG"])
    hand.good("CMD-NOT-FOUND")
    weighed = hand.good("CMD-DONE")["view"]
    closed = hand.press("weigh", {"weight_g": weighed["parcel"]["weight_g"]})["view"]
    void = closed["parcel"]["sscc"]
    assert void
    assert next(one for one in closed["actions"] if one["id"] == "undo")["enabled"]
    back = hand.good("CMD-UNDO")
    assert void[-5:] in back["text"]
    assert back["view"]["await"] == ["weight"]
    assert [(row["sscc"], row["state"]) for row in device.reads.prints()] == [(void, "withdrawn")]
    hand.good("CMD-UNDO")
    hand.good("CMD-UNDO")
    view = hand.good(CODES["POT"])["view"]
    sscc = hand.press("weigh", {"weight_g": view["parcel"]["weight_g"]})["view"]["parcel"]["sscc"]
    assert sscc not in (None, void)
    house.printer.set_mode("ok")
    wait_for("its label", lambda: [f"00{sscc}"] in house.label_codes(), 60)
    assert [f"00{void}"] not in house.label_codes()
    settled(device)
    (parcel,) = house.central.order_view("SO-1")["parcels"]
    assert (parcel["sscc"], len(parcel["contents"])) == (sscc, 2)
    assert house.central.get("/v1/attention?open=true") == []
    device.close()


def test_a_parcel_that_lies_in_a_cage_is_not_opened_by_undo(device: Device, hand: Hand) -> None:
    """
    It was loaded at the next desk: it has to come out of the cage first.
    """
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    hand.good(CODES["MUG"])
    hand.good("CMD-NOT-FOUND")
    sscc = hand.good("CMD-DONE")["view"]["parcel"]["sscc"]
    wait_for("the label", lambda: hand.view()["parcel"]["print_state"] == "printed", 60)
    ramp = Hand(device, desk="ramp")
    ramp.log_in(BADGE, PIN)
    ramp.good("CAGE-1")
    ramp.good(sscc)
    assert hand.scan("CMD-UNDO")["reason"] == "already_loaded"
