"""The rule of cartons: sorted edges, 85 % of the volume, weight; the cheapest that passes."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Carton, Product
from app.planning.cartons import cheapest, filling, parcels, passes
from tests.builders import LARGE, MEDIUM, SMALL, SOCK, TENT, carton, product
from tests.strategies import SHORT_OF_TIME, cartons, products

CUBE = product("CUBE", 100, 100, 100, weight_g=1_000)
PILES = st.lists(products("ONE") | products("TWO") | products("THREE"), min_size=1, max_size=10)


def same_size(pile: list[Product]) -> list[Product]:
    """One product has one size: the first of each kind stands for all."""
    first = {piece.sku: piece for piece in reversed(pile)}
    return [first[piece.sku] for piece in pile]


# The rule -------------------------------------------------------------------------------------


def test_any_turn_of_a_piece_will_do() -> None:
    """
    A long thing lies down: the longest edge goes along the longest edge.
    """
    stick = product("STICK", 20, 290, 20)
    assert passes([stick], carton("LONG", 30, 30, 290))
    assert not passes([stick], carton("SHORT", 280, 100, 100))


def test_every_edge_must_fit() -> None:
    """
    One millimetre too wide is too wide.
    """
    assert passes([CUBE], carton("JUST", 100, 100, 100))
    assert not passes([CUBE], carton("TIGHT", 200, 200, 99))


def test_several_pieces_fill_at_most_85_percent() -> None:
    """
    Eight cubes of a litre in 9.41 litres pass, in 9.40 they do not: paper and air need their room.
    """
    eight = [CUBE] * 8
    assert passes(eight, carton("ROOMY", 100, 100, 942))
    assert not passes(eight, carton("FULL", 100, 100, 941))


def test_exactly_85_percent_passes() -> None:
    """
    The limit itself is allowed.
    """
    assert passes([CUBE] * 17, carton("EXACT", 100, 100, 2_000, content_max_g=17_000))


def test_a_single_piece_needs_edges_and_weight_only() -> None:
    """
    It may fill its box to the last millimetre.
    """
    assert passes([CUBE], carton("JUST", 100, 100, 100))
    assert not passes([CUBE], carton("WEAK", 100, 100, 100, content_max_g=999))


def test_the_weight_of_all_pieces_counts() -> None:
    """
    What is too heavy for the carton's bottom does not go in, however small it is.
    """
    assert passes([CUBE] * 2, carton("HOLDS", 300, 300, 300, content_max_g=2_000))
    assert not passes([CUBE] * 2, carton("BREAKS", 300, 300, 300, content_max_g=1_999))


# The choice -----------------------------------------------------------------------------------


def test_the_cheapest_one_is_taken_not_the_smallest() -> None:
    """
    A larger carton that costs less is the better one.
    """
    offer = replace(LARGE, carton="OFFER", cost_cents=10)
    assert cheapest([SOCK], [SMALL, MEDIUM, offer]) == offer


def test_at_the_same_price_the_smaller_outside_is_taken_then_the_name() -> None:
    """
    Carriers charge for the outside; and two that are alike are chosen the same way every day.
    """
    twin, big = replace(SMALL, carton="A"), replace(MEDIUM, cost_cents=SMALL.cost_cents)
    assert cheapest([SOCK], [big, SMALL, twin]) == twin


def test_nothing_is_suggested_that_does_not_fit() -> None:
    """
    A tent fits nowhere, and says so.
    """
    assert cheapest([TENT], [SMALL, MEDIUM, LARGE]) is None
    assert cheapest([SOCK], []) is None


# Parcels --------------------------------------------------------------------------------------


def test_what_fits_together_travels_together() -> None:
    """
    One parcel, if any carton takes all of it.
    """
    (one,) = parcels([SOCK] * 3, [SMALL, MEDIUM])
    assert (one.carton, one.pieces) == (SMALL, (("SOCK", 3),))


def test_what_no_carton_takes_travels_alone() -> None:
    """
    The tent gets a parcel of its own, without a carton; the socks theirs.
    """
    planned = parcels([TENT, SOCK], [SMALL, MEDIUM])
    assert [(one.carton, one.pieces) for one in planned] == [(SMALL, (("SOCK", 1),)), (None, (("TENT", 1),))]


@SHORT_OF_TIME
@given(PILES, cartons())
def test_every_piece_is_planned_once_and_every_parcel_passes(
    pile: list[Product], kinds: tuple[Carton, ...]
) -> None:
    """
    Nothing forgotten, nothing doubled; a parcel without a carton is a single piece that none takes.
    """
    pile = same_size(pile)
    known = {piece.sku: piece for piece in pile}
    planned: Counter[str] = Counter()
    for one in parcels(pile, kinds):
        goods = [known[sku] for sku, quantity in one.pieces for _ in range(quantity)]
        planned.update(piece.sku for piece in goods)
        if one.carton is None:
            assert len(goods) == 1
            assert cheapest(goods, kinds) is None
        else:
            assert passes(goods, one.carton)
            assert all(one.carton.cost_cents <= other.cost_cents for other in kinds if passes(goods, other))
    assert planned == Counter(piece.sku for piece in pile)


@SHORT_OF_TIME
@given(PILES, cartons())
def test_one_parcel_is_planned_whenever_one_is_enough(pile: list[Product], kinds: tuple[Carton, ...]) -> None:
    """
    Nobody opens a second carton that is not needed.
    """
    pile = same_size(pile)
    assert (len(parcels(pile, kinds)) == 1) == (len(pile) == 1 or cheapest(pile, kinds) is not None)


@SHORT_OF_TIME
@given(PILES, cartons())
def test_a_filling_passes_and_nothing_more_goes_in(pile: list[Product], kinds: tuple[Carton, ...]) -> None:
    """
    What is put into the carton at hand obeys the rule, and is empty only if no piece fits.
    """
    pile = same_size(pile)
    known = {piece.sku: piece for piece in pile}
    goods = [known[sku] for sku, quantity in filling(pile, kinds[0]) for _ in range(quantity)]
    assert passes(goods, kinds[0]) if goods else not any(passes([piece], kinds[0]) for piece in pile)
    rest = list((Counter(piece.sku for piece in pile) - Counter(piece.sku for piece in goods)).elements())
    assert not any(goods and passes([*goods, known[sku]], kinds[0]) for sku in rest)
