"""The processes of the chaos run: central, devices and the network between them; killed and started again at will."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sync.device.loop import HELD_JOBS
from tests.chaos.proxy import Proxy
from tests.fakes import free_port
from tests.journeys.in_process.house import BADGE, CODES, FREE_PLACE, PIN, PLACES, SKUS
from tests.journeys.outside.floor import ROOT, wait_for
from tests.sync.central.warehouse import SHIP_TO, carton_row, place_row, product_row

START_S_MAX = 300.0
HEAL_S_MAX = 400.0
REST_S_MAX = 2.0


@dataclass
class Station:
    """One device store, and the process that has it open, if one does."""

    name: str
    folder: Path
    wanted: dict[str, Any]
    pid: int = 0
    starts_at: float = 0.0
    enrolled: bool = False

    @property
    def alive(self) -> bool:
        if not self.pid:
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


@dataclass
class Plant:
    """Everything that runs. `close` ends it, whatever state it is in."""

    folder: Path
    database_url: str
    chance: random.Random
    stations: list[Station] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    orders: int = 0

    def __post_init__(self) -> None:
        self.port = free_port()
        self.proxy = Proxy(self.port, self.chance)
        self.proxy.start()
        self._central: subprocess.Popen[bytes] | None = None
        self._central_starts_at = 0.0
        self._client: httpx.Client | None = None
        self._launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.floor"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        for station in self.stations:
            station.signal(signal.SIGKILL)
        if self._central is not None:
            self._central.kill()
            self._central.wait(20)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._launcher.communicate(timeout=20)
        self._launcher.kill()
        self.proxy.close()
        if self._client is not None:
            self._client.close()

    # Central -----------------------------------------------------------------------------------

    def start_central(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GANGWAY_")}
        home = self.folder / "central"
        home.mkdir(exist_ok=True)
        with open(self.folder / "central.log", "ab") as log:
            self._central = subprocess.Popen(
                [sys.executable, "-m", "app.cli.main", "central"],
                cwd=ROOT,
                env={
                    **inherited,
                    "GANGWAY_HOME": str(home),
                    "GANGWAY_CENTRAL_PORT": str(self.port),
                    "GANGWAY_DATABASE_URL": self.database_url,
                },
                stdout=log,
                stderr=log,
            )

    def central_answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/livez", timeout=2).is_success
        except httpx.HTTPError:
            return False

    @property
    def office(self) -> httpx.Client:
        """The administrator, who has a good network."""
        if self._client is None:
            token = (self.folder / "central" / "admin.token").read_text().strip()
            headers = {"Authorization": f"Bearer {token}"}
            self._client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=60)
        return self._client

    def post(self, path: str, body: Any, key: str = "key") -> Any:
        answer = self.office.post(path, json=body, headers={"Idempotency-Key": key})
        assert answer.is_success, (path, answer.status_code, answer.text)
        return answer.json()

    def furnish(self, devices: int) -> None:
        """Goods, one person, and devices that are enrolled and at work."""
        self.start_central()
        wait_for("central", self.central_answers, START_S_MAX)
        self.post("/v1/products", [product_row(sku, gtin=CODES[sku]) for sku in SKUS])
        self.post("/v1/places", [place_row(p, no) for no, p in enumerate((*PLACES, FREE_PLACE), 1)])
        self.post("/v1/cartons", [carton_row("S"), carton_row("L", content_max_g=20000, cost_cents=90)])
        person = {"badge": BADGE, "name": "Ada", "pin": PIN, "roles": ["pick", "pack", "returns"]}
        self.post("/v1/people", [person])
        levels = [
            {"place": place, "sku": sku, "quantity": 100_000} for place, sku in zip(PLACES, SKUS, strict=True)
        ]
        self.post("/v1/stock/levels", levels)
        for _ in range(devices * HELD_JOBS):
            self.order()
        for no in range(devices):
            self.stations.append(self._station(f"d{no}"))
        for station in self.stations:
            self._start(station)
        toned = [Path(station.wanted["toned"]) for station in self.stations]
        wait_for("work", lambda: all(p.exists() and p.stat().st_size for p in toned), START_S_MAX)

    def order(self) -> None:
        """One more order; a central that was killed just now is asked the next time."""
        chosen = self.chance.sample(SKUS, self.chance.randint(1, 3))
        lines = [{"sku": sku, "quantity": self.chance.randint(1, 2)} for sku in chosen]
        number = f"SO-{self.orders}"
        body = {"number": number, "ship_to": SHIP_TO, "lines": lines}
        with contextlib.suppress(httpx.TransportError, AssertionError):
            self.post("/v1/orders", body, key=number)
            self.orders += 1

    def kill_central(self) -> None:
        if self._central is not None and self._central.poll() is None:
            self._central.kill()
            self._central.wait(20)
            self.kills["central"] += 1
            self._central_starts_at = time.monotonic() + self.chance.uniform(0, REST_S_MAX)

    # Devices -----------------------------------------------------------------------------------

    def _station(self, name: str) -> Station:
        folder = self.folder / name
        environment = {
            "GANGWAY_HOME": str(folder),
            "GANGWAY_CENTRAL_URL": f"http://127.0.0.1:{self.proxy.port}",
            "GANGWAY_PRINTER": f"file:{folder / 'labels'}",
            "GANGWAY_DEVICE_NAME": name,
        }
        wanted = {
            "environment": environment,
            "code": self.post("/v1/devices/codes", {"name": name})["code"],
            "tote": name,
            "end": str(self.folder / "end"),
            **{kind: str(self.folder / f"{name}.{kind}") for kind in ("log", "toned", "sent", "found")},
        }
        return Station(name, folder, wanted)

    def _start(self, station: Station) -> None:
        assert self._launcher.stdin is not None
        assert self._launcher.stdout is not None
        self._launcher.stdin.write(json.dumps(station.wanted) + "\n")
        self._launcher.stdin.flush()
        station.pid = int(self._launcher.stdout.readline())

    def kill_device(self) -> None:
        station = self.chance.choice(self.stations)
        if station.alive:
            station.signal(signal.SIGKILL)
            self.kills["device"] += 1
            station.starts_at = time.monotonic() + self.chance.uniform(0.2, REST_S_MAX)

    def keep_running(self) -> None:
        """Start again whoever was killed and has rested."""
        now = time.monotonic()
        if self._central is not None and self._central.poll() is not None and now >= self._central_starts_at:
            self.start_central()
        for station in self.stations:
            if not station.alive and now >= station.starts_at:
                self._start(station)

    def heal(self) -> None:
        """Everything runs, nothing goes wrong any more; devices stop working and hand in what they have."""
        if self._all_left("sent"):
            (self.folder / "end").touch()
            self._all_left("found")

    def _all_left(self, kind: str) -> bool:
        """Wait until every device has left this file. Returns whether they did."""
        until = time.monotonic() + HEAL_S_MAX
        while not all(Path(one.wanted[kind]).exists() for one in self.stations):
            if time.monotonic() > until:
                return False
            self._keep_running_to_the_end()
            time.sleep(0.5)
        return True

    def _keep_running_to_the_end(self) -> None:
        now = time.monotonic()
        if self._central is not None and self._central.poll() is not None:
            self.start_central()
        for station in self.stations:
            done = Path(station.wanted["found"]).exists()
            if not done and not station.alive and now >= station.starts_at:
                self._start(station)
                station.starts_at = now + 1.0
            elif not done and now >= station.starts_at + 1.0:
                station.signal(signal.SIGTERM)
