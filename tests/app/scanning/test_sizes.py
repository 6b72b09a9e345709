"""Three edges and a weight, as people type them and measuring tables send them."""

import pytest

from app.scanning.sizes import NO_SIZE, size_in, size_meant


@pytest.mark.parametrize(
    "text", ["120x90x40", "120 X 90 X 40", "120×90×40", "120*90*40", "120, 90, 40", "120 90 40"]
)
def test_a_size_is_read_however_it_is_written(text: str) -> None:
    """
    With x, times, star, comma or spaces between.
    """
    assert size_in(text) == ((120, 90, 40), 0)


@pytest.mark.parametrize("text", ["120x90x40/350", "120x90x40 350", "120x90x40x350"])
def test_a_weight_may_follow(text: str) -> None:
    """
    Grams after the edges.
    """
    assert size_in(text) == ((120, 90, 40), 350)


@pytest.mark.parametrize(
    "text", ["", "120x90", "0x90x40", "10001x1x1", "4099999104183", "120x90x40x9999999", "axbxc"]
)
def test_anything_else_is_no_size(text: str) -> None:
    """
    Two edges, an edge of nothing, a trade number, more than any hall holds.
    """
    assert size_in(text) is None


@pytest.mark.parametrize("text", ["12x9", "0x0x0", "99999x1x1", "1.5 x 2 x 3", "1×2×3×4×5"])
def test_what_was_meant_as_a_size_is_no_unknown_code(text: str) -> None:
    """
    It is answered with how to type a size.
    """
    assert size_meant(text) == NO_SIZE
    assert size_meant("4006381333931") is None
    assert size_meant("MUG-X2") is None
