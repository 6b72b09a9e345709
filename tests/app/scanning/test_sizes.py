"""Three edges and a weight, as people type them and measuring tables send them."""

import pytest

from app.scanning.sizes import size_in


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
