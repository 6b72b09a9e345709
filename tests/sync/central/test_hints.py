"""Hints of orders, lines and products reach devices and readers unharmed, and are refused in words where they are wrong."""

from typing import Any

import pytest

from tests.sync.central.test_orders import post
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row, product_row

HINTS = {
    "gift_note": "Alles Gute!\nŁucja ♥",
    "instructions": "In Seidenpapier",
    "price_free": True,
    "insert": "Autumn card",
    "language": "de",
    "currency": "EUR",
}
LINE = {**line_row("A", 2), "instructions": "Fold once", "price_cents": 1299}
BODY = {"number": "O1", "ship_to": SHIP_TO, "lines": [LINE, line_row("A", 1)], **HINTS}


def work_row(central: Warehouse, device: DeviceEnd, order: str = "O1") -> dict[str, Any]:
    device.pull()
    return dict(device.rows[("work", order)])


def test_hints_reach_the_device_letter_by_letter(central: Warehouse, device: DeviceEnd) -> None:
    """
    What was sent in is what the packer reads; an order without hints carries none.
    """
    central.stock_up(("P1", "A", 9))
    view = post(central, BODY, "k1", 201)
    assert {name: view[name] for name in HINTS} == HINTS
    assert (view["lines"][0]["instructions"], view["lines"][0]["price_cents"]) == ("Fold once", 1299)
    row = work_row(central, device)
    assert row["hints"] == HINTS
    assert row["lines"][0]["hints"] == {"instructions": "Fold once", "price_cents": 1299}
    assert "hints" not in row["lines"][1]
    post(central, {"number": "O2", "ship_to": SHIP_TO, "lines": [line_row("A", 1)]}, "k2", 201)
    assert "hints" not in work_row(central, device, "O2")


def test_an_order_with_another_note_is_another_order(central: Warehouse) -> None:
    """
    The same number with other words is refused; with the same it is known.
    """
    central.stock_up(("P1", "A", 9))
    post(central, BODY, "k1", 201)
    post(central, BODY, "k2", 200)
    post(central, {**BODY, "gift_note": "Other"}, "k3", 409)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("gift_note", "x" * 501),
        ("gift_note", 7),
        ("gift_note", "bell\x07"),
        ("insert", "x" * 65),
        ("language", "deutsch"),
        ("currency", "eur"),
        ("price_free", "perhaps"),
    ],
)
def test_a_wrong_hint_is_named(central: Warehouse, field: str, value: Any) -> None:
    """
    Nothing is taken, and the field is said.
    """
    central.stock_up(("P1", "A", 9))
    problem = post(central, {**BODY, field: value}, "k1", 422)
    assert [one["field"] for one in problem["errors"]] == [field]


def test_a_wrong_price_names_its_line(central: Warehouse) -> None:
    """
    Lines count from 1.
    """
    central.stock_up(("P1", "A", 9))
    lines = [line_row("A", 1), {**line_row("A", 1), "price_cents": 12.5}]
    problem = post(central, {**BODY, "lines": lines}, "k1", 422)
    assert [(one["field"], one["line"]) for one in problem["errors"]] == [("price_cents", 2)]


def test_hints_may_be_changed_later(central: Warehouse, device: DeviceEnd) -> None:
    """
    What is not named stays; the device hears of the change.
    """
    central.stock_up(("P1", "A", 9))
    post(central, BODY, "k1", 201)
    answer = central.ask(
        "PATCH",
        "/v1/orders/O1",
        json={
            "gift_note": "",
            "insert": "Winter card",
            "lines": [{**LINE, "price_cents": 1}, line_row("A", 1)],
        },
        headers={"Idempotency-Key": "c1"},
    )
    assert answer.status_code == 200, answer.text
    row = work_row(central, device)
    assert (row["hints"].get("gift_note"), row["hints"]["insert"], row["revision"]) == (
        None,
        "Winter card",
        1,
    )
    assert row["lines"][0]["hints"]["price_cents"] == 1


def test_products_declare_their_marks(central: Warehouse, device: DeviceEnd) -> None:
    """
    Devices get them with the product; a row that does not mention them changes nothing.
    """
    declared = {"marks": ["lithium"], "parcel_max": 2, "age_min": 18}
    central.post("/v1/products", [{**product_row("A"), **declared}])
    device.pull()
    row = device.rows[("product", "A")]
    assert {name: row[name] for name in declared} == declared
    assert central.post("/v1/products", [product_row("A")])["unchanged"] == 1
    central.post("/v1/products", [{**product_row("A"), "marks": [], "parcel_max": None}])
    device.pull()
    assert "marks" not in device.rows[("product", "A")]
    refused = central.post("/v1/products", [{**product_row("A"), "marks": ["skull"]}])["refused"]
    assert refused[0]["field"] == "marks"
