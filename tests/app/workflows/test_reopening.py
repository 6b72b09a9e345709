"""A closed parcel is opened again before the carrier has it: what is wrong comes out, what is missing goes in."""

from app.domain.facts import Content, ItemTakenOut, ParcelClosed, ParcelReopened
from app.domain.orders import WorkLine
from app.inputs import (
    CartonScanned,
    DonePressed,
    HelpPressed,
    Message,
    PlaceScanned,
    ProductScanned,
    Refusal,
    ReopenPressed,
    Tone,
    UndoPressed,
)
from app.workflows.pack import AwaitCarton, AwaitUnit, Finished, Reopened, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, LARGE, MEDIUM, SMALL, SOCK, SSCC, STRANGER, picked, product, to_pack

ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)
AGAIN = ReopenPressed("wrong_piece")


def packed(*lines: WorkLine) -> Played:
    """An order whose parcels are all closed."""
    work = to_pack(*lines, products=[ROLL])
    play = Played(step, begin(work))
    known = {one.carton: one for one in work.cartons}
    while not isinstance(play.state, Finished):
        if isinstance(play.state, AwaitCarton):
            play.give(CartonScanned(known[play.state.suggested or "L"]))
        else:
            play.give(ProductScanned(work.product(play.state.plan[0].sku)))
    return play


def test_opening_needs_a_reason_and_names_the_old_number() -> None:
    """
    Without a reason of the list it stays closed; with one the order is open, and the old label must go.
    """
    play = packed(picked(1, SOCK, 2))
    assert refusal(play.give(ReopenPressed())) is Refusal.REASON_MISSING
    said = play.give(AGAIN)
    assert said.facts == (ParcelReopened("SO-1", 1, SSCC, "S", "wrong_piece"),)
    assert said.tone is Tone.NOTED
    assert isinstance(play.state, Reopened)
    assert (play.state.work.done, play.state.work.parcels, play.state.work.kind) == (False, (), "pack")
    assert play.folded(to_pack(picked(1, SOCK, 2), products=[ROLL])) == play.state.work


def test_a_piece_comes_out_and_gets_a_parcel_of_its_own() -> None:
    """
    One sock out, Done closes the rest under a new number, the sock is asked for in another carton.
    """
    play = packed(picked(1, SOCK, 2))
    play.give(AGAIN)
    assert play.give(ProductScanned(SOCK)).facts == (
        ItemTakenOut("SO-1", 1, "SOCK", 1, 1, None, empty=False),
    )
    said = play.give(DonePressed())
    assert [type(fact) for fact in said.facts] == [ParcelClosed]
    assert (said.facts[0].contents, said.facts[0].last) == ((Content("SOCK", 1),), False)  # type: ignore[union-attr]
    assert len(said.prints) == 1
    assert isinstance(play.state, AwaitCarton)
    assert (play.state.no, play.state.plan) == (2, (Content("SOCK", 1),))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    assert isinstance(play.state, Finished)


def test_a_unit_moves_from_one_parcel_into_another() -> None:
    """
    Out of the second, into the first: both are closed again, and all pieces are in them once.
    """
    play = packed(picked(1, ROLL, 7), picked(2, SOCK, 2))
    numbers = {parcel.no: parcel.contents for parcel in play.state.work.parcels}
    sock_in = next(no for no, contents in numbers.items() if any(c.sku == "SOCK" for c in contents))
    other = next(no for no in numbers if no != sock_in)
    play.give(ReopenPressed("wrong_piece", sock_in), ProductScanned(SOCK), DonePressed())
    assert isinstance(play.state, AwaitCarton)
    play.give(ReopenPressed("missing_piece", other))
    assert isinstance(play.state, Reopened)
    assert play.state.loose == (Content("SOCK", 1),)
    play.give(ProductScanned(SOCK), DonePressed())
    assert isinstance(play.state, Finished)
    held = [(c.sku, c.quantity) for parcel in play.state.work.parcels for c in parcel.contents]
    assert sum(n for sku, n in held if sku == "SOCK") == 2
    assert sum(n for sku, n in held if sku == "ROLL") == 7
    assert {parcel.no for parcel in play.state.work.parcels} == set(numbers)


