"""A whole warehouse in one process: the real central behind a real socket, a real printer port, a real device.

Only the cable between device and central is a fake, so that it can be pulled. Knows how to load a small warehouse.
"""

import io
import itertools
import threading
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import zxingcpp
from PIL import Image

from app.config import Config
from app.domain.parcels import check_digit
from app.main import Device, build, now_ms
from app.store.ids import new_id
from app.views.door import PressGiven, ScanGiven
from printing.backends.virtual import VirtualPrinter
from screens.host.views import answer_json, view_json
from sync.central.app import create_app, hang_up
from tests.fakes import Cable, free_port
from tests.journeys.outside.floor import Worker, wait_for
from tests.sync.central.warehouse import SHIP_TO, carton_row, place_row, product_row

BADGE, PIN = "1001", "2468"
SKUS = ("MUG", "POT", "CAN", "JAR")
PLACES = ("A-01-01", "A-01-02", "A-02-01", "A-02-02")
FREE_PLACE = "A-09-09"


def gtin_of(no: int) -> str:
    """A GTIN of 13 digits that checks."""
    body = f"400{no:09d}"
    return body + str(check_digit(body))


CODES = {sku: gtin_of(no) for no, sku in enumerate(SKUS, 1)}


class CentralEnd:
    """Central on a database of its own, served by uvicorn in a thread; may be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys = itertools.count(1)
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.start()
        token = (folder / "admin.token").read_text().strip()
        headers = {"Authorization": f"Bearer {token}"}
        self.admin = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=60)

    def start(self) -> None:
        self.app = create_app(
            f"sqlite:///{self.folder / 'central.db'}",
            admin_token_file=self.folder / "admin.token",
            clock_ms=now_ms,
            new_id=new_id,
        )
        config = uvicorn.Config(
            self.app, "127.0.0.1", self.port, log_level="warning", ws="none", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="central", daemon=True)
        self._thread.start()
        wait_for("central", lambda: self._server.started, 60)

    def stop(self) -> None:
        hang_up(self.app)
        self._server.should_exit = True
        self._thread.join(60)
        assert not self._thread.is_alive()

    def close(self) -> None:
        self.admin.close()
        self.stop()

    def get(self, path: str, **more: Any) -> Any:
        answer = self.admin.get(path, **more)
        assert answer.is_success, (path, answer.status_code, answer.text)
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        answer = self.admin.post(path, json=body, headers={"Idempotency-Key": f"key-{next(self._keys)}"})
        assert answer.is_success, (path, answer.status_code, answer.text)
        return answer.json()

    def furnish(self, pieces: int = 1000) -> None:
        """Four products at four places, one free place, two cartons, one person who may do everything."""
        products = [product_row(sku, gtin=CODES[sku]) for sku in SKUS]
        self.post("/v1/products", products)
        self.post("/v1/places", [place_row(p, no) for no, p in enumerate((*PLACES, FREE_PLACE), 1)])
        self.post("/v1/cartons", [carton_row("S"), carton_row("L", content_max_g=20000, cost_cents=90)])
        person = {"badge": BADGE, "name": "Ada", "pin": PIN, "roles": ["pick", "pack", "returns"]}
        self.post("/v1/people", [person])
        levels = [
            {"place": place, "sku": sku, "quantity": pieces} for place, sku in zip(PLACES, SKUS, strict=True)
        ]
        assert self.post("/v1/stock/levels", levels)["refused"] == []

    def order(self, number: str, *lines: tuple[str, int]) -> None:
        rows = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
        self.post("/v1/orders", {"number": number, "ship_to": SHIP_TO, "lines": rows})

    def order_view(self, number: str) -> Any:
        return self.get(f"/v1/orders/{urllib.parse.quote(number, safe='')}")

    def lying(self, sku: str) -> dict[str, int]:
        """Where a product lies, without empty places."""
        rows = self.get("/v1/stock", params={"sku": sku})
        return {row["place"]: row["on_hand"] for row in rows if row["on_hand"]}

    def fact_ids(self, device: str | None = None) -> list[str]:
        """The ids of all facts as they came, or of one device's."""
        rows = self.get("/v1/facts", params={"device": device} if device else {})
        return [row["fact_id"] for row in rows]

    def enrol_code(self) -> str:
        return str(self.post("/v1/devices/codes", {"name": "Station 1"})["code"])

    def assert_books_agree(self) -> None:
        """Levels are the sums of moves, promises those of reservations."""
        assert self.get("/v1/reconcile") == {"levels": [], "reservations": []}


