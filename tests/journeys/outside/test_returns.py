"""Goods come back, driven from outside: announced, blind, hygiene, too many; undo; and what a person must settle."""

import csv
from typing import Any

import pytest

from tests.journeys.outside.floor import ROOT, Warehouse, Worker, wait_for

ABOVE = "RMA-70023"
ABOVE_ORDER = "SO-10055"


@pytest.fixture(scope="module")
def products() -> dict[str, dict[str, str]]:
    with (ROOT / "assets/demo/products.csv").open(encoding="utf-8") as file:
        return {row["sku"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def worker(warehouse: Warehouse) -> Worker:
    worker = Worker(warehouse)
    worker.log_in("1001", "2468")
    return worker


def codes(products: dict[str, dict[str, str]]) -> dict[str, str]:
    return {sku: row["gtin"] for sku, row in products.items()}


def put_away(worker: Worker, *answers: str) -> Any:
    """Answer the questions, and scan the place if there is one to scan."""
    for choice in answers:
        assert worker.press("answer", {"choice": choice})["outcome"] == "accepted"
    view = worker.view()
    if view["target"]:
        view = worker.good(f"LOC-{view['target']}")["view"]
    return view


def test_undo_takes_the_last_scan_back(
    warehouse: Warehouse, worker: Worker, products: dict[str, dict[str, str]]
) -> None:
    """
    A piece picked by mistake is taken back, last first; the stop is as it was.
    """
    worker.good(ABOVE_ORDER)
    before = worker.good("TOTE-55")["view"]
    worker.good(codes(products)[before["stop"]["sku"]])
    answer = worker.good("CMD-UNDO")
    assert [fact["kind"] for fact in answer["facts"]] == ["Undone"]
    assert answer["view"]["stop"] == before["stop"]
    assert worker.pick("55", codes(products))["screen"] == "home"


def test_a_unit_above_what_was_shipped_is_booked_and_asked_about(
    warehouse: Warehouse, worker: Worker, products: dict[str, dict[str, str]]
) -> None:
    """
    Announced were more than were sent: both are taken, the second one becomes work for a person, who settles it.
    """
    worker.good("TOTE-55")
    worker.pack(codes(products))
    worker.press("home")
    opened = worker.good(ABOVE)["view"]
    assert (opened["screen"], opened["job"]["id"]) == ("return", ABOVE)
    too_many = next(line for line in opened["lines"] if line["wanted"] > 1)
    for _ in range(2):
        assert worker.good(codes(products)[too_many["sku"]])["tone"] == "good"
        put_away(worker, "yes", "yes")
    worker.press("done")
    waiting = wait_for("attention", lambda: worker.view()["status"]["attention"])
    assert waiting == 1
    worker.press("attention")
    card = worker.view()["attentions"][0]
    assert card["kind"] == "return_above_shipped"
    settled = {"attention": card["id"], "action": card["actions"][0]["id"]}
    assert worker.press("settle", settled)["outcome"] == "accepted"
    wait_for("settled", lambda: not warehouse.central("/v1/attention?open=true"))
    back = warehouse.central(f"/v1/returns/{ABOVE}")
    assert [item["sku"] for item in back["items"]] == [too_many["sku"]] * 2
    worker.press("home")


def test_an_unknown_code_is_refused_and_a_stranger_is_noted(
    warehouse: Warehouse, worker: Worker, products: dict[str, dict[str, str]]
) -> None:
    """
    What was not announced is taken with another tone; what nobody knows is not taken at all.
    """
    first = warehouse.central("/v1/returns")[0]
    expected = {line["sku"] for line in first["lines"]}
    worker.good(first["rma"])
    assert worker.scan("4000000000006")["tone"] == "unknown"
    stranger = next(sku for sku, row in products.items() if sku not in expected and row["hygiene"] != "1")
    assert worker.good(codes(products)[stranger])["tone"] == "noted"
    assert worker.scan(codes(products)[stranger])["outcome"] == "refused"
    graded = worker.press("answer", {"choice": "no"})["view"]
    assert graded["question"]["id"] == "undamaged"
    worker.good("CMD-NO")
    assert (worker.view()["grade"], worker.view()["disposition"]) == ("D", "quarantine")
    worker.good("LOC-QUARANTINE")
    worker.press("home")


def test_hygiene_goods_never_go_back_to_stock(
    warehouse: Warehouse, worker: Worker, products: dict[str, dict[str, str]]
) -> None:
    """
    A blind return from the returns tile, by its product: sealed and undamaged, and yet not sellable.
    """
    sku = next(sku for sku, row in products.items() if row["hygiene"] == "1")
    before = sellable(warehouse, sku)
    worker.press("returns")
    opened = worker.good(codes(products)[sku])["view"]
    assert (opened["screen"], opened["job"]["id"][:2]) == ("return", "R-")
    assert worker.scan("CMD-UNDO")["outcome"] == "accepted"
    assert worker.scan("CMD-UNDO")["reason"] == "nothing_to_undo"
    worker.good(codes(products)[sku])
    put_away(worker, "yes", "yes")
    worker.good("CMD-DONE")
    wait_for("nothing waits", lambda: worker.get("status")["facts_waiting"] == 0)
    assert sellable(warehouse, sku) == before
    assert not any(warehouse.central("/v1/reconcile").values())


def sellable(warehouse: Warehouse, sku: str) -> int:
    standing = {"PACK", "SHIP", "RETURNS", "QUARANTINE"}
    rows = warehouse.central(f"/v1/stock?sku={sku}")
    return sum(int(row["on_hand"]) for row in rows if row["place"] not in standing)
