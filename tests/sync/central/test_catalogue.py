"""Products, places, cartons and people come in as rows: good ones are kept, bad ones are named."""

from typing import Any

import pytest

from tests.sync.central.warehouse import Warehouse, carton_row, place_row, product_row

GTIN, OTHER_GTIN = "4006381333931", "96385074"


def test_the_same_rows_again_change_nothing(central: Warehouse) -> None:
    """A file may be imported twice."""
    for path, row in (
        ("products", product_row("Größe 7/8 \u00a0x", gtin=GTIN, hygiene=True)),
        ("places", place_row("A-01-01", 10, aisle="", bay=3)),
        ("cartons", carton_row("BOX")),
        ("people", {"badge": "1001", "name": "Ada", "pin": "2468", "roles": ["pick"]}),
    ):
        first = central.post(f"/v1/{path}", [row, row])
        assert first == {"created": 1, "changed": 0, "unchanged": 1, "refused": []}, path
        assert central.post(f"/v1/{path}", [row])["unchanged"] == 1, path


def test_a_changed_row_takes_the_place_of_the_old_one(central: Warehouse) -> None:
    """What a row does not mention stays as it is; an empty trade number is taken away."""
    central.post("/v1/products", [product_row("A", gtin=GTIN, hygiene=True)])
    row = product_row("A", name="New name")
    del row["gtin"]
    assert central.post("/v1/products", [row])["changed"] == 1
    assert central.post("/v1/products", [product_row("B", gtin=GTIN)])["refused"][0]["field"] == "gtin"
    assert central.post("/v1/products", [product_row("A", gtin="", hygiene=True)])["changed"] == 1
    assert central.post("/v1/products", [product_row("B", gtin=GTIN)])["created"] == 1


def test_one_trade_number_belongs_to_one_product(central: Warehouse) -> None:
    """The later of two is refused, however many zeros stand before the number."""
    rows = [
        product_row("A", gtin=OTHER_GTIN),
        product_row("B", gtin=OTHER_GTIN.rjust(13, "0")),
        product_row("C", gtin=GTIN),
    ]
    answer = central.post("/v1/products", rows)
    assert (answer["created"], [(one["index"], one["field"]) for one in answer["refused"]]) == (
        2,
        [(1, "gtin")],
    )
    assert "“A”" in answer["refused"][0]["reason"]


BAD: tuple[tuple[str, Any, str], ...] = (
    ("products", "no object", "sku"),
    ("products", {}, "sku"),
    ("products", product_row(""), "sku"),
    ("products", product_row("x" * 65), "sku"),
    ("products", product_row("tab\tbed"), "sku"),
    ("products", product_row("half \ud800"), "sku"),
    ("products", product_row("A", name=7), "name"),
    ("products", product_row("A", length_mm="7"), "length_mm"),
    ("products", product_row("A", width_mm=0), "width_mm"),
    ("products", product_row("A", height_mm=1.5), "height_mm"),
    ("products", product_row("A", weight_g=-1), "weight_g"),
    ("products", product_row("A", weight_g=True), "weight_g"),
    ("products", product_row("A", hygiene="yes"), "hygiene"),
    ("products", product_row("A", gtin="4006381333930"), "gtin"),
    ("products", product_row("A", gtin="12345"), "gtin"),
    ("products", product_row("A", gtin=4006381333931), "gtin"),
    ("places", place_row("@HEAVEN", 1), "place"),
    ("places", place_row("P", 1, kind="balcony"), "kind"),
    ("places", place_row("PACK", 1, kind="storage"), "kind"),
    ("places", place_row("P", 10**12), "sequence"),
    ("places", place_row("P", 1, aisle=None), "aisle"),
    ("cartons", carton_row("B", outer_width_mm=199), "outer_width_mm"),
    ("cartons", carton_row("B", content_max_g=0), "content_max_g"),
    ("people", {"badge": "1", "name": "A", "roles": ["pick"]}, "pin"),
    ("people", {"badge": "1", "name": "A", "pin": "12", "roles": ["pick"]}, "pin"),
    ("people", {"badge": "1", "name": "A", "pin": 1234, "roles": ["pick"]}, "pin"),
    ("people", {"badge": "1", "name": "A", "pin_hash": "md5", "roles": ["pick"]}, "pin_hash"),
    ("people", {"badge": "1", "name": "A", "pin": "1234", "roles": ["boss"]}, "roles"),
    ("people", {"badge": "1", "name": "A", "pin": "1234", "roles": []}, "roles"),
)

GOOD = {
    "products": product_row("GOOD"),
    "places": place_row("GOOD", 1),
    "cartons": carton_row("GOOD"),
    "people": {"badge": "GOOD", "name": "A", "pin": "1234", "roles": ["pick"]},
}


@pytest.mark.parametrize("path", GOOD)
def test_a_bad_row_is_named_and_good_rows_are_kept(central: Warehouse, path: str) -> None:
    """The answer says which row, which field and what to do; the rows around it are taken."""
    bad = [(row, field) for of, row, field in BAD if of == path]
    answer = central.post(f"/v1/{path}", [*[row for row, _ in bad], GOOD[path]])
    assert answer["created"] == 1
    named = [(one["index"], one["field"]) for one in answer["refused"]]
    assert named == list(enumerate(field for _, field in bad))
    assert all(one["reason"].endswith(".") for one in answer["refused"])


def test_a_body_that_is_no_list_or_too_long_is_refused(central: Warehouse) -> None:
    """At most 500 rows at once."""
    bodies: list[Any] = [{}, "x", None, [product_row(f"S{no}") for no in range(501)]]
    for body in bodies:
        assert central.ask("POST", "/v1/products", json=body).status_code == 422
    broken = central.ask("POST", "/v1/products", content=b"[{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 422
    assert broken.headers["content-type"] == "application/problem+json"
    assert central.ask("POST", "/v1/products", content=b"[]").status_code == 422


def test_standing_places_keep_their_kind_but_may_have_an_aisle(central: Warehouse) -> None:
    """PACK may be told where it stands."""
    answer = central.post("/v1/places", [place_row("PACK", 5, aisle="Z")])
    assert answer == {"created": 0, "changed": 1, "unchanged": 0, "refused": []}


def test_a_new_pin_changes_the_person_and_no_pin_keeps_the_old_one(central: Warehouse) -> None:
    """People are read by devices only; their PIN never leaves."""
    person = {"badge": "1001", "name": "Ada", "pin": "2468", "roles": ["pick"]}
    central.post("/v1/people", [person])
    assert central.post("/v1/people", [{**person, "pin": "1357"}])["changed"] == 1
    del person["pin"]
    assert central.post("/v1/people", [person])["unchanged"] == 1
    assert central.ask("GET", "/v1/people").status_code == 405


def test_products_and_people_are_not_called_like_barcodes_of_ours(central: Warehouse) -> None:
    """Each such row is named, the others are kept."""
    taken = central.post("/v1/products", [product_row("A"), product_row("BOX-1"), product_row("tote-7")])
    assert [(row["index"], row["field"]) for row in taken["refused"]] == [(1, "sku"), (2, "sku")]
    assert "BOX-" in taken["refused"][0]["reason"]
    person = {"badge": "BADGE-1001", "name": "Ada", "pin": "2468", "roles": ["pick"]}
    taken = central.post("/v1/people", [person, {**person, "badge": "1001"}])
    assert (taken["created"], [row["field"] for row in taken["refused"]]) == (1, ["badge"])
