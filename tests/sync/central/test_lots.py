"""Lots that were picked reach the device that packs."""

from app.domain.facts import Picked, Undone, body_of
from tests.sync.central.test_orders import post
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row


def line_of(device: DeviceEnd) -> dict[str, object]:
    device.pull()
    return dict(device.rows[("work", "O1")]["lines"][0])


def test_central_counts_lots_and_tells_them(central: Warehouse, device: DeviceEnd) -> None:
    """
    Two picks of one lot and one of another; one that is taken back counts no more.
    """
    central.stock_up(("P1", "A", 9))
    lines = [{**line_row("A", 4), "lot": "L1"}]
    post(central, {"number": "O1", "ship_to": SHIP_TO, "lines": lines}, "k1", 201)
    assert line_of(device)["hints"] == {"lot": "L1"}
    assert "lots" not in line_of(device)
    picks = [Picked("O1", 1, "A", 1, "P1", "T1", lot) for lot in ("L1", "L1", "L2", None)]
    assert device.tell(*picks) == ["applied"] * 4
    assert line_of(device)["lots"] == [{"lot": "L1", "quantity": 2}, {"lot": "L2", "quantity": 1}]
    device.tell(Undone(f"{device.device}/3", "Picked", body_of(picks[2])))
    assert line_of(device)["lots"] == [{"lot": "L1", "quantity": 2}]
