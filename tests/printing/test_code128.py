"""Code 128 and GS1-128: what is encoded is what two independent readers read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printing import code128
from printing.draw import draw
from printing.label import Code128, DoesNotFit, Elements, Label
from tests.printing.samples import SSCC, codes_by_zbar, codes_in

printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)


def drawn(data: str | Elements) -> list[tuple[str, str]]:
    label = Label(160, 20, (Code128(data, 0, 2, 160, 16, module_mm=0.5),))
    return codes_in(draw(label))


def test_an_sscc_takes_156_modules() -> None:
    """
    Start C, FNC1 and digit pairs: 78 mm at four dots a module, which fits an A6 label.
    """
    assert len(code128.modules((("00", SSCC),))) == 156


def test_every_symbol_is_read_by_both_readers() -> None:
    """
    Neither reader has anything to do with what drew the bars.
    """
    bitmap = draw(Label(105, 40, (Code128((("00", SSCC),), 5, 4, 95, 32),)))
    assert codes_in(bitmap) == [("00" + SSCC, "]C1")]
    assert codes_by_zbar(bitmap) == [("00" + SSCC).encode()]


@settings(max_examples=60, deadline=None)
@given(printable)
@example("LOC-A-01-03-2")
@example("123")
@example("12")
@example("A123456")
@example("A1234567B")
@example("1234567")
def test_what_is_encoded_is_read(text: str) -> None:
    """
    Whatever the mix of digits and letters, the scanner gives back the same signs.
    """
    assert (
        drawn(text) == [(text, "]C0")] if text.strip() == text else drawn(text)[0][0].strip() == text.strip()
    )


def test_a_variable_value_ends_with_fnc1() -> None:
    """
    Without the separator the lot number would swallow the serial.
    """
    elements = (("01", "09521234543213"), ("10", "AB12"), ("21", "77"))
    assert drawn(elements) == [("010952123454321310AB12\x1d2177", "]C1")]


def test_a_fixed_value_needs_no_fnc1() -> None:
    """
    GTIN, dates and weights are as long as their AI says.
    """
    elements = (("01", "09521234543213"), ("17", "251231"), ("3103", "001750"), ("10", "L1"))
    assert drawn(elements) == [("0109521234543213172512313103001750" + "10L1", "]C1")]


@pytest.mark.parametrize("text", ["", "Ü-1", "A\x1dB"])
def test_what_bars_cannot_hold_is_refused(text: str) -> None:
    """
    A symbol that leaves a letter out would be another code.
    """
    with pytest.raises(DoesNotFit):
        code128.modules(text)


def test_a_gs1_symbol_holds_48_characters() -> None:
    """
    GS1 General Specifications 5.4.4.
    """
    with pytest.raises(DoesNotFit):
        code128.modules((("10", "A" * 20), ("21", "B" * 20), ("240", "C" * 20)))
