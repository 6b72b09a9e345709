"""Web addresses on products carry the same fields as bar codes, and most addresses carry none."""

from base64 import urlsafe_b64encode

import pytest

from app.scanning.digital_link import link_elements
from app.scanning.parse import parse_scan
from app.scanning.unreadable import Unreadable, Why

GTIN = "09520123456788"


def fields(uri: str) -> list[tuple[str, str]]:
    return [(one.ai, one.value) for one in link_elements(uri)]


def refusal_of(uri: str) -> Why:
    with pytest.raises(Unreadable) as caught:
        link_elements(uri)
    return caught.value.why


def test_the_key_its_qualifiers_and_its_attributes_are_read() -> None:
    """
    Product, lot and serial number stand in the path, dates and weights behind the question mark.
    """
    uri = f"https://example.com/shop/01/{GTIN}/10/AB%2f1/21/S+9?17=261231&utm=x&3103=001250#top"
    assert fields(uri) == [
        ("01", GTIN),
        ("10", "AB/1"),
        ("21", "S+9"),
        ("17", "261231"),
        ("3103", "001250"),
    ]


def test_the_key_is_the_last_one_in_the_path() -> None:
    """
    Figures of the shop's own path are no key.
    """
    assert fields("https://a/00/faux/00/006141411234567890") == [("00", "006141411234567890")]


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("ftp://a/01/" + GTIN, Why.LINK),
        ("hTTps://a/01/" + GTIN, Why.LINK),
        ("https:///01/" + GTIN, Why.LINK),
        ("https://a", Why.LINK),
        ("https://a/about", Why.LINK),
        ("https://[/01/" + GTIN, Why.LINK),
        ("https://a/01/" + GTIN + "^", Why.LINK),
        ("https://a/01/" + GTIN + "%4", Why.LINK),
        ("https://a/01/9520123456788", Why.LENGTH),
        ("https://a/01/09520123456789", Why.CHECK_DIGIT),
        (f"https://a/01/{GTIN}/21/S/10/L", Why.LINK),
        (f"https://a/01/{GTIN}/10/L/235/X", Why.LINK),
        (f"https://a/01/{GTIN}?21=S", Why.LINK),
        (f"https://a/01/{GTIN}?17", Why.LINK),
        (f"https://a/01/{GTIN}?89=A", Why.UNKNOWN_AI),
        (f"https://a/01/{GTIN}?99=A&99=A", Why.REPEAT),
        (f"https://a/01/{GTIN}?01={GTIN}", Why.REPEAT),
        (f"https://a/01/{GTIN}?37=4", Why.PAIR),
        (f"https://a/01/{GTIN}?99=A+B", Why.CONTENT),
        (f"https://a/01/{GTIN}?99=%ff", Why.CONTENT),
        ("https://id.gs1.org/ARHKVAdpQg", Why.COMPRESSED_LINK),
    ],
)
def test_what_is_no_right_link_is_refused(uri: str, why: Why) -> None:
    """
    Short numbers, fields twice, a wrong order: the address is not booked as a product.
    """
    assert refusal_of(uri) is why


def test_a_compressed_link_is_known_at_any_address() -> None:
    """
    A number squeezed into letters is said to be so, instead of "unknown code".
    """
    bits = f"{1:08b}{int(GTIN):047b}0"
    packed = int(bits, 2).to_bytes(7, "big")
    uri = "https://brand.example/" + urlsafe_b64encode(packed).decode().rstrip("=")
    assert refusal_of(uri) is Why.COMPRESSED_LINK
    assert refusal_of("https://brand.example/download") is Why.LINK


@pytest.mark.parametrize("aim", ["", "]Q1", "]d1", "]J0", "]Q3"])
def test_a_link_is_seen_behind_every_identifier(aim: str) -> None:
    """
    A scanner that names the symbol does not hide the link in it.
    """
    assert parse_scan(f"{aim}https://id.gs1.org/01/{GTIN}/10/L").lot == "L"


@pytest.mark.parametrize("uri", ["https://example.com/imprint", "https://example.com/01/summer", "https://["])
def test_any_other_address_is_a_text(uri: str) -> None:
    """
    A QR code of an advertisement is an unknown code, not a broken one.
    """
    scan = parse_scan(uri)
    assert (scan.text, scan.elements) == (uri, ())


def test_a_broken_link_says_so() -> None:
    """
    An address that wants to be a product and has a wrong check digit is refused with that word.
    """
    with pytest.raises(Unreadable) as caught:
        parse_scan("https://id.gs1.org/01/09520123456789")
    assert caught.value.why is Why.CHECK_DIGIT