@dataclass
class House:
    """Central, cable and printer. Devices are built on stores below `folder`."""

    folder: Path
    central: CentralEnd
    cable: Cable
    printer: VirtualPrinter

    @classmethod
    def of(cls, folder: Path) -> "House":
        central = CentralEnd(folder / "central")
        printer = VirtualPrinter(folder / "printer", 0, 0)
        printer.start()
        return cls(folder, central, Cable(central.port), printer)

    def close(self) -> None:
        self.printer.stop()
        self.cable.close()
        self.central.close()

    def label_codes(self) -> list[list[str]]:
        """What another reader sees on each label that reached the printer's socket."""
        found = []
        for label in self.printer.kept.newest():
            picture = Image.open(io.BytesIO(label.png() or b"")).convert("L")
            codes = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
            found.append([code.text for code in codes])
        return found

    def config(self, name: str = "station") -> Config:
        return Config(
            home=self.folder / name,
            central_port=self.central.port,
            device_port=free_port(),
            printer_port=self.printer.printer_port,
            labels_port=self.printer.labels_port,
            central_url=self.cable.url,
            printer=f"tcp://127.0.0.1:{self.printer.printer_port}",
            device_name="Station 1",
            database_url=None,
        )

    def device(self, name: str = "station") -> Device:
        """A device on its store, not started yet; enrolled if it was not."""
        device = build(self.config(name))
        if not device.reads.status()["enrolled"]:
            device.reads.enrol(self.central.enrol_code(), self.cable.url)
        return device

    def started(self, name: str = "station") -> Device:
        """A running device with work on hand."""
        device = self.device(name)
        device.start()
        wait_for("the first work", lambda: device.reads.status()["held"], 60)
        return device


class Hand(Worker):
    """A worker who speaks to the door of a device in this process, instead of over HTTP."""

    def __init__(self, device: Device, desk: str = "main", name: str = "hand") -> None:
        self.device = device
        self.desk = desk
        self.name = name
        self.answers: list[dict[str, Any]] = []
        self.numbers = itertools.count()

    def view(self) -> Any:
        return view_json(self.device.desks.view(self.desk), "en")

    def scan(self, code: str, scan_id: str | None = None) -> Any:
        given = ScanGiven(code, scan_id or f"{self.name}-{self.desk}-{next(self.numbers)}", self.desk)
        return self._kept(answer_json(self.device.desks.scan(given), "en"))

    def press(self, action: str, value: dict[str, Any] | None = None) -> Any:
        press_id = f"{self.name}-{self.desk}-{next(self.numbers)}"
        given = PressGiven(press_id, self.desk, self.view()["revision"], action, value or {})
        return self._kept(answer_json(self.device.desks.press(given), "en"))

    def facts(self) -> list[str]:
        """The ids of the facts that this hand's answers named, each once."""
        return list(dict.fromkeys(fact["id"] for answer in self.answers for fact in answer["facts"]))

    def _kept(self, answer: dict[str, Any]) -> dict[str, Any]:
        self.answers.append(answer)
        return answer


def settled(device: Device) -> Any:
    """Wait until nothing waits to be sent or printed, and what was sent came back by a pull."""

    def quiet() -> bool:
        status = device.reads.status()
        covered = int(device.mirror.position().get("last_seq", "0"))
        waiting = status["facts_waiting"] or status["labels_waiting"]
        return not waiting and status["online"] and covered == status["last_seq"]

    return wait_for("quiet", quiet, 60)
