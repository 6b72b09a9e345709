"""A central for tests: the real app in process, a clock to move, ids that count, devices that push and pull."""

import asyncio
import copy
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from app.domain.facts import Fact, body_of
from sync.central.app import close_app, create_app

SHIP_TO = {"name": "Ada Świętek", "street": "Weg 1", "postcode": "50674", "city": "Köln", "country": "DE"}


class Warehouse:
    """Central, spoken to as the administrator."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.now_ms = 1_790_000_000_000
        self._ids = itertools.count(1)
        self._keys = itertools.count(1)
        self.token_file = folder / "admin.token"
        self._runner = asyncio.Runner()
        self.start()

    def start(self) -> None:
        """Start central on the database as it is."""
        self.app = create_app(
            self.url, admin_token_file=self.token_file, clock_ms=lambda: self.now_ms, new_id=self.new_id
        )
        self.token = self.token_file.read_text().strip()

    def restart(self) -> None:
        """Stop central and start it again."""
        close_app(self.app)
        self.start()

    def close(self) -> None:
        """Give everything back."""
        close_app(self.app)
        self._runner.close()

    def lane(self) -> "Warehouse":
        """The same central for one more thread; `close_lane` at its end."""
        own = copy.copy(self)
        own._runner = asyncio.Runner()
        return own

    def close_lane(self) -> None:
        """This thread has nothing more to ask."""
        self._runner.close()

    def new_id(self) -> str:
        """The next id."""
        return f"id-{next(self._ids):06d}"

    def ask(
        self, method: str, path: str, *, token: str | None = "", headers: Mapping[str, str] = {}, **more: Any
    ) -> httpx.Response:
        """Send one request; without a token of its own it is the administrator's."""
        own = {} if token is None else {"Authorization": f"Bearer {token or self.token}"}

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://central") as client:
                return await client.request(method, path, headers={**own, **headers}, **more)

        return self._runner.run(once())

    def get(self, path: str, **more: Any) -> Any:
        """Read something that must be there."""
        answer = self.ask("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any, status: int = 200, **more: Any) -> Any:
        """Send something that must be answered with this status."""
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        answer = self.ask("POST", path, content=json.dumps(body).encode(), headers=headers, **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    def stock_up(self, *levels: tuple[str, str, int]) -> None:
        """Make the places and products that are named, and set the levels."""
        places = [place_row(place, no) for no, place in enumerate(dict.fromkeys(p for p, _, _ in levels), 1)]
        self.post("/v1/places", places)
        self.post("/v1/products", [product_row(sku) for sku in dict.fromkeys(s for _, s, _ in levels)])
        rows = [{"place": place, "sku": sku, "quantity": quantity} for place, sku, quantity in levels]
        assert self.post("/v1/stock/levels", rows)["refused"] == []

    def order(self, number: str, *lines: tuple[str, int], status: int = 201) -> Any:
        """Send an order."""
        body = {"number": number, "ship_to": SHIP_TO, "lines": [line_row(*line) for line in lines]}
        key = {"Idempotency-Key": f"key-{next(self._keys)}"}
        return self.post("/v1/orders", body, status, headers=key)

    def status(self, number: str) -> str:
        """The status of an order."""
        return str(self.get(f"/v1/orders/{number}")["status"])

    def stock(self) -> dict[tuple[str, str], tuple[int, int]]:
        """What lies where: (on hand, reserved), without empty rows."""
        rows = self.get("/v1/stock")
        return {
            (row["place"], row["sku"]): (row["on_hand"], row["reserved"])
            for row in rows
            if row["on_hand"] or row["reserved"]
        }

    def open_cards(self, kind: str | None = None) -> list[Any]:
        """The open cards, or those of one kind."""
        cards = self.get("/v1/attention?open=true")
        return [card for card in cards if kind in (None, card["kind"])]

    def settle(self, card: Mapping[str, Any], action: str) -> Any:
        """Settle a card as the administrator."""
        body = {"action": action, "reason": "looked into"}
        return self.post(f"/v1/attention/{card['id']}/settle", body)

    def enrol(self, name: str = "Station 1") -> "DeviceEnd":
        """A new device."""
        code = self.post("/v1/devices/codes", {"name": name}, 201)["code"]
        body = {"code": code, "name": name, "app": "0.1.0"}
        given = self.post("/v1/devices/enrol", body, 201, token=None)
        return DeviceEnd(self, given["device"], given["token"])

    def assert_books_agree(self) -> None:
        """Levels are the sums of moves, promises those of reservations, and the world loses nothing."""
        assert self.get("/v1/reconcile") == {"levels": [], "reservations": []}
        for (place, sku), (on_hand, reserved) in self.stock().items():
            assert 0 <= reserved <= on_hand, (place, sku)


@dataclass
class DeviceEnd:
    """A device that numbers its facts and pushes them."""

    central: Warehouse
    device: str
    token: str
    seq: int = 0
    rows: dict[tuple[str, str], Any] = field(default_factory=dict)
    cursor: str | None = None

    def envelope(self, fact: Fact | None, **more: Any) -> dict[str, Any]:
        """The next fact in its envelope."""
        self.seq += 1
        given = {} if fact is None else {"kind": type(fact).__name__, "body": body_of(fact)}
        return {
            "seq": self.seq,
            "fact_id": f"{self.device}/{self.seq}",
            "version": 1,
            "desk": "main",
            "operator": "1001",
            "job": "job-1",
            "fence": 1,
            "recorded_at_ms": self.central.now_ms,
            "boot_id": "boot-1",
            "mono_ms": 17,
            "source": "scan",
            "raw": None,
            "undoes": None,
            **given,
            **more,
        }

    def batch(self, *envelopes: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """A push of these envelopes."""
        frame = {"device": self.device, "epoch": 1, "announced_seq": self.seq, "sent_at_ms": 1}
        return {**frame, "facts": list(envelopes), "prints": [], "protocol": 1, "schema": 1, **more}

    def send(self, body: Any, status: int = 200) -> Any:
        """Push a body."""
        return self.central.post("/v1/sync/push", body, status, token=self.token)

    def tell(self, *facts: Fact) -> list[str]:
        """Push facts and give the outcome of each."""
        answer = self.send(self.batch(*[self.envelope(fact) for fact in facts]))
        assert answer["last_seq"] == self.seq
        return [outcome["outcome"] for outcome in answer["outcomes"]]

    def told(self, fact: Fact) -> str:
        """Push one fact and give its id."""
        self.tell(fact)
        return f"{self.device}/{self.seq}"

    def hold(self, count: int = 5, order: str | None = None, status: int = 200) -> Any:
        """Ask for work."""
        return self.central.post("/v1/work/hold", {"count": count, "order": order}, status, token=self.token)

    def pull(self, limit: int = 1000) -> dict[tuple[str, str], Any]:
        """Pull until there is no more, and give the whole mirror."""
        more = True
        while more:
            query = {"limit": limit, **({"cursor": self.cursor} if self.cursor else {})}
            page = self.central.get("/v1/sync/pull", params=query, token=self.token)
            for row in page["rows"]:
                if row["body"] is None:
                    self.rows.pop((row["kind"], row["key"]), None)
                else:
                    self.rows[row["kind"], row["key"]] = row["body"]
            self.cursor, more = page["cursor"], page["more"]
        return self.rows


def product_row(sku: str, **more: Any) -> dict[str, Any]:
    """A product as it is sent in."""
    sizes = {"length_mm": 100, "width_mm": 80, "height_mm": 60, "weight_g": 250}
    return {"sku": sku, "name": f"Thing {sku}", "gtin": None, **sizes, **more}


def place_row(place: str, sequence: int, **more: Any) -> dict[str, Any]:
    """A place as it is sent in."""
    return {"place": place, "aisle": "A", "bay": "1", "level": "1", "sequence": sequence, **more}


def carton_row(carton: str, **more: Any) -> dict[str, Any]:
    """A carton as it is sent in."""
    inner = {"inner_length_mm": 300, "inner_width_mm": 200, "inner_height_mm": 100}
    outer = {"outer_length_mm": 306, "outer_width_mm": 206, "outer_height_mm": 110}
    rest = {"tare_g": 90, "content_max_g": 5000, "cost_cents": 30}
    return {"carton": carton, **inner, **outer, **rest, **more}


def line_row(sku: str, quantity: int) -> dict[str, Any]:
    """A line as it is sent in."""
    return {"sku": sku, "quantity": quantity}
