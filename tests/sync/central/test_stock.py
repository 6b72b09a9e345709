"""Levels are set, the difference is a move; promises that can't be kept are said."""

from tests.sync.central.warehouse import Warehouse


def level(place: str, sku: str, quantity: int) -> dict[str, object]:
    return {"place": place, "sku": sku, "quantity": quantity}


def test_setting_a_level_books_the_difference(central: Warehouse) -> None:
    """A rise comes from the supplier, a fall is an adjustment, the same again is nothing."""
    central.stock_up(("P1", "A", 5))
    for quantity in (8, 8, 1, 0):
        central.post("/v1/stock/levels", [level("P1", "A", quantity)])
    moves = [(m["from_place"], m["to_place"], m["quantity"], m["kind"]) for m in central.get("/v1/moves")]
    assert moves == [
        ("@SUPPLIER", "P1", 5, "receipt"),
        ("@SUPPLIER", "P1", 3, "receipt"),
        ("P1", "@ADJUSTMENT", 7, "adjustment"),
        ("P1", "@ADJUSTMENT", 1, "adjustment"),
    ]
    assert central.get("/v1/stock?sku=A") == [{"place": "P1", "sku": "A", "on_hand": 0, "reserved": 0}]
    central.assert_books_agree()


def test_bad_rows_are_named_and_good_rows_are_kept(central: Warehouse) -> None:
    """Unknown places and products are refused by their index."""
    central.stock_up(("P1", "A", 5))
    rows = [level("X", "A", 1), level("P1", "X", 1), level("P1", "A", -1), "x", level("P1", "A", 7)]
    answer = central.post("/v1/stock/levels", rows)
    assert (answer["created"], answer["changed"], answer["unchanged"]) == (0, 1, 0)
    named = [(one["index"], one["field"]) for one in answer["refused"]]
    assert named == [(0, "place"), (1, "sku"), (2, "quantity"), (3, "place")]
    assert central.stock() == {("P1", "A"): (7, 0)}


def test_a_level_below_what_is_promised_opens_a_card(central: Warehouse) -> None:
    """The youngest order waits again, and somebody must look."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    central.order("O2", ("A", 3))
    central.post("/v1/stock/levels", [level("P1", "A", 4)])
    assert (central.status("O1"), central.status("O2")) == ("open", "waiting")
    [card] = central.open_cards("stock_missing")
    assert (card["place"], card["sku"], card["quantity"]) == ("P1", "A", 1)
    assert central.stock() == {("P1", "A"): (4, 2)}
    central.settle(card, "found")
    central.post("/v1/stock/levels", [level("P1", "A", 5)])
    assert central.status("O2") == "open"
    central.assert_books_agree()


def test_moves_are_read_by_place_and_product(central: Warehouse) -> None:
    """Oldest first."""
    central.stock_up(("P1", "A", 5), ("P2", "A", 1), ("P2", "B", 2))
    assert [move["to_place"] for move in central.get("/v1/moves?sku=A")] == ["P1", "P2"]
    assert [move["sku"] for move in central.get("/v1/moves?place=P2")] == ["A", "B"]
    assert [move["sku"] for move in central.get("/v1/moves?place=P2&sku=B")] == ["B"]
