"""The screen of a packed order was left: the way back to its label and to opening it again."""

from typing import Any

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def packed(device: Device, *orders: str) -> Hand:
    """These orders are packed one after the other; the person is at home."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    for order in orders:
        hand.good(order)
        hand.pick(f"T-{order}", CODES)
        hand.good(f"TOTE-T-{order}")
        hand.pack(CODES)
        hand.press("home")
    return hand


def offered(hand: Hand) -> list[str]:
    nothing: dict[str, Any] = {"choices": []}
    found = next((one for one in hand.view()["actions"] if one["id"] == "parcels"), nothing)
    return [choice["id"] for choice in found["choices"]]


def test_the_parcel_packed_last_is_one_scan_away(device: Device) -> None:
    """
    The label is crumpled, and the screen was left: last parcels, reprint; the same number comes out again.
    """
    hand = packed(device, "SO-2")
    answer = hand.good("CMD-PARCELS")
    view = answer["view"]
    assert (view["screen"], view["job"]["order"], answer["facts"]) == ("pack", "SO-2", [])
    sscc = view["parcel"]["sscc"]
    assert len(hand.good("CMD-REPRINT")["prints"]) == 1
    assert {row["sscc"] for row in device.reads.prints()} == {sscc}
    assert [fact["kind"] for fact in hand.good(sscc)["facts"]] == ["LabelConfirmed"]


def test_a_parcel_is_opened_again_from_there(device: Device) -> None:
    """
    The wrong piece is in it: open again, take out or put in, close; the old label counts no more, wherever it is scanned.
    """
    hand = packed(device, "SO-2")
    old = hand.good("CMD-PARCELS")["view"]["parcel"]["sscc"]
    hand.press("reopen", {"reason": "carton_damaged"})
    hand.good("CMD-DONE")
    view = hand.view()
    assert view["parcel"]["sscc"] not in (None, old)
    for _where in ("the packed screen", "home"):
        assert hand.scan(old)["reason"] == "parcel_unknown"
        assert "void" in hand.answers[-1]["text"]
        hand.press("home")


def test_the_others_packed_before_are_offered_beside_it(device: Device) -> None:
    """
    The last one is shown, those before it are one tap further; by scans alone the last one.
    """
    hand = packed(device, "SO-2", "SO-3")
    assert hand.press("parcels")["view"]["job"]["order"] == "SO-3"
    assert offered(hand) == ["SO-2"]
    assert hand.press("parcels", {"order": "SO-2"})["view"]["job"]["order"] == "SO-2"
    assert offered(hand) == ["SO-3"]


def test_without_a_parcel_there_is_no_way_back(device: Device) -> None:
    """
    Nothing was packed here yet: it is said so; and a job that is open is not left by it.
    """
    hand = packed(device)
    assert hand.scan("CMD-PARCELS")["outcome"] == "refused"
    hand.good("SO-2")
    assert hand.scan("CMD-PARCELS")["reason"] == "job_open"


def test_from_home_the_label_itself_still_opens_a_return(device: Device) -> None:
    """
    One scan, as ever.
    """
    hand = packed(device, "SO-2")
    sscc = hand.good("CMD-PARCELS")["view"]["parcel"]["sscc"]
    hand.press("home")
    assert hand.good(sscc)["view"]["screen"] == "return"


def test_a_foreign_label_on_the_packed_screen_opens_its_return(device: Device) -> None:
    """
    All of SO-3 is packed, so its screen counts as home: the label of SO-2 opens a return, its own one proves the print.
    """
    hand = packed(device, "SO-2", "SO-3")
    foreign = hand.press("parcels", {"order": "SO-2"})["view"]["parcel"]["sscc"]
    hand.press("parcels", {"order": "SO-3"})
    assert hand.good(foreign)["view"]["screen"] == "return"
