"""Names of carriers and what a cage's name says."""

import pytest

from app.domain.ramp import carrier_in, same_carrier


def test_a_carrier_is_the_same_however_it_is_written() -> None:
    """
    Shops write as they like.
    """
    assert same_carrier("DHL ", "dhl")
    assert not same_carrier("DHL", "DHL Express")


@pytest.mark.parametrize(
    ("cage", "carrier"),
    [
        ("DHL", "DHL"),
        ("dhl-2", "DHL"),
        ("DHL EXPRESS-1", "DHL Express"),
        ("DHLX-1", ""),
        ("7", ""),
        ("UPS", ""),
    ],
)
def test_a_cage_may_bear_the_name_of_its_carrier(cage: str, carrier: str) -> None:
    """
    The longest name counts; a cage with another name is nobody's until its first parcel.
    """
    assert carrier_in(cage, ["DHL", "DHL Express", ""]) == carrier
