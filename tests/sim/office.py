"""Central and its office for the simulator: the real app on SQLite in memory, put back to the morning for each seed."""

import itertools
import json
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event

from app.store.journal.journal import open_journal
from app.store.journal.queues import Identity
from sync.central.app import SSCC_PREFIX, close_app, create_app
from sync.central.identity.rules import begin_generation, enrol, new_code
from sync.central.orders.standing import WORKABLE
from sync.central.store import CATALOG, WAREHOUSE, Store
from sync.central.work.not_ended import look_for_lost_picks
from tests.sim.doors import CentralDied
from tests.sim.network import Wire
from tests.sim.shop import SKUS, Command, Shop
from tests.sync.central.warehouse import carton_row, place_row, product_row

MORNING_MS = 1_790_000_000_000
NAMES = ("north", "south", "cellar")
PLACES = ("A-1", "A-2", "A-3")
SLOTS = ("W-1", "W-2")
URL = "http://central"

MORNINGS = 6
SUPERVISOR = "9001"
DAY_MS = 24 * 3600 * 1000

_names = itertools.count(1)


@dataclass(frozen=True)
class Morning:
    """Central's database as a day begins, and what the shop has ordered until then."""

    database: sqlite3.Connection
    said: list[Command]


class Office:
    """Central. `arrives` may be overridden by a central with a fault."""

    def __init__(self, folder: Path, wire: Wire) -> None:
        self.folder = folder
        self.wire = wire
        self.now_ms = self.looked_at_ms = MORNING_MS
        self._ids = itertools.count(1)
        self.dies = False
        self.shop = Shop(self._sent)
        self._said_then = 0
        self.generation = ""
        self._mornings: list[Morning] = []
        self._morning: Morning
        self._last_night: sqlite3.Connection | None = None
        token = folder / "admin.token"
        # a name of its own in the memory of this process, and a second connection that looks at it
        address = f"file:/central-{next(_names)}?vfs=memdb"
        self._eye = sqlite3.connect(address, uri=True)
        self.app = create_app(
            f"sqlite:///{address}&uri=true",
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
        self._bare = sqlite3.connect(":memory:")
        self._copy_to(self._bare)
        self._begin_mornings()
        event.listen(self.store.engine, "commit", self._before_commit)

    @property
    def store(self) -> Store:
        found: Store = self.app.state.store
        return found

    def begin(self, which: int = 0) -> None:
        """A new day: everything as it was on one of the mornings."""
        self._morning = self._mornings[which]
        self._put(self._morning.database)
        self._last_night = None
        self.shop.said, self.shop.given_up = list(self._morning.said), set()
        self._said_then = len(self.shop.said)
        self.now_ms = self.looked_at_ms = MORNING_MS
        self.dies = False
        self._ids = itertools.count(1)
        self._keys = itertools.count(1_000_000)
        self.wire.arrives = self.arrives

    def _copy_to(self, target: sqlite3.Connection) -> None:
        raw = self.store.engine.raw_connection()
        raw.driver_connection.backup(target)  # type: ignore[union-attr]
        raw.close()

    def _put(self, source: sqlite3.Connection) -> None:
        raw = self.store.engine.raw_connection()
        source.backup(raw.driver_connection)  # type: ignore[arg-type]
        raw.close()
        self.app.state.readers.forget()  # a database is put in while central is stopped
        self.generation = self.asked("SELECT value FROM setting WHERE name = 'generation'")[0][0]

    def close(self) -> None:
        for memory in (self._eye, self._bare, self._last_night, *(one.database for one in self._mornings)):
            if memory is not None:
                memory.close()
        close_app(self.app)

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        """A request reaches central; an answer here is instead of central's own."""

    def asked(self, sql: str, *words: Any) -> list[Any]:
        """What is in central's database now; the code under test is not asked."""
        return self._eye.execute(sql, words).fetchall()

    # What the office does ----------------------------------------------------------------------

    def back_up(self) -> None:
        self._last_night = self._last_night or sqlite3.connect(":memory:")
        self._copy_to(self._last_night)
        self._said_then = len(self.shop.said)

    def restore(self) -> None:
        """Last night's back-up goes into the place of the database; the shop sends its orders again."""
        self._put(self._last_night or self._morning.database)
        self.begin_anew()
        self.shop.says_again(self._said_then)

    def begin_anew(self) -> None:
        """What the handbook asks for after a restore."""
        self.dies = False
        with self.store.writing(CATALOG, WAREHOUSE) as tx:
            self.generation = begin_generation(tx, SSCC_PREFIX)

    def count(self, chance: random.Random) -> None:
        row = {"place": chance.choice(PLACES), "sku": chance.choice(SKUS), "quantity": chance.randint(5, 60)}
        self.post("/v1/stock/levels", [row])

    def rename(self, chance: random.Random) -> None:
        sku = chance.choice(SKUS)
        self.post("/v1/products", [product_row(sku, name=f"{sku} no. {chance.randint(1, 9)}")])

    def release(self, order: str) -> None:
        """Whoever has this order in hand will not finish it."""
        self._sent("POST", "/v1/work/release", {"order": order})

    def next_day(self) -> None:
        """Every lease is over, and central looks for picks that never came to their end, as it does once a day."""
        self.dies = False
        self.now_ms += DAY_MS
        self.looked_at_ms = self.now_ms
        look_for_lost_picks(self.store)

    def take_over(self, order: str, token: str) -> None:
        """A supervisor stands at a device and wants the order there."""
        body = {"count": 0, "order": order, "supervisor": SUPERVISOR}
        self.wire.deliver(self._request("POST", "/v1/work/hold", token, json=body))

    def revoke(self, device: str) -> None:
        """The device was lost."""
        self.post(f"/v1/devices/{device}/revoke", None)

    def brings_in(self, device: str, saved: Any) -> None:
        """A file with what was saved out of the store of a device."""
        self.post(f"/v1/devices/{device}/rescue", saved)

    # What is asked about it --------------------------------------------------------------------

    def facts_of(self, device: str) -> list[tuple[str, str]]:
        """Id and outcome of every fact of a device, as they were booked."""
        return self.asked("SELECT fact_id, outcome FROM fact WHERE device = ? ORDER BY position", device)

    def rows(self) -> dict[tuple[str, str], tuple[int, Any]]:
        """What the feed says of everything that is there."""
        found = self.asked("SELECT kind, key, version, body FROM feed WHERE body IS NOT NULL")
        return {(kind, key): (version, json.loads(body)) for kind, key, version, body in found}

    def picked(self) -> dict[tuple[str, int], int]:
        found = self.asked('SELECT "order", line, picked FROM order_line')
        return {(order, line): picked for order, line, picked in found}

    def workable(self) -> list[str]:
        """The orders that somebody still has to work on."""
        found = self.asked("SELECT number, status FROM orders ORDER BY number")
        return [number for number, status in found if status in WORKABLE]

    def revoked(self) -> set[str]:
        """The devices that are shut out."""
        return {device for (device,) in self.asked("SELECT device FROM device WHERE revoked")}

    def label_states(self) -> dict[str, str]:
        return dict(self.asked("SELECT id, state FROM print_report"))

    def get(self, path: str) -> Any:
        return self._read(self.wire.deliver(self._request("GET", path)))

    def post(self, path: str, body: Any) -> Any:
        status, answer = self._sent("POST", path, body)
        assert status < 300, (path, status, answer)
        return answer

    def _sent(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        self.dies = False
        answer = self.wire.deliver(self._request(method, path, json=body or {}))
        return answer.status_code, answer.json()

    # The morning -------------------------------------------------------------------------------

    def _furnish(self) -> None:
        self.post("/v1/products", [product_row(sku) for sku in SKUS])
        self.post("/v1/places", [place_row(place, no) for no, place in enumerate(PLACES, 1)])
        self.post("/v1/places", [place_row(slot, 9, kind="wall") for slot in SLOTS])
        self.post("/v1/cartons", [carton_row("S")])
        rows = [{"place": p, "sku": s, "quantity": 40} for p, s in zip(PLACES, SKUS, strict=True)]
        assert self.post("/v1/stock/levels", rows)["refused"] == []
        boss = {"badge": SUPERVISOR, "name": "Ada", "pin": "1234", "roles": ["supervisor"]}
        self.post("/v1/people", [boss])

    def _begin_mornings(self) -> None:
        """To order costs much: the first orders of a day are made once for all days that begin so."""
        for no in range(MORNINGS):
            chance = random.Random(no)
            for _ in range(1 + no % 3):
                self.shop.order(chance)
            self._mornings.append(Morning(sqlite3.connect(":memory:"), self.shop.said))
            self._copy_to(self._mornings[-1].database)
            self._put(self._bare)
            self.shop.said = []

    def _enrol(self, name: str) -> None:
        with self.store.writing(WAREHOUSE) as tx:
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

    def _request(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Request:
        headers = {
            "Authorization": f"Bearer {token or self._token}",
            "Idempotency-Key": f"k{next(self._keys)}",
        }
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
