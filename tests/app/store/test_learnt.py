"""What the floor has found out stays with the device: pieces that did not fit, sizes that were measured."""

from pathlib import Path

from app.domain.sizes import Size
from app.main import Device
from app.store.floor import Floor
from tests.app.desk.small_floor import pulled, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand
from tests.sync.central.warehouse import carton_row, product_row


def at_table(device: Device, order: str) -> Hand:
    """Logged in, with this order's carton asked for."""
    hand = Hand(device, name=f"hand-{order}")
    if hand.view()["screen"] == "login":
        hand.log_in(BADGE, PIN)
    hand.good(order)
    hand.pick(f"T-{order}", CODES)
    hand.good(order)
    return hand


def suggested(hand: Hand) -> str:
    return str(hand.view()["carton"]["suggested"])


def test_the_next_order_of_the_same_pieces_is_not_told_the_same_carton(
    device: Device, tmp_path: Path
) -> None:
    """
    The can did not go into L: the next order with a can is told S, after a restart and a pull, too.
    """
    again = work_row("SO-7", ("CAN", 1))
    pulled(device, [work_change(again, 5)], cursor="c5")
    hand = at_table(device, "SO-2")
    assert suggested(hand) == "L"
    answer = hand.press("nofit")
    assert [fact["kind"] for fact in answer["facts"]] == ["DidNotFit"]
    assert suggested(hand) == "S"
    pulled(device, [], covered=device.journal.counts()["last_seq"], cursor="c6")
    device.close()
    later = small_floor(tmp_path)
    try:
        hand = Hand(later, name="later")
        hand.press("home")
        hand.good("SO-7")
        hand.pick("T-7", CODES)
        hand.good("SO-7")
        assert suggested(hand) == "S"
        assert hand.view()["carton"]["cheaper"] is None or "did not fit" in hand.view()["carton"]["cheaper"]
    finally:
        later.close()


def test_did_not_fit_taken_back_is_forgotten(device: Device) -> None:
    """
    A wrong tap is no knowledge.
    """
    hand = at_table(device, "SO-2")
    before = hand.view()
    hand.press("nofit")
    hand.good("CMD-UNDO")
    assert suggested(hand) == before["carton"]["suggested"]
    fresh = Floor(device.mirror, device.journal)
    work = fresh.work("SO-2")
    assert work is not None
    assert fresh.prepared(work).misfits == ()


def test_cartons_are_used_up_by_closing(device: Device) -> None:
    """
    Two L are left; one is closed here: one is left before central knows, then central's count is the truth.
    """
    pulled(device, [("carton", "L", 5, carton_row("L", stock=1))], cursor="c5")
    hand = at_table(device, "SO-2")
    assert suggested(hand) == "L"
    hand.pack(CODES)
    hand.press("home")
    hand.good("SO-3")
    hand.pick("T-SO-3", CODES)
    hand.good("SO-3")
    assert suggested(hand) == "S"
    pulled(
        device,
        [("carton", "L", 6, carton_row("L", stock=7))],
        covered=device.journal.counts()["last_seq"],
        cursor="c6",
    )
    floor = device.stores.floor
    work = floor.work("SO-1")
    assert work is not None
    assert {one.carton: one.stock for one in floor.prepared(work).cartons} == {"L": 7, "S": None}


def test_a_size_counts_from_the_moment_it_was_typed(device: Device) -> None:
    """
    Before central knows of it every screen of this device plans with it; what central says then counts again.
    """
    hand = at_table(device, "SO-2")
    hand.good("CMD-MEASURE")
    assert hand.view()["await"] == ["product"]
    hand.good(CODES["CAN"])
    answer = hand.good("290x190x95/700")
    assert [fact["kind"] for fact in answer["facts"]] == ["ProductMeasured"]
    floor = device.stores.floor
    can = floor.product("CAN")
    assert can is not None
    assert (can.size, can.weight_g) == (Size.of(290, 190, 95), 700)
    row = product_row("CAN", gtin=CODES["CAN"], length_mm=280)
    pulled(device, [("product", "CAN", 9, row)], covered=device.journal.counts()["last_seq"], cursor="c9")
    can = floor.product("CAN")
    assert can is not None
    assert can.size == Size.of(280, 80, 60)
