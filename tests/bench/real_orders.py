"""Real orders on the real floor: the first 200 orders of a public set are imported, 50 worked off to labelled parcels.

Drives the product from outside, by its promised interfaces. Run by `make kits`; DATA names the folder of the data.
"""

import csv
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.journeys.outside.floor import Warehouse, Worker, bring, free_ports, wait_for

ORDERS, WORKED = 200, 50
INVENTED = """Invented, since the data has none of it: names of products, GTINs (none: the number is scanned), places
and stock (one place a product, twice what all orders need), prices of cartons (by outer volume), ship-to.
Raised to 1: edges and weights that the data gives as 0."""


def main() -> int:
    """Returns 0 when every worked order ended as labelled parcels that agree on both ends."""
    folder = Path(os.environ.get("DATA", "../shared/data")) / "boxpacker"
    if not (folder / "items.csv").exists():
        print(f"There are no orders at {folder}: set DATA.")
        return 1
    items = [row for row in csv.reader((folder / "items.csv").open(encoding="utf-8")) if row]
    numbers = list(dict.fromkeys(row[0] for row in items))[:ORDERS]
    wanted = [row for row in items if row[0] in set(numbers)]
    print(f"{len(numbers)} orders with {len(wanted)} lines.\n{INVENTED}")
    with tempfile.TemporaryDirectory() as home:
        warehouse = Warehouse(Path(home) / "home", free_ports())
        warehouse.start()
        try:
            import_all(warehouse, wanted, folder)
            return work_off(warehouse, numbers[:WORKED], wanted)
        finally:
            warehouse.stop()


def import_all(warehouse: Warehouse, wanted: list[list[str]], folder: Path) -> None:
    """Turn the data into import files, and bring them in."""
    products: dict[str, tuple[Any, ...]] = {}
    needed: Counter[str] = Counter()
    for _order, quantity, sku, *sizes, weight in wanted:
        edges = [max(1, round(float(size))) for size in sizes]
        products[sku] = (sku, f"Article {sku[:8]}", "", *edges, max(1, round(float(weight))))
        needed[sku] += int(quantity)
    sizes_of = "length_mm,width_mm,height_mm"
    bring(warehouse, "products", f"sku,name,gtin,{sizes_of},weight_g", list(products.values()))
    places = [
        (f"R{no // 50:02d}-{no % 50:02d}", f"R{no // 50:02d}", str(no % 50), "1", 5000 + no)
        for no, _ in enumerate(products)
    ]
    bring(warehouse, "places", "place,aisle,bay,level,sequence", places)
    cartons = []
    for name, *numbers in csv.reader((folder / "boxes.csv").open(encoding="utf-8")):
        ow, ol, od, tare, iw, il, idepth, most = (int(number) for number in numbers)
        cartons.append(
            (
                name,
                il,
                iw,
                idepth,
                max(ol, il),
                max(ow, iw),
                max(od, idepth),
                tare,
                most,
                ow * ol * od // 100_000,
            )
        )
    sides = ",".join(
        f"{side}_{edge}_mm" for side in ("inner", "outer") for edge in ("length", "width", "height")
    )
    bring(warehouse, "cartons", f"carton,{sides},tare_g,content_max_g,cost_cents", cartons)
    stock = [(place[0], sku, 2 * needed[sku]) for place, sku in zip(places, products, strict=True)]
    bring(warehouse, "stock", "place,sku,quantity", stock)
    ship = "ship_name,ship_street,ship_postcode,ship_city,ship_country"
    to = ("Customer of the set", "Invented Street 1", "00000", "Nowhere", "GB")
    bring(
        warehouse,
        "orders",
        f"order,sku,quantity,{ship}",
        [(row[0], row[2], int(row[1]), *to) for row in wanted],
    )


def work_off(warehouse: Warehouse, numbers: list[str], wanted: list[list[str]]) -> int:
    """Pick and pack the orders by scans, and compare what central and the printer know afterwards."""
    worker = Worker(warehouse, name="real")
    worker.log_in("1001", "2468")
    codes = {row[2]: row[2] for row in wanted}
    begun = time.monotonic()
    expected: list[str] = []
    for no, number in enumerate(numbers):
        opened = worker.good(number)["view"]
        assert opened["screen"] == "pick", (number, opened["prompt"])
        worker.pick(f"R{no:03d}", codes)
        worker.good(f"TOTE-R{no:03d}")
        worker.pack(codes)
        worker.press("home")
    took = time.monotonic() - begun
    wait_for(
        "nothing waits",
        lambda: not any(worker.view()["status"][name] for name in ("facts_waiting", "labels_waiting")),
        300,
    )
    pieces = 0
    for number in numbers:
        order = warehouse.order(number)
        assert order["status"] == "packed", order
        assert all(line["packed"] == line["ordered"] for line in order["lines"]), order
        expected += [f"00{parcel['sscc']}" for parcel in order["parcels"]]
        pieces += sum(line["ordered"] for line in order["lines"])
    printed = [code for label in warehouse.labels() for code in label["codes"]]
    assert sorted(printed) == sorted(expected), (len(printed), len(expected))
    wrong = warehouse.central("/v1/reconcile")
    assert not any(wrong.values()), wrong
    scans = len(worker.answers)
    print(
        f"{len(numbers)} orders, {pieces} pieces, {scans} inputs in {took:.0f} s: {len(expected)} labelled parcels, all decoded."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
