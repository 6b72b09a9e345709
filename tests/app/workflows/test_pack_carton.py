"""Cartons that do not do: another one that fits or not, "it fits, I say", and "did not fit"."""

from dataclasses import replace

from app.domain.facts import CartonOverridden, CartonTaken, Content, DidNotFit, ParcelClosed
from app.domain.orders import WorkLine
from app.inputs import (
    CartonScanned,
    DidNotFitPressed,
    FitsPressed,
    Message,
    ProductScanned,
    Refusal,
    Tone,
    UndoPressed,
)
from app.workflows.pack import AwaitCarton, AwaitUnit, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import (
    CAP,
    LARGE,
    MEDIUM,
    MUG,
    SMALL,
    SOCK,
    carton,
    picked,
    product,
    to_pack,
)

TINY = carton("XS", 60, 50, 40)
ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)
PEN = replace(product("PEN"), size=None)


def table(*lines: WorkLine) -> Played:
    """A packer with the tote of this order."""
    return Played(step, begin(to_pack(*lines, products=[PEN])))


# Another carton -------------------------------------------------------------------------------


def test_a_refused_carton_says_what_speaks_against_it() -> None:
    """
    The piece, by how much it is too long, which carton does it.
    """
    said = table(picked(1, MUG, 2)).give(CartonScanned(TINY))
    assert said.refused is not None
    assert said.refused.told is not None
    assert said.refused.told.id == "refusal.carton_no.side"
    gaps = dict(said.refused.told.params)
    assert (gaps["got"], gaps["expected"], gaps["name"], gaps["amount"]) == ("XS", "M", MUG.name, "60")


def test_a_smaller_carton_that_makes_two_parcels_says_so() -> None:
    """
    S takes four of eight socks: how many, and that the rest goes into another parcel; undo is one scan away.
    """
    play = table(picked(1, SOCK, 8))
    before = play.state
    said = play.give(CartonScanned(SMALL))
    assert isinstance(play.state, AwaitUnit)
    fits = sum(content.quantity for content in play.state.plan)
    assert (said.tone, play.state.of) == (Tone.NOTED, 2)
    assert said.said == Message.of("said.carton_part", carton="S", fits=fits, wanted=8)
    play.give(UndoPressed())
    assert play.state == before


def test_it_fits_i_say_takes_any_carton_and_is_counted() -> None:
    """
    The packer sees that it goes in: with a reason the next carton is taken, and the fact says so.
    """
    play = table(picked(1, MUG, 2))
    assert play.give(FitsPressed("soft")).tone is Tone.NOTED
    said = play.give(CartonScanned(TINY))
    assert said.facts == (CartonTaken("SO-1", 1, "XS"), CartonOverridden("SO-1", 1, "XS", "M", "soft"))
    assert isinstance(play.state, AwaitUnit)
    play.give(ProductScanned(MUG), ProductScanned(MUG))
    assert [(one.carton, one.contents) for one in play.standing(ParcelClosed)] == [
        ("XS", (Content("MUG", 2),))
    ]


def test_it_fits_i_say_means_all_of_it() -> None:
    """
    Half of the socks have a spot in S; the packer says that they all go in: one parcel, counted as insisted on.
    """
    play = table(picked(1, SOCK, 8))
    said = play.give(FitsPressed("soft"), CartonScanned(SMALL))
    assert said.facts == (CartonTaken("SO-1", 1, "S"), CartonOverridden("SO-1", 1, "S", "M", "soft"))
    assert (play.state.plan, play.state.of) == ((Content("SOCK", 8),), 1)


def test_a_carton_that_fits_needs_no_override() -> None:
    """
    The reason was given, then a good carton was taken after all: nothing to count.
    """
    play = table(picked(1, SOCK, 2))
    said = play.give(FitsPressed("seen"), CartonScanned(MEDIUM))
    assert said.facts == (CartonTaken("SO-1", 1, "M"),)


def test_it_fits_needs_a_reason_and_can_be_taken_back() -> None:
    """
    Without a reason of the list it is refused; Undo asks for the suggested carton again.
    """
    play = table(picked(1, MUG, 2))
    before = play.state
    for reason in (None, "because"):
        assert refusal(play.give(FitsPressed(reason))) is Refusal.REASON_MISSING
    play.give(FitsPressed("seen"), UndoPressed())
    assert play.state == before


# Did not fit ----------------------------------------------------------------------------------


