"""A piece that was picked is not in the tote: it is said with a reason, looked for once more, and the parcel closes without it."""

from dataclasses import replace

from app.domain.facts import Content, ItemPacked, MissingAtPacking, PackingEnded, ParcelClosed
from app.domain.orders import WorkLine, blind
from app.domain.packing import PackingRules
from app.inputs import (
    CartonScanned,
    DonePressed,
    ProductScanned,
    Refusal,
    ShortPressed,
    Tone,
    UndoPressed,
    WeightScanned,
)
from app.workflows.pack import AwaitCarton, AwaitUnit, AwaitWeight, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, LARGE, MEDIUM, SOCK, line, order, picked, product, to_pack

ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)
BOX, NOT_FOUND, DONE = CartonScanned(MEDIUM), ShortPressed("not_found"), DonePressed()


def table(*lines: WorkLine) -> Played:
    """A packer with the tote of this order."""
    return Played(step, begin(to_pack(*lines, products=[ROLL])))


def test_the_parcel_closes_with_what_is_there() -> None:
    """
    Two socks of three are in the tote: not found, Done; the label is printed, and the fact says what lacks and why.
    """
    play = table(picked(1, SOCK, 3))
    play.give(BOX, ProductScanned(SOCK), ProductScanned(SOCK))
    said = play.give(NOT_FOUND)
    assert (said.facts, said.tone) == ((), Tone.NOTED)
    said = play.give(DONE)
    missing, closed = said.facts
    assert missing == MissingAtPacking("SO-1", 1, "SOCK", 1, 1, "not_found")
    assert isinstance(closed, ParcelClosed)
    assert (closed.contents, closed.last) == ((Content("SOCK", 2),), True)
    assert (len(said.prints), said.tone) == (1, Tone.NOTED)
    assert isinstance(play.state, Finished)
    (of,) = play.state.work.lines
    assert (of.picked, of.packed, of.short) == (2, 2, 1)


def test_a_piece_that_comes_to_light_still_goes_in() -> None:
    """
    It lay under the paper: it is scanned, the parcel is whole, and nothing was missing.
    """
    play = table(picked(1, SOCK, 2))
    play.give(BOX, ProductScanned(SOCK), NOT_FOUND)
    said = play.give(ProductScanned(SOCK))
    assert [type(fact) for fact in said.facts] == [ItemPacked, ParcelClosed]
    assert play.standing(MissingAtPacking) == []


def test_undo_takes_it_back() -> None:
    """
    Undo after the press: as if nothing had been said; and the parcel can be filled as before.
    """
    play = table(picked(1, SOCK, 2))
    play.give(BOX, ProductScanned(SOCK))
    before = play.state
    assert refusal(play.give(NOT_FOUND, UndoPressed())) is None
    assert play.state == before


def test_a_reason_is_asked_for() -> None:
    """
    "Short" alone says nothing; neither does a reason that nobody knows.
    """
    play = table(picked(1, SOCK, 2))
    for given in (ShortPressed(None), ShortPressed("because")):
        assert refusal(play.give(given)) is Refusal.REASON_MISSING
    play.give(BOX)
    assert refusal(play.give(ShortPressed(None))) is Refusal.REASON_MISSING


def test_an_empty_tote_ends_the_order_without_a_parcel() -> None:
    """
    Nothing is in it: every piece is missing, no carton, no label, and the screen is free again.
    """
    play = table(picked(1, SOCK, 2), picked(2, CAP, 1))
    said = play.give(ShortPressed("empty"), DONE)
    assert [(fact.sku, fact.quantity) for fact in play.standing(MissingAtPacking)] == [
        ("SOCK", 2),
        ("CAP", 1),
    ]
    assert (said.facts[-1], said.prints) == (PackingEnded("SO-1"), ())
    assert isinstance(play.state, Finished)


def test_done_is_taken_back_when_the_pieces_turn_up() -> None:
    """
    The tote was not empty after all, and the order ended without a parcel: undo, and it is packed as ever.
    """
    play = table(picked(1, SOCK, 2))
    play.give(ShortPressed("empty"), DONE)
    assert refusal(play.give(UndoPressed())) is None
    assert isinstance(play.state, AwaitCarton)
    play.give(UndoPressed(), BOX, ProductScanned(SOCK), ProductScanned(SOCK))
    assert play.standing(MissingAtPacking) == []
    assert [fact.contents for fact in play.standing(ParcelClosed)] == [(Content("SOCK", 2),)]
    assert play.folded(to_pack(picked(1, SOCK, 2))).done


