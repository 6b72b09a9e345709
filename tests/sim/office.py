"""Central and its office for the simulator: the real app on a SQLite file, put back to the morning for each seed."""

import itertools
import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event, select

from app.store.journal.journal import open_journal
from app.store.journal.queues import Identity
from sync.central.app import SSCC_PREFIX, close_app, create_app
from sync.central.identity.rules import begin_generation, enrol, generation_of, new_code
from sync.central.orders.tables import order_line
from sync.central.store import CATALOG, WAREHOUSE, Store, Transaction
from sync.central.sync.tables import fact, feed
from tests.sim.doors import CentralDied
from tests.sim.network import Wire
from tests.sync.central.warehouse import SHIP_TO, carton_row, place_row, product_row

MORNING_MS = 1_790_000_000_000
NAMES = ("north", "south", "cellar")
SKUS = ("MUG", "POT", "CAN")
PLACES = ("A-1", "A-2", "A-3")
URL = "http://central"


class Office:
    """Central. `arrives` may be overridden by a central with a fault."""

    def __init__(self, folder: Path, wire: Wire) -> None:
        self.folder = folder
        self.wire = wire
        self.now_ms = MORNING_MS
        self._ids = itertools.count(1)
        self.dies = False
        self.orders: list[Any] = []
        self.path = folder / "central.db"
        self.morning = folder / "morning.db"
        token = folder / "admin.token"
        self.app = create_app(
            f"sqlite:///{self.path}",
            admin_token_file=token,
            clock_ms=self._clock_ms,
            new_id=self._new_id,
        )
        wire.app = self.app
        self._token = token.read_text().strip()
        self._keys = itertools.count(1)
        self._furnish()
        for name in NAMES:
            self._enrol(name)
        self.end()
        shutil.copy(self.path, self.morning)
        event.listen(self.app.state.store.engine, "commit", self._before_commit)

    def begin(self) -> None:
        """A new day: everything as it was in the morning."""
        self._put(self.morning)
        (self.folder / "central.bak").unlink(missing_ok=True)
        self.orders = []
        self.now_ms, self.dies = MORNING_MS, False
        self._ids = itertools.count(1)
        self._keys = itertools.count(1_000_000)
        self.wire.arrives = self.arrives

    def _put(self, database: Path) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(database, self.path)

    def end(self) -> None:
        close_app(self.app)

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        """A request reaches central; an answer here is instead of central's own."""

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        self.dies = False
        with self.app.state.store.reading() as tx:
            yield tx

    # What the office does ----------------------------------------------------------------------

    def back_up(self) -> None:
        self.end()
        shutil.copy(self.path, self.folder / "central.bak")

    def restore(self) -> None:
        """Last night's back-up goes into the place of the database; the shop sends its orders again."""
        backup = self.folder / "central.bak"
        self.end()
        self._put(backup if backup.exists() else self.morning)
        self.dies = False
        store: Store = self.app.state.store
        with store.writing(CATALOG, WAREHOUSE) as tx:
            begin_generation(tx, SSCC_PREFIX)
        for body in self.orders:
            self.post("/v1/orders", body)

    def generation(self) -> str:
        with self.reading() as tx:
            return generation_of(tx)

    def order(self, number: str, chance: random.Random) -> None:
        lines = [
            {"sku": sku, "quantity": chance.randint(1, 4)}
            for sku in chance.sample(SKUS, chance.randint(1, 2))
        ]
        self.orders.append({"number": number, "ship_to": SHIP_TO, "lines": lines})
        self.post("/v1/orders", self.orders[-1])

    def count(self, chance: random.Random) -> None:
        row = {"place": chance.choice(PLACES), "sku": chance.choice(SKUS), "quantity": chance.randint(5, 60)}
        self.post("/v1/stock/levels", [row])

    def rename(self, chance: random.Random) -> None:
        sku = chance.choice(SKUS)
        self.post("/v1/products", [product_row(sku, name=f"{sku} no. {chance.randint(1, 9)}")])

    # What is asked about it --------------------------------------------------------------------

    def facts_of(self, device: str) -> list[tuple[int, str, str]]:
        """Number, id and outcome of every fact of a device, as they were booked."""
        asked = select(fact.c.seq, fact.c.fact_id, fact.c.outcome).where(fact.c.device == device)
        with self.reading() as tx:
            rows = tx.db.execute(asked.order_by(fact.c.position)).all()
        return [(row.seq, row.fact_id, row.outcome) for row in rows]

    def rows(self) -> dict[tuple[str, str], tuple[int, Any]]:
        """What the feed says of everything that is there."""
        with self.reading() as tx:
            found = tx.db.execute(select(feed).where(feed.c.body.is_not(None))).all()
        return {(row.kind, row.key): (row.version, json.loads(row.body)) for row in found}

    def picked(self) -> dict[tuple[str, int], int]:
        with self.reading() as tx:
            found = tx.db.execute(select(order_line.c.order, order_line.c.line, order_line.c.picked)).all()
        return {(row.order, row.line): row.picked for row in found}

    def get(self, path: str) -> Any:
        return self._read(self.wire.deliver(self._request("GET", path)))

    def post(self, path: str, body: Any) -> Any:
        self.dies = False
        return self._read(self.wire.deliver(self._request("POST", path, json=body)))

    # The morning -------------------------------------------------------------------------------

    def _furnish(self) -> None:
        self.post("/v1/products", [product_row(sku) for sku in SKUS])
        self.post("/v1/places", [place_row(place, no) for no, place in enumerate(PLACES, 1)])
        self.post("/v1/cartons", [carton_row("S")])
        rows = [{"place": p, "sku": s, "quantity": 40} for p, s in zip(PLACES, SKUS, strict=True)]
        assert self.post("/v1/stock/levels", rows)["refused"] == []

    def _enrol(self, name: str) -> None:
        store: Store = self.app.state.store
        with store.writing(WAREHOUSE) as tx:
            code = new_code(tx, {"name": name})["code"]
            given = enrol(tx, {"code": code, "name": name, "app": "0.1.0"})
        journal = open_journal(self.folder / f"{name}.db")
        Identity(journal).put(
            device=given["device"],
            token=given["token"],
            central=URL,
            epoch=str(given["epoch"]),
            generation=given["generation"],
        )
        journal.close()

    def _request(self, method: str, path: str, **more: Any) -> httpx.Request:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": f"k{next(self._keys)}"}
        return httpx.Request(method, f"{URL}{path}", headers=headers, **more)

    @staticmethod
    def _read(answer: httpx.Response) -> Any:
        assert answer.is_success, (answer.request.url.path, answer.status_code, answer.text)
        return answer.json()

    def _clock_ms(self) -> int:
        return self.now_ms

    def _new_id(self) -> str:
        return f"c-{self.now_ms - MORNING_MS}-{next(self._ids)}"

    def _before_commit(self, _db: Any) -> None:
        if self.dies:
            self.dies = False
            raise CentralDied
