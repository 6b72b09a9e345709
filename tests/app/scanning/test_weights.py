"""A weight as people type it and scales send it."""

import pytest

from app.scanning.weights import weight_in


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("1234", 1234),
        ("1234 g", 1234),
        ("1.234", 1234),
        ("1,2kg", 1200),
        ("0.5 KG", 500),
        ("ST,GS,+  1.234kg", 1234),
        ("S S      1234.5 g", 1235),
        ("N     +   0.980 kg", 980),
        ("ST,NT,+00012.34kg", 12_340),
    ],
)
def test_a_weight_is_whole_grams(text: str, grams: int) -> None:
    """
    A number alone is grams, with a point or comma kilograms; what scales put around it is left out.
    """
    assert weight_in(text) == grams


@pytest.mark.parametrize(
    "text",
    ["", "0", "-5", "1001 kg", "SO-1", "4099999104183", "12x3", "ST,GS,-  1.234kg", "US,NT,+00012.34kg"],
)
def test_anything_else_is_no_weight(text: str) -> None:
    """
    Nothing, less than nothing, more than a pallet, one that does not stand still, another code.
    """
    assert weight_in(text) is None
