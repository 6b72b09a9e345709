"""A shift driven from outside: `make demo`, a warehouse of strange names, central killed in the middle of a pick."""

import time
import urllib.parse

import pytest

from tests.journeys.outside.floor import Warehouse, Worker, bring, wait_for

BADGE, PIN = "1001", "2468"
ORDER = "Bestellung 7/ä #1"
PRODUCTS = [
    # sku, name, gtin, length, width, height, weight; the first two are too heavy for one carton together
    ("Öl & Salz/1", 'Großer "Karton", rot', "", 300, 200, 150, 19000),
    ("zażółć 2", "Łódka, gęślą jaźń", "4006381333931", 290, 190, 140, 18500),
    ("Київ#3", "Чашка 250 мл", "", 80, 80, 90, 300),
    ("-4", "Plain; with, commas", "96385074", 60, 50, 40, 100),
]
PLACES = ["Ü-01/2", "a b", "Ż 3", "99-x"]
LINES = [("Öl & Salz/1", 1), ("zażółć 2", 1), ("Київ#3", 3), ("-4", 2)]
CARTON = ("Kiste Ä", 310, 210, 160, 320, 220, 170, 120, 20000, 55)


@pytest.fixture(scope="module")
def worker(warehouse: Warehouse) -> Worker:
    return Worker(warehouse)


@pytest.fixture(scope="module")
def codes(warehouse: Warehouse) -> dict[str, str]:
    """What is printed on each product of the generated warehouse: its GTIN, else its number."""
    size = "length_mm,width_mm,height_mm"
    bring(warehouse, "products", f"sku,name,gtin,{size},weight_g,colour", PRODUCTS_WITH_COLOUR)
    places = [(place, "Q", str(no), "1", 9000 + no) for no, place in enumerate(PLACES)]
    bring(warehouse, "places", "place,aisle,bay,level,sequence", places)
    sides = ",".join(
        f"{side}_{edge}_mm" for side in ("inner", "outer") for edge in ("length", "width", "height")
    )
    bring(warehouse, "cartons", f"carton,{sides},tare_g,content_max_g,cost_cents", [CARTON])
    stock = [(place, sku, 10) for place, (sku, _) in zip(PLACES, LINES, strict=True)]
    bring(warehouse, "stock", "place,sku,quantity", stock)
    ship = "ship_name,ship_street,ship_postcode,ship_city,ship_country"
    to = ("Zoë Müller-Łukasiewicz", "Straße des 17. Juni 135", "10623", "Berlin", "DE")
    lines = [(ORDER, sku, quantity, *to) for sku, quantity in LINES]
    bring(warehouse, "orders", f"order,sku,quantity,{ship}", lines)
    again = bring(warehouse, "orders", f"order,sku,quantity,{ship}", lines)
    assert "0 new or changed" in again
    return {sku: gtin or sku for sku, _, gtin, *_ in PRODUCTS}


PRODUCTS_WITH_COLOUR = [(*product, "red") for product in PRODUCTS]


def levels(warehouse: Warehouse, sku: str) -> dict[str, int]:
    rows = warehouse.central(f"/v1/stock?sku={urllib.parse.quote(sku, safe='')}")
    return {row["place"]: row["on_hand"] for row in rows}


def facts_of(worker: Worker) -> list[str]:
    return [fact["id"] for answer in worker.answers for fact in answer["facts"]]


def test_a_pick_goes_on_while_central_is_killed(
    warehouse: Warehouse, worker: Worker, codes: dict[str, str]
) -> None:
    """
    Central dies after the first stop: the pick is finished, the device says that it is offline.
    """
    assert worker.scan("4006381333931")["outcome"] == "refused"
    worker.log_in(BADGE, PIN)
    opened = worker.good(ORDER)["view"]
    assert (opened["screen"], opened["job"]["order"], opened["await"]) == ("pick", ORDER, ["tote"])
    in_the_middle = worker.pick("77", codes, until=1)
    assert in_the_middle["screen"] == "pick"
    warehouse.kill("central")
    wrong = worker.scan("NOBODY-KNOWS-THIS")
    assert (wrong["outcome"], wrong["tone"], wrong["facts"]) == ("refused", "unknown", [])
    wait_for("offline", lambda: not worker.view()["status"]["online"], 60)
    assert worker.pick("77", codes)["screen"] == "home"
    assert worker.view()["status"]["facts_waiting"] > 0


