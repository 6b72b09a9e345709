"""How one order is packed into cartons, each closed and labelled by its last unit, in the words of the floor."""

from dataclasses import replace

import pytest

from app.domain.facts import CartonTaken, Content, ItemPacked, ParcelClosed
from app.domain.orders import WorkLine
from app.inputs import (
    CartonScanned,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows.pack import AwaitCarton, AwaitUnit, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import (
    CAP,
    LARGE,
    MEDIUM,
    MUG,
    NO_NUMBER,
    SMALL,
    SOCK,
    SSCC,
    STRANGER,
    TENT,
    carton,
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


def packed_until_closed(play: Played) -> None:
    """Scan every unit of the open parcel."""
    no = play.state.no
    while isinstance(play.state, AwaitUnit) and play.state.no == no:
        play.give(ProductScanned(play.state.work.product(play.state.plan[0].sku)))


# The carton -----------------------------------------------------------------------------------


def test_the_cheapest_fitting_carton_is_suggested() -> None:
    """
    Two socks go into S, a pile of mugs needs L.
    """
    assert table(picked(1, SOCK, 2)).state.suggested == "S"
    assert table(picked(1, MUG, 20)).state.suggested == "L"


def test_scanning_the_carton_opens_the_parcel() -> None:
    """
    One scan accepts it, and the fact names the parcel's number.
    """
    play = table(picked(1, SOCK, 2))
    assert play.give(BOX).facts == (CartonTaken("SO-1", 1, "S"),)
    assert isinstance(play.state, AwaitUnit)
    assert play.state.plan == (Content("SOCK", 2),)


@pytest.mark.parametrize("given", [ProductScanned(SOCK), ToteScanned("0417"), PlaceScanned("PACK")])
def test_nothing_is_packed_without_a_carton(given: object) -> None:
    """
    First the carton, then the goods; the suggestion is repeated.
    """
    said = table(picked(1, SOCK, 2)).give(given)  # type: ignore[arg-type]
    assert refusal(said) is Refusal.SCAN_CARTON
    assert said.refused is not None
    assert said.refused.expected == "S"


def test_another_carton_is_accepted_if_it_fits() -> None:
    """
    S is out of stock: M does it, too.
    """
    play = table(picked(1, SOCK, 2))
    assert refusal(play.give(CartonScanned(MEDIUM))) is None
    assert play.state.carton == MEDIUM


def test_a_carton_that_is_too_small_is_refused() -> None:
    """
    A mug does not go into a box for a ring, and the screen says which carton to take.
    """
    said = table(picked(1, MUG, 2)).give(CartonScanned(carton("XS", 60, 50, 40)))
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected, said.refused.got) == (
        Refusal.CARTON_TOO_SMALL,
        "M",
        "XS",
    )


def test_a_smaller_carton_takes_what_fits_and_the_rest_gets_another_parcel() -> None:
    """
    Half of the goods go into S: the plan shrinks, and there are two parcels now.
    """
    play = table(picked(1, SOCK, 8))
    assert (play.state.suggested, play.state.of) == ("M", 1)
    play.give(BOX)
    assert play.state.plan == (Content("SOCK", 4),)
    assert (play.state.no, play.state.of) == (1, 2)


def test_goods_that_no_carton_takes_may_go_into_any() -> None:
    """
    A tent fits nowhere: somebody has to send it, so the packer chooses, and hears that it is unusual.
    """
    play = table(picked(1, TENT, 1))
    assert play.state.suggested is None
    said = play.give(CartonScanned(LARGE))
    assert refusal(said) is None
    assert said.tone is Tone.NOTED
    assert play.state.plan == (Content("TENT", 1),)


# The units ------------------------------------------------------------------------------------


def test_every_unit_is_scanned_and_the_last_closes_and_prints() -> None:
    """
    The last unit closes the parcel, gives it its number and wants its label, with no tap.
    """
    play = table(picked(1, SOCK, 2))
    play.give(BOX)
    first = play.give(ProductScanned(SOCK))
    assert (first.facts, first.prints) == ((ItemPacked("SO-1", 1, "SOCK", 1, 1),), ())
    last = play.give(ProductScanned(SOCK))
    weight_g = 100 + 2 * 200
    closed = ParcelClosed("SO-1", 1, SSCC, "S", (Content("SOCK", 2),), weight_g, last=True)
    assert last.facts == (ItemPacked("SO-1", 1, "SOCK", 1, 1), closed)
    assert last.tone is Tone.JOB_DONE
    assert isinstance(play.state, Finished)
    (label,) = last.prints
    assert (label.kind, label.sscc, label.body["order"]) == ("shipping", SSCC, "SO-1")
    assert (label.body["no"], label.body["of"], label.body["weight_g"]) == (1, 1, weight_g)


def test_without_a_number_the_parcel_is_closed_all_the_same() -> None:
    """
    The range is used up: an internal label, "packed, not labelled", and nobody stands still.
    """
    play = table(picked(1, SOCK, 1))
    play.give(BOX)
    said = play.give(ProductScanned(SOCK), supply=NO_NUMBER)
    assert said.facts[-1] == ParcelClosed("SO-1", 1, None, "S", (Content("SOCK", 1),), 300, last=True)
    assert [(label.kind, label.sscc) for label in said.prints] == [("internal", None)]
    assert said.said is not None
    assert said.said.id == "said.closed_no_label"


def test_wrong_surplus_and_next_parcel_are_told_apart() -> None:
    """
    Not of this order; more than is wanted; of this order but for the next carton; all of it packed already.
    """
    play = table(*TWO_PARCELS)
    play.give(CartonScanned(LARGE))
    assert play.state.plan == (Content("ROLL", 6), Content("SOCK", 2))
    assert refusal(play.give(ProductScanned(STRANGER))) is Refusal.WRONG_PRODUCT
    assert refusal(play.give(ProductScanned(ROLL, 7))) is Refusal.TOO_MANY
    play.give(*[ProductScanned(ROLL)] * 6, ProductScanned(SOCK))
    assert refusal(play.give(ProductScanned(ROLL))) is Refusal.NEXT_PARCEL
    single = table(picked(1, SOCK, 1), picked(2, CAP, 1))
    single.give(BOX, ProductScanned(SOCK))
    assert refusal(single.give(ProductScanned(SOCK))) is Refusal.TOO_MANY


def test_a_product_that_was_never_picked_is_wrong_not_surplus() -> None:
    """
    It was short at its place: what the packer holds comes from elsewhere.
    """
    play = table(picked(1, SOCK, 1), replace(picked(2, CAP, 0), short=1))
    play.give(BOX)
    assert refusal(play.give(ProductScanned(CAP))) is Refusal.WRONG_PRODUCT


def test_a_serial_is_captured_and_the_same_piece_is_not_packed_twice() -> None:
    """
    A phone with its serial: it is in the facts and in the parcel; scanned again it is "already packed", another is not.
    """
    play = table(picked(1, SOCK, 3))
    play.give(BOX)
    said = play.give(ProductScanned(SOCK, serial="SN-1", lot="L7"))
    assert said.facts == (ItemPacked("SO-1", 1, "SOCK", 1, 1, "SN-1", "L7"),)
    again = play.give(ProductScanned(SOCK, serial="SN-1"))
    assert refusal(again) is Refusal.ALREADY_PACKED
    assert again.refused is not None
    assert again.refused.got == f"{SOCK.name} SN-1"
    play.give(ProductScanned(SOCK, serial="SN-2"), UndoPressed(), ProductScanned(SOCK, serial="SN-2"))
    play.give(ProductScanned(SOCK))
    (closed,) = play.standing(ParcelClosed)
    assert closed.contents == (Content("SOCK", 3, ("SN-1", "SN-2")),)


def test_each_parcel_holds_its_own_serials() -> None:
    """
    Two parcels, one serial in each.
    """
    play = table(*TWO_PARCELS)
    for serial in ("SN-1", "SN-2"):
        play.give(CartonScanned(LARGE), ProductScanned(ROLL, serial=serial))
        packed_until_closed(play)
    serials = [c.serials for one in play.standing(ParcelClosed) for c in one.contents if c.sku == "ROLL"]
    assert serials == [("SN-1",), ("SN-2",)]


def test_an_open_parcel_wants_products_only() -> None:
    """
    Another carton or a place is no unit; the next product is named.
    """
    play = table(picked(1, SOCK, 2))
    play.give(BOX)
    for given in (CartonScanned(LARGE), PlaceScanned("PACK"), ToteScanned("0417")):
        said = play.give(given)
        assert refusal(said) is Refusal.SCAN_PRODUCT
        assert said.refused is not None
        assert said.refused.expected == SOCK.name


def test_a_case_packs_its_content_over_the_lines() -> None:
    """
    Three pieces in one scan: two for the first line, one for the second.
    """
    play = table(picked(1, SOCK, 2), picked(2, SOCK, 1))
    said = play.give(BOX, ProductScanned(SOCK, 3))
    assert [(f.line, f.quantity) for f in said.facts if isinstance(f, ItemPacked)] == [(1, 2), (2, 1)]


# Several parcels ------------------------------------------------------------------------------


def test_the_next_parcel_follows_until_everything_is_packed() -> None:
    """
    What does not fit into one goes into the next; each label says which of how many.
    """
    play = table(*TWO_PARCELS)
    labels = []
    while not isinstance(play.state, Finished):
        assert isinstance(play.state, AwaitCarton)
        play.give(CartonScanned(LARGE))
        packed_until_closed(play)
        assert play.last is not None
        labels += [(label.body["no"], label.body["of"]) for label in play.last.prints]
    assert labels == [(1, 2), (2, 2)]
    closed = play.standing(ParcelClosed)
    assert [parcel.last for parcel in closed] == [False, True]
    assert sum(c.quantity for parcel in closed for c in parcel.contents) == 14
