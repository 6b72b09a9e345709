"""One order in two totes at the desks of a device: picked, set down at two tables, packed where both are brought."""

from typing import Any

from app.main import Device
from tests.app.desk.small_floor import pulled
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

PACK_2 = {"place": "PACK-2", "aisle": "", "bay": "", "level": "", "sequence": 90, "kind": "pack"}


def picked_into_two(device: Device) -> Hand:
    """A picker who has filled a tote with one mug, taken another one, and set both down."""
    pulled(device, [("place", "PACK-2", 2, PACK_2)], cursor="c2")
    hand = Hand(device, "cart")
    hand.log_in(BADGE, PIN)
    hand.press("start", {"kind": "pick", "order": "SO-1"})
    for code in ("TOTE-T1", CODES["MUG"], "CMD-TOTEFULL", "TOTE-T2", CODES["POT"]):
        hand.good(code)
    hand.good("TOTE-T2")  # all of them
    for code in ("TOTE-T1", "LOC-PACK-2", "LOC-PACK"):
        hand.good(code)
    return hand


def packer(device: Device, desk: str) -> Hand:
    hand = Hand(device, desk)
    hand.log_in(BADGE, PIN)
    return hand


def totes(view: dict[str, Any]) -> list[tuple[str, bool, str]]:
    return [(one["tote"], one["here"], one["place"]) for one in view["totes"]]


def test_any_tote_opens_the_order_and_ticks_itself_off(device: Device) -> None:
    """
    The second tote was scanned first: it is here, the first one is to be fetched from the other table.
    """
    picked_into_two(device)
    hand = packer(device, "table")
    view = hand.good("TOTE-T2")["view"]
    assert (view["screen"], view["job"]["order"]) == ("pack", "SO-1")
    assert totes(view) == [("T1", False, "PACK-2"), ("T2", True, "PACK")]
    assert {line["sku"]: (line["away"], line["away_in"]) for line in view["lines"]} == {
        "MUG": (1, "T1"),
        "POT": (0, ""),
    }
    assert [one[1] for one in totes(hand.good("TOTE-T1")["view"])] == [True, True]


def test_the_other_tote_scanned_at_another_table_says_where_to_bring_it(device: Device) -> None:
    """
    The order is on the screen of the first table: nothing is opened twice.
    """
    picked_into_two(device)
    packer(device, "table").good("TOTE-T1")
    said = packer(device, "table2").scan("TOTE-T2")
    assert (said["outcome"], said["reason"]) == ("refused", "order_elsewhere")
    assert "table" in said["text"]
    assert "T2" in said["text"]


def test_the_code_on_the_pickers_screen_names_both(device: Device) -> None:
    """
    Whoever fetches the goods is told what to fetch.
    """
    assert picked_into_two(device).view()["handover"]["tote"] == "T1, T2"
