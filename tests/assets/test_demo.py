"""Holds what the demo warehouse promises, by reading its files alone: nothing of the product is imported."""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from app.cli.import_kinds import KINDS
from app.cli.import_plan import plan_of

DEMO = Path(__file__).parents[2] / "assets" / "demo"
EDGES = ("length_mm", "width_mm", "height_mm")


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


PRODUCTS = {row["sku"]: row for row in rows("products.csv")}
CARTONS = rows("cartons.csv")


def edges(row: dict[str, str], prefix: str = "") -> list[int]:
    return sorted((int(row[prefix + edge]) for edge in EDGES), reverse=True)


def volume_mm3(row: dict[str, str], prefix: str = "") -> int:
    length, width, height = edges(row, prefix)
    return length * width * height


def takes(carton: dict[str, str], pieces: list[dict[str, str]]) -> bool:
    """The rule: sorted edges, 85 % of the volume, weight; a single piece needs edges and weight."""
    inner = edges(carton, "inner_")
    fits = all(a <= b for piece in pieces for a, b in zip(edges(piece), inner, strict=True))
    weight_g = sum(int(piece["weight_g"]) for piece in pieces)
    full = sum(map(volume_mm3, pieces)) * 100 > volume_mm3(carton, "inner_") * 85
    return fits and weight_g <= int(carton["content_max_g"]) and (len(pieces) == 1 or not full)


def parcels(pieces: list[dict[str, str]]) -> int:
    """How many parcels it takes when each is filled as far as it goes, the largest pieces first."""
    count = 0
    left = sorted(pieces, key=volume_mm3, reverse=True)
    while left:
        count += 1
        if any(takes(carton, left) for carton in CARTONS):
            return count
        packed: list[dict[str, str]] = []
        rest: list[dict[str, str]] = []
        for piece in left:
            (packed if takes(CARTONS[-1], [*packed, piece]) else rest).append(piece)
        assert packed, "nothing fits into the largest carton"
        left = rest
    return count


def orders() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("orders.csv"):
        found[row["order"]].append(row)
    return found


def test_the_warehouse_has_the_promised_size() -> None:
    """
    200 places, 150 products, 12 cartons, 40 orders, 4 people, 6 announced returns.
    """
    counts = {name: len(rows(f"{name}.csv")) for name in ("places", "products", "cartons", "people")}
    assert counts == {"places": 200, "products": 150, "cartons": 12, "people": 4}
    assert len(orders()) == 40
    assert len(json.loads((DEMO / "returns.json").read_text(encoding="utf-8"))) == 6


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("products.csv", ("sku",)),
        ("products.csv", ("gtin",)),
        ("products.csv", ("name",)),
        ("places.csv", ("place",)),
        ("places.csv", ("sequence",)),
        ("cartons.csv", ("carton",)),
        ("people.csv", ("badge",)),
        ("stock.csv", ("place",)),
        ("orders.csv", ("order", "sku")),
    ],
)
def test_nothing_is_named_twice(name: str, key: tuple[str, ...]) -> None:
    """
    Every number means one thing.
    """
    counted = Counter(tuple(row[column] for column in key) for row in rows(name))
    assert counted.most_common(1)[0][1] == 1


def test_one_code_means_one_thing() -> None:
    """
    No sku is a place, a carton, an order or a return, so that every scan in the demo is plain.
    """
    kinds = [
        set(PRODUCTS),
        {row["gtin"] for row in PRODUCTS.values()},
        {row["place"] for name in ("places.csv", "wall.csv") for row in rows(name)}
        | {"PACK", "SHIP", "RETURNS", "QUARANTINE"},
        {row["carton"] for row in CARTONS},
        set(orders()),
        {one["rma"] for one in returns()},
    ]
    assert len(set().union(*kinds)) == sum(map(len, kinds))
    assert all(len(code) >= 2 for kind in kinds for code in kind)


def test_trade_numbers_are_right() -> None:
    """
    Every product has a GTIN-13 whose check digit is right.
    """
    for row in PRODUCTS.values():
        digits = [int(digit) for digit in row["gtin"]]
        assert len(digits) == 13
        assert sum(digit * (3 if n % 2 else 1) for n, digit in enumerate(digits)) % 10 == 0, row


def test_sizes_and_weights_are_believable() -> None:
    """
    Nothing is lighter than a pillow's filling or heavier than steel, and everything fits into some carton.
    """
    for row in PRODUCTS.values():
        density_g_cm3 = int(row["weight_g"]) * 1000 / volume_mm3(row)
        assert 0.02 <= density_g_cm3 <= 8, row
        assert any(takes(carton, [row]) for carton in CARTONS), row
    assert {row["hygiene"] for row in PRODUCTS.values()} == {"0", "1"}


