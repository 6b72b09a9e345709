"""Orders of one piece at the packing table: one scan, one parcel."""

from app.main import Device
from tests.app.desk.small_floor import pulled, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def at_packing_screen(device: Device) -> Hand:
    """Two orders of one piece are picked; the first is packed and on the screen."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    for order in ("SO-2", "SO-3"):
        hand.good(order)
        hand.pick(f"T-{order}", CODES)
    hand.good("SO-2")
    hand.pack(CODES)
    return hand


def test_the_piece_finds_its_order_and_its_label_comes_out(device: Device) -> None:
    """
    The packing screen is done with SO-2: the jar is scanned, SO-3 is packed into the suggested carton and closed.
    """
    hand = at_packing_screen(device)
    answer = hand.good(CODES["JAR"])
    assert [fact["kind"] for fact in answer["facts"]] == ["CartonTaken", "ItemPacked", "ParcelClosed"]
    assert (answer["tone"], len(answer["prints"])) == ("job_done", 1)
    view = answer["view"]
    assert (view["screen"], view["job"]["order"]) == ("pack", "SO-3")
    assert len(view["parcel"]["sscc"]) == 18
    assert device.stores.floor.work("SO-3") is None or device.stores.floor.work("SO-3").done  # type: ignore[union-attr]


def test_the_most_urgent_order_of_a_piece_comes_first(device: Device) -> None:
    """
    Two orders want a jar: the one with the earlier place in line gets the first one, the other the second.
    """
    pulled(device, [work_change(work_row("SO-9", ("JAR", 1)), 5)], cursor="c5")
    hand = at_packing_screen(device)
    hand.press("home")
    hand.good("SO-9")
    hand.pick("T-SO-9", CODES)
    pulled(device, [work_change(work_row("SO-8", ("MUG", 1)), 6)], cursor="c6")
    hand.good("SO-8")
    hand.pick("T-SO-8", CODES)
    hand.good("SO-8")
    hand.pack(CODES)
    first = hand.good(CODES["JAR"])["view"]["job"]["order"]
    second = hand.good(CODES["JAR"])["view"]["job"]["order"]
    assert (first, second) == ("SO-3", "SO-9")


def test_without_such_an_order_a_piece_is_only_looked_up(device: Device) -> None:
    """
    On the packing screen nothing waits for a can any more; at home a jar is never packed by one scan.
    """
    hand = at_packing_screen(device)
    assert hand.scan(CODES["CAN"])["facts"] == []
    hand.press("home")
    assert hand.scan(CODES["JAR"])["facts"] == []


def test_an_order_of_more_pieces_is_packed_in_the_open(device: Device) -> None:
    """
    SO-1 wants a mug and two pots: one scan does not decide about it.
    """
    hand = at_packing_screen(device)
    hand.press("home")
    hand.good("SO-1")
    hand.pick("T-SO-1", CODES)
    hand.good("SO-3")
    hand.pack(CODES)
    assert hand.scan(CODES["MUG"])["facts"] == []
