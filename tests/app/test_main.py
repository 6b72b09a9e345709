"""What a running device does by itself, beside its screens."""

from pathlib import Path

from sqlalchemy import func, insert, select

from app.store.journal import tables as t
from app.store.journal.pruning import SCANS_KEPT
from tests.app.desk.small_floor import small_floor
from tests.journeys.outside.floor import wait_for

LONG_AGO_MS = 1_000_000_000_000


def test_a_running_device_tidies_its_log_of_scans(tmp_path: Path) -> None:
    """
    Years of scans: what is old and far behind goes within the first day of a run, while work goes on.
    """
    device = small_floor(tmp_path)
    empty = {"operator": "", "source": "scan", "raw": None, "meaning": "ProductScanned", "answer": "{}"}
    rows = [
        {"scan_id": f"old-{no}", "at_ms": LONG_AGO_MS, "desk": "old", "revision": no, **empty}
        for no in range(SCANS_KEPT + 7)
    ]
    with device.journal.transaction() as tx:
        tx.execute(insert(t.scans), rows)
    device.start()

    def left() -> int:
        with device.journal.transaction() as tx:
            return tx.scalar(select(func.count()).select_from(t.scans)) or 0

    try:
        wait_for("a short log", lambda: left() == SCANS_KEPT, 120)
    finally:
        device.close()
