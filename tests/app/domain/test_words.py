"""Sizes, numbers of parcels, people: the small rules that everything else leans on."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.parcels import check_digit, is_sscc, sscc_of
from app.domain.people import pin_hash, pin_matches, wait_ms_after
from app.domain.sizes import Size
from tests.builders import SSCC, product
from tests.strategies import SHORT_OF_TIME

EDGES = st.tuples(*[st.integers(1, 2_000)] * 3)


# Sizes ----------------------------------------------------------------------------------------


@SHORT_OF_TIME
@given(EDGES)
def test_a_size_does_not_care_how_it_was_measured(edges: tuple[int, int, int]) -> None:
    """
    Length, width and height in any order are the same box.
    """
    assert {Size.of(*turn) for turn in permutations(edges)} == {Size.of(*edges)}


@SHORT_OF_TIME
@given(EDGES, EDGES)
def test_a_box_fits_if_some_turn_of_it_does(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    """
    Sorted edges say the same as trying all six turns.
    """
    by_turning = any(all(a <= b for a, b in zip(turn, other, strict=True)) for turn in permutations(one))
    assert Size.of(*one).fits_in(Size.of(*other)) == by_turning


@pytest.mark.parametrize("edges", [(0, 1, 1), (1, 1, -1)])
def test_a_box_without_room_is_none(edges: tuple[int, int, int]) -> None:
    """
    Every edge is at least a millimetre.
    """
    with pytest.raises(ValueError, match="positive"):
        Size.of(*edges)


def test_edges_are_kept_longest_first() -> None:
    """
    So that comparing is enough.
    """
    with pytest.raises(ValueError, match="longest first"):
        Size(1, 2, 3)


def test_the_digits_to_compare_are_the_last_four_of_the_code() -> None:
    """
    The trade number if there is one, else the own number.
    """
    assert product("HOM-4007").digits == "4007"


# Parcels --------------------------------------------------------------------------------------


@SHORT_OF_TIME
@given(st.integers(0, 9), st.integers(0, 10**7 - 1))
def test_a_made_number_is_a_good_number(extension: int, serial: int) -> None:
    """
    18 digits with the right check digit; one digit wrong is noticed.
    """
    sscc = sscc_of(f"{extension}401234567", serial)
    assert is_sscc(sscc)
    broken = sscc[:5] + str((int(sscc[5]) + 1) % 10) + sscc[6:]
    assert not is_sscc(broken)


def test_the_check_digit_of_the_specification() -> None:
    """
    The example of the GS1 General Specifications.
    """
    assert check_digit("37610425002123456") == "9"
    assert is_sscc(SSCC)


@pytest.mark.parametrize("text", ["", SSCC[:-1], f"{SSCC}0", f"{SSCC[:-1]}x", "٣" * 18])
def test_anything_else_is_no_number(text: str) -> None:
    """
    Too short, too long, not digits, or digits of another script.
    """
    assert not is_sscc(text)


def test_a_range_ends_where_its_digits_end() -> None:
    """
    One more than fits is an error, not a number twice.
    """
    assert sscc_of("3401234567", 9_999_999)[:17] == "34012345679999999"
    with pytest.raises(ValueError, match="does not fit"):
        sscc_of("3401234567", 10_000_000)


# People ---------------------------------------------------------------------------------------


def test_a_pin_is_known_by_its_hash_only() -> None:
    """
    The same PIN with another salt looks different; only the right one matches.
    """
    one, other = pin_hash("4711", b"a"), pin_hash("4711", b"b")
    assert one != other
    assert "4711" not in one
    assert pin_matches("4711", one)
    assert not pin_matches("4712", one)


@pytest.mark.parametrize(
    "kept", ["", "4711", "md5$1$1$1$00$00", "scrypt$x$8$1$00$00", "scrypt$4096$8$1$zz$00"]
)
def test_a_hash_of_unknown_form_matches_nothing(kept: str) -> None:
    """
    A damaged row lets nobody in.
    """
    assert not pin_matches("4711", kept)


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    """
    Nothing below five wrong PINs, then 30 seconds, a minute, two, ... 15 minutes.
    """
    waits_s = [wait_ms_after(wrong) // 1000 for wrong in range(12)]
    assert waits_s == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_ms_after(10_000) == 900_000
