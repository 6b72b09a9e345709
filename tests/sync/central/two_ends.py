"""One order that one device picks and another one packs."""

from app.domain.facts import Fact, Picked, Shorted, ToteAssigned, TotesDropped
from tests.sync.central.warehouse import DeviceEnd, Warehouse

BEGUN: tuple[Fact, ...] = (ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"))
REST: tuple[Fact, ...] = (Picked("O1", 1, "A", 1, "P1", "T1"), Shorted("O1", 2, "B", 1, "P2", "empty"))
DROP = TotesDropped("O1", "T1", "PACK")


def one_more_of_a(central: Warehouse) -> None:
    """The shop wants three of A now."""
    lines = [{"sku": "A", "quantity": 3}, {"sku": "B", "quantity": 1}]
    answer = central.ask("PATCH", "/v1/orders/O1", headers={"Idempotency-Key": "more"}, json={"lines": lines})
    assert answer.status_code == 200, answer.text


def picker_and_table(central: Warehouse, device: DeviceEnd) -> tuple[DeviceEnd, DeviceEnd]:
    """A picker who holds O1, and a packing table."""
    central.stock_up(("P1", "A", 10), ("P2", "B", 10))
    central.order("O1", ("A", 2), ("B", 1))
    device.hold()
    return device, central.enrol("Table")
