"""An order that waits for stock says on the floor what is missing, with central away."""

from app.main import Device
from tests.app.desk.small_floor import DEVICE, pulled, work_change, work_row
from tests.journeys.in_process.house import BADGE, PIN, Hand

WAITS = {"status": "waiting", "device": None}


def waiting(device: Device) -> Hand:
    """Somebody is logged in; SO-9 wants more mugs than lie there free, and a pot."""
    row = work_row("SO-9", ("MUG", 70), ("POT", 1), **WAITS)
    for line in row["lines"]:
        line["stops"] = []
    level = {"place": "A-01-01", "sku": "MUG", "on_hand": 100, "reserved": 60}
    pulled(device, [work_change(row), ("stock", '["A-01-01", "MUG"]', 2, level)])
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    return hand


def test_the_number_of_an_order_that_waits_is_known(device: Device) -> None:
    """
    It waits for stock: so the screen says, and which pieces are missing. It is offered to nobody.
    """
    hand = waiting(device)
    refused = hand.scan("SO-9")
    assert (refused["reason"], refused["got"]) == ("order_waiting", "SO-9")
    assert refused["expected"] == "30 × Thing MUG"
    assert "30 × Thing MUG" in refused["text"]
    assert hand.view()["home"]["picks"] == 3


def test_what_is_said_to_be_missing_at_its_place_is_missing(device: Device) -> None:
    """
    Somebody found the place empty: what the book says of it counts for nothing.
    """
    hand = waiting(device)
    card = {"id": "c1", "kind": "stock_missing", "place": "A-01-02", "sku": "POT", "actions": ["found"]}
    pulled(device, [("attention", "c1", 1, {**card, "opened_at_ms": 1})], cursor="c2")
    assert hand.scan("SO-9")["expected"] == "30 × Thing MUG, 1 × Thing POT"


def test_where_nobody_can_tell_it_only_waits(device: Device) -> None:
    """
    Stock came and central has not said yet that the order can be picked.
    """
    hand = waiting(device)
    level = {"place": "A-01-01", "sku": "MUG", "on_hand": 500, "reserved": 0}
    pulled(device, [("stock", '["A-01-01", "MUG"]', 3, level)], cursor="c2")
    refused = hand.scan("SO-9")
    assert (refused["reason"], refused["expected"]) == ("order_waiting", None)


def test_what_was_begun_goes_on_whatever_central_thinks_of_its_stock(device: Device) -> None:
    """
    The tote is taken already; meanwhile central lost its promise. The picker is not stopped.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-2")
    hand.good("TOTE-7")
    hand.press("home")
    pulled(
        device, [work_change(work_row("SO-2", ("CAN", 1), status="waiting", device=DEVICE), 2)], cursor="c2"
    )
    assert hand.good("SO-2")["view"]["screen"] == "pick"
