"""What is not simply loaded at a desk: parcels whose customs paper is open, and void labels."""

from typing import Any

from app.main import Device
from tests.app.desk.small_floor import pulled, work_row
from tests.app.desk.test_ramp import ONE, TWO, at_ramp, closed, hand_of
from tests.journeys.in_process.house import CODES
from tests.sync.central.warehouse import SHIP_TO


def customs_card(order: str, version: int = 2, **more: Any) -> tuple[str, str, int, dict[str, Any]]:
    """The card of a parcel whose customs paper was left to the office."""
    row = {
        "id": "A-1",
        "kind": "customs_open",
        "order": order,
        "opened_at_ms": 1,
        "detail": "",
        "owner": None,
    }
    return ("attention", "A-1", version, {**row, "actions": ["declared"], "settled": None, **more})


def test_a_parcel_whose_customs_paper_central_waits_for_is_asked_about(device: Device) -> None:
    """
    On an open card, of this parcel or of one that an older central does not name; settled there, nothing is asked.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9"), customs_card("SO-8", parcel=2))
    hand.good("CAGE-DHL")
    assert hand.good(ONE)["view"]["question"] is None
    hand.good("CMD-UNDO")
    for version, more in ((3, {"parcel": 1}), (4, {})):
        pulled(device, [customs_card("SO-8", version, **more)], cursor=f"c{version}")
        asked = hand.good(ONE)["view"]
        assert (asked["question"]["id"], asked["ship"]["loaded"]) == ("customs_open", 0)
        hand.good("CMD-NO")
        assert hand.view()["ship"]["loaded"] == 0
    hand.good(TWO)
    settled = {"by": "Ada", "action": "declared", "at_ms": 2}
    pulled(device, [customs_card("SO-8", 5, parcel=1, settled=settled)], cursor="c5")
    assert hand.good(ONE)["view"]["ship"]["loaded"] == 2


def test_a_customs_paper_that_was_left_open_here_is_asked_about_before_central_knows(device: Device) -> None:
    """
    Packed without a network, Done at the customs questions, then scanned at the ramp: No leaves it, Yes loads it.
    """
    abroad = {**SHIP_TO, "country": "CH"}
    hand = hand_of(device, ("work", "SO-4", 2, work_row("SO-4", ("CAN", 1), ship_to=abroad)))
    hand.good("SO-4")
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    assert hand.pack(CODES)["await"] == ["customs"]
    sscc = hand.good("CMD-DONE")["view"]["parcel"]["sscc"]
    hand.good("CMD-HOME")
    hand.good("CAGE-7")
    assert hand.good(sscc)["view"]["question"]["id"] == "customs_open"
    assert hand.good("CMD-YES")["view"]["ship"]["loaded"] == 1


def test_a_void_label_at_a_cage_is_thrown_away(device: Device) -> None:
    """
    Its parcel was opened again here: said as at the packing table, not as of a parcel that nobody knows.
    """
    hand = hand_of(device)
    hand.good("SO-2")
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    hand.good("CMD-WRONGPIECE")
    hand.good("CMD-DONE")
    hand.good("CMD-HOME")
    hand.good("CAGE-7")
    refused = hand.scan(sscc)
    assert refused["reason"] == "parcel_unknown"
    assert "hrow it away" in refused["view"]["banner"]["text"]


def test_a_parcel_in_a_cage_is_no_return(device: Device) -> None:
    """
    At home its label and its order say where it lies; so they do while the closed load waits for its driver.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9"))
    hand.good("CAGE-DHL")
    hand.good(ONE)
    hand.good("CMD-HOME")
    for code in (ONE, "SO-8"):
        refused = hand.scan(code)
        assert (refused["reason"], refused["expected"]) == ("already_loaded", "DHL")
    hand.good("CAGE-DHL")
    hand.good("CMD-DONE")
    hand.good("CMD-YES")
    hand.good("CMD-HOME")
    for code in (ONE, "SO-8"):
        refused = hand.scan(code)
        assert (refused["reason"], refused["expected"]) == ("parcel_gone", "DHL")
    assert [row for row in device.stores.journal.facts() if row.kind == "ReturnOpened"] == []


def test_after_a_handover_a_label_of_that_load_opens_no_return(device: Device) -> None:
    """
    On the screen that asks for the next cage: that one is gone, another one wants its cage. At home it may come back.
    """
    hand = hand_of(device, at_ramp(ONE, "SO-8"), at_ramp(TWO, "SO-9"))
    closed(hand, "CAGE-DHL", ONE)
    hand.press("driver", {"name": "Petra"})
    assert hand.scan(ONE)["reason"] == "parcel_gone"
    assert hand.scan(TWO)["reason"] == "scan_cage"
    assert [row for row in device.stores.journal.facts() if row.kind == "ReturnOpened"] == []
    hand.good("CMD-HOME")
    assert hand.good(ONE)["view"]["screen"] == "return"
