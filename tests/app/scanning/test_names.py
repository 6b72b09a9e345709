"""A name as it is typed at the ramp."""

import pytest

from app.scanning.names import NAME_MAX, driver_in


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Petra  Petersen ", "Petra Petersen"),
        ("Łukasz", "Łukasz"),
        ("12345", None),
        ("", None),
        ("\x1d", None),
    ],
)
def test_a_name_has_letters(typed: str, name: str | None) -> None:
    """
    A number is a code that nobody knows, not a driver.
    """
    assert driver_in(typed) == name


def test_a_name_ends_somewhere() -> None:
    """
    A page of text is cut.
    """
    assert len(driver_in("a" * 500) or "") == NAME_MAX
