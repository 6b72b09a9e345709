"""Goods and cartons that are not as they should be, from central to the table: a clear sentence, and the job goes on."""

from collections.abc import Iterator

import pytest

from app.main import Device
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.sync.central.warehouse import carton_row, product_row

UNMEASURED = {"length_mm": None, "width_mm": None, "height_mm": None}
GIANT = {"length_mm": 900, "width_mm": 700, "height_mm": 600}


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    """A mug that nobody has measured, a pot larger than every carton, and an order of 500 cans."""
    rows = [
        product_row("MUG", gtin=CODES["MUG"], **UNMEASURED),
        product_row("POT", gtin=CODES["POT"], **GIANT),
    ]
    assert house.central.post("/v1/products", rows)["refused"] == []
    for number, line in (("SO-1", ("MUG", 1)), ("SO-2", ("POT", 1)), ("SO-3", ("CAN", 500))):
        house.central.order(number, line)
    device = house.started()
    yield device
    device.close()


def at_the_table(device: Device, order: str) -> Hand:
    """Somebody who has picked this order and opened it for packing."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good(order)
    hand.pick(f"T-{order}", CODES)
    hand.good(order)
    return hand


def test_a_product_without_sizes_is_packed_by_choice_and_measured(house: House, device: Device) -> None:
    """
    No carton is promised: the packer chooses, the view names the product, and measuring has a button.
    """
    hand = at_the_table(device, "SO-1")
    view = hand.view()
    assert "Thing MUG" in view["prompt"]["text"]
    assert "measure" in [one["id"] for one in view["actions"]]
    hand.good("BOX-S")
    assert hand.good(CODES["MUG"])["view"]["parcel"]["sscc"]
    settled(device)
    assert house.central.order_view("SO-1")["status"] == "packed"


def test_a_piece_larger_than_every_carton_travels_as_the_packer_chooses(house: House, device: Device) -> None:
    """
    Said by its name; any carton, or whatever is put round it, is taken.
    """
    hand = at_the_table(device, "SO-2")
    assert "Thing POT" in hand.view()["prompt"]["text"]
    hand.good("BOX-L")
    assert hand.good(CODES["POT"])["view"]["parcel"]["sscc"]
    settled(device)
    assert house.central.order_view("SO-2")["status"] == "packed"


def test_an_order_of_five_hundred_pieces_opens_with_a_plan(device: Device) -> None:
    """
    Many parcels, the first of them with its steps; the first piece is taken.
    """
    hand = at_the_table(device, "SO-3")
    view = hand.view()
    assert view["parcel"]["of"] > 5
    assert view["carton"]["suggested"] in ("S", "L")
    assert view["carton"]["steps"]
    hand.good(f"BOX-{view['carton']['suggested']}")
    assert [line["done"] for line in hand.good(CODES["CAN"])["view"]["lines"]] == [1]


def test_a_carton_larger_inside_than_outside_is_refused_by_name(house: House) -> None:
    """
    The row is named with its reason; the good rows beside it are taken.
    """
    answer = house.central.post("/v1/cartons", [carton_row("GOOD"), carton_row("WRONG", inner_length_mm=400)])
    assert answer["created"] == 1
    (wrong,) = answer["refused"]
    assert (wrong["index"], wrong["field"]) == (1, "outer_length_mm")
    assert "less than the inner one" in wrong["reason"]
