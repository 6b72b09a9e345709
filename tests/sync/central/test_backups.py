"""How far devices may forget: through what is in the oldest back-up that may still be put back, and no further."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.domain.facts import Picked, ToteAssigned
from tests.sync.central.restoring import back_up, restore
from tests.sync.central.warehouse import DeviceEnd, Warehouse

DAY_MS = 24 * 3600 * 1000


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


def test_a_mark_from_before_a_restore_says_nothing_after_it(empty_file: Path, tmp_path: Path) -> None:
    """
    Monday's back-up is put back, and the device works on. Tuesday's is found then: it holds nothing of that.
    """
    path = shutil.copy(empty_file, tmp_path / "central.db")
    central = Warehouse(f"sqlite:///{path}", tmp_path)
    device, other = central.enrol(), central.enrol()
    picks(device, 1)
    monday = central.post("/v1/backups", {}, 201)["mark"]
    copy = back_up(central, tmp_path / "monday.db")
    picks(other, 5)
    central.now_ms += DAY_MS
    tuesday = central.post("/v1/backups", {}, 201)["mark"]
    generation = restore(central, copy)
    wish = {"epoch": 1, "generation": generation, "base": 0, "fact_ids": [f"{device.device}/1"]}
    central.post("/v1/sync/epoch", wish, token=device.token)
    facts = [device.envelope(Picked("O1", 1, "A", 1, "P1", "T")) for _ in range(5)]
    device.send(device.batch(*facts, epoch=2, generation=generation))
    assert "since the last restore" in keep(central, tuesday, 422)["detail"]
    assert floor(central, device) == 0
    central.now_ms += DAY_MS
    again = central.post("/v1/backups", {}, 201)["mark"]
    assert again not in (monday, tuesday)
    keep(central, tuesday, 422)
    keep(central, monday)
    assert floor(central, device) == 1
    keep(central, again)
    assert floor(central, device) == 6
    central.close()


def test_a_running_central_refuses_a_database_that_was_put_in_its_place(
    empty_file: Path, tmp_path: Path
) -> None:
    """
    Somebody puts a back-up back and forgets to stop central: it says so, takes nothing that no file would hold, and after
    a restart serves what was put in. A device keeps what it was about to hand in.
    """
    path = Path(shutil.copy(empty_file, tmp_path / "central.db"))
    central = Warehouse(f"sqlite:///{path}", tmp_path)
    device = central.enrol()
    backed_up = tmp_path / "last-night.db"
    with closing(sqlite3.connect(path)) as from_db, closing(sqlite3.connect(backed_up)) as to_db:
        from_db.backup(to_db)
    for journal in tmp_path.glob("central.db-*"):
        journal.unlink()
    backed_up.replace(path)
    waits = device.batch(device.envelope(ToteAssigned("O1", "T1")))
    for method, way in (("GET", "/v1/orders/O1"), ("POST", "/v1/backups"), ("GET", "/v1/sync/pull")):
        refused = central.ask(method, way, token=device.token if "sync" in way else "")
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/other-database")
        assert "Restart central" in refused.json()["detail"]
    device.send(waits, 503)
    central.restart()
    assert device.send(waits)["last_seq"] == 1
    central.close()


def test_a_device_that_the_back_up_does_not_know_is_told_so(central: Warehouse, device: DeviceEnd) -> None:
    """
    It was enrolled after the back-up: it must be enrolled anew, and keeps nobody else from handing in.
    """
    other = central.enrol("Table")
    device.tell(ToteAssigned("O1", "T1"))
    with central.app.state.store.engine.begin() as db:
        db.execute(text("DELETE FROM token WHERE device = :gone"), {"gone": device.device})
        db.execute(text("DELETE FROM device WHERE device = :gone"), {"gone": device.device})
    refused = device.send(device.batch(device.envelope(ToteAssigned("O1", "T1"))), 401)
    assert refused["type"] == "/problems/unknown-token"
    wish = {
        "epoch": 1,
        "generation": central.get("/v1/sync/pull", token=other.token)["generation"],
        "base": 0,
        "fact_ids": [],
    }
    assert central.post("/v1/sync/epoch", wish, 401, token=device.token)["type"] == "/problems/unknown-token"
    assert other.send(other.batch(other.envelope(ToteAssigned("O1", "T1"))))["last_seq"] == 1
