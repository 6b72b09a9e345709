"""How a parcel's label is proven and repeated, units are taken back and an open parcel is gone on with."""

from dataclasses import replace

from app.domain.facts import Content, LabelConfirmed, ParcelClosed
from app.domain.orders import WorkLine
from app.inputs import (
    CartonScanned,
    HelpPressed,
    ParcelScanned,
    ProductScanned,
    Refusal,
    ReprintPressed,
    Supply,
    Tone,
    UndoPressed,
)
from app.views.pack import view_of
from app.views.surroundings import Surroundings
from app.workflows.pack import Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import (
    CAP,
    LARGE,
    MEDIUM,
    SMALL,
    SOCK,
    SSCC,
    order,
    picked,
    product,
    to_pack,
)

BOX = CartonScanned(SMALL)
ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)
TWO_PARCELS = (picked(1, ROLL, 12), picked(2, SOCK, 2))


def table(*lines: WorkLine) -> Played:
    """A packer with the tote of this order."""
    return Played(step, begin(to_pack(*lines, products=[ROLL])))


def first_of_two() -> Played:
    """The first of two parcels is closed, the next carton is awaited."""
    play = table(*TWO_PARCELS)
    play.give(CartonScanned(LARGE), *[ProductScanned(ROLL)] * 6, *[ProductScanned(SOCK)] * 2)
    return play


# The label ------------------------------------------------------------------------------------


def test_scanning_the_label_just_stuck_proves_it() -> None:
    """
    On the screen of its parcel the own number is the proof of the print, not a return.
    """
    play = table(picked(1, SOCK, 1))
    play.give(BOX, ProductScanned(SOCK))
    said = play.give(ParcelScanned(SSCC, "SO-1"))
    assert said.facts == (LabelConfirmed(SSCC),)
    assert refusal(play.give(ParcelScanned("340123450000000185"))) is Refusal.NOT_EXPECTED


def test_a_label_that_was_proven_is_asked_for_no_more() -> None:
    """
    The screen asks for the scan of the label until it was made; then for whatever comes next.
    """
    play = table(picked(1, SOCK, 1))
    play.give(BOX, ProductScanned(SOCK))
    assert view_of(play.state, Surroundings()).prompt.id == "prompt.packed"
    play.give(ParcelScanned(SSCC, "SO-1"))
    assert view_of(play.state, Surroundings()).prompt.id == "prompt.home"


def test_a_label_of_another_parcel_is_refused_with_words() -> None:
    """
    Two labels lay beside each other: which one this is and which one goes here; no return is opened by it.
    """
    play = first_of_two()
    said = play.give(ParcelScanned("340123450000000185", "SO-9"))
    assert refusal(said) is Refusal.OTHER_PARCEL
    assert said.refused is not None
    assert said.refused.told is not None
    assert dict(said.refused.told.params) == {"got": "00185", "expected": SSCC[-5:], "order": "SO-9"}


def test_a_label_of_a_parcel_that_was_opened_again_counts_no_more() -> None:
    """
    The old label still lies there: it is to be thrown away.
    """
    play = first_of_two()
    said = play.give(ParcelScanned("340123450000000185", void=True))
    assert said.refused is not None
    assert said.refused.told is not None
    assert said.refused.told.id == "refusal.void_label"


def test_a_parcel_that_comes_back_is_no_mistake() -> None:
    """
    All is packed: the screen claims it not, and it opens its return as at home.
    """
    play = table(picked(1, SOCK, 1))
    play.give(BOX, ProductScanned(SOCK))
    for rma in (None, "RMA-1"):
        assert refusal(play.give(ParcelScanned("340123450000000185", "SO-9", rma))) is Refusal.NOT_EXPECTED


