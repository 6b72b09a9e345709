"""From file to what is sent: good rows are kept, orders are whole, every row is accounted for."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.import_kinds import CARTONS, KINDS, ORDERS, PEOPLE, PLACES, PRODUCTS, STOCK, Kind
from app.cli.import_plan import Plan, plan_of

DEMO = Path(__file__).parents[3] / "assets" / "demo"
TO = ["Zoë Nguyễn", "Königsallee 77", "40212", "Düsseldorf", "DE"]
MUG = ["M1", "Mug", "4006381333931", "120", "90", "80", "165"]


def written(kind: Kind, *rows: list[str], columns: tuple[str, ...] | None = None) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([columns or kind.required, *rows])
    return out.getvalue().encode()


def where(plan: Plan) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in plan.refused]


@pytest.mark.parametrize("name", list(KINDS))
def test_the_demo_files_are_taken_whole(name: str) -> None:
    """
    Nothing of the demo warehouse is refused or ignored.
    """
    plan = plan_of(KINDS[name], (DEMO / f"{name}.csv").read_bytes())
    assert (plan.refused, plan.ignored_columns) == ((), ())
    assert (
        len(plan.items)
        == {
            "products": 150,
            "places": 200,
            "cartons": 12,
            "people": 4,
            "stock": 195,
            "orders": 40,
        }[name]
    )


def test_a_product_is_sent_in_whole_numbers_and_without_what_the_file_does_not_say() -> None:
    """
    An optional column that is not there leaves central's knowledge alone.
    """
    bodies = [item.body for item in plan_of(PRODUCTS, written(PRODUCTS, MUG)).items]
    assert bodies == [
        {
            "sku": "M1",
            "name": "Mug",
            "gtin": "4006381333931",
            "length_mm": 120,
            "width_mm": 90,
            "height_mm": 80,
            "weight_g": 165,
        }
    ]
    flagged = written(PRODUCTS, [*MUG, "1"], columns=(*PRODUCTS.required, "hygiene"))
    assert plan_of(PRODUCTS, flagged).items[0].body["hygiene"] is True


def test_an_empty_kind_of_place_is_not_sent() -> None:
    """
    A place whose kind cell is empty is an ordinary one.
    """
    columns = (*PLACES.required, "kind")
    data = written(
        PLACES, ["A-1", "A", "1", "1", "10", ""], ["B-1", "B", "1", "1", "20", "bulk"], columns=columns
    )
    assert [item.body.get("kind") for item in plan_of(PLACES, data).items] == [None, "bulk"]


def test_every_bad_cell_is_named_and_good_rows_are_kept() -> None:
    """
    Two faults in one row are two sentences; the rows around it are taken.
    """
    bad = ["M2", "Cup", "4006381333932", "12.5", "90", "80", "-1"]
    plan = plan_of(PRODUCTS, written(PRODUCTS, MUG, bad, ["M3", "Pan", "", "420", "270", "70", "2350"]))
    assert [item.rows for item in plan.items] == [(2,), (4,)]
    assert where(plan) == [(3, "gtin"), (3, "length_mm"), (3, "weight_g")]
    assert all(problem.message.endswith(".") for problem in plan.refused)


def test_a_number_that_stands_there_twice_is_refused_the_second_time() -> None:
    """
    Of two rows for one thing the first is taken, and the later one says where the first stands.
    """
    plan = plan_of(PRODUCTS, written(PRODUCTS, MUG, MUG))
    assert where(plan) == [(3, "sku")]
    assert "row 2" in plan.refused[0].message


def test_stock_of_one_product_may_lie_at_two_places_but_at_each_once() -> None:
    """
    The key of a level is place and product together.
    """
    rows = ["A-1", "M1", "3"], ["A-2", "M1", "4"], ["A-1", "M2", "0"], ["A-1", "M1", "5"]
    plan = plan_of(STOCK, written(STOCK, *rows))
    assert [item.rows[0] for item in plan.items] == [2, 3, 4]
    assert where(plan) == [(5, "sku")]


def test_a_bad_row_does_not_claim_its_number() -> None:
    """
    A good row is taken even if an earlier one of the same number was refused.
    """
    plan = plan_of(STOCK, written(STOCK, ["A-1", "M1", "many"], ["A-1", "M1", "5"]))
    assert [item.rows for item in plan.items] == [(3,)]


def test_a_carton_cannot_be_larger_inside_than_outside() -> None:
    """
    Edges are compared longest with longest, in whatever order they were written.
    """
    good = ["C1", "100", "300", "200", "310", "110", "210", "90", "5000", "40"]
    bad = ["C2", "300", "200", "100", "310", "199", "110", "90", "5000", "40"]
    plan = plan_of(CARTONS, written(CARTONS, good, bad))
    assert [item.rows for item in plan.items] == [(2,)]
    assert where(plan) == [(3, "inner_width_mm")]


def test_roles_are_a_list_and_a_pin_is_text() -> None:
    """
    People come with what they may do.
    """
    plan = plan_of(PEOPLE, written(PEOPLE, ["1001", "Amira Yılmaz", "0468", "pick pack"]))
    assert plan.items[0].body == {
        "badge": "1001",
        "name": "Amira Yılmaz",
        "pin": "0468",
        "roles": ["pick", "pack"],
    }


def test_rows_of_one_order_need_not_stand_together() -> None:
    """
    Lines keep the order of the file, and one product may stand in two lines.
    """
    plan = plan_of(
        ORDERS,
        written(
            ORDERS,
            ["O1", "M1", "2", *TO],
            ["O2", "M1", "1", *TO],
            ["O1", "M2", "1", *TO],
            ["O1", "M1", "3", *TO],
        ),
    )
    assert [(item.body["number"], item.rows) for item in plan.items] == [("O1", (2, 4, 5)), ("O2", (3,))]
    assert plan.items[0].body["lines"] == [
        {"sku": "M1", "quantity": 2},
        {"sku": "M2", "quantity": 1},
        {"sku": "M1", "quantity": 3},
    ]
    assert plan.items[0].body["ship_to"] == {
        "name": "Zoë Nguyễn",
        "street": "Königsallee 77",
        "postcode": "40212",
        "city": "Düsseldorf",
        "country": "DE",
    }


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (["O1", "M2", "0", *TO], "quantity"),
        (["O1", "", "1", *TO], "sku"),
        (["O1", "M2"], "quantity"),
        (["O1", "M2", "1", *TO[:3], "Köln", "DE"], "ship_city"),
        (["O1", "M2", "1", *TO, "more"], "ship_country"),
    ],
)
def test_an_order_with_a_bad_row_is_refused_whole(bad: list[str], column: str) -> None:
    """
    Nobody gets half an order; the other rows say whose fault it is, other orders are taken.
    """
    plan = plan_of(ORDERS, written(ORDERS, ["O1", "M1", "2", *TO], bad, ["O2", "M1", "1", *TO]))
    assert [item.body["number"] for item in plan.items] == ["O2"]
    assert where(plan) == [(2, "order"), (3, column)]
    assert "row 3" in plan.refused[0].message


def test_an_order_whose_row_cannot_be_read_is_refused_whole() -> None:
    """
    Even a row with an open quotation mark is known to be of its order.
    """
    good = written(ORDERS, ["O1", "M1", "2", *TO], ["O2", "M1", "1", *TO]).decode()
    for broken, column in (('O1,"M2,1,a,b,c,d,e', "sku"), ('"O1,M2,1,a,b,c,d,e', "order")):
        plan = plan_of(ORDERS, f"{good}{broken}\n".encode())
        assert [item.body["number"] for item in plan.items] == ["O2"]
        assert where(plan) == [(2, "order"), (4, column)]


def test_a_row_without_an_order_number_is_refused_alone() -> None:
    """
    It can't be said whose it is.
    """
    plan = plan_of(ORDERS, written(ORDERS, ["O1", "M1", "2", *TO], ["", "M2", "1", *TO]))
    assert [item.body["number"] for item in plan.items] == ["O1"]
    assert where(plan) == [(3, "order")]


NAME = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=40
)


@given(NAME, NAME, NAME)
def test_any_name_survives_the_way_from_file_to_wire(order: str, sku: str, name: str) -> None:
    """
    Quotes, commas, right-to-left marks, emoji: nothing of a name is lost or changed.
    """
    plan = plan_of(ORDERS, written(ORDERS, [order, sku, "1", name, *TO[1:]]))
    body: dict[str, Any] = dict(plan.items[0].body)
    read = (body["number"], body["lines"][0]["sku"], body["ship_to"]["name"])
    assert read == tuple(text.strip("\ufeff") for text in (order, sku, name))


ROW = st.tuples(
    st.sampled_from(["O1", "O2", "O3", ""]),
    st.sampled_from(["M1", "M2", ""]),
    st.sampled_from(["1", "2", "0", "x"]),
    st.sampled_from([TO[0], "Ada"]),
    st.just(TO[1:]),
)


@given(st.lists(ROW, max_size=12))
def test_every_row_is_taken_or_refused_and_no_order_is_halved(rows: list[Any]) -> None:
    """
    No row is lost or counted twice, and no order is both taken and refused.
    """
    plan = plan_of(ORDERS, written(ORDERS, *([order, sku, n, name, *to] for order, sku, n, name, to in rows)))
    taken = [row for item in plan.items for row in item.rows]
    refused = {problem.row for problem in plan.refused}
    assert sorted([*taken, *refused]) == list(range(2, len(rows) + 2))
    orders_taken = {rows[row - 2][0] for row in taken}
    assert orders_taken.isdisjoint({rows[row - 2][0] for row in refused})