def test_the_order_is_packed_into_two_parcels_without_central(
    warehouse: Warehouse, worker: Worker, codes: dict[str, str]
) -> None:
    """
    Offline the tote opens its packing; two parcels are closed and both labels come out.
    """
    opened = worker.good("TOTE-77")["view"]
    assert (opened["screen"], opened["parcel"]["of"]) == ("pack", 2)
    closed = worker.pack(codes)
    assert closed["parcel"]["no"] == 2
    assert len(closed["parcel"]["sscc"]) == 18
    wait_for("printed", lambda: worker.view()["parcel"]["print_state"] == "printed", 60)
    assert [line["done"] for line in worker.view()["lines"]] == [quantity for _, quantity in LINES]
    labelled = [code for label in warehouse.labels() for code in label["codes"]]
    assert labelled[-1] == "00" + closed["parcel"]["sscc"]
    assert len(set(labelled)) == len(labelled) == 2
    proof = worker.good("00" + closed["parcel"]["sscc"])
    assert [fact["kind"] for fact in proof["facts"]] == ["LabelConfirmed"]


def test_one_unit_comes_back_without_central(
    warehouse: Warehouse, worker: Worker, codes: dict[str, str]
) -> None:
    """
    The parcel just packed comes back: one unit is graded and put away where the product lies.
    """
    sscc = worker.view()["parcel"]["sscc"]
    content = worker.view()["parcel"]
    assert content["sscc"] == sscc
    worker.press("home")
    opened = worker.good(sscc)["view"]
    assert (opened["screen"], opened["job"]["id"][:2]) == ("return", "R-")
    sku = opened["lines"][0]["sku"]
    asked = worker.good(codes[sku])["view"]
    assert [choice["id"] for choice in asked["question"]["choices"]] == ["yes", "no"]
    worker.press("answer", {"choice": "yes"})
    graded = worker.good("CMD-YES")["view"]
    assert (graded["grade"], graded["disposition"]) == ("A", "restock")
    assert worker.scan("LOC-PACK")["tone"] == "wrong_place"
    worker.good(f"LOC-{graded['target']}")
    worker.press("done")
    assert worker.view()["screen"] == "home"
    worker.returned = (opened["job"]["id"], sku)  # type: ignore[attr-defined]


def test_central_comes_back_and_has_every_fact_once(warehouse: Warehouse, worker: Worker) -> None:
    """
    After the restart facts, order, parcels, return and stock agree on both ends.
    """
    warehouse.again("central")
    wait_for("nothing waits", lambda: worker.get("status")["facts_waiting"] == 0)
    device = worker.get("status")["device"]
    at_central = [fact["fact_id"] for fact in warehouse.central(f"/v1/facts?device={device}")]
    at_device = [fact["id"] for fact in worker.get("facts", after_seq=0)]
    assert at_central == at_device == facts_of(worker)
    order = warehouse.order(ORDER)
    assert [(line["sku"], line["picked"], line["packed"], line["short"]) for line in order["lines"]] == [
        (sku, quantity, quantity, 0) for sku, quantity in LINES
    ]
    assert len(order["parcels"]) == 2
    rma, returned = worker.returned  # type: ignore[attr-defined]
    back = warehouse.central(f"/v1/returns/{rma}")
    assert [(item["sku"], item["grade"]) for item in back["items"]] == [(returned, "A")]
    for place, (sku, quantity) in zip(PLACES, LINES, strict=True):
        assert levels(warehouse, sku)[place] == 10 - quantity + (sku == returned)
    assert all(not wrong for wrong in warehouse.central("/v1/reconcile").values())


def test_the_device_is_killed_and_shows_what_it_showed(warehouse: Warehouse, worker: Worker) -> None:
    """
    SIGKILL on the device in the middle of a job: the screen is the one before, nobody logs in again.
    """
    worker.press("start", {"kind": "pick"})
    worker.good("TOTE-88")
    before = worker.view()
    warehouse.kill("device")
    warehouse.again("device")
    after = worker.view()
    moving = {"status", "banner", "revision"}
    assert {k: v for k, v in after.items() if k not in moving} == {
        k: v for k, v in before.items() if k not in moving
    }
    assert after["revision"] >= before["revision"]
    assert worker.scan("TOTE-88", worker.answers[-1].get("scan_id", "again"))["outcome"] in (
        "accepted",
        "refused",
    )


def test_a_printer_that_is_off_keeps_the_label_waiting(warehouse: Warehouse, worker: Worker) -> None:
    """
    The commands drive a desk too, and the screen says that the printer is off.
    """
    warehouse.fault("off")
    shown = warehouse.command("view", "--json")
    assert (shown.returncode, '"screen"' in shown.stdout) == (0, True)
    assert warehouse.command("scan", "NOBODY-KNOWS-THIS").returncode == 1
    wait_for("the printer is off", lambda: worker.get("status")["printers"][0]["state"] == "off", 60)
    warehouse.fault("ok")
    time.sleep(0.1)
