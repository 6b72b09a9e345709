"""The ramp at a desk: what the device knows of parcels, cages and other devices' loads."""

from typing import Any

import pytest

from app.domain.parcels import sscc_of
from app.domain.prints import PrintState
from app.main import Device
from tests.app.desk.small_floor import pulled, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

ONE, TWO, PALLET, STRANGER = (sscc_of("34055555", no) for no in (1, 2, 900, 77))


def at_ramp(sscc: str, order: str, carrier: str = "DHL", **more: Any) -> tuple[str, str, int, dict[str, Any]]:
    """A parcel as central tells of it."""
    row = {"sscc": sscc, "order": order, "no": 1, "carton": "S", "status": "packed", "contents": []}
    rest = {"carrier": carrier, "weight_g": 700, "city": "Köln", "cancelled": False, "print_state": "printed"}
    return ("parcel", sscc, 2, {**row, **rest, "load": None, "cage": None, "sealed": False, **more})


def hand_of(device: Device, *rows: tuple[str, str, int, dict[str, Any]], desk: str = "main") -> Hand:
    """Somebody who has logged in, with these parcels at the ramp."""
    pulled(device, list(rows), cursor="c2")
    hand = Hand(device, desk)
    hand.log_in(BADGE, PIN)
    return hand


def test_a_number_that_no_parcel_has_may_be_a_pallet(device: Device) -> None:
    """
    Asked for at the ramp, taken with Yes; at home it is a parcel that nobody knows.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"))
    assert hand.scan(PALLET)["reason"] == "parcel_unknown"
    hand.good("CMD-SHIP")
    asked = hand.good(PALLET)["view"]
    assert (asked["question"]["id"], asked["ship"]["cage"]) == ("pallet", PALLET)
    hand.good("CMD-YES")
    assert hand.good(ONE)["view"]["ship"]["carrier"] == "DHL"
    hand.good("CMD-HOME")
    again = hand.good(PALLET)["view"]["ship"]
    assert (again["cage"], again["loaded"]) == (PALLET, 1)


def test_a_parcel_without_its_cage_says_where_it_goes(device: Device) -> None:
    """
    At the ramp the cage comes first; once one is open for its carrier, that is named.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", load="M-9", cage="DHL-7"))
    hand.good("CMD-SHIP")
    refused = hand.scan(ONE)
    assert (refused["reason"], refused["expected"]) == ("scan_cage", "DHL DHL-7")


def test_a_parcel_that_another_device_loaded_is_not_loaded_twice(device: Device) -> None:
    """
    Central told of it, with the cage it is in.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8", load="M-9", cage="DHL-7"))
    hand.good("CAGE-DHL-1")
    refused = hand.scan(ONE)
    assert (refused["reason"], refused["expected"]) == ("already_loaded", "DHL-7")


def test_a_parcel_whose_label_is_not_certain_stays_here(device: Device) -> None:
    """
    Printed elsewhere and in doubt there; confirmed here it goes.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8", print_state="unknown"))
    view = hand.good("CAGE-DHL")["view"]
    assert [one["label"] for one in view["ship"]["missing"]] == ["unknown"]
    assert hand.scan(ONE)["reason"] == "parcel_no_label"


def test_own_labels_count_before_what_central_heard(device: Device) -> None:
    """
    Packed here, its label broke off in the printer: it stays, until it was printed again.
    """
    hand = hand_of(device)
    hand.good("SO-2")
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    [job] = device.reads.prints()
    device.stores.prints.mark(job["id"], PrintState.UNKNOWN)
    hand.good("CMD-HOME")
    hand.good("CAGE-7")
    assert hand.scan(sscc)["reason"] == "parcel_no_label"
    device.stores.prints.mark(job["id"], PrintState.PRINTED)
    assert hand.good(sscc)["view"]["ship"]["carrier"] == "Standard"


