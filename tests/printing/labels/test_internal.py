"""The label of a parcel that waits for its number."""

import pytest

from printing.draw import draw
from printing.label import Code128, Ink, Text
from printing.labels.internal import internal_label
from tests.printing.samples import codes_in, shipping_body


def test_one_scan_brings_the_order_back() -> None:
    """
    The order number is the code, not an SSCC that doesn't exist.
    """
    label = internal_label(shipping_body(sscc=None))
    assert codes_in(draw(label)) == [("SO-100234", "]C0")]


def test_it_says_that_it_is_no_shipping_label() -> None:
    """
    White on black, so that nobody takes it for one.
    """
    label = internal_label(shipping_body(sscc=None))
    white = [
        element.text for element in label.elements if isinstance(element, Text) and element.ink is Ink.WHITE
    ]
    assert white[0] == "PACKED, NOT LABELLED"


@pytest.mark.parametrize("order", ["Bestellung-Ü-17", "W" * 60, ""])
def test_an_order_number_that_bars_cannot_hold_stands_in_letters(order: str) -> None:
    """
    The parcel is labelled all the same.
    """
    label = internal_label(shipping_body(sscc=None, order=order))
    assert not [element for element in label.elements if isinstance(element, Code128)]
    assert draw(label).size == (840, 1184)


def test_a_long_order_number_gets_narrower_bars() -> None:
    """
    As long as a scanner can still read them.
    """
    order = "WEB-2024-000123456789-EX"
    assert codes_in(draw(internal_label(shipping_body(order=order)))) == [(order, "]C0")]
