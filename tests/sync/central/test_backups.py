"""How far devices may forget: through what is in the oldest back-up that may still be put back, and no further."""

from typing import Any

from app.domain.facts import Picked
from tests.sync.central.warehouse import DeviceEnd, Warehouse


def floor(central: Warehouse, device: DeviceEnd) -> int:
    return int(central.get("/v1/sync/pull", token=device.token)["floor"])


def picks(device: DeviceEnd, count: int) -> None:
    device.tell(*[Picked("O1", 1, "A", 1, "P1", "T") for _ in range(count)])


def keep(central: Warehouse, mark: int, status: int = 200) -> Any:
    return central.post(f"/v1/backups/{mark}/kept", {}, status)


def test_the_floor_follows_the_oldest_back_up_that_is_kept(central: Warehouse, device: DeviceEnd) -> None:
    """
    Nothing is said before a back-up is verified; what came while it was made is not in it; each device has its own.
    """
    other = central.enrol("Other")
    picks(device, 3)
    assert floor(central, device) == 0
    mark = central.post("/v1/backups", {}, 201)["mark"]
    picks(device, 2)
    picks(other, 1)
    assert floor(central, device) == 0
    assert keep(central, mark)["floor"] == mark
    assert (floor(central, device), floor(central, other)) == (3, 0)
    assert keep(central, central.post("/v1/backups", {}, 201)["mark"])
    assert (floor(central, device), floor(central, other)) == (5, 1)
    assert floor(central, central.enrol("New")) == 0


def test_a_new_epoch_lowers_the_floor_to_what_the_device_had(central: Warehouse, device: DeviceEnd) -> None:
    """
    The store was put back to its first two facts: the third in the back-up is another one than the third to come.
    """
    picks(device, 3)
    keep(central, central.post("/v1/backups", {}, 201)["mark"])
    assert floor(central, device) == 3
    generation = central.get("/v1/sync/pull", token=device.token)["generation"]
    wish = {"epoch": 1, "generation": generation, "base": 2, "fact_ids": ["another"]}
    central.post("/v1/sync/epoch", wish, token=device.token)
    assert floor(central, device) == 2


def test_a_mark_that_was_never_given_is_refused(central: Warehouse, device: DeviceEnd) -> None:
    """
    A slip of the pen must not let devices forget what is nowhere else.
    """
    picks(device, 1)
    for mark in (2, -1, 10**9):
        assert keep(central, mark, 422)["type"] == "/problems/unknown-mark"
    for path in ("/v1/backups", "/v1/backups/1/kept"):
        assert central.ask("POST", path, token=device.token).status_code == 403
    assert floor(central, device) == 0