def test_an_order_without_a_carrier_goes_with_the_sites(device: Device) -> None:
    """
    As central named it.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8", ""), ("site", "main", 2, {"default_carrier": "Post"}))
    assert hand.good("CAGE-POST-1")["view"]["ship"]["missing_count"] == 1
    hand.good(ONE)


def test_a_parcel_of_a_cancelled_order_stays_and_comes_out(device: Device) -> None:
    """
    Refused when it is scanned; if it lies in the cage already, the manifest is not closed over it.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", cancelled=True))
    hand.good("CAGE-DHL")
    assert hand.scan(TWO)["reason"] == "parcel_cancelled"
    hand.good(ONE)
    pulled(device, [at_ramp(ONE, "SO-8", cancelled=True)], cursor="c3")
    assert hand.scan("CMD-DONE")["reason"] == "take_off_first"
    hand.good("CMD-TAKEOFF")
    assert hand.good(ONE)["view"]["ship"]["loaded"] == 0


def test_a_parcel_in_a_cage_is_not_opened_again(device: Device) -> None:
    """
    Not while it lies there, and not once its manifest is closed.
    """
    hand = hand_of(device)
    hand.good("SO-2")
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    hand.good(sscc)
    hand.good("CMD-HOME")
    hand.good("CAGE-7")
    hand.good(sscc)
    hand.good("CMD-HOME")
    hand.good("CMD-PARCELS")
    assert hand.scan("CMD-WRONGPIECE")["reason"] == "already_loaded"
    hand.good("CMD-HOME")
    hand.good("CAGE-7")
    hand.good("CMD-DONE")
    hand.good("CMD-HOME")
    hand.good("CMD-PARCELS")
    assert hand.scan("CMD-WRONGPIECE")["reason"] == "parcel_gone"


def test_two_cages_are_loaded_in_turn_and_each_stays_as_it_is(device: Device) -> None:
    """
    A mixed pile at one desk: the other cage is one scan away, and nothing is said twice.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", "UPS"))
    hand.good("CAGE-DHL")
    hand.good(ONE)
    assert hand.good("CAGE-UPS")["view"]["ship"]["loaded"] == 0
    hand.good(TWO)
    back = hand.good("CAGE-DHL")["view"]["ship"]
    assert (back["cage"], back["loaded"], back["missing_count"]) == ("DHL", 1, 0)
    loads = {fact["body"]["load"] for fact in device.reads.facts(0)}
    assert len(loads) == 2


def test_a_cage_on_another_desks_screen_is_not_taken_away(device: Device) -> None:
    """
    Two people would count one cage; the second one is told where it is.
    """
    first = hand_of(device, at_ramp(ONE, "SO-8"))
    first.good("CAGE-DHL")
    second = Hand(device, "ramp 2")
    second.log_in(BADGE, PIN)
    assert second.scan("CAGE-DHL")["reason"] == "order_elsewhere"


def test_somebody_who_does_not_pack_does_not_ship(device: Device) -> None:
    """
    The role is that of packing.
    """
    picker = {**device.mirror.row("person", BADGE), "roles": ["pick"]}  # type: ignore[dict-item]
    hand = hand_of(device, ("person", BADGE, 2, picker))
    assert hand.scan("CMD-SHIP")["reason"] == "not_your_role"
    assert hand.scan("CAGE-DHL")["reason"] == "not_your_role"


def test_the_driver_is_typed_or_pressed(device: Device) -> None:
    """
    Over the local interface the name goes with the press; a code that is known is no name.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9"))
    hand.good("CAGE-DHL")
    hand.good(ONE)
    hand.good("CMD-DONE")
    hand.good("CMD-YES")
    assert hand.scan(TWO)["reason"] == "driver_wanted"
    done = hand.press("driver", {"name": " Petra  P. "})["view"]["ship"]
    assert (done["handed"], done["driver"]) == (True, "Petra P.")
    assert len(hand.good("CMD-REPRINT")["prints"]) == 1
    assert {row["kind"] for row in device.reads.prints()} == {"pallet"}
    [paper] = device.reads.documents()
    assert paper["load"] is True


def closed(hand: Hand, cage: str, sscc: str) -> Any:
    """A load of one parcel, closed; its view."""
    hand.good(cage)
    hand.good(sscc)
    view = hand.good("CMD-DONE")["view"]
    return hand.good("CMD-YES")["view"] if view["question"] else view


