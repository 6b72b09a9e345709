"""Orders come in once and whole, wait for stock together, and are served oldest first."""

from typing import Any

import pytest

from sync.central.orders.promise import Free, choose_places
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row

BODY = {"number": "O1", "ship_to": SHIP_TO, "lines": [line_row("A", 2)]}


def post(central: Warehouse, body: Any, key: str | None, status: int) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    return central.post("/v1/orders", body, status, headers=headers)


def test_an_order_may_be_sent_twice(central: Warehouse) -> None:
    """The same key gets the first answer again; the same order under a new key is known."""
    central.stock_up(("P1", "A", 5))
    first = post(central, BODY, "k1", 201)
    assert first["status"] == "open"
    assert first["lines"] == [{"sku": "A", "ordered": 2, "picked": 0, "packed": 0, "short": 0}]
    assert post(central, BODY, "k1", 201) == first
    assert post(central, BODY, "k2", 200) == first
    assert central.stock() == {("P1", "A"): (5, 2)}


def test_a_key_or_number_is_not_used_for_something_else(central: Warehouse) -> None:
    """Without a key 400, the key of another body 422, the number of another order 409: nothing is reserved."""
    central.stock_up(("P1", "A", 5))
    post(central, BODY, "k1", 201)
    other = {**BODY, "lines": [line_row("A", 3)]}
    assert post(central, BODY, None, 400)["type"] == "/problems/idempotency-key"
    assert post(central, BODY, " ", 400)["type"] == "/problems/idempotency-key"
    assert post(central, other, "k1", 422)["type"] == "/problems/idempotency-key-reused"
    assert post(central, other, "k2", 409)["type"] == "/problems/order-conflict"
    assert central.stock() == {("P1", "A"): (5, 2)}


def test_a_refused_order_names_every_fault(central: Warehouse) -> None:
    """Lines count from 1; the key of a refused order can be used again."""
    central.stock_up(("P1", "A", 5))
    body = {
        "number": "",
        "ship_to": {**SHIP_TO, "city": ""},
        "lines": [line_row("A", 1), line_row("X", 1), line_row("A", 0), line_row("A", 1_000_001), 7],
    }
    problem = post(central, body, "k1", 422)
    assert [(one["field"], one["line"]) for one in problem["errors"]] == [
        ("number", None),
        ("ship_to.city", None),
        ("sku", 2),
        ("quantity", 3),
        ("quantity", 4),
        ("lines", 5),
    ]
    for lines in ([], None, [line_row("A", 1)] * 501):
        assert post(central, {**BODY, "lines": lines}, "k1", 422)["errors"][0]["field"] == "lines"
    assert post(central, [], "k1", 422)["errors"]
    assert post(central, {**BODY, "ship_to": None}, "k1", 422)["errors"][0]["field"] == "ship_to"
    post(central, BODY, "k1", 201)
    assert [order["number"] for order in central.get("/v1/orders")] == ["O1"]


def test_an_order_waits_whole_and_is_served_oldest_first(central: Warehouse) -> None:
    """Half an order keeps nothing from others; when stock comes the oldest gets it."""
    central.stock_up(("P1", "A", 2), ("P2", "B", 0))
    central.order("O1", ("A", 2), ("B", 1))
    central.order("O2", ("A", 3))
    central.order("O3", ("A", 1))
    assert [order["status"] for order in central.get("/v1/orders")] == ["waiting", "waiting", "open"]
    assert central.stock() == {("P1", "A"): (2, 1)}
    central.stock_up(("P1", "A", 5), ("P2", "B", 1))
    assert [order["status"] for order in central.get("/v1/orders")] == ["open", "waiting", "open"]
    central.stock_up(("P1", "A", 6))
    assert [order["number"] for order in central.get("/v1/orders?status=open")] == ["O1", "O2", "O3"]
    central.assert_books_agree()


def test_two_lines_of_one_product_do_not_get_the_same_piece(central: Warehouse) -> None:
    """What one line takes is gone for the next."""
    central.stock_up(("P1", "A", 3))
    central.order("O1", ("A", 2), ("A", 2))
    assert central.status("O1") == "waiting"
    central.order("O2", ("A", 1), ("A", 2))
    assert central.status("O2") == "open"
    central.assert_books_agree()


