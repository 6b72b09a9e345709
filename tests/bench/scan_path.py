"""How long a scan takes until it is answered, on a full store. Run: .venv/bin/python -m tests.bench.scan_path

50,000 products, 15,000 places, 500 open orders of 20 lines; 5,000 facts that no pull covers, 1,000 labels, some of
them failed; beside it a page from central four times a second. Fails above --p99-ms.
"""

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.config import config_from
from app.domain.facts import Picked, body_of
from app.domain.parcels import check_digit
from app.domain.people import pin_hash
from app.main import Device, build
from app.store.ids import new_id
from app.store.journal import tables as t
from app.store.mirror.mirror import Change
from app.views.door import PressGiven, ScanGiven

PRODUCTS, PLACES, ORDERS, LINES = 50_000, 15_000, 500, 20
FACTS, LABELS, RETURNS, CARDS = 5_000, 1_000, 300, 100
DEVICE = "device-1"
PULL_EVERY_S = 0.25


def gtin_of(no: int) -> str:
    body = f"400{no:09d}"
    return body + str(check_digit(body))


def sku_of(no: int) -> str:
    return f"SKU-{no:05d}"


def place_of(no: int) -> str:
    return f"{no // 500:02d}-{no % 500 // 5:02d}-{no % 5}"


def order_row(no: int) -> dict[str, Any]:
    """One order in forty is this device's."""
    lines = []
    for line in range(1, LINES + 1):
        at = (no * 31 + line * 17) % PLACES
        stops = [{"place": place_of(at), "sequence": at, "quantity": 1}]
        counted = {"ordered": 1, "picked": 0, "packed": 0, "short": 0}
        lines.append({"line": line, "sku": sku_of(at), **counted, "stops": stops})
    mine = DEVICE if no % 40 == 0 else None
    address = {"name": "Ada", "street": "Weg 1", "postcode": "50674", "city": "Köln", "country": "DE"}
    return {
        "order": f"SO-{no:04d}",
        "status": "pick",
        "device": mine,
        "fence": 1,
        "priority": no,
        "ship_to": address,
        "tote": None,
        "lines": lines,
        "parcels": [],
    }


def rows() -> list[Change]:
    """Everything that central has told."""
    edges = {"length_mm": 100, "width_mm": 80, "height_mm": 60, "weight_g": 250}
    inner = {"inner_length_mm": 600, "inner_width_mm": 400, "inner_height_mm": 400}
    outer = {"outer_length_mm": 610, "outer_width_mm": 410, "outer_height_mm": 420}
    carton = {**inner, **outer, "tare_g": 200, "content_max_g": 30000, "cost_cents": 90}
    person = {"badge": "1001", "name": "Ada", "roles": ["pick", "pack", "returns"]}
    found: list[Change] = [("person", "1001", 1, {**person, "pin_hash": pin_hash("2468", b"12345678")})]
    found += [("carton", f"C{no}", 1, {"carton": f"C{no}", **carton}) for no in range(12)]
    for no in range(PRODUCTS):
        product = {"sku": sku_of(no), "name": f"Thing {no}", "gtin": gtin_of(no), **edges}
        found.append(("product", sku_of(no), 1, product))
    for no in range(PLACES):
        place, sku = place_of(no), sku_of(no)
        found.append(("place", place, 1, {"place": place, "kind": "storage", "sequence": no}))
        level = {"place": place, "sku": sku, "on_hand": 10 if no < PLACES - 1 else 0}
        found.append(("stock", json.dumps([place, sku]), 1, level))
    found += [("work", f"SO-{no:04d}", 1, order_row(no)) for no in range(ORDERS)]
    for no in range(RETURNS):
        told: dict[str, Any] = {
            "rma": f"RMA-{no}",
            "order": f"OLD-{no}",
            "sscc": None,
            "status": "announced",
            "lines": [],
        }
        found.append(("return", f"RMA-{no}", 1, told))
    for no in range(CARDS):
        card = {"id": f"card-{no}", "kind": "stock_missing", "actions": ["recounted"], "opened_at_ms": no}
        found.append(("attention", f"card-{no}", 1, {**card, "sku": sku_of(no), "settled": False}))
    return found


def fill_journal(device: Device) -> None:
    """A long shift without central: facts that wait, labels of all states."""
    facts, labels = [], []
    for seq in range(1, FACTS + 1):
        at = seq * 7 % PLACES
        fact = Picked(f"OLD-{seq % 200}", 1, sku_of(at), 1, place_of(at), "T")
        facts.append(
            {
                **{"seq": seq, "fact_id": new_id(), "epoch": 1, "kind": "Picked", "version": 1},
                **{
                    "body": json.dumps(body_of(fact)),
                    "desk": "main",
                    "operator": "1001",
                    "job": f"pick:OLD-{seq}",
                },
                **{
                    "scan_id": f"old-{seq}",
                    "recorded_at_ms": 1,
                    "boot_id": "b",
                    "mono_ms": 1,
                    "source": "scan",
                },
            }
        )
    for no in range(1, LABELS + 1):
        state = "failed" if no % 20 == 0 else "unknown" if no % 20 == 1 else "printed"
        label = {"id": new_id(), "no": no, "kind": "shipping", "sscc": f"{no:018d}", "order": f"OLD-{no}"}
        body = json.dumps({"filler": "x" * 800})
        labels.append(
            {**label, "desk": "main", "body": body, "state": state, "changed_at_ms": 1, "reported": 0}
        )
    with device.journal.transaction() as tx:
        tx.execute(insert(t.facts), facts)
        tx.execute(insert(t.print_jobs), labels)