def test_a_closed_load_waits_in_sight_until_its_driver_comes(device: Device) -> None:
    """
    Left without a driver it is listed at the ramp and counted at home; a press, its cage or its label lead on to it.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"))
    pallet = closed(hand, "CAGE-DHL", ONE)["ship"]["pallet"]
    for way in ("press", "CAGE-DHL", pallet):
        home = hand.good("CMD-HOME")["view"]
        assert home["home"]["ships"] == 1
        assert "ship" in [
            one["id"] for act in home["actions"] if act["id"] == "start" for one in act["choices"]
        ]
        ramp = hand.good("CMD-SHIP")["view"]
        (waiting,) = ramp["ship"]["closed_loads"]
        assert (waiting["carrier"], waiting["parcels"], waiting["cage"]) == ("DHL", 1, "DHL")
        (load,) = [act for act in ramp["actions"] if act["id"] == "load"]
        assert [one["label"] for one in load["choices"]] == ["Hand DHL over to DHL"]
        view = (hand.press("load", {"cage": "DHL"}) if way == "press" else hand.good(way))["view"]
        assert view["await"] == ["driver"]
        assert "driver_name" in [act["id"] for act in view["actions"]]
    done = hand.press("driver", {"name": "Petra"})["view"]
    assert not done["ship"]["closed_loads"]
    assert hand.good("CMD-HOME")["view"]["home"]["ships"] == 0


def test_a_handed_over_load_names_the_next_one(device: Device) -> None:
    """
    Two lorries wait: after the first has left, the second one's load is one press away.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", "UPS"))
    closed(hand, "CAGE-DHL", ONE)
    hand.good("CMD-HOME")
    closed(hand, "CAGE-UPS", TWO)
    done = hand.press("driver", {"name": "Petra"})["view"]
    assert [one["cage"] for one in done["ship"]["closed_loads"]] == ["DHL"]
    view = hand.press("load", {"cage": "DHL"})["view"]
    assert (view["await"], view["ship"]["cage"]) == (["driver"], "DHL")


def test_a_carrier_s_label_is_no_driver(device: Device) -> None:
    """
    Scanned while the driver is asked for: refused, and nothing is handed over.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"))
    closed(hand, "CAGE-DHL", ONE)
    assert hand.scan("1Z999AA10123456784")["outcome"] == "refused"
    assert hand.view()["await"] == ["driver"]
    assert hand.good("Petra Petersen")["view"]["ship"]["driver"] == "Petra Petersen"


def test_a_cage_bears_its_carrier_s_name_also_when_nothing_waits_for_it(device: Device) -> None:
    """
    The only UPS parcel was handed over; the cage of UPS takes no parcel of DHL, before and after central told of it.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", "UPS"))
    closed(hand, "CAGE-UPS", TWO)
    load = hand.press("driver", {"name": "Petra"})["view"]["ship"]["load"]
    for version in (2, 3):
        hand.good("CMD-SHIP")
        assert hand.good("CAGE-UPS")["view"]["ship"]["carrier"] == "UPS"
        refused = hand.scan(ONE)
        assert (refused["reason"], refused["expected"]) == ("wrong_carrier", "DHL")
        hand.good("CMD-HOME")
        gone = at_ramp(TWO, "SO-9", "UPS", load=load, cage="UPS", sealed=True, status="shipped")
        numbers = [fact["seq"] for fact in device.reads.facts(0)]
        pulled(device, [(*gone[:2], version + 1, gone[3])], covered=max(numbers), cursor=f"c{version + 1}")


@pytest.mark.parametrize("cage", ["UPS", "ups-2", "Hermes"])
def test_an_order_that_is_still_picked_makes_its_carrier_known(device: Device, cage: str) -> None:
    """
    Its carrier has a cage of its own before the first parcel of it is there; a name that nobody has heard is just a cage.
    """
    picked = ("work", "SO-7", 1, work_row("SO-7", ("MUG", 1), carrier="UPS"))
    hand = hand_of(device, at_ramp(ONE, "SO-8"), picked)
    hand.good(f"CAGE-{cage}")
    assert hand.scan(ONE)["outcome"] == ("accepted" if cage == "Hermes" else "refused")


def test_a_device_that_lost_its_mirror_knows_whose_manifests_it_closed(device: Device) -> None:
    """
    A name that it printed on a manifest itself is a carrier's.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9", "UPS"))
    closed(hand, "CAGE-UPS", TWO)
    device.mirror.forget()
    assert device.stores.floor.ramp().carrier_of("UPS-3") == "UPS"
