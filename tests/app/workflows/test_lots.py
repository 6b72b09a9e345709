"""Lots: the pick carries the one that its code told or its line asks for; at packing another one is told apart."""

from dataclasses import replace

from app.domain.facts import ItemPacked, Picked
from app.domain.hints import LineHints
from app.domain.orders import WorkOrder, after
from app.domain.work_lines import Lot, WorkLine
from app.inputs import (
    AnswerPressed,
    CartonScanned,
    DonePressed,
    Message,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.views.pack import view_of as view_of_pack
from app.views.pick import view_of as view_of_pick
from app.views.surroundings import Surroundings
from app.workflows import pack, pick
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, MEDIUM, SMALL, SOCK, STRANGER, line, picked, to_pack, to_pick


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
    Another one is refused with its own words; for a code without a lot somebody looks at the piece, once at a stop.
    """
    play = walk("L7")
    said = play.give(ProductScanned(SOCK, lot="L8"))
    assert refusal(said) is Refusal.WRONG_LOT
    assert said.refused is not None
    assert (said.refused.expected, said.refused.got) == ("L7", "L8")
    asked = play.give(ProductScanned(SOCK))
    assert (asked.facts, asked.said, asked.tone) == ((), Message.of("said.lot_asked", lot="L7"), Tone.NOTED)
    assert view_of_pick(play.state, Surroundings()).question is not None
    play.give(AnswerPressed("yes"), ProductScanned(SOCK), ProductScanned(SOCK))
    assert lots_of(play) == [("L7", 1), ("L7", 1), ("L7", 1)]


def test_a_piece_that_is_of_another_lot_stays_on_its_shelf() -> None:
    """
    No, or taking the scan back: nothing is booked, and the next plain code asks again. The right code needs no question.
    """
    play = walk("L7")
    for no in (AnswerPressed("no"), UndoPressed()):
        assert play.give(ProductScanned(SOCK), no).facts == ()
        assert view_of_pick(play.state, Surroundings()).question is None
    play.give(ProductScanned(SOCK), ProductScanned(SOCK, lot="L7"), ToteScanned("0417"))
    assert lots_of(play) == [("L7", 1), ("L7", 2)]
    assert play.standing(Picked)


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


# A lot that is asked for, at the table ---------------------------------------------------------


def wanted(*lines: WorkLine) -> Played:
    """A carton is open, and three socks of L7 are to go into it."""
    mine = lines or (replace(picked(1, SOCK, 3), hints=LineHints(lot="L7")),)
    play = Played(pack.step, pack.begin(to_pack(*mine)))
    play.give(CartonScanned(MEDIUM))
    return play


def lots_packed(play: Played) -> list[tuple[str | None, int]]:
    return [(fact.lot, fact.quantity) for fact in play.standing(ItemPacked)]


def test_the_packer_looks_once_at_the_lot_that_is_asked_for() -> None:
    """
    The screen says which one; a plain code asks, Yes packs, and the others of its line are believed.
    """
    play = wanted()
    hints = view_of_pack(play.state, Surroundings()).hints
    assert [hint.text for hint in hints if hint.warns] == [Message.of("hint.lot", lot="L7")]
    asked = play.give(ProductScanned(SOCK))
    assert (asked.facts, asked.tone) == ((), Tone.NOTED)
    assert refusal(play.give(DonePressed())) is Refusal.SCAN_PRODUCT
    view = view_of_pack(play.state, Surroundings())
    assert view.question is not None
    assert view.question.text == Message.of("question.lot", lot="L7")
    play.give(AnswerPressed("yes"), ProductScanned(SOCK, 2))
    assert lots_packed(play) == [("L7", 1), ("L7", 2)]


def test_at_the_table_no_leaves_the_piece_out() -> None:
    """
    Nothing is packed, and the next plain code asks again; undo takes the question back as well.
    """
    play = wanted()
    for no in (AnswerPressed("no"), UndoPressed()):
        said = play.give(ProductScanned(SOCK), no)
        assert (said.facts, said.said) == ((), Message.of("said.lot_left", lot="L7"))
    assert lots_packed(play) == []


def test_a_code_with_the_lot_is_its_own_answer() -> None:
    """
    The right one is packed at once, also while the question is open; a wrong one is refused, whatever the pick knew.
    """
    play = wanted()
    assert refusal(play.give(ProductScanned(SOCK, lot="L8"))) is Refusal.WRONG_LOT
    play.give(ProductScanned(SOCK), ProductScanned(SOCK, lot="L7"), ProductScanned(SOCK, 2))
    assert lots_packed(play) == [("L7", 1), ("L7", 2)]


def test_lines_that_ask_for_different_lots_ask_for_one_of_them() -> None:
    """
    Nobody can tell which piece is for which line: the code with its lot says it; beside other goods the name is told.
    """
    first, other = (
        replace(picked(no, SOCK, 1), hints=LineHints(lot=lot)) for no, lot in ((1, "L7"), (2, "L8"))
    )
    play = wanted(first, other, picked(3, CAP, 1))
    hints = view_of_pack(play.state, Surroundings()).hints
    assert [hint.text for hint in hints] == [Message.of("hint.lots", lots=f"{SOCK.name}: L7, L8")]
    assert refusal(play.give(ProductScanned(SOCK, lot="L9"))) is Refusal.WRONG_LOT
    play.give(ProductScanned(SOCK, lot="L8"), ProductScanned(SOCK))
    assert lots_packed(play) == [("L8", 1), (None, 1)]


def test_a_line_that_takes_any_lot_asks_for_none() -> None:
    """
    One line of L7, one of any: every piece may go in.
    """
    play = wanted(replace(picked(1, SOCK, 1), hints=LineHints(lot="L7")), picked(2, SOCK, 1))
    play.give(ProductScanned(SOCK), ProductScanned(SOCK))
    assert lots_packed(play) == [(None, 1), (None, 1)]
