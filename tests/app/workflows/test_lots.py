"""Lots: the pick carries the one that its code told or its line asks for; at packing another one is told apart."""

from dataclasses import replace

from app.domain.facts import ItemPacked, Picked
from app.domain.hints import LineHints
from app.domain.orders import WorkOrder, after
from app.domain.work_lines import Lot
from app.inputs import CartonScanned, PlaceScanned, ProductScanned, Refusal, ToteScanned, UndoPressed
from app.workflows import pack, pick
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, SMALL, SOCK, STRANGER, line, picked, to_pack, to_pick


def walk(asked: str = "") -> Played:
    work = to_pick(replace(line(1, SOCK, {"A-01": 3}), hints=LineHints(lot=asked)), line(2, CAP, {"A-02": 1}))
    return Played(pick.step, pick.begin(work))


def lots_of(play: Played) -> list[tuple[str | None, int]]:
    return [(fact.lot, fact.quantity) for fact in play.standing(Picked)]


def table(*lots: Lot, pieces: int = 2) -> Played:
    """So many socks to be packed, of these lots as far as they are known."""
    work = to_pack(replace(picked(1, SOCK, pieces), lots=lots), picked(2, CAP, 1))
    play = Played(pack.step, pack.begin(work))
    play.give(CartonScanned(SMALL))
    return play


def test_a_pick_carries_the_lot_of_its_code() -> None:
    """
    One scan and the next place: all three are of the lot that was read.
    """
    play = walk()
    play.give(ProductScanned(SOCK, lot="L1"), PlaceScanned("A-02"))
    assert lots_of(play) == [("L1", 1), ("L1", 2)]


def test_counted_pieces_keep_their_own_lots() -> None:
    """
    Scanned one by one they may be of several.
    """
    play = walk()
    play.give(*(ProductScanned(SOCK, lot=lot) for lot in ("L1", "L2", "L1")))
    assert lots_of(play) == [("L1", 1), ("L2", 1), ("L1", 1)]
    assert play.folded(to_pick(line(1, SOCK, {"A-01": 3}))).lines[0].lots == (Lot("L1", 2), Lot("L2", 1))


def test_a_line_that_asks_for_a_lot_gets_no_other() -> None:
    """
    Another one is refused with its own words; a code without a lot is taken as the one that is asked for.
    """
    play = walk("L7")
    said = play.give(ProductScanned(SOCK, lot="L8"))
    assert refusal(said) is Refusal.WRONG_LOT
    assert said.refused is not None
    assert (said.refused.expected, said.refused.got) == ("L7", "L8")
    play.give(ProductScanned(SOCK), ToteScanned("0417"))
    assert lots_of(play) == [("L7", 1), ("L7", 2)]


def test_a_pick_that_was_taken_back_leaves_no_lot() -> None:
    """
    Undo counts it out again.
    """
    play = walk()
    play.give(ProductScanned(SOCK, lot="L1"), UndoPressed())
    assert play.folded(to_pick(line(1, SOCK, {"A-01": 3}))).lines[0].lots == ()


def test_a_unit_of_another_lot_is_not_packed() -> None:
    """
    Right product, wrong lot: its own refusal, beside wrong and surplus.
    """
    play = table(Lot("L1", 2))
    said = play.give(ProductScanned(SOCK, lot="L2"))
    assert refusal(said) is Refusal.WRONG_LOT
    assert said.refused is not None
    assert (said.refused.expected, said.refused.got) == ("L1", "L2")
    assert refusal(play.give(ProductScanned(STRANGER, lot="L1"))) is Refusal.WRONG_PRODUCT
    assert refusal(play.give(ProductScanned(SOCK, 3, lot="L2"))) is Refusal.TOO_MANY
    play.give(ProductScanned(SOCK, lot="L1"), ProductScanned(SOCK))
    assert [fact.lot for fact in play.standing(ItemPacked)] == ["L1", None]


def test_any_lot_is_packed_where_not_all_are_known() -> None:
    """
    One of the two was picked by a code without a lot: it may be of any.
    """
    play = table(Lot("L1", 1))
    assert refusal(play.give(ProductScanned(SOCK, lot="L2"))) is None
    assert refusal(table().give(ProductScanned(SOCK, lot="L2"))) is None


def test_lots_of_the_pick_reach_the_table_of_the_same_device() -> None:
    """
    Picked facts alone tell them.
    """
    work: WorkOrder = after(
        to_pick(line(1, SOCK, {"A-01": 3})), [Picked("SO-1", 1, "SOCK", 3, "A-01", "0417", "L1")]
    )
    assert work.lines[0].lots == (Lot("L1", 3),)
