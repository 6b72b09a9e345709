"""A name as it is typed at the ramp."""

import pytest

from app.scanning.names import NAME_MAX, driver_in, typed_driver


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


@pytest.mark.parametrize("code", ["1Z999AA10123456784", "JJD000390007812345678", "Petra 2"])
def test_what_has_digits_is_a_code(code: str) -> None:
    """
    A carrier's label scanned by mistake hands nothing over; the keys of the screen take any name with a letter.
    """
    assert typed_driver(code) is None
    assert driver_in(code) == code
    assert typed_driver(" Petra  Petersen") == "Petra Petersen"
