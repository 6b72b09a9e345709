"""An order was taken over by another device in the middle of a job: it is told with the next scan, and what to do is asked."""

from app.main import Device
from tests.app.desk.small_floor import pulled, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def taken_from(device: Device) -> Hand:
    """Somebody picks SO-1 here; a supervisor has taken it over at another device."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-T1")
    row = work_row("SO-1", ("MUG", 1), ("POT", 2), device="device-2", fence=2)
    pulled(device, [work_change(row, 7)], cursor="c7")
    return hand


def test_the_scan_is_booked_and_the_person_is_told(device: Device) -> None:
    """
    What beeped is kept; then the question, and nothing else is booked before it is answered.
    """
    hand = taken_from(device)
    assert hand.view()["question"] is None
    answer = hand.good(CODES["MUG"])
    assert [fact["kind"] for fact in answer["facts"]] == ["Picked"]
    assert (answer["tone"], answer["view"]["question"]["id"]) == ("noted", "taken")
    assert hand.scan(CODES["POT"])["reason"] == "answer_first"


def test_the_goods_go_to_the_other_device(device: Device) -> None:
    """
    No: the job is left, the tote goes to the packing place, and the order is not offered here any more.
    """
    hand = taken_from(device)
    hand.good(CODES["MUG"])
    left = hand.good("CMD-NO")
    assert left["view"]["screen"] == "home"
    assert "T1" in left["text"]
    assert left["view"]["job"] is None
    assert hand.press("start", {"kind": "pick"})["view"]["job"]["order"] != "SO-1"


def test_it_is_finished_here_all_the_same(device: Device) -> None:
    """
    Yes: it goes on as before and is not asked again; the facts keep their old fence, so that central can tell.
    """
    hand = taken_from(device)
    hand.good(CODES["MUG"])
    assert hand.good("CMD-YES")["view"]["question"] is None
    hand.pick("T1", CODES)
    assert hand.view()["screen"] == "home"
    assert {fact["fence"] for fact in device.reads.facts(0)} == {1}


def test_only_another_hand_is_told_of(device: Device) -> None:
    """
    The same device under a new fence, or nobody: the job goes on without a word.
    """
    hand = taken_from(device)
    for version, more in ((8, {"device": None, "fence": 2}), (9, {"device": "device-1", "fence": 3})):
        row = work_row("SO-1", ("MUG", 1), ("POT", 2), **more)
        pulled(device, [work_change(row, version)], cursor=f"c{version}")
        assert hand.good(CODES["MUG"] if version == 8 else CODES["POT"])["view"]["question"] is None