def made(folder: Path) -> Device:
    environment = {"GANGWAY_HOME": str(folder), "GANGWAY_PRINTER": f"file://{folder}/labels"}
    config = config_from(environment)
    device = build(config)
    begun = time.monotonic()
    device.mirror.apply(rows(), cursor="c1", generation="g", epoch="1", last_seq="0")
    print(f"first pull kept in {time.monotonic() - begun:6.2f} s")
    fill_journal(device)
    device.stores.identity.put(device=DEVICE, name="Station 1", epoch="1")
    device.close()
    begun = time.monotonic()
    device = build(replace(config))
    print(f"started in         {time.monotonic() - begun:6.2f} s")
    return device


class Clocked:
    """Gives inputs and keeps how long each took."""

    def __init__(self, device: Device) -> None:
        self._desks = device.desks
        self._numbers = itertools.count()
        self.took_ms: dict[str, list[float]] = {}
        self.worked_ms: list[float] = []

    def scan(self, what: str, code: str) -> Any:
        return self._timed(what, lambda id: self._desks.scan(ScanGiven(code, id, "main")))

    def press(self, what: str, action: str, value: dict[str, Any]) -> Any:
        revision = self._desks.view("main").revision
        return self._timed(
            what, lambda id: self._desks.press(PressGiven(id, "main", revision, action, value))
        )

    def _timed(self, what: str, give: Any) -> Any:
        begun, worked = time.perf_counter(), time.thread_time()
        answer = give(f"in-{next(self._numbers)}")
        self.worked_ms.append((time.thread_time() - worked) * 1000)
        self.took_ms.setdefault(what, []).append((time.perf_counter() - begun) * 1000)
        assert answer.outcome == "accepted", (what, answer.text, answer.view.prompt)
        time.sleep(0.02)  # a fast hand; what the background does meanwhile is part of the measurement
        return answer


def work(hand: Clocked, orders: list[str]) -> None:
    """Log in, then pick and pack each order, and take one piece back."""
    hand.scan("badge", "BADGE-1001")
    hand.press("pin", "pin", {"pin": "2468"})
    for order in orders:
        hand.scan("open a pick", order)
        view = hand.scan("tote", f"TOTE-{order}").view
        while view.stop is not None and view.stop.sku is not None:
            view = hand.scan("pick", gtin_of(int(view.stop.sku[4:]))).view
        hand.scan("drop-off", "LOC-PACK")
        view = hand.scan("open a pack", order).view
        while view.awaits in (("carton",), ("product",)):
            if view.awaits == ("carton",):
                view = hand.scan("carton", f"BOX-{view.carton.suggested}").view
            else:
                view = hand.scan("pack", gtin_of(int(view.parcel.plan[0].sku[4:]))).view
        hand.press("home", "home", {})
        hand.press("returns desk", "returns", {})
        hand.scan("open a return", gtin_of(PRODUCTS - 1))
        hand.press("answer", "answer", {"choice": "yes"})
        target = hand.press("answer", "answer", {"choice": "yes"}).view.target
        hand.scan("put away", f"LOC-{target}")
        hand.press("done", "done", {})


def pull(device: Device, ending: threading.Event) -> None:
    """What a page from central costs: a changed order, then the floor and the screens."""
    for version in itertools.count(2):
        if ending.wait(PULL_EVERY_S):
            return
        no = version % ORDERS
        with device.stores.floor.exchanging():
            device.mirror.apply([("work", f"SO-{no:04d}", version, order_row(no))], cursor=f"c{version}")
        device.changed.set()


def report(took_ms: dict[str, list[float]]) -> float:
    """Print one line a kind of input; the 99th percentile of all."""
    everything = [ms for kind in took_ms.values() for ms in kind]
    print(f"\n{'input':<16}{'times':>6}{'median':>9}{'p99':>9}{'worst':>9}   ms")
    for what, times in [*took_ms.items(), ("all", everything)]:
        p99 = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        print(f"{what:<16}{len(times):>6}{statistics.median(times):>9.1f}{p99:>9.1f}{max(times):>9.1f}")
    return statistics.quantiles(everything, n=100)[98]


def main() -> int:
    """Measure, print, and say by the exit code whether it was fast enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--p99-ms", type=float, default=100.0)
    parser.add_argument("--orders", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        device = made(Path(folder))
        device.start()
        ending = threading.Event()
        puller = threading.Thread(target=pull, args=(device, ending))
        puller.start()
        hand = Clocked(device)
        work(hand, [f"SO-{no:04d}" for no in range(0, ORDERS, 40)][: given.orders])
        ending.set()
        puller.join()
        device.close()
        p99_ms = report(hand.took_ms)
    worked_ms = statistics.median(hand.worked_ms), statistics.quantiles(hand.worked_ms, n=100)[98]
    print(
        f"\nof that the thread itself worked {worked_ms[0]:.1f} ms, p99 {worked_ms[1]:.1f} ms (what a busy machine adds is the rest)"
    )
    print(f"p99 {p99_ms:.1f} ms, at most {given.p99_ms:.0f} ms wanted")
    return 0 if p99_ms <= given.p99_ms else 1


if __name__ == "__main__":
    sys.exit(main())
