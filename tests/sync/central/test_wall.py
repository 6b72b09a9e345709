"""Central's books of the put wall: where goods stand, and what is said of a slot that was taken twice."""

from app.domain.facts import CartonTaken, Picked, PutToWall, ToteAssigned, TotesDropped, Undone, body_of
from tests.sync.central.test_orders import post
from tests.sync.central.test_totes import FIRST, SECOND, work_of
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row, place_row

BOTH = TotesDropped("O1", "T2", "PACK", ("T1", "T2"))


def a_wall(central: Warehouse) -> None:
    """Two orders and a wall with two slots."""
    central.stock_up(("P1", "A", 9))
    central.post(
        "/v1/places", [place_row(name, 50 + no, kind="wall") for no, name in enumerate(("W-1", "W-2"))]
    )
    for number in ("O1", "O2"):
        post(central, {"number": number, "ship_to": SHIP_TO, "lines": [line_row("A", 3)]}, number, 201)


def stands(central: Warehouse) -> dict[str, int]:
    return {row["place"]: row["on_hand"] for row in central.get("/v1/stock?sku=A") if row["on_hand"]}


def test_goods_stand_in_their_slot_until_they_are_packed(central: Warehouse, device: DeviceEnd) -> None:
    """
    From the table into the slot, and from there into the first carton.
    """
    a_wall(central)
    device.tell(*FIRST, *SECOND, BOTH, PutToWall("O1", "T1", "W-1", 7))
    assert stands(central) == {"P1": 6, "PACK": 1, "W-1": 2}
    told = work_of(device)["totes"]
    assert told[0]["slot"] == "W-1"  # type: ignore[index]
    device.tell(PutToWall("O1", "T2", "W-1", 8))
    assert stands(central) == {"P1": 6, "W-1": 3}
    device.tell(CartonTaken("O1", 1, "S"))
    assert stands(central) == {"P1": 6, "PACK": 3}


def test_what_was_put_there_by_mistake_is_taken_out(central: Warehouse, device: DeviceEnd) -> None:
    """
    The goods are in their tote again, and the slot is nobody's.
    """
    a_wall(central)
    put = PutToWall("O1", "T1", "W-1", 7)
    device.tell(*FIRST, *SECOND, BOTH, put)
    device.tell(Undone(f"{device.device}/6", "PutToWall", body_of(put)))
    assert stands(central) == {"P1": 6, "PACK": 3}
    assert not work_of(device)["totes"][0]["slot"]  # type: ignore[index]


def test_two_orders_in_one_slot_are_a_card_and_no_refusal(central: Warehouse, device: DeviceEnd) -> None:
    """
    Both are booked as they happened; somebody sorts them.
    """
    a_wall(central)
    second = (ToteAssigned("O2", "T3"), Picked("O2", 1, "A", 3, "P1", "T3"), TotesDropped("O2", "T3", "PACK"))
    device.tell(*FIRST, *SECOND, BOTH, PutToWall("O1", "T1", "W-1", 7))
    assert device.tell(*second, PutToWall("O2", "T3", "W-1", 8))[-1] == "attention"
    [card] = [one for one in central.get("/v1/attention") if one["kind"] == "wall_twice"]
    assert (card["order"], card["place"]) == ("O2", "W-1")
    assert "O1" in card["detail"]
    assert stands(central) == {"P1": 3, "PACK": 1, "W-1": 5}


def test_an_order_in_two_slots_is_a_card(central: Warehouse, device: DeviceEnd) -> None:
    """
    Each of its totes came to another device.
    """
    a_wall(central)
    told = device.tell(
        *FIRST, *SECOND, BOTH, PutToWall("O1", "T1", "W-1", 7), PutToWall("O1", "T2", "W-2", 8)
    )
    assert told[-2:] == ["applied", "attention"]
    assert stands(central) == {"P1": 6, "W-1": 2, "W-2": 1}


def test_an_order_that_had_no_room_in_its_slot_is_none(central: Warehouse, device: DeviceEnd) -> None:
    """
    Somebody saw that the slot is full and chose the second one: there is nothing to look at.
    """
    a_wall(central)
    beside = PutToWall("O1", "T2", "W-2", 8, beside=True)
    assert device.tell(*FIRST, *SECOND, BOTH, PutToWall("O1", "T1", "W-1", 7), beside)[-2:] == ["applied"] * 2
    assert stands(central) == {"P1": 6, "W-1": 2, "W-2": 1}


def test_a_slot_that_central_does_not_know_is_kept_for_a_person(
    central: Warehouse, device: DeviceEnd
) -> None:
    """
    Neither dropped nor in the way of what follows.
    """
    a_wall(central)
    assert device.tell(*FIRST, *SECOND, BOTH, PutToWall("O1", "T1", "W-9", 7), CartonTaken("O1", 1, "S"))[
        -2:
    ] == [
        "quarantined",
        "applied",
    ]
