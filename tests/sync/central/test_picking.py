"""How picking is booked: in double entry, with what was promised, and never refused."""

from app.domain.facts import Picked, Shorted, ToteAssigned, TotesDropped
from tests.sync.central.warehouse import DeviceEnd, Warehouse


def picked(order: str, quantity: int, *, line: int = 1, sku: str = "A", place: str = "P1") -> Picked:
    return Picked(order, line, sku, quantity, place, "T1")


def test_a_pick_moves_pieces_to_the_packing_table_and_uses_up_their_promise(
    central: Warehouse, device: DeviceEnd
) -> None:
    """What is picked left its place, lies at PACK, and is no longer promised there."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 3))
    assert central.stock() == {("P1", "A"): (5, 3)}
    assert device.tell(ToteAssigned("O1", "T1"), picked("O1", 2)) == ["applied", "applied"]
    assert central.status("O1") == "picking"
    assert central.stock() == {("P1", "A"): (3, 1), ("PACK", "A"): (2, 0)}
    device.tell(picked("O1", 1), TotesDropped("O1", "T1", "PACK"))
    assert central.status("O1") == "picked"
    central.assert_books_agree()


def test_a_pick_from_another_place_frees_what_was_promised_elsewhere(
    central: Warehouse, device: DeviceEnd
) -> None:
    """A line that is done keeps nothing from others, wherever its pieces came from."""
    central.stock_up(("P1", "A", 3), ("P2", "A", 3))
    central.order("O1", ("A", 3))
    device.tell(picked("O1", 3, place="P2"))
    assert central.stock() == {("P1", "A"): (3, 0), ("PACK", "A"): (3, 0)}
    assert central.open_cards() == []
    central.assert_books_agree()


def test_more_pieces_than_the_book_knew_are_found_first(central: Warehouse, device: DeviceEnd) -> None:
    """Too little by the book: the missing pieces are booked in, and somebody must count."""
    central.stock_up(("P1", "A", 2), ("P2", "A", 9))
    central.order("O1", ("A", 4))
    assert device.tell(picked("O1", 4, place="P1")) == ["attention"]
    [card] = central.open_cards("stock_negative")
    assert (card["place"], card["sku"], card["quantity"], card["order"]) == ("P1", "A", 2, "O1")
    moves = [(m["from_place"], m["to_place"], m["quantity"]) for m in central.get("/v1/moves?place=P1")]
    assert moves[-2:] == [("@ADJUSTMENT", "P1", 2), ("P1", "PACK", 4)]
    central.assert_books_agree()


def test_pieces_promised_to_others_are_taken_from_the_youngest(central: Warehouse, device: DeviceEnd) -> None:
    """An order that nobody has begun goes back to waiting when its pieces were taken by another."""
    central.stock_up(("P1", "A", 4), ("P2", "B", 1))
    for number in ("O1", "O2", "O3"):
        central.order(number, ("A", 1))
    central.order("O4", ("B", 1))
    assert device.tell(picked("O4", 2, sku="A")) == ["quarantined"]  # not its line
    device.tell(picked("O1", 3))
    assert [central.status(number) for number in ("O1", "O2", "O3")] == ["picking", "open", "waiting"]
    assert {card["kind"] for card in central.open_cards()} >= {"stock_missing", "double_pick"}
    assert central.stock()["P1", "A"] == (1, 1)
    central.assert_books_agree()


def test_missing_pieces_are_not_promised_to_anybody_until_somebody_looked(
    central: Warehouse, device: DeviceEnd
) -> None:
    """A short line does without; the place promises nothing more while its card is open."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    assert device.tell(ToteAssigned("O1", "T1"), Shorted("O1", 1, "A", 2, "P1", "empty"))[1] == "attention"
    device.tell(TotesDropped("O1", "T1", "PACK"))
    assert central.status("O1") == "closed_short"
    assert central.get("/v1/orders/O1")["lines"][0]["short"] == 2
    central.order("O2", ("A", 1))
    assert central.status("O2") == "waiting"
    [card] = central.open_cards()
    central.settle(card, "found")
    assert central.status("O2") == "open"
    assert central.settle(card, "write_off")["settled"]["action"] == "found"
    central.assert_books_agree()


def test_missing_pieces_are_written_off_as_far_as_they_are_free(
    central: Warehouse, device: DeviceEnd
) -> None:
    """What others were promised stays in the book."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    central.order("O2", ("A", 2))
    device.tell(Shorted("O1", 1, "A", 2, "P1", "empty"))
    central.settle(central.open_cards()[0], "write_off")
    assert central.stock() == {("P1", "A"): (3, 2)}
    central.assert_books_agree()


def test_what_is_picked_twice_is_booked_and_put_back(central: Warehouse, device: DeviceEnd) -> None:
    """Two devices pick one line: both are right about what they did, and one puts it back."""
    central.stock_up(("P1", "A", 10))
    central.order("O1", ("A", 2))
    other = central.enrol("Station 2")
    assert device.tell(ToteAssigned("O1", "T1"), picked("O1", 2)) == ["applied", "applied"]
    assert other.tell(ToteAssigned("O1", "T2"), picked("O1", 2))[1] == "attention"
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 4
    [card] = central.open_cards("double_pick")
    assert (card["order"], card["sku"], card["quantity"], card["place"]) == ("O1", "A", 2, "P1")
    assert card["actions"] == ["put_back", "keep"]
    central.settle(card, "put_back")
    assert central.stock() == {("P1", "A"): (8, 0), ("PACK", "A"): (2, 0)}
    assert central.get("/v1/orders/O1")["lines"][0]["picked"] == 2
    central.assert_books_agree()


def test_facts_about_unknown_things_are_kept_and_shown(central: Warehouse, device: DeviceEnd) -> None:
    """An unknown order, place or line is no reason to lose a fact or to stop the others."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 2))
    outcomes = device.tell(
        picked("O9", 1), picked("O1", 1, place="X"), picked("O1", 1, line=7), picked("O1", 1)
    )
    assert outcomes == ["quarantined"] * 3 + ["applied"]
    assert len(central.open_cards("quarantined_fact")) == 3
    assert len(central.get("/v1/facts")) == 4