def test_nothing_is_promised_from_places_that_do_not_sell(central: Warehouse) -> None:
    """Packing table, ramp, returns desk and quarantine hold goods, but not for sale."""
    central.stock_up(("PACK", "A", 9), ("SHIP", "A", 9), ("RETURNS", "A", 9), ("QUARANTINE", "A", 9))
    central.post("/v1/places", [{"place": "Q2", "aisle": "", "bay": "", "level": "", "sequence": 1}])
    central.order("O1", ("A", 1))
    assert central.status("O1") == "waiting"


def test_devices_know_what_waits_for_stock(central: Warehouse, device: DeviceEnd) -> None:
    """Scanned on the floor, such an order is no unknown code: it comes with its lines, and nobody holds it."""
    central.stock_up(("P1", "A", 1))
    central.order("O1", ("A", 3))
    work = device.pull()["work", "O1"]
    assert (work["status"], work["device"]) == ("waiting", None)
    assert [(line["sku"], line["ordered"], line["stops"]) for line in work["lines"]] == [("A", 3, [])]
    assert device.hold()["held"] == []
    central.stock_up(("P1", "A", 3))
    assert device.pull()["work", "O1"]["status"] == "pick"


@pytest.mark.parametrize("number", ["TOTE-55", "loc-A-01", " CMD-DONE"])
def test_an_order_is_not_called_like_a_barcode_of_ours(central: Warehouse, number: str) -> None:
    """On the floor its number would be read as a tote, a place or a command."""
    central.stock_up(("P1", "A", 5))
    problem = post(central, {**BODY, "number": number}, "k1", 422)
    assert [error["field"] for error in problem["errors"]] == ["number"]
    assert number in problem["errors"][0]["reason"]
    assert central.get("/v1/orders") == []


def test_a_strange_number_is_a_number(central: Warehouse) -> None:
    """Slashes, spaces, quotes and other scripts."""
    central.stock_up(("Ö 1/2", 'ski"8', 5))
    for number in ("A/B c?d#e%20", "注文-1", "..", "'; --", "x" * 64):
        central.order(number, ('ski"8', 1))
        path = "".join(f"%{byte:02X}" for byte in number.encode())
        assert central.get(f"/v1/orders/{path}")["number"] == number
    assert central.ask("GET", "/v1/orders/none").status_code == 404
    assert central.ask("GET", "/v1/orders/%00").status_code == 404
    assert central.get("/v1/stock", params={"sku": 'ski"8'})[0]["place"] == "Ö 1/2"
    assert central.get("/v1/stock", params={"sku": "\x00"}) == []


def spots(*free: tuple[int, int]) -> list[Free]:
    return [Free(sequence, f"P{sequence}", quantity) for sequence, quantity in free]


@pytest.mark.parametrize(
    ("free", "wanted", "chosen"),
    [
        (((1, 2), (2, 5), (3, 5)), 4, [("P2", 4)]),
        (((1, 2), (2, 5), (3, 5)), 6, [("P1", 2), ("P2", 4)]),
        (((1, 2), (2, 5), (3, 5)), 10, [("P2", 5), ("P3", 5)]),
        (((1, 2), (2, 5), (3, 5)), 12, [("P1", 2), ("P2", 5), ("P3", 5)]),
        (((1, 2), (2, 5), (3, 5)), 13, None),
        ((), 1, None),
        ((), 0, []),
    ],
)
def test_the_fewest_places_then_the_first_on_the_way(
    free: tuple[tuple[int, int], ...], wanted: int, chosen: list[tuple[str, int]] | None
) -> None:
    """One place if one is enough; of several choices the one that is passed first."""
    assert choose_places(spots(*reversed(free)), wanted) == chosen


def test_names_that_mean_nothing_are_told(central: Warehouse) -> None:
    """The order is taken without them; whoever wrote gift_nte sees it, in a change, too."""
    central.stock_up(("P1", "A", 5))
    line = {**line_row("A", 2), "lott": "L7"}
    body = {**BODY, "gift_nte": "Hi", "lines": [line], "ship_to": {**SHIP_TO, "phone": "1"}}
    assert post(central, body, "k1", 201)["ignored"] == ["gift_nte", "ship_to.phone", "lines.lott"]
    assert "ignored" not in central.get("/v1/orders/O1")
    headers = {"Idempotency-Key": "k2"}
    more = {"carrier": "ups", "hints": {"gift_note": "Hi"}}
    changed = central.ask("PATCH", "/v1/orders/O1", headers=headers, json=more).json()
    assert (changed["carrier"], changed["ignored"]) == ("ups", ["hints"])
