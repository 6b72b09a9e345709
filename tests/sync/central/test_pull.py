"""The feed: one row for each thing at its newest version; devices that follow it see what central sees."""

import json
from typing import Any

from app.domain.facts import Picked, ToteAssigned, TotesDropped
from sync.central.store import WAREHOUSE
from sync.central.sync.tables import feed
from sync.central.sync.tombstones import KEPT_MS, sweep
from sync.wire import SCHEMA
from tests.sync.central.warehouse import (
    DeviceEnd,
    Warehouse,
    carton_row,
    place_row,
    product_row,
)


def test_a_device_sees_the_whole_warehouse(central: Warehouse, device: DeviceEnd) -> None:
    """Products, places, cartons, people, stock and work, as the floor needs them."""
    central.stock_up(("P1", "A", 5), ("P/2 ü", "A", 1))
    central.post("/v1/cartons", [carton_row("BOX")])
    person = {"badge": "1001", "name": "Ada", "pin": "2468", "roles": ["pack", "pick"]}
    central.post("/v1/people", [person])
    central.order("O1", ("A", 6))
    device.hold()
    rows = device.pull()
    assert rows["product", "A"].items() >= {**product_row("A"), "hygiene": False}.items()
    assert rows["place", "P1"] == place_row("P1", 1, kind="storage")
    assert [rows["place", name]["kind"] for name in ("PACK", "SHIP", "RETURNS", "QUARANTINE")] == [
        "packing",
        "shipping",
        "returns",
        "quarantine",
    ]
    assert rows["carton", "BOX"].items() >= carton_row("BOX").items()
    assert rows["person", "1001"]["roles"] == ["pick", "pack"]
    assert rows["person", "1001"]["pin_hash"].startswith("scrypt$")
    stock = {"place": "P/2 ü", "sku": "A", "on_hand": 1, "reserved": 1}
    assert rows["stock", json.dumps(["P/2 ü", "A"])] == stock
    work = rows["work", "O1"]
    assert (work["status"], work["device"], work["fence"], work["shipped"]) == (
        "pick",
        device.device,
        1,
        False,
    )
    assert work["lines"][0]["stops"] == [
        {"place": "P1", "sequence": 1, "quantity": 5},
        {"place": "P/2 ü", "sequence": 2, "quantity": 1},
    ]


def test_only_what_changed_comes_again(central: Warehouse, device: DeviceEnd) -> None:
    """After the first time a device hears of changes only, and of none when there are none."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    device.pull()

    def news() -> list[tuple[str, Any]]:
        page = central.get("/v1/sync/pull", params={"cursor": device.cursor}, token=device.token)
        device.cursor = page["cursor"]
        return [(row["kind"], row["body"]) for row in page["rows"]]

    assert news() == []
    central.post("/v1/products", [product_row("A")])
    assert news() == []
    device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"))
    assert [kind for kind, _ in news()] == ["stock", "stock", "work"]
    device.tell(TotesDropped("O1", "T1", "PACK"))
    [(kind, body)] = news()
    assert (kind, body["status"], body["tote"], body["lines"][0]["stops"]) == ("work", "pack", "T1", [])


def test_small_pages_lead_to_the_same_picture(central: Warehouse, device: DeviceEnd) -> None:
    """However small the pages, no version is split and nothing is missed."""
    central.stock_up(*[(f"P{no}", f"S{no}", 5) for no in range(7)])
    for no in range(5):
        central.order(f"O{no}", (f"S{no}", 1), (f"S{no + 1}", 1))
    whole = dict(device.pull())
    for limit in (1, 2, 3, 10):
        device.rows, device.cursor = {}, None
        assert device.pull(limit) == whole


def test_a_page_says_how_far_central_has_the_facts(central: Warehouse, device: DeviceEnd) -> None:
    """The number in the page covers exactly the facts whose effects are in it."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    device.tell(ToteAssigned("O1", "T1"))
    page = central.get("/v1/sync/pull", token=device.token)
    assert (page["epoch"], page["last_seq"], page["more"]) == (1, 1, False)


def test_a_cursor_of_another_central_is_gone(central: Warehouse, device: DeviceEnd) -> None:
    """A device that knew another central, or one that forgot, starts anew."""
    device.pull()
    newer = json.dumps(["other", 0, 0])
    for cursor in ("rubbish", "ÿ", newer, "W10=", "WzEsMl0=", (device.cursor or "")[:-6]):
        answer = central.ask("GET", "/v1/sync/pull", params={"cursor": cursor}, token=device.token)
        assert answer.status_code == 410, cursor
        assert answer.headers["content-type"] == "application/problem+json"


def test_pages_are_compressed_when_the_device_can_read_that(central: Warehouse, device: DeviceEnd) -> None:
    """A radio in a warehouse is slow."""
    central.post("/v1/products", [product_row(f"S{no}") for no in range(50)])
    answer = central.ask("GET", "/v1/sync/pull", token=device.token, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) * 5 < len(answer.content)


def test_a_device_that_was_away_for_too_long_reads_everything_anew(
    central: Warehouse, device: DeviceEnd
) -> None:
    """What is gone is told for thirty days; a cursor of before that is gone, too. Newer ones and no cursor go on."""
    central.stock_up(("P1", "A", 5))
    device.pull()
    old = device.cursor
    store = central.app.state.store

    def gone(key: str) -> None:
        with store.writing(WAREHOUSE) as tx:
            row = {"scope": WAREHOUSE, "kind": "stock", "key": key, "body": None, "gone_at_ms": tx.now_ms}
            tx.upsert(feed, [{**row, "version": tx.versions[WAREHOUSE]}])

    gone("one")
    device.pull()
    central.now_ms += KEPT_MS + 1
    gone("two")
    sweep(store)
    assert device.pull() == {**device.rows}
    answer = central.ask("GET", "/v1/sync/pull", params={"cursor": old or ""}, token=device.token)
    assert (answer.status_code, answer.json()["type"]) == (410, "/problems/cursor-too-old")
    page = central.get("/v1/sync/pull", token=device.token)
    assert [row["key"] for row in page["rows"] if row["body"] is None] == ["two"]
    sweep(store)
    device.pull()


def test_an_older_device_is_told_that_it_needs_an_update(central: Warehouse, device: DeviceEnd) -> None:
    """It reads nothing any more, but hands in what it has; a newer one is told how old central is."""
    answer = central.ask("GET", "/v1/sync/pull", params={"schema": "0"}, token=device.token)
    assert (answer.status_code, answer.json()["type"]) == (426, "/problems/upgrade-required")
    assert device.send(device.batch(device.envelope(ToteAssigned("O1", "T1")), schema=0))["last_seq"] == 1
    assert device.send(device.batch(device.envelope(ToteAssigned("O1", "T1")), schema=99))["schema"] == SCHEMA
    assert central.get("/v1/sync/pull", params={"schema": "99"}, token=device.token)["schema"] == SCHEMA


def test_a_device_may_follow_one_scope(central: Warehouse, device: DeviceEnd) -> None:
    """Work first, the catalogue later: what is not asked for does not come, and its cursor stays."""
    central.stock_up(("P1", "A", 5))
    params: dict[str, Any] = {"scope": ["wh:main"]}
    page = central.get("/v1/sync/pull", params=params, token=device.token)
    assert {row["kind"] for row in page["rows"]} == {"place", "stock"}
    rest = central.get("/v1/sync/pull", params={"cursor": page["cursor"]}, token=device.token)
    assert {row["kind"] for row in rest["rows"]} == {"product"}
    answer = central.ask("GET", "/v1/sync/pull", params={"scope": ["wh:other"]}, token=device.token)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-scope")