def test_did_not_fit_books_the_pair_and_suggests_the_next() -> None:
    """
    By the look of it S is too small: the pieces and the carton are booked, M comes next.
    """
    play = table(picked(1, SOCK, 2))
    said = play.give(DidNotFitPressed())
    assert said.facts == (DidNotFit("SO-1", 1, "S", (Content("SOCK", 2),), open=False),)
    assert isinstance(play.state, AwaitCarton)
    assert play.state.suggested == "M"
    assert play.folded(to_pack(picked(1, SOCK, 2), products=[PEN])) == play.state.work


def test_what_lay_in_the_carton_goes_into_the_next_one_unscanned() -> None:
    """
    One of three is in when the packer sees that the rest will not go: it is moved by hand, two are scanned.
    """
    play = table(picked(1, SOCK, 3))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    said = play.give(DidNotFitPressed())
    assert said.facts == (DidNotFit("SO-1", 1, "S", (Content("SOCK", 3),), open=True),)
    assert (play.state.suggested, play.state.plan) == ("M", (Content("SOCK", 2),))
    play.give(CartonScanned(MEDIUM), ProductScanned(SOCK), ProductScanned(SOCK))
    assert isinstance(play.state, Finished)
    assert [(one.carton, one.contents) for one in play.standing(ParcelClosed)] == [
        ("M", (Content("SOCK", 3),))
    ]


def test_did_not_fit_can_be_taken_back() -> None:
    """
    A wrong tap: the carton is on the table again, and nothing is said against it.
    """
    play = table(picked(1, SOCK, 3))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK))
    before = play.state
    play.give(DidNotFitPressed(), UndoPressed())
    assert play.state == before
    assert play.folded(to_pack(picked(1, SOCK, 3), products=[PEN])) == before.work


def test_when_no_carton_is_left_the_packer_chooses() -> None:
    """
    None of them did: any carton is taken, and the line does not stop.
    """
    play = table(picked(1, SOCK, 1))
    for expected in ("S", "M", "L"):
        assert play.state.suggested == expected
        play.give(DidNotFitPressed())
    assert play.state.suggested is None
    assert refusal(play.give(DidNotFitPressed())) is Refusal.NOT_EXPECTED
    assert play.give(CartonScanned(LARGE)).tone is Tone.NOTED
    assert play.state.plan == (Content("SOCK", 1),)


def test_all_of_it_lay_in_the_carton_that_did_not_close() -> None:
    """
    A part went in, the lid does not shut, the other goods travel apart: no unit is scanned twice.
    """
    play = table(picked(1, SOCK, 2), picked(2, CAP, 1))
    play.give(CartonScanned(SMALL), ProductScanned(SOCK), ProductScanned(SOCK), DidNotFitPressed())
    assert play.state.plan == (Content("CAP", 1),)
    play.give(CartonScanned(MEDIUM), ProductScanned(CAP))
    assert isinstance(play.state, Finished)


def test_a_carton_that_was_used_up_by_this_order_is_not_named_again() -> None:
    """
    One L is left: the first parcel takes it, what else there is goes into smaller ones.
    """
    work = to_pack(picked(1, ROLL, 8), products=[ROLL])
    few = tuple(replace(one, stock=1) if one.carton == "L" else one for one in work.cartons)
    play = Played(step, begin(replace(work, cartons=few)))
    used = []
    while not isinstance(play.state, Finished):
        known = {one.carton: one for one in few}
        used.append(play.state.suggested)
        play.give(CartonScanned(known[play.state.suggested]))
        while isinstance(play.state, AwaitUnit):
            play.give(ProductScanned(ROLL))
    assert used == ["L", "M", "M"]


def test_a_carton_in_hand_is_there_whatever_the_book_says() -> None:
    """
    S is out by the count, so M is named; whoever found an S and scans it packs into it.
    """
    work = to_pack(picked(1, SOCK, 1))
    out = replace(SMALL, stock=0)
    play = Played(step, begin(replace(work, cartons=(out, MEDIUM))))
    assert play.state.suggested == "M"
    assert play.give(CartonScanned(out)).said == Message.of("said.carton", carton="S", insert="")
    play.give(ProductScanned(SOCK))
    assert isinstance(play.state, Finished)


# Without sizes --------------------------------------------------------------------------------


def test_a_product_without_sizes_is_packed_by_eye() -> None:
    """
    Nobody measured the pen: any carton is taken, and the packer hears that measuring is asked for.
    """
    play = table(picked(1, PEN, 2))
    assert play.state.suggested is None
    said = play.give(CartonScanned(SMALL))
    assert said.said is not None
    assert (said.said.id, said.tone) == ("said.by_eye.no_size", Tone.NOTED)
    play.give(ProductScanned(PEN), ProductScanned(PEN))
    assert isinstance(play.state, Finished)