def test_cartons_have_walls_and_rising_prices() -> None:
    """
    The inside is smaller than the outside on every edge, and a larger carton costs more.
    """
    for carton in CARTONS:
        pairs = zip(edges(carton, "inner_"), edges(carton, "outer_"), strict=True)
        assert all(inner < outer for inner, outer in pairs)
        assert 0 < int(carton["tare_g"]) < int(carton["content_max_g"])
    by_volume = sorted(CARTONS, key=lambda carton: volume_mm3(carton, "inner_"))
    costs = [int(carton["cost_cents"]) for carton in by_volume]
    assert costs == sorted(set(costs))


def test_the_put_wall_is_beside_the_200_places() -> None:
    """
    Eight slots of a kind of their own; nothing is stored there, and they come last on any walk.
    """
    slots = rows("wall.csv")
    assert [row["place"] for row in slots] == [f"W-{no:02d}" for no in range(1, 9)]
    assert {row["kind"] for row in slots} == {"wall"}
    last = max(int(row["sequence"]) for row in rows("places.csv"))
    assert all(int(row["sequence"]) > last for row in slots)
    assert not plan_of(KINDS["places"], (DEMO / "wall.csv").read_bytes()).refused


def test_places_are_walked_in_a_serpentine() -> None:
    """
    Two blocks of aisles, one aisle after the other, every second one from the far end.
    """
    walked = sorted(rows("places.csv"), key=lambda row: int(row["sequence"]))
    assert "".join(dict.fromkeys(row["aisle"] for row in walked)) == "ABCDEFGHJK"
    for block in ("ABCDE", "FGHJK"):
        for turn, aisle in enumerate(block):
            bays = [int(row["bay"]) for row in walked if row["aisle"] == aisle]
            assert bays == sorted(bays, reverse=turn % 2 == 1)
    for row in walked:
        assert row["place"] == f"{row['aisle']}-{int(row['bay']):02d}-{int(row['level']):02d}"


def test_stock_covers_all_orders_with_some_to_spare() -> None:
    """
    Every product lies in one or two known places, and every order can be picked whole.
    """
    stock: Counter[str] = Counter()
    lies: Counter[str] = Counter()
    places = {row["place"] for row in rows("places.csv")}
    for row in rows("stock.csv"):
        assert row["place"] in places
        stock[row["sku"]] += int(row["quantity"])
        lies[row["sku"]] += 1
    wanted: Counter[str] = Counter()
    for row in rows("orders.csv"):
        wanted[row["sku"]] += int(row["quantity"])
    assert set(lies) == set(PRODUCTS)
    assert set(lies.values()) == {1, 2}
    assert all(stock[sku] > wanted[sku] for sku in PRODUCTS)


def test_orders_are_of_every_size() -> None:
    """
    1 to 12 lines of 1 to 6 pieces, mostly few, to one address each, in many languages.
    """
    lines = [len(found) for found in orders().values()]
    assert (min(lines), max(lines)) == (1, 12)
    quantities = [int(row["quantity"]) for row in rows("orders.csv")]
    assert (min(quantities), max(quantities)) == (1, 6)
    assert sum(quantity <= 3 for quantity in quantities) > len(quantities) * 0.85
    for found in orders().values():
        assert (
            len({tuple(value for name, value in row.items() if name.startswith("ship_")) for row in found})
            == 1
        )
        assert all(found[0].values())
    assert len({row["ship_country"] for row in rows("orders.csv")}) >= 20


def test_every_order_goes_into_two_parcels_at_most() -> None:
    """
    Most orders go into one parcel, some need two, none needs three.
    """
    counts = Counter(
        parcels([PRODUCTS[row["sku"]] for row in found for _ in range(int(row["quantity"]))])
        for found in orders().values()
    )
    assert set(counts) == {1, 2}
    assert counts[1] > 30


def test_the_first_person_may_do_everything() -> None:
    """
    Amira can try all of it with one badge.
    """
    people = rows("people.csv")
    assert people[0]["roles"].split() == ["pick", "pack", "returns", "supervisor"]
    assert all(row["pin"].isdigit() and len(row["pin"]) >= 4 for row in people)


def returns() -> list[dict[str, Any]]:
    return list(json.loads((DEMO / "returns.json").read_text(encoding="utf-8")))


def test_one_return_is_above_what_was_shipped() -> None:
    """
    Five returns hold no more than their order, one holds more.
    """
    above = 0
    for one in returns():
        ordered = {row["sku"]: int(row["quantity"]) for row in orders()[one["order"]]}
        assert all(line["sku"] in ordered and line["reason"] for line in one["lines"])
        above += any(line["quantity"] > ordered[line["sku"]] for line in one["lines"])
    assert above == 1
