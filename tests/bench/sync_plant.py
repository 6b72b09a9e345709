"""Central's processes for the bench of sync, and the devices that ask them: real `gangway central`, real sockets."""

import contextlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.domain.facts import Picked, body_of
from tests.fakes import free_port
from tests.journeys.outside.floor import ROOT, wait_for
from tests.sync.central.warehouse import SHIP_TO, place_row, product_row

START_S_MAX = 300.0
ROWS = 500


class Office:
    """The administrator of one or more central processes on one database."""

    def __init__(self, ports: list[int], token: str) -> None:
        self.ports = ports
        self._keys = itertools.count()
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{ports[0]}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=300,
        )

    def post(self, path: str, body: Any) -> Any:
        answer = self.http.post(path, json=body, headers={"Idempotency-Key": f"k{next(self._keys)}"})
        assert answer.is_success, (path, answer.status_code, answer.text)
        return answer.json()

    def products(self, count: int) -> None:
        for start in range(0, count, ROWS):
            rows = [product_row(f"SKU-{no:06d}") for no in range(start, min(start + ROWS, count))]
            self.post("/v1/products", rows)

    def stock(self, pieces: int) -> None:
        """One product at one place, enough for every pick."""
        self.post("/v1/products", [product_row("A")])
        self.post("/v1/places", [place_row("P1", 1)])
        self.post("/v1/stock/levels", [{"place": "P1", "sku": "A", "quantity": pieces}])

    def order(self, number: str, pieces: int) -> None:
        lines = [{"sku": "A", "quantity": pieces}]
        self.post("/v1/orders", {"number": number, "ship_to": SHIP_TO, "lines": lines})

    def device(self) -> dict[str, Any]:
        code = self.post("/v1/devices/codes", {"name": "bench"})["code"]
        given: dict[str, Any] = self.post("/v1/devices/enrol", {"code": code, "name": "bench", "app": "0"})
        return given


@contextmanager
def central(folder: Path, database_url: str | None, processes: int = 1) -> Iterator[Office]:
    """So many API processes on one database."""
    ports = [free_port() for _ in range(processes)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GANGWAY_")}
    running: list[subprocess.Popen[bytes]] = []
    try:
        for port in ports:
            settings = {"GANGWAY_HOME": str(folder), "GANGWAY_CENTRAL_PORT": str(port)}
            if database_url:
                settings["GANGWAY_DATABASE_URL"] = database_url
            command = [sys.executable, "-m", "app.cli.main", "central"]
            running.append(subprocess.Popen(command, cwd=ROOT, env={**inherited, **settings}))
            wait_for("central", lambda port=port: _answers(port), START_S_MAX)
        office = Office(ports, (folder / "admin.token").read_text().strip())
        yield office
        office.http.close()
    finally:
        for one in running:
            one.terminate()
        for one in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.wait(20)
            one.kill()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/livez", timeout=2).is_success
    except httpx.HTTPError:
        return False


def pushes(given: dict[str, Any], order: str, batch: int) -> Iterator[dict[str, Any]]:
    """Batch after batch of picks of one order, as a device sends them."""
    seq = 0
    while True:
        facts = []
        for _ in range(batch):
            seq += 1
            facts.append(
                {
                    "seq": seq,
                    "fact_id": f"{given['device']}/{seq}",
                    "kind": Picked.__name__,
                    "version": 1,
                    "body": body_of(Picked(order, 1, "A", 1, "P1", f"T-{order}")),
                    "desk": "main",
                    "operator": "1001",
                    "job": "job-1",
                    "fence": 1,
                    "recorded_at_ms": 1_790_000_000_000,
                    "boot_id": "boot",
                    "mono_ms": seq,
                    "source": "scan",
                    "raw": None,
                    "undoes": None,
                }
            )
        frame = {"device": given["device"], "epoch": 1, "announced_seq": seq, "sent_at_ms": 1}
        yield {**frame, "facts": facts, "prints": [], "protocol": 1, "schema": 3}
