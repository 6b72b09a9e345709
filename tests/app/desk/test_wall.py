"""The put wall at a desk: totes of several orders, slots given and freed, packing opened by the scan of a slot."""

from typing import Any

from app.main import Device
from tests.app.desk.small_floor import pulled, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def slot_row(no: int) -> tuple[str, str, int, dict[str, Any]]:
    name = f"W-{no:02d}"
    row = {"place": name, "aisle": "", "bay": "", "level": "", "sequence": 900 + no, "kind": "wall"}
    return ("place", name, 2, row)


def dropped(order: str, *totes: str, version: int = 2, **more: Any) -> tuple[str, str, int, dict[str, Any]]:
    """An order of which everything was picked into these totes, a piece into each."""
    row = work_row(order, ("MUG", len(totes)), **more)
    line = row["lines"][0]
    line |= {"picked": len(totes), "stops": [], "totes": [{"tote": tote, "quantity": 1} for tote in totes]}
    told = [{"tote": tote, "place": "PACK"} for tote in totes]
    row |= {"status": "pack", "dropped": True, "tote": totes[-1], "totes": told, "lines": [line]}
    return ("work", order, version, row)


def at_wall(device: Device, slots: int = 2) -> Hand:
    """Somebody at the wall of a site with so many slots; SO-1 came in two totes, SO-2 in one."""
    rows = [slot_row(no) for no in range(1, slots + 1)]
    pulled(device, [*rows, dropped("SO-1", "T1", "T2"), dropped("SO-2", "T3")], cursor="c2")
    hand = Hand(device, "table")
    hand.log_in(BADGE, PIN)
    hand.good("CMD-WALL")
    return hand


def slots_of(view: dict[str, Any]) -> list[tuple[str, str | None, bool]]:
    return [(one["slot"], one["order"], one["complete"]) for one in view["wall"]["slots"]]


def test_goods_wait_in_a_slot_until_all_have_come(device: Device) -> None:
    """
    Two totes to one slot; then it is complete, its scan opens the packing, and packed it is free again.
    """
    hand = at_wall(device)
    told = hand.good("TOTE-T1")["view"]["wall"]
    assert (told["slot"], told["order"], told["given"]) == ("W-01", "SO-1", True)
    view = hand.good("LOC-W-01")["view"]
    assert slots_of(view) == [("W-01", "SO-1", False), ("W-02", None, False)]
    assert list(view["wall"]["slots"][0]["missing"]) == ["T2"]
    told = hand.good("TOTE-T2")["view"]["wall"]
    assert (told["slot"], told["given"]) == ("W-01", False)
    view = hand.good("LOC-W-01")["view"]
    assert slots_of(view)[0] == ("W-01", "SO-1", True)
    view = hand.good("LOC-W-01")["view"]
    assert (view["screen"], view["job"]["order"]) == ("pack", "SO-1")
    assert [hint["kind"] for hint in view["hints"]] == ["slot"]
    hand.good(f"BOX-{view['carton']['suggested']}")
    hand.good(CODES["MUG"])
    hand.good(CODES["MUG"])
    hand.good("CMD-HOME")
    assert slots_of(hand.good("CMD-WALL")["view"])[0] == ("W-01", None, False)


def test_each_order_gets_a_slot_of_its_own_and_a_full_wall_says_so(device: Device) -> None:
    """
    One slot, two orders: the second one waits for the first.
    """
    hand = at_wall(device, slots=1)
    hand.good("TOTE-T1")
    hand.good("LOC-W-01")
    assert hand.scan("TOTE-T3")["reason"] == "wall_full"


def test_two_tables_are_named_one_slot_and_the_second_is_told_another(device: Device) -> None:
    """
    Both had their tote in the hand before either was put down.
    """
    hand, other = at_wall(device), Hand(device, "table2")
    other.log_in(BADGE, PIN)
    other.good("CMD-WALL")
    hand.good("TOTE-T1")
    assert other.good("TOTE-T3")["view"]["wall"]["slot"] == "W-01"
    hand.good("LOC-W-01")
    assert other.scan("LOC-W-01")["reason"] == "wrong_place"
    assert other.good("TOTE-T3")["view"]["wall"]["slot"] == "W-02"