def test_a_parcel_that_was_closed_without_a_piece_is_open_again_by_undo() -> None:
    """
    The sock lay under the paper: undo opens the carton as it was, the sock goes in, and a new number closes it.
    """
    play = table(picked(1, SOCK, 3))
    play.give(BOX, ProductScanned(SOCK), ProductScanned(SOCK), NOT_FOUND, DONE)
    assert isinstance(play.state, Finished)
    assert refusal(play.give(UndoPressed())) is None
    assert isinstance(play.state, AwaitUnit)
    assert (play.state.packed, play.state.plan) == ((Content("SOCK", 2),), (Content("SOCK", 1),))
    assert play.folded(to_pack(picked(1, SOCK, 3))).parcels == ()
    play.give(ProductScanned(SOCK))
    assert isinstance(play.state, Finished)
    assert play.state.work.parcels[0].contents == (Content("SOCK", 3),)
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_an_empty_carton_is_put_away() -> None:
    """
    The carton stood open for nothing: it is put away with the facts.
    """
    play = table(picked(1, SOCK, 1))
    play.give(BOX)
    said = play.give(NOT_FOUND, DONE)
    assert said.facts[0] == MissingAtPacking("SO-1", 1, "SOCK", 1, 1, "not_found", "M")
    assert isinstance(play.state, Finished)
    assert play.state.work.carton is None


def test_beside_an_open_carton_only_its_own_pieces_are_meant() -> None:
    """
    Of two parcels the first lacks a roll: it closes without, and the second one is packed as it was planned.
    """
    play = table(picked(1, ROLL, 12))
    play.give(CartonScanned(LARGE), *[ProductScanned(ROLL)] * 5)
    play.give(NOT_FOUND, DONE)
    assert [parcel.last for parcel in play.standing(ParcelClosed)] == [False]
    assert isinstance(play.state, AwaitCarton)
    assert play.state.plan == (Content("ROLL", 6),)
    play.give(CartonScanned(LARGE), *[ProductScanned(ROLL)] * 6)
    assert [parcel.last for parcel in play.standing(ParcelClosed)] == [False, True]


def test_after_a_closed_parcel_the_rest_may_be_missing() -> None:
    """
    The tote is empty after the first of two parcels: the order ends with the one it has.
    """
    play = table(picked(1, ROLL, 12))
    play.give(CartonScanned(LARGE), *[ProductScanned(ROLL)] * 6)
    play.give(ShortPressed("empty"), DONE)
    assert play.standing(MissingAtPacking)[0].quantity == 6
    assert isinstance(play.state, Finished)
    assert [parcel.no for parcel in play.state.work.parcels] == [1]


def test_an_empty_carton_of_several_leaves_the_others() -> None:
    """
    All of the first parcel is missing, the second one is there: its carton is asked for. Undo brings the first one back.
    """
    play = table(picked(1, ROLL, 12))
    play.give(CartonScanned(LARGE), NOT_FOUND, DONE)
    assert isinstance(play.state, AwaitCarton)
    assert (play.state.no, play.state.plan) == (1, (Content("ROLL", 6),))
    assert begin(play.state.work).work.carton is None
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitUnit)
    assert play.state.work == play.folded(to_pack(picked(1, ROLL, 12), products=[ROLL]))


def test_the_last_line_of_a_product_goes_without() -> None:
    """
    Two lines of socks, one sock lacks: the later line does without it.
    """
    play = table(picked(1, SOCK, 1), picked(2, SOCK, 1))
    play.give(BOX, ProductScanned(SOCK), NOT_FOUND, DONE)
    assert [(fact.line, fact.quantity) for fact in play.standing(MissingAtPacking)] == [(2, 1)]


def test_a_parcel_that_lacks_something_is_weighed_as_it_is() -> None:
    """
    Where parcels are weighed it goes on the scales with what is in it; undo leads back from there, too.
    """
    play = Played(step, begin(replace(to_pack(picked(1, SOCK, 3)), packing=PackingRules(weighs=True))))
    play.give(BOX, ProductScanned(SOCK), ProductScanned(SOCK), NOT_FOUND, DONE)
    assert isinstance(play.state, AwaitWeight)
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitUnit)
    assert play.standing(MissingAtPacking) == []
    play.give(DONE, WeightScanned(500))
    assert isinstance(play.state, Finished)


def test_blind_nobody_can_say_what_is_missing() -> None:
    """
    Packed by its number alone: what was picked is known to nobody here, Done says that the tote is empty.
    """
    work = blind(order(line(1, SOCK, {"A-01": 2}), tote="0417"))
    play = Played(step, begin(replace(work, cartons=(MEDIUM,))))
    assert refusal(play.give(NOT_FOUND)) is Refusal.NOT_EXPECTED
