"""What the floor finds out about sizes: three misfits ask for measuring, a measurement counts, flags travel to devices."""

from typing import Any

import pytest

from app.domain.facts import CartonOverridden, Content, DidNotFit, ProductMeasured, Undone, body_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row, product_row


@pytest.fixture
def ordered(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """An order of two products that this device holds."""
    central.stock_up(("P1", "A", 10), ("P1", "B", 10))
    central.order("O1", ("A", 2), ("B", 1))
    device.hold()
    return device


def misfit(*skus: str, carton: str = "BOX") -> DidNotFit:
    return DidNotFit("O1", 1, carton, tuple(Content(sku, 1) for sku in skus), open=False)


def size_of(device: DeviceEnd, sku: str) -> tuple[int, ...]:
    row = device.pull()["product", sku]
    return tuple(row[name] for name in ("length_mm", "width_mm", "height_mm", "weight_g"))


def test_the_third_misfit_of_a_product_asks_for_measuring(central: Warehouse, ordered: DeviceEnd) -> None:
    """A was there three times, B twice: A is to be measured."""
    assert ordered.tell(misfit("A", "B"), misfit("A", "B"), misfit("A")) == [
        "applied",
        "applied",
        "attention",
    ]
    [card] = central.open_cards("measure")
    assert (card["sku"], card["actions"]) == ("A", ["measured", "sizes_right"])


def test_a_measurement_becomes_the_size_and_settles_the_card(central: Warehouse, ordered: DeviceEnd) -> None:
    """Three numbers from the packing table: every device plans with them, and old misfits say nothing any more."""
    ordered.tell(misfit("A"), misfit("A"), misfit("A"))
    assert ordered.tell(ProductMeasured("A", 120, 90, 70, 0)) == ["applied"]
    assert size_of(ordered, "A") == (120, 90, 70, 250)
    assert central.open_cards("measure") == []
    assert ordered.tell(misfit("A"), misfit("A")) == ["applied", "applied"]
    assert central.open_cards("measure") == []


def test_a_measurement_that_was_taken_back_leaves_the_old_size(ordered: DeviceEnd) -> None:
    """Typed for the wrong product: the size is as it was."""
    fact = ProductMeasured("A", 120, 90, 70, 500)
    ordered.tell(fact)
    assert size_of(ordered, "A") == (120, 90, 70, 500)
    measured = [one for one in ordered.central.get("/v1/facts") if one["kind"] == "ProductMeasured"]
    ordered.tell(Undone(measured[0]["fact_id"], "ProductMeasured", body_of(fact)))
    assert size_of(ordered, "A") == (100, 80, 60, 250)


@pytest.mark.parametrize("fact", [ProductMeasured("NOBODY", 1, 1, 1, 0), ProductMeasured("A", 0, 90, 70, 0)])
def test_what_is_no_size_of_a_known_product_is_kept_aside(ordered: DeviceEnd, fact: ProductMeasured) -> None:
    """An edge of nothing, a product that nobody knows: shown to a person, never lost."""
    assert ordered.tell(fact) == ["quarantined"]


def test_the_sizes_are_right_counts_anew(central: Warehouse, ordered: DeviceEnd) -> None:
    """Somebody looked and measured the same: it takes three more misfits to ask again."""
    ordered.tell(misfit("A"), misfit("A"), misfit("A"))
    [card] = central.open_cards("measure")
    central.settle(card, "sizes_right")
    assert ordered.tell(misfit("A"), misfit("A")) == ["applied", "applied"]
    assert ordered.tell(misfit("A")) == ["attention"]


def test_a_misfit_that_was_taken_back_does_not_count(central: Warehouse, ordered: DeviceEnd) -> None:
    """Pressed by mistake: two remain, nobody is asked."""
    fact = misfit("A")
    ordered.tell(fact, misfit("A"))
    first = next(one for one in central.get("/v1/facts") if one["kind"] == "DidNotFit")
    ordered.tell(Undone(first["fact_id"], "DidNotFit", body_of(fact)))
    assert ordered.tell(misfit("A")) == ["applied"]
    assert central.open_cards("measure") == []


def test_overrides_are_booked(ordered: DeviceEnd) -> None:
    """A packer knew better, with a reason; with or without a suggestion."""
    facts = (CartonOverridden("O1", 1, "XS", "BOX", "soft"), CartonOverridden("O1", 2, "XS", None, "seen"))
    assert ordered.tell(*facts) == ["applied", "applied"]


def test_what_is_to_be_minded_travels_to_devices(central: Warehouse, device: DeviceEnd) -> None:
    """Upright, fragile, hazardous, folded; a file without the columns changes nothing of it."""
    folded = {"folded_length_mm": 50, "folded_width_mm": 80, "folded_height_mm": 120}
    central.post("/v1/products", [product_row("F", upright=True, hazmat=1, **folded)])
    central.post("/v1/products", [product_row("F", name="New name")])
    row = device.pull()["product", "F"]
    assert {name: row[name] for name in folded} == folded
    assert [row[name] for name in ("upright", "fragile", "nostack", "hazmat")] == [True, False, False, True]
    central.post("/v1/cartons", [carton_row("C", clearance_mm=3, stock=7, hazmat=False)])
    central.post("/v1/cartons", [carton_row("C", cost_cents=31)])
    row = device.pull()["carton", "C"]
    assert (row["clearance_mm"], row["stock"], row["hazmat"], row["cost_cents"]) == (3, 7, False, 31)


@pytest.mark.parametrize(
    "sizes",
    [{"length_mm": None, "width_mm": 80, "height_mm": 60}, {"length_mm": 0, "width_mm": 0, "height_mm": 0}],
)
def test_a_product_is_measured_whole_or_not_at_all(central: Warehouse, sizes: dict[str, Any]) -> None:
    """Three nulls say that nobody has measured it; two edges or a zero are a mistake."""
    said = central.post("/v1/products", [product_row("U", **sizes)])
    assert [one["field"] for one in said["refused"]] == ["length_mm"]
    unknown = dict.fromkeys(("length_mm", "width_mm", "height_mm"))
    assert central.post("/v1/products", [product_row("U", **unknown)])["refused"] == []
