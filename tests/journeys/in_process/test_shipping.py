"""Packed, loaded, closed, handed over, by scans alone: with central at hand, away, and with the device killed in between."""

from typing import Any

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import SHIP_TO

LINES = [{"sku": "MUG", "quantity": 1}]
CARRIERS = {"SO-1": "DHL", "SO-2": "UPS", "SO-3": "dhl", "SO-4": ""}


def ordered(house: House) -> None:
    """Four orders of one piece: two for one carrier, one for another, one that names none."""
    for number, carrier in CARRIERS.items():
        lines = [{"sku": "MUG", "quantity": 1}]
        body = {"number": number, "ship_to": SHIP_TO, "lines": lines}
        house.central.post("/v1/orders", {**body, **({"carrier": carrier} if carrier else {})})


def packed(hand: Hand) -> dict[str, str]:
    """Pick and pack all four; their parcels by order."""
    found = {}
    for number in CARRIERS:
        if hand.view()["screen"] != "home":
            hand.good("CMD-HOME")
        hand.good("CMD-PICK")
        hand.pick(f"T-{number}", CODES)
        hand.good(number)
        found[number] = str(hand.pack(CODES)["parcel"]["sscc"])
        wait_for("the label", lambda: hand.view()["parcel"]["print_state"] == "printed", 60)
    hand.good("CMD-HOME")
    return found


def logged_in(device: Device) -> Hand:
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    return hand


def test_parcels_go_into_their_cage_and_to_their_carrier(house: House) -> None:
    """
    Wrong carrier, twice and unknown are refused, each with its words; what is missing is listed; central knows the end.
    """
    ordered(house)
    device = house.started()
    hand = logged_in(device)
    parcels = packed(hand)
    assert hand.view()["home"]["ships"] == 4
    ramp = hand.good("CMD-SHIP")["view"]
    assert ramp["screen"] == "ship"
    assert [(one["carrier"], one["waiting"]) for one in ramp["ship"]["carriers"]] == [
        ("DHL", 2),
        ("Standard", 1),
        ("UPS", 1),
    ]
    cage = hand.good("CAGE-DHL-1")["view"]["ship"]
    assert (cage["carrier"], cage["missing_count"]) == ("DHL", 2)
    refused = hand.scan(parcels["SO-2"])
    assert (refused["reason"], refused["expected"]) == ("wrong_carrier", "UPS")
    hand.good(parcels["SO-1"])
    assert hand.scan(parcels["SO-1"])["reason"] == "already_loaded"
    asked = hand.good("CMD-TRACKING")["view"]
    assert asked["await"] == ["tracking"]
    assert hand.scan(CODES["MUG"][:5])["outcome"] == "refused"
    hand.good("]C100340434161094042557")
    assert hand.scan("340999990000099990")["reason"] in ("parcel_unknown", "unreadable", "unknown_code")
    asked = hand.good("CMD-DONE")["view"]
    assert asked["question"]["id"] == "ship_close"
    assert [one["order"] for one in asked["ship"]["missing"]] == ["SO-3"]
    hand.good(parcels["SO-3"])
    closed = hand.good("CMD-DONE")["view"]
    assert (closed["await"], closed["ship"]["closed"]) == (["driver"], True)
    done = hand.good("Petra Petersen")["view"]["ship"]
    assert (done["handed"], done["driver"]) == (True, "Petra Petersen")
    settled(device)
    manifest = house.central.get(f"/v1/manifests/{done['load']}")
    assert (manifest["carrier"], manifest["status"], manifest["driver"]) == (
        "DHL",
        "handed_over",
        "Petra Petersen",
    )
    assert {one["sscc"] for one in manifest["parcels"]} == {parcels["SO-1"], parcels["SO-3"]}
    order = house.central.order_view("SO-1")
    shipped = order["parcels"][0]
    assert (order["status"], shipped["status"], shipped["carrier"]) == ("shipped", "shipped", "DHL")
    assert (shipped["tracking"], shipped["manifest"]) == ("00340434161094042557", done["load"])
    assert {one["tracking"] for one in manifest["parcels"]} == {"00340434161094042557", parcels["SO-3"]}
    assert house.central.order_view("SO-2")["status"] == "packed"
    assert [f"00{done['pallet']}"] in house.label_codes()
    house.central.assert_books_agree()
    device.close()


def test_a_load_is_closed_while_central_is_away_and_the_device_dies(house: House) -> None:
    """
    The cable is out, then the power: the cage is as it was left, and afterwards everything arrives once.
    """
    ordered(house)
    device = house.started()
    hand = logged_in(device)
    parcels = packed(hand)
    settled(device)
    house.cable.unplug()
    hand.good("CAGE-UPS")
    hand.good(parcels["SO-2"])
    device.close()
    device = house.device()
    device.start()
    hand = Hand(device, name="again")
    shown: Any = hand.view()["ship"]
    assert (shown["cage"], shown["loaded"], shown["missing_count"]) == ("UPS", 1, 0)
    hand.good("CMD-UNDO")
    assert hand.view()["ship"]["loaded"] == 0
    hand.good(parcels["SO-2"])
    hand.good("CMD-DONE")
    done = hand.good("CMD-NODRIVER")["view"]["ship"]
    assert (done["handed"], done["driver"]) == (True, None)
    house.cable.plug()
    settled(device)
    assert house.central.get(f"/v1/parcels/{parcels['SO-2']}")["status"] == "shipped"
    assert house.central.get("/v1/manifests?carrier=UPS")[0]["number"] == done["load"]
    house.central.assert_books_agree()
    device.close()


def test_a_load_that_one_device_closed_leaves_through_another(house: House) -> None:
    """
    The gate is offline and hands over what the table closed; the table, offline too, does the same: it is booked once.
    """
    house.central.post("/v1/orders", {"number": "SO-1", "ship_to": SHIP_TO, "carrier": "DHL", "lines": LINES})
    table, gate = house.started(), house.device("gate")
    gate.start()
    closing, leaving = logged_in(table), Hand(gate, name="gate")
    closing.good("CMD-PICK")
    closing.pick("T-1", CODES)
    closing.good("SO-1")
    sscc = str(closing.pack(CODES)["parcel"]["sscc"])
    wait_for("the label", lambda: closing.view()["parcel"]["print_state"] == "printed", 60)
    closing.good("CMD-HOME")
    closing.good("CMD-SHIP")
    closing.good("CAGE-DHL")
    closing.good(sscc)
    load = closing.good("CMD-DONE")["view"]["ship"]["load"]
    settled(table)
    wait_for("the load", lambda: gate.stores.floor.ramp().closed_load(load), 60)
    house.cable.unplug()
    wait_for("offline", lambda: not table.reads.status()["online"], 60)
    leaving.log_in(BADGE, PIN)
    (seen,) = leaving.good("CMD-SHIP")["view"]["ship"]["closed_loads"]
    assert (seen["load"], seen["parcels"]) == (load, 1)
    leaving.press("load", {"cage": seen["code"]})
    assert leaving.good("Petra Petersen")["view"]["ship"]["handed"]
    assert closing.press("driver", {})["view"]["ship"]["handed"]
    house.cable.plug()
    for device in (gate, table):
        settled(device)
    (shown,) = house.central.get("/v1/manifests")
    assert (shown["number"], shown["status"]) == (load, "handed_over")
    assert [one["status"] for one in shown["parcels"]] == ["shipped"]
    assert house.central.get("/v1/attention?open=true") == []
    house.central.assert_books_agree()
    for device in (gate, table):
        assert device.stores.floor.ramp().loads == ()
        device.close()
