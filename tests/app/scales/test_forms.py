"""Lines of scales in the forms that are met: how heavy, and whether it stands still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scales.forms import Reading, reading_in
from tests.strategies import SHORT_OF_TIME


@pytest.mark.parametrize(
    ("line", "weight_g", "stable"),
    [
        ("S S     1.234 kg", 1234, True),  # Mettler SICS
        ("S D     1.234 kg", 1234, False),
        ("S S     -0.012 kg", -12, True),
        ("S S      100.00 g", 100, True),
        ("SI S     1.234 kg", 1234, True),
        ("ST,GS,+  1.234kg", 1234, True),  # CAS, A&D, Ohaus and the like
        ("US,GS,+  1.234kg", 1234, False),
        ("ST,NT,-  0.005kg", -5, True),
        ("ST,+00123.45  g", 123, True),
        ("US,+00123.45  g", 123, False),
        ("ST GS 1.5 kg", 1500, True),
        ("1.234 kg", 1234, None),  # plain
        ("1,234 kg", 1234, None),
        ("1234 g", 1234, None),
        ("+ 1234g", 1234, None),
        ("N     +    1.234 kg", 1234, None),  # Sartorius, Kern
        ("G     +    1.234 kg", 1234, None),
        ("Gross: 1.234kg", 1234, None),
        ("1.234 kg ?", 1234, False),
        ("\x021.234 kg\x03", 1234, None),
        ("0.0005 kg", 1, None),
        ("2.5 lb", 1134, None),
        ("ST,GS,+ 8.0oz", 227, True),
    ],
)
def test_the_usual_forms_are_read(line: str, weight_g: int, stable: bool | None) -> None:
    """
    Grams, kilograms, pounds; stable, dancing, or a form that does not tell.
    """
    assert reading_in(line) == Reading(weight_g, stable)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "S I",
        "S +",
        "S -",
        "OL,GS,+999999kg",
        "ES",
        "1.234",
        "1234",
        "N     +    1.234",
        "kg",
        "1.234 t",
        "TOTE-01",
        "1.2.3 kg",
        "12345678 g",
        "S S 1.234 kg extra",
        "x" * 500,
    ],
)
def test_anything_else_says_nothing(line: str) -> None:
    """
    Overload, a command not taken, a number without its unit (a Sartorius that dances), a barcode.
    """
    assert reading_in(line) is None


@SHORT_OF_TIME
@given(st.integers(0, 999_999), st.booleans(), st.sampled_from(("sics", "st")))
def test_what_is_written_is_read(weight_g: int, stable: bool, form: str) -> None:
    """
    Any weight, in both forms that tell whether it stands still.
    """
    kilos = f"{weight_g // 1000}.{weight_g % 1000:03d}"
    line = (
        f"S {'S' if stable else 'D'} {kilos:>10} kg"
        if form == "sics"
        else f"{'ST' if stable else 'US'},GS,+{kilos:>8}kg"
    )
    assert reading_in(line) == Reading(weight_g, stable)


@SHORT_OF_TIME
@given(st.text(max_size=80))
def test_no_line_stumbles(line: str) -> None:
    """
    Whatever noise a wire brings.
    """
    reading_in(line)
