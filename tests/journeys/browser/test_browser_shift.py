"""The main job in a browser, by scans: log in, pick, pack, and the label that came out, decoded."""

import asyncio
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.journeys.browser.glass import Glass, glass
from tests.journeys.outside.floor import ROOT, Warehouse, Worker, free_ports, wait_for

PICTURES = ROOT / "docs" / "pictures"
DIFFERENT_PERCENT = 2
LOADING_PERCENT = 97
STILL_TRIES_MAX = 30


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path_factory.mktemp("browser") / "home", free_ports())
    warehouse.start()
    try:
        yield warehouse
    finally:
        warehouse.stop()


@pytest.fixture(scope="module")
def products() -> dict[str, str]:
    with (ROOT / "assets/demo/products.csv").open(encoding="utf-8") as file:
        return {row["sku"]: row["gtin"] for row in csv.DictReader(file)}


async def keep(screen: Glass, name: str) -> None:
    """Save what is on the glass for the papers; a picture that hardly differs stays as it is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path, fresh = PICTURES / f"{name}.png", PICTURES / f".{name}.png"
    before = b""
    for _ in range(STILL_TRIES_MAX):  # what can be heard is there before what can be seen
        await asyncio.sleep(0.7)
        now = await screen.page.screenshot(path=fresh)
        if now == before and not _empty(fresh):
            break
        before = now
    if _empty(fresh) or (path.exists() and not _differ(path, fresh)):
        fresh.unlink()
    else:
        fresh.replace(path)


def _empty(picture: Path) -> bool:
    """The page that still loads is of one colour nearly everywhere."""
    with Image.open(picture) as shown:
        return max(shown.convert("L").histogram()) * 100 > LOADING_PERCENT * shown.width * shown.height


def _differ(one: Path, other: Path) -> bool:
    with Image.open(one) as a, Image.open(other) as b:
        if a.size != b.size:
            return True
        grey = ImageChops.difference(a.convert("L"), b.convert("L")).point(lambda value: 255 * (value > 24))
        changed = sum(grey.histogram()[128:])
        return changed * 100 > DIFFERENT_PERCENT * a.width * a.height


async def log_in(screen: Glass, badge: str, pin: str) -> None:
    await screen.scan(f"BADGE-{badge}")
    await screen.reads("PIN")
    for typed, digit in enumerate(pin, 1):
        await screen.tap(digit)
        await screen.reads(f"{typed} digit")  # the next tap goes to what is drawn by then
    await screen.tap("Log in")


async def test_a_whole_order_by_scans(warehouse: Warehouse, products: dict[str, str]) -> None:
    """
    Badge and PIN, an empty tote, every stop, the drop-off, the carton, every unit; the label decodes.
    """
    worker = Worker(warehouse)
    async with glass(480, 800) as screen:
        await screen.open(f"{warehouse.device_url}/")
        await screen.reads("Scan your badge", 30)
        await keep(screen, "login")
        await log_in(screen, "1001", "2468")
        await screen.reads("Pick", 15)
        await keep(screen, "home")
        order = (await asyncio.to_thread(worker.view))["home"]["next"]["order"]
        await screen.scan("TOTE-31")
        await screen.reads("Stop 1 of")
        await keep(screen, "pick")
        await screen.scan("NOBODY-KNOWS-THIS")
        await screen.reads("NOBODY-KNOWS-THIS")
        await keep(screen, "pick-refused")
        await walk(screen, worker, products)
        await screen.reads("PACK")
        await screen.scan("LOC-PACK")
        await until(worker, "home")
        await screen.scan("TOTE-31")
        await until(worker, "pack")
        await keep(screen, "pack-narrow")
        sscc = await fill(screen, worker, products)
    printed = [code for label in warehouse.labels() for code in label["codes"]]
    assert printed[-1] == f"00{sscc}"
    at_central = wait_for("packed", lambda: (o := warehouse.order(order))["status"] == "packed" and o)
    assert [parcel["sscc"] for parcel in at_central["parcels"]][-1] == sscc


async def walk(screen: Glass, worker: Worker, products: dict[str, str]) -> None:
    """Every stop to its end; a quantity is confirmed by the tote."""
    for _ in range(100):
        view = await asyncio.to_thread(worker.view)
        stop = view["stop"]
        if stop["sku"] is None:
            return
        await screen.scan("TOTE-31" if stop["done"] else products[stop["sku"]])
        await moved(worker, view["revision"])
    raise AssertionError("the walk came to no end")


async def fill(screen: Glass, worker: Worker, products: dict[str, str]) -> str:
    """Pack what is asked for, to the printed label of the last parcel."""
    for _ in range(200):
        view = await asyncio.to_thread(worker.view)
        if view["await"] == ["carton"]:
            await screen.scan(f"BOX-{view['carton']['suggested']}")
        elif view["await"] == ["product"]:
            await screen.scan(products[view["parcel"]["plan"][0]["sku"]])
        else:
            break
        await moved(worker, view["revision"])
    view = await asyncio.to_thread(worker.view)
    await asyncio.to_thread(
        wait_for, "printed", lambda: worker.view()["parcel"]["print_state"] == "printed", 20
    )
    await screen.reads("Label is printed")
    await keep(screen, "packed")
    return str(view["parcel"]["sscc"])


async def moved(worker: Worker, revision: int) -> None:
    after = await asyncio.to_thread(worker.get, "view", desk="main", after=revision, wait_s=10)
    assert after["revision"] > revision


async def until(worker: Worker, screen_name: str) -> None:
    await asyncio.to_thread(wait_for, screen_name, lambda: worker.view()["screen"] == screen_name, 10)


async def test_the_packing_table_and_the_returns_desk(warehouse: Warehouse, products: dict[str, str]) -> None:
    """
    The same device at a packing table, in German and dark: an order is packed, one unit comes back.
    """
    worker = Worker(warehouse, name="table")
    await asyncio.to_thread(worker.press, "home")
    await asyncio.to_thread(worker.press, "start", {"kind": "pick"})
    await asyncio.to_thread(worker.pick, "32", products)
    async with glass(1280, 800) as screen:
        await screen.open(f"{warehouse.device_url}/?theme=dark")
        await screen.reads("Amira", 30)
        await screen.scan("TOTE-32")
        await until(worker, "pack")
        view = await asyncio.to_thread(worker.view)
        await screen.scan(f"BOX-{view['carton']['suggested']}")
        await moved(worker, view["revision"])
        await keep(screen, "pack-dark")
        sscc = await fill(screen, worker, products)
        await asyncio.to_thread(worker.press, "home")
        await asyncio.to_thread(worker.press, "language", {"language": "de"})
        await screen.scan(f"00{sscc}")
        await until(worker, "return")
        back = (await asyncio.to_thread(worker.view))["lines"][0]["sku"]
        await screen.scan(products[back])
        await screen.tap("Ja")
        await keep(screen, "return")
        await screen.scan("CMD-YES")
        await asyncio.to_thread(wait_for, "the grade", lambda: worker.view()["question"] is None, 10)
        await asyncio.to_thread(worker.press, "language", {"language": "en"})
