"""What goes wrong at the packing table, driven from outside: a piece is missing, a label is needed again, a number is used twice."""

import csv

import pytest

from tests.journeys.outside.floor import ROOT, Warehouse, Worker, wait_for

ORDER = "SO-10052"


@pytest.fixture(scope="module")
def codes() -> dict[str, str]:
    with (ROOT / "assets/demo/products.csv").open(encoding="utf-8") as file:
        return {row["sku"]: row["gtin"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def worker(warehouse: Warehouse) -> Worker:
    worker = Worker(warehouse)
    worker.log_in("1001", "2468")
    return worker


def test_a_piece_that_is_missing_keeps_no_order(
    warehouse: Warehouse, worker: Worker, codes: dict[str, str]
) -> None:
    """
    The last piece is not in the tote: said by a barcode, closed by another; central has the line one short and a card.
    """
    worker.good(ORDER)
    worker.pick("55", codes)
    view = worker.good("TOTE-55")["view"]
    pieces = sum(line["wanted"] for line in view["lines"])
    view = worker.good(f"BOX-{view['carton']['suggested']}")["view"]
    while sum(line["done"] for line in view["lines"]) < pieces - 1:
        view = worker.good(codes[view["parcel"]["plan"][0]["sku"]])["view"]
    missing = view["parcel"]["plan"][0]["sku"]
    assert worker.good("CMD-NOTFOUND")["facts"] == []
    kinds = [fact["kind"] for fact in worker.good("CMD-DONE")["facts"]]
    assert kinds[0] == "MissingAtPacking"
    wait_for("the facts", lambda: not warehouse_status(worker)["facts_waiting"])
    cards = warehouse.central("/v1/attention?open=true")
    assert [(card["order"], card["sku"]) for card in cards if card["kind"] == "missing_at_packing"] == [
        (ORDER, missing)
    ]
    lines = warehouse.order(ORDER)["lines"]
    assert [line["short"] for line in lines if line["sku"] == missing] == [1]


def warehouse_status(worker: Worker) -> dict[str, int]:
    status: dict[str, int] = worker.get("status")
    return status


def test_its_label_is_had_again_after_the_screen_was_left(worker: Worker) -> None:
    """
    From home by a barcode: the same parcel, the same number, one label more.
    """
    sscc = worker.view()["parcel"]["sscc"]
    if sscc is None:
        pytest.fail("the parcel has no number")
    worker.press("home")
    view = worker.good("CMD-PARCELS")["view"]
    assert (view["screen"], view["parcel"]["sscc"]) == ("pack", sscc)
    assert len(worker.good("CMD-REPRINT")["prints"]) == 1


def test_a_number_that_was_used_has_its_first_answer(worker: Worker) -> None:
    """
    The same number again, with another code too: the first answer, and nothing is booked.
    """
    body = {"code": "CMD-HELP", "scan_id": "used", "desk": "main", "source": "scan"}
    assert worker.post("scan", body).status_code == 200
    assert worker.post("scan", body).json()["repeated"]
    again = worker.post("scan", {**body, "code": "CMD-HOME"}).json()
    assert (again["repeated"], again["view"]["screen"]) == (True, "pack")
