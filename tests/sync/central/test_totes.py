"""All totes of an order reach the device that packs, with where they stand and what lies in them."""

from app.domain.facts import (
    Fact,
    Picked,
    ToteAssigned,
    ToteBrought,
    TotesDropped,
    ToteSetDown,
    Undone,
    body_of,
)
from tests.sync.central.test_orders import post
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row

FIRST = (ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"))
SECOND = (ToteAssigned("O1", "T2"), Picked("O1", 1, "A", 1, "P1", "T2"))


def an_order(central: Warehouse) -> None:
    central.stock_up(("P1", "A", 9))
    post(central, {"number": "O1", "ship_to": SHIP_TO, "lines": [line_row("A", 3)]}, "k1", 201)


def work_of(device: DeviceEnd) -> dict[str, object]:
    device.pull()
    return dict(device.rows[("work", "O1")])


def test_central_knows_all_totes_and_what_is_in_them(central: Warehouse, device: DeviceEnd) -> None:
    """
    Two totes, one of them set down at a table of its own.
    """
    an_order(central)
    dropped = TotesDropped("O1", "T2", "PACK", ("T2",))
    assert device.tell(*FIRST, *SECOND, ToteSetDown("O1", "T1", "PACK-2"), dropped) == ["applied"] * 6
    work = work_of(device)
    assert work["tote"] == "T2"
    assert work["totes"] == [{"tote": "T1", "place": "PACK-2"}, {"tote": "T2", "place": "PACK"}]
    assert work["lines"][0]["totes"] == [{"tote": "T1", "quantity": 2}, {"tote": "T2", "quantity": 1}]  # type: ignore[index]
    told = central.get("/v1/orders/O1")
    assert [one["tote"] for one in told["totes"]] == ["T1", "T2"]


def test_what_is_taken_back_is_gone(central: Warehouse, device: DeviceEnd) -> None:
    """
    The second tote and what was in it were taken back: the first one takes what follows again.
    """
    an_order(central)
    facts: tuple[Fact, ...] = (*FIRST, *SECOND)
    device.tell(*facts)
    device.tell(
        Undone(f"{device.device}/4", "Picked", body_of(facts[3])),
        Undone(f"{device.device}/3", "ToteAssigned", body_of(facts[2])),
    )
    work = work_of(device)
    assert (work["tote"], work["totes"]) == ("T1", [{"tote": "T1", "place": ""}])
    assert work["lines"][0]["totes"] == [{"tote": "T1", "quantity": 2}]  # type: ignore[index]


def test_what_a_table_ticked_off_the_others_hear(central: Warehouse, device: DeviceEnd) -> None:
    """
    A tote was scanned where the order is packed, and after all it was another one.
    """
    an_order(central)
    dropped = TotesDropped("O1", "T2", "PACK", ("T1", "T2"))
    brought = ToteBrought("O1", "T1")
    device.tell(*FIRST, *SECOND, dropped, brought)
    first, second = work_of(device)["totes"]  # type: ignore[misc]
    assert (first["here"], second.get("here", False)) == (True, False)  # type: ignore[has-type]
    device.tell(Undone(f"{device.device}/6", "ToteBrought", body_of(brought)))
    assert not work_of(device)["totes"][0]["here"]  # type: ignore[index]


def test_a_drop_off_of_an_older_device_names_its_only_tote(central: Warehouse, device: DeviceEnd) -> None:
    """
    It says no list; the tote that it names stands there all the same, and is taken up again by an undo.
    """
    an_order(central)
    dropped = TotesDropped("O1", "T1", "PACK")
    device.tell(*FIRST, dropped)
    assert work_of(device)["totes"] == [{"tote": "T1", "place": "PACK"}]
    device.tell(Undone(f"{device.device}/3", "TotesDropped", body_of(dropped)))
    assert work_of(device)["totes"] == [{"tote": "T1", "place": ""}]