def test_the_last_piece_out_puts_the_carton_away() -> None:
    """
    Nothing is left in it: the parcel is no more, and a carton is asked for again.
    """
    play = packed(picked(1, SOCK, 1))
    said = play.give(AGAIN, ProductScanned(SOCK))
    assert said.facts == (ItemTakenOut("SO-1", 1, "SOCK", 1, 1, None, empty=True),)
    assert isinstance(play.state, AwaitCarton)
    assert (play.state.no, play.state.suggested, play.state.work.carton) == (1, "S", None)
    assert play.folded(to_pack(picked(1, SOCK, 1), products=[ROLL])) == play.state.work


def test_what_came_out_can_be_taken_back_the_opening_cannot() -> None:
    """
    The old label counts for nothing any more: only closing leads on.
    """
    play = packed(picked(1, SOCK, 2))
    play.give(AGAIN)
    before = play.state
    play.give(ProductScanned(SOCK), UndoPressed())
    assert play.state == before
    assert play.folded(to_pack(picked(1, SOCK, 2), products=[ROLL])) == before.work
    again = play.give(UndoPressed())
    assert refusal(again) is Refusal.UNDO_CLOSED
    assert again.refused is not None
    assert again.refused.told == Message.of("refusal.undo_reopened", no=1)


def test_nothing_else_goes_in_or_comes_out() -> None:
    """
    A stranger, more than lies in it, a place: each its own refusal, and nothing changes.
    """
    play = packed(picked(1, SOCK, 2), picked(2, CAP, 1))
    play.give(AGAIN)
    before = play.state
    for given, expected in (
        (ProductScanned(STRANGER), Refusal.WRONG_PRODUCT),
        (ProductScanned(SOCK, 3), Refusal.TOO_MANY),
        (PlaceScanned("PACK"), Refusal.SCAN_PRODUCT),
        (CartonScanned(LARGE), Refusal.SCAN_PRODUCT),
        (AGAIN, Refusal.SCAN_PRODUCT),
    ):
        assert refusal(play.give(given)) is expected
    assert play.give(HelpPressed()).tone is Tone.NOTED
    assert play.state == before


def test_while_a_carton_is_open_no_other_is_opened() -> None:
    """
    One parcel on the table at a time; an order without a closed one has none to open.
    """
    fresh = Played(step, begin(to_pack(picked(1, SOCK, 2))))
    assert refusal(fresh.give(AGAIN)) is Refusal.NOT_EXPECTED
    fresh.give(CartonScanned(MEDIUM))
    assert isinstance(fresh.state, AwaitUnit)
    assert (
        refusal(fresh.give(AGAIN)) is Refusal.SCAN_PRODUCT
        or refusal(fresh.give(AGAIN)) is Refusal.NOT_EXPECTED
    )


def test_the_open_parcel_is_found_again_by_its_facts() -> None:
    """
    The device was replaced: what lies in the carton on the table is there, and Done closes it.
    """
    play = packed(picked(1, SOCK, 2))
    play.give(AGAIN)
    again = begin(play.state.work)
    assert isinstance(again, Reopened)
    assert (again.no, again.carton, again.packed) == (1, SMALL, (Content("SOCK", 2),))


def test_a_parcel_that_the_order_has_not_is_not_opened() -> None:
    """
    The wrong number says how many there are, and opens no other one.
    """
    play = Played(step, begin(to_pack(picked(1, SOCK, 1))))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    said = play.give(ReopenPressed("wrong_piece", 7))
    assert refusal(said) is Refusal.PARCEL_UNKNOWN
    assert refusal(play.give(ReopenPressed("wrong_piece", 1))) is None
