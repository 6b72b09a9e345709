"""Cases and pallets of a product: trade numbers of their own, kept and told to devices as they came."""

from typing import Any

import pytest

from tests.sync.central.warehouse import DeviceEnd, Warehouse, product_row

GTIN, CASE, PALLET = "4006381333931", "14006381333938", "24006381333935"
PACKS = [{"gtin": CASE, "quantity": 12}, {"gtin": PALLET, "quantity": 480}]


def test_devices_learn_the_codes_of_cases(central: Warehouse, device: DeviceEnd) -> None:
    """Sent once they stay, until a row takes them away; the same again changes nothing."""
    central.post("/v1/products", [product_row("A", gtin=GTIN, packagings=PACKS), product_row("B")])
    rows = device.pull()
    assert rows["product", "A"]["packagings"] == PACKS
    assert "packagings" not in rows["product", "B"]
    assert central.post("/v1/products", [product_row("A", gtin=GTIN)])["unchanged"] == 1
    assert central.post("/v1/products", [product_row("A", gtin=GTIN, packagings=PACKS)])["unchanged"] == 1
    assert central.post("/v1/products", [product_row("A", gtin=GTIN, packagings=[])])["changed"] == 1
    assert "packagings" not in device.pull()["product", "A"]


@pytest.mark.parametrize(
    "packs",
    [
        "12",
        [7],
        [{"gtin": CASE}],
        [{"quantity": 12}],
        [{"gtin": "14006381333939", "quantity": 12}],
        [{"gtin": CASE, "quantity": 1}],
        [{"gtin": CASE, "quantity": 12}, {"gtin": CASE, "quantity": 6}],
        [{"gtin": CASE, "quantity": 12}] * 21,
    ],
)
def test_a_case_that_cannot_be_right_is_named(central: Warehouse, packs: Any) -> None:
    """A wrong check digit, one piece only, the same number twice: the row is refused and says why."""
    answer = central.post("/v1/products", [product_row("A", packagings=packs)])
    assert [one["field"] for one in answer["refused"]] == ["packagings"]
