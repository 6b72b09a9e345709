"""A small warehouse on one device's stores: built as the product builds it, with rows as central would send them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.config import Config
from app.domain.packing import PackingRules
from app.domain.people import pin_hash
from app.main import Device, build
from app.store.journal.queues import SsccSupply
from app.store.mirror.mirror import Change
from tests.fakes import free_port
from tests.journeys.in_process.house import BADGE, CODES, FREE_PLACE, PIN, PLACES, SKUS
from tests.sync.central.warehouse import SHIP_TO, carton_row, place_row, product_row

DEVICE = "device-1"
STOCK = 100


def config_at(folder: Path) -> Config:
    """An installation that knows no central and prints into files."""
    return Config(
        home=folder,
        central_port=free_port(),
        device_port=free_port(),
        printer_port=free_port(),
        labels_port=free_port(),
        central_url="http://127.0.0.1:9",
        printer=f"file://{folder}/labels",
        device_name="Station 1",
        database_url=None,
        packing=PackingRules(country="DE"),
    )


def work_row(order: str, *lines: tuple[str, int], **more: Any) -> dict[str, Any]:
    """An order as central sends it to devices, held by this one."""
    rows = []
    for no, (sku, quantity) in enumerate(lines, 1):
        at = SKUS.index(sku)
        stops = [{"place": PLACES[at], "sequence": at + 1, "quantity": quantity}]
        counted = {"ordered": quantity, "picked": 0, "packed": 0, "short": 0}
        rows.append({"line": no, "sku": sku, **counted, "stops": stops})
    held = {"status": "pick", "device": DEVICE, "fence": 1, "priority": int(order.rsplit("-", 1)[1])}
    return {"order": order, **held, "ship_to": SHIP_TO, "tote": None, "lines": rows, "parcels": [], **more}


def work_change(row: dict[str, Any], version: int = 1) -> Change:
    return ("work", row["order"], version, row)


def rows() -> list[Change]:
    """Products, places, stock, cartons, one person, three orders, one announced return."""
    person = {"badge": BADGE, "name": "Ada", "roles": ["pick", "pack", "returns"]}
    found: list[Change] = [("person", BADGE, 1, {**person, "pin_hash": pin_hash(PIN, b"12345678")})]
    found += [("product", sku, 1, product_row(sku, gtin=CODES[sku])) for sku in SKUS]
    for no, place in enumerate((*PLACES, FREE_PLACE), 1):
        found.append(("place", place, 1, place_row(place, no, kind="storage")))
    for place, sku in zip(PLACES, SKUS, strict=True):
        level = {"place": place, "sku": sku, "on_hand": STOCK, "reserved": 0}
        found.append(("stock", json.dumps([place, sku]), 1, level))
    found += [("carton", name, 1, carton_row(name)) for name in ("S", "L")]
    orders = (("SO-1", ("MUG", 1), ("POT", 2)), ("SO-2", ("CAN", 1)), ("SO-3", ("JAR", 1)))
    found += [work_change(work_row(order, *lines)) for order, *lines in orders]
    lines = [{"line": 1, "sku": "CAN", "quantity": 1, "reason": "", "received": 0}]
    told = {"rma": "RMA-1", "order": "SO-0", "sscc": None, "status": "announced", "lines": lines}
    return [*found, ("return", "RMA-1", 1, told)]


def small_floor(folder: Path, at_point: Callable[[str], None] = lambda name: None) -> Device:
    """The device, not started. The rows are pulled if they were not."""
    device = build(config_at(folder), at_point=at_point)
    if not device.stores.device:
        device.stores.identity.put(device=DEVICE, name="Station 1", epoch="1")
        SsccSupply(device.journal).add("34099999", 1, 1000)
        pulled(device, rows())
    return device


def pulled(device: Device, changes: list[Change], covered: int = 0, cursor: str = "c1") -> None:
    """A page of central's arrived; it covers the facts through `covered`."""
    with device.stores.floor.exchanging():
        device.mirror.apply(changes, cursor=cursor, generation="g", epoch="1", last_seq=str(covered))
