"""One code, several meanings: the job decides where it can, and only where the answer matters is a person asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inputs import (
    CartonScanned,
    Input,
    OrderScanned,
    PlaceScanned,
    ProductScanned,
    ReturnScanned,
    UnclearScanned,
    UnknownScanned,
)
from app.scanning.resolve import MEANINGS_MAX, Expected, key_of, resolve
from tests.builders import CAP, MUG, SMALL, SOCK
from tests.strategies import SHORT_OF_TIME

HOME = ("order", "tote", "return", "parcel", "product", "place")
STOP = ("product", "place")
SOCK_, CAP_, MUG_ = ProductScanned(SOCK), ProductScanned(CAP), ProductScanned(MUG)
PLACE, ORDER, RETURN, CARTON = (
    PlaceScanned("4711"),
    OrderScanned("4711", "pick", True),
    ReturnScanned("4711"),
    CartonScanned(SMALL),
)

anything: Any = st.lists(st.sampled_from((SOCK_, CAP_, MUG_, PLACE, ORDER, RETURN, CARTON)), max_size=5)
keys: Any = st.frozensets(
    st.sampled_from(("product:SOCK", "product:CAP", "place:4711", "order:4711", "carton:S"))
)
expectations: Any = st.builds(
    Expected, st.sampled_from((HOME, STOP, ("carton",), ())), keys, keys, st.none() | st.just("product:CAP*1")
)


def asked(given: Input) -> list[str]:
    assert isinstance(given, UnclearScanned)
    return [meaning.key for meaning in given.meanings]


def test_what_stands_on_the_screen_is_meant() -> None:
    """
    Two products share a code, or it is a place, too: at the stop only the one that is wanted there counts.
    """
    at_stop = Expected(STOP, frozenset({"product:CAP", "place:A-02"}), frozenset({"product:SOCK"}))
    assert resolve([SOCK_, CAP_, PLACE], at_stop, "4711") == CAP_
    assert resolve([SOCK_, PLACE], at_stop, "4711") == SOCK_  # a later stop of this order
    assert resolve([MUG_, PLACE], at_stop, "4711") == MUG_  # wrong in any case, so nobody is asked


def test_where_two_are_wanted_the_person_says_which() -> None:
    """
    Both products with this code go into the parcel: one tap, the likelier kind first.
    """
    parcel = Expected(("product",), frozenset({"product:CAP", "product:SOCK"}))
    assert asked(resolve([SOCK_, CAP_, MUG_], parcel, "4711")) == ["product:SOCK*1", "product:CAP*1"]
    assert asked(resolve([SOCK_, PLACE, ORDER], Expected(HOME), "4711")) == [
        "order:4711",
        "product:SOCK*1",
        "place:4711",
    ]


def test_an_answer_holds_as_long_as_it_can() -> None:
    """
    Said once, a code means the same for the rest of the job; when that product is all packed, it means the other.
    """
    told = Expected(("product",), frozenset({"product:CAP", "product:SOCK"}), told="product:CAP*1")
    assert resolve([SOCK_, CAP_], told, "4711") == CAP_
    left = Expected(("product",), frozenset({"product:SOCK"}), told="product:CAP*1")
    assert resolve([SOCK_, CAP_], left, "4711") == SOCK_


def test_the_same_product_by_the_piece_and_by_the_case_are_two_meanings() -> None:
    """
    A case that carries the code of its piece: how many it is must be said, not guessed.
    """
    case = ProductScanned(SOCK, 12)
    stop = Expected(STOP, frozenset({"product:SOCK"}))
    assert asked(resolve([SOCK_, case], stop, "4711")) == ["product:SOCK*1", "product:SOCK*12"]
    assert resolve([SOCK_, ProductScanned(SOCK, lot="L1")], stop, "4711") == SOCK_


@pytest.mark.parametrize("found", [[], [CARTON]])
def test_nothing_to_choose_asks_nothing(found: list[Input]) -> None:
    """
    An unknown code, or one thing only: it is heard at once.
    """
    assert resolve(found, Expected(HOME), "4711") == (found[0] if found else UnknownScanned("4711"))


@SHORT_OF_TIME
@given(anything, expectations)
def test_a_meaning_is_one_of_those_the_code_has(found: list[Input], expected: Expected) -> None:
    """
    Whatever is expected: no meaning is invented, a question has at least two and no more than there are answers,
    and its order does not depend on chance.
    """
    given = resolve(found, expected, "4711")
    if isinstance(given, UnclearScanned):
        offered = [meaning.key for meaning in given.meanings]
        assert 2 <= len(set(offered)) == len(offered) <= MEANINGS_MAX
        assert set(offered) <= {key_of(one) for one in found}
    elif found:
        assert given in found
    else:
        assert given == UnknownScanned("4711")
    assert resolve(found, expected, "4711") == given
