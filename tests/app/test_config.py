"""Settings of an installation: what is not said is ordinary, what can't be used is named."""

import pytest

from app.config import BadSetting, config_from
from app.domain.packing import ORDINARY, PackingRules, Tariff


def test_without_settings_the_carton_and_a_fee_make_the_price() -> None:
    """
    A site that says nothing ranks cartons by what they cost.
    """
    assert config_from({}).packing == ORDINARY


def test_a_site_says_what_its_carrier_charges() -> None:
    """
    Fee, steps of billed weight, the divisor of volume weight, a charge for each further parcel, and how full a carton may be.
    """
    said = {
        "GANGWAY_PARCEL_FEE_CENTS": "350",
        "GANGWAY_PARCEL_STEP_G": "1000",
        "GANGWAY_PARCEL_STEP_CENTS": "50",
        "GANGWAY_PARCEL_DIVISOR": "6000",
        "GANGWAY_EXTRA_PARCEL_CENTS": "20",
        "GANGWAY_FILL_MAX_PERCENT": "95",
        "GANGWAY_WEIGH": "1",
        "GANGWAY_WEIGHT_TOLERANCE_G": "50",
        "GANGWAY_WEIGHT_TOLERANCE_PERCENT": "5",
    }
    tariff = Tariff(350, 1000, 50, 6000, 20)
    scales = {"weighs": True, "weight_tolerance_g": 50, "weight_tolerance_percent": 5}
    assert config_from(said).packing == PackingRules(tariff, 95, **scales)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GANGWAY_PARCEL_FEE_CENTS", "3.50"),
        ("GANGWAY_PARCEL_STEP_G", "0"),
        ("GANGWAY_FILL_MAX_PERCENT", "-1"),
        ("GANGWAY_PARCEL_DIVISOR", "²"),
    ],
)
def test_a_setting_that_is_no_number_is_named(name: str, value: str) -> None:
    """
    The start ends with a sentence that names the setting.
    """
    with pytest.raises(BadSetting, match=name):
        config_from({name: value})


def test_a_scale_and_tolerances_of_groups_are_read_or_refused() -> None:
    """
    What cannot be used is said at the start.
    """
    settings = {"GANGWAY_SCALE": "tcp://10.0.0.7:4001", "GANGWAY_WEIGHT_GROUPS": "glass:50:5 paper:10:1"}
    config = config_from(settings)
    assert config.scale == "tcp://10.0.0.7:4001"
    assert [(one.group, one.g, one.percent) for one in config.packing.tolerances] == [
        ("glass", 50, 5),
        ("paper", 10, 1),
    ]
    for wrong in ({"GANGWAY_SCALE": "COM3"}, {"GANGWAY_WEIGHT_GROUPS": "glass:5"}):
        with pytest.raises(BadSetting, match=next(iter(wrong))):
            config_from(wrong)
