"""What orders and products say to the packer, read from their files: whose it is, and what contradicts itself."""

from app.cli.import_kinds import ORDERS, PRODUCTS
from app.cli.import_plan import plan_of
from tests.app.cli.test_import_plan import MUG, TO, where, written

HINTED = (
    *ORDERS.required,
    "gift_note",
    "price_free",
    "language",
    "currency",
    "line_instructions",
    "price_cents",
)


def test_hints_of_an_order_may_stand_in_one_of_its_rows() -> None:
    """
    Line by line what belongs to the line; a note keeps its line breaks; empty cells say nothing.
    """
    rows = [
        ["SO-1", "M1", "1", *TO, "Happy birthday!\nAda", "1", "DE", "eur", "Fold once", "1299"],
        ["SO-1", "M2", "1", *TO, "", "", "", "", "", ""],
    ]
    (item,) = plan_of(ORDERS, written(ORDERS, *rows, columns=HINTED)).items
    hints = {name: item.body[name] for name in ("gift_note", "price_free", "language", "currency")}
    assert hints == {
        "gift_note": "Happy birthday!\nAda",
        "price_free": True,
        "language": "de",
        "currency": "EUR",
    }
    assert item.body["lines"] == [
        {"sku": "M1", "quantity": 1, "instructions": "Fold once", "price_cents": 1299},
        {"sku": "M2", "quantity": 1},
    ]


def test_two_rows_that_tell_the_packer_different_things_are_refused() -> None:
    """
    The order is refused whole, and the second row says why.
    """
    rows = [["SO-1", "M1", "1", *TO, note, "", "", "", "", ""] for note in ("Hi", "Ho")]
    plan = plan_of(ORDERS, written(ORDERS, *rows, columns=HINTED))
    assert (plan.items, where(plan)) == ((), [(2, "order"), (3, "gift_note")])


def test_marks_of_a_product_are_named() -> None:
    """
    One that nobody knows is refused.
    """
    columns = (*PRODUCTS.required, "marks", "parcel_max", "age_min")
    data = written(PRODUCTS, [*MUG, "lithium limited_quantity", "2", "18"], columns=columns)
    body = plan_of(PRODUCTS, data).items[0].body
    assert (body["marks"], body["parcel_max"], body["age_min"]) == (["lithium", "limited_quantity"], 2, 18)
    assert where(plan_of(PRODUCTS, written(PRODUCTS, [*MUG, "skull", "", ""], columns=columns))) == [
        (2, "marks")
    ]