def test_an_emptied_tote_is_free(device: Device) -> None:
    """
    Its goods stand in the slot: scanned again it is an empty tote.
    """
    hand = at_wall(device)
    hand.good("TOTE-T3")
    hand.good("LOC-W-01")
    assert hand.scan("TOTE-T3")["reason"] == "tote_empty"
    assert device.stores.floor.tote_order("T3") is None


def test_a_slot_that_waits_is_not_packed_from_anywhere(device: Device) -> None:
    """
    At home its scan names the tote that is still to come; an empty one is empty.
    """
    hand = at_wall(device)
    hand.good("TOTE-T1")
    hand.good("LOC-W-01")
    hand.good("CMD-HOME")
    said = hand.scan("LOC-W-01")
    assert (said["reason"], said["expected"]) == ("slot_waits", "T2")
    assert hand.good("LOC-W-02")["view"]["screen"] == "home"


def test_what_was_put_is_taken_back_until_it_is_packed(device: Device) -> None:
    """
    Undo frees the slot; once another table has opened the carton it is too late.
    """
    hand = at_wall(device)
    hand.good("TOTE-T3")
    hand.good("LOC-W-01")
    view = hand.good("CMD-UNDO")["view"]
    assert (view["wall"]["tote"], slots_of(view)[0][1]) == ("T3", None)
    hand.good("LOC-W-01")
    packer = Hand(device, "table2")
    packer.log_in(BADGE, PIN)
    view = packer.good("LOC-W-01")["view"]
    packer.good(f"BOX-{view['carton']['suggested']}")
    assert hand.scan("CMD-UNDO")["reason"] == "undo_closed"


def test_home_has_a_tile_where_the_site_has_a_wall(device: Device) -> None:
    """
    With the number of slots from which an order can be packed; without a wall there is nothing to begin.
    """
    hand = Hand(device, "table")
    hand.log_in(BADGE, PIN)
    assert hand.view()["home"]["slots"] == 0
    assert hand.scan("CMD-WALL")["reason"] == "no_work"
    pulled(device, [slot_row(1), dropped("SO-2", "T3")], cursor="c2")
    hand.good("CMD-WALL")
    hand.good("TOTE-T3")
    hand.good("LOC-W-01")
    home = hand.good("CMD-HOME")["view"]["home"]
    assert (home["slots"], home["slots_ready"]) == (1, 1)


def test_two_orders_in_one_slot_are_shown_and_both_can_be_packed(device: Device) -> None:
    """
    Two devices chose it unheard of each other: the slot opens the one that is complete and names the other.
    """
    hand = at_wall(device)
    at = {"place": "PACK", "here": True, "slot": "W-01", "slot_at_ms": 5}
    first = dropped("SO-1", "T1", "T2", version=3)
    first[3]["totes"][0] |= at
    second = dropped("SO-2", "T3", version=3)
    second[3]["totes"][0] |= at
    pulled(device, [first, second], cursor="c3")
    device.desks.poke()
    slot = hand.view()["wall"]["slots"][0]
    assert (slot["order"], list(slot["others"])) == ("SO-2", ["SO-1"])
    assert hand.good("LOC-W-01")["view"]["job"]["order"] == "SO-2"


def test_a_blocked_slot_is_passed_over(device: Device) -> None:
    """
    The barcode names the next empty slot, round and round; the scan of any empty one will do for a first tote.
    """
    hand = at_wall(device, slots=3)
    assert hand.good("TOTE-T1")["view"]["target"] == "W-01"
    assert [hand.good("CMD-OTHER-SLOT")["view"]["target"] for _ in range(3)] == ["W-02", "W-03", "W-01"]
    hand.good("LOC-W-03")
    assert hand.good("TOTE-T2")["view"]["target"] == "W-03"
    assert hand.scan("LOC-W-02")["reason"] == "wrong_place"
    assert hand.press("otherslot", {})["view"]["target"] == "W-01"
    view = hand.good("LOC-W-01")["view"]
    assert slots_of(view) == [("W-01", "SO-1", True), ("W-02", None, False), ("W-03", "SO-1", True)]
    hand.good("TOTE-T3")
    assert hand.scan("CMD-OTHER-SLOT")["reason"] == "wall_full"
    view = hand.good("LOC-W-02") and hand.good("LOC-W-01")["view"]
    assert (view["screen"], view["hints"][0]["kind"]) == ("pack", "slot")
    assert "W-01" in view["hints"][0]["text"]
    assert "W-03" in view["hints"][0]["text"]