def test_each_label_of_several_parcels_can_be_proven() -> None:
    """
    The first of two between the parcels, and still when the second one is packed.
    """
    play = first_of_two()
    assert play.give(ParcelScanned(SSCC, "SO-1")).facts == (LabelConfirmed(SSCC),)
    other = Supply(sscc="340123450000000185")
    play.give(CartonScanned(LARGE))
    for _ in range(6):
        play.give(ProductScanned(ROLL), supply=other)
    assert isinstance(play.state, Finished)
    for sscc in (SSCC, "340123450000000185"):
        assert play.give(ParcelScanned(sscc, "SO-1")).facts == (LabelConfirmed(sscc),)


def test_a_reprint_keeps_the_number() -> None:
    """
    The label came out crumpled: the same once more, with the same number and weight.
    """
    play = table(picked(1, SOCK, 1))
    first = play.give(BOX, ProductScanned(SOCK)).prints
    said = play.give(ReprintPressed())
    assert (said.prints, said.facts) == (first, ())


def test_there_is_nothing_to_reprint_before_a_parcel_is_closed() -> None:
    """
    No parcel, no label.
    """
    assert refusal(table(picked(1, SOCK, 1)).give(ReprintPressed())) is Refusal.NOT_EXPECTED


# Undo, help, going on --------------------------------------------------------------------------


def test_units_and_the_carton_can_be_taken_back() -> None:
    """
    As long as the carton is open its units come out again, last first, and the carton goes back.
    """
    play = table(picked(1, SOCK, 3))
    states = [play.state]
    for given in (BOX, ProductScanned(SOCK), ProductScanned(SOCK)):
        play.give(given)
        states.append(play.state)
    for state in reversed(states[:-1]):
        assert refusal(play.give(UndoPressed())) is None
        assert play.state == state
    assert refusal(play.give(UndoPressed())) is Refusal.NOTHING_TO_UNDO


def test_a_closed_parcel_is_not_opened_by_undo() -> None:
    """
    It has a number and a label: opening it again is a job of its own.
    """
    play = table(*TWO_PARCELS)
    play.give(CartonScanned(LARGE))
    play.give(*[ProductScanned(ROLL)] * 6, *[ProductScanned(SOCK)] * 2)
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED
    done = table(picked(1, SOCK, 1))
    done.give(BOX, ProductScanned(SOCK))
    assert refusal(done.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_help_changes_nothing() -> None:
    """
    Help says again what is expected; it is neither good nor wrong.
    """
    play = table(picked(1, SOCK, 1))
    before = play.state
    assert play.give(HelpPressed()).tone is Tone.NOTED
    assert play.state == before


def test_an_open_parcel_goes_on_where_it_was_left() -> None:
    """
    Two of five lie in the carton: three are asked for, and the parcel will hold all five.
    """
    play = table(picked(1, SOCK, 3), picked(2, CAP, 2))
    play.give(CartonScanned(MEDIUM), ProductScanned(SOCK), ProductScanned(CAP))
    assert begin(play.state.work) == play.state


def test_a_carton_opened_elsewhere_keeps_what_lies_in_it() -> None:
    """
    Another device began the parcel and its carton is not known here: it is scanned again, and its contents count.
    """
    half = replace(to_pack(picked(1, SOCK, 3)), lines=(WorkLine(1, "SOCK", 3, picked=3, packed=1),))
    play = Played(step, begin(half))
    play.give(BOX, ProductScanned(SOCK), ProductScanned(SOCK))
    assert [parcel.contents for parcel in play.standing(ParcelClosed)] == [(Content("SOCK", 3),)]


def test_a_carton_filled_elsewhere_is_closed_by_scanning_it() -> None:
    """
    Everything lay in it when its device was lost: nobody has to scan the pieces again.
    """
    full = replace(to_pack(picked(1, SOCK, 3)), lines=(WorkLine(1, "SOCK", 3, picked=3, packed=3),))
    play = Played(step, begin(full))
    play.give(BOX)
    assert [parcel.contents for parcel in play.standing(ParcelClosed)] == [(Content("SOCK", 3),)]
    assert isinstance(play.state, Finished)


def test_an_order_with_nothing_in_its_tote_is_finished() -> None:
    """
    Everything was short: there is nothing to pack.
    """
    assert isinstance(begin(order(picked(1, SOCK, 0))), Finished)
