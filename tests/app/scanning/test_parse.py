"""What a scanner sends, with all its habits, comes out as the code that was printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scanning.parse import OwnKind, ScannerProfile, parse_scan
from app.scanning.unreadable import Unreadable, Why

GTIN = "09520123456788"
SSCC = "106141412345678908"


def refusal_of(raw: str, profile: ScannerProfile | None = None) -> Why:
    with pytest.raises(Unreadable) as caught:
        parse_scan(raw, profile or ScannerProfile())
    return caught.value.why


@pytest.mark.parametrize(
    ("raw", "aim", "symbology"),
    [
        ("]C0LOC-A-01-02", "C0", "Code 128"),
        ("]A0LOC-A-01-02", "A0", "Code 39"),
        ("]Q1LOC-A-01-02", "Q1", "QR Code"),
        ("]d1LOC-A-01-02", "d1", "Data Matrix"),
        ("LOC-A-01-02", None, None),
    ],
)
def test_the_identifier_of_the_symbol_is_no_part_of_the_code(
    raw: str, aim: str | None, symbology: str | None
) -> None:
    """
    A scanner may say which kind of symbol it read; the place is the same place.
    """
    scan = parse_scan(raw)
    assert (scan.raw, scan.text, scan.aim, scan.symbology) == (raw, "LOC-A-01-02", aim, symbology)


def test_what_only_looks_like_an_identifier_stays() -> None:
    """
    A code may begin with a bracket.
    """
    assert parse_scan("]!7").text == "]!7"


@pytest.mark.parametrize("raw", ["#]C0A-01\r\n", "#]C0A-01\r", "#]C0A-01", "]C0A-01", " A-01 ", "#A-01\t"])
def test_prefix_and_suffix_of_the_scanner_fall_away(raw: str) -> None:
    """
    Whatever a scanner puts around a code, and also when a person types it without, the code is the same.
    """
    assert parse_scan(raw, ScannerProfile(prefix="#", suffix="\r\n")).text == "A-01"


@pytest.mark.parametrize("sign", ["|", "~", "{GS}", "\u241d", "\x1d"])
def test_a_sign_may_stand_in_for_the_separator(sign: str) -> None:
    """
    Keyboards have no key for GS, so the scanner sends a sign for it that the site has chosen.
    """
    scan = parse_scan(
        f"]C1{'01' + GTIN}10L1{sign}21S2", ScannerProfile(gs_stand_in="" if sign == "\x1d" else sign)
    )
    assert (scan.gtin, scan.lot, scan.serial) == (GTIN, "L1", "S2")


def test_a_sign_that_separates_nothing_is_left_alone() -> None:
    """
    A place may contain the sign that stands for GS elsewhere.
    """
    assert parse_scan("LOC-A|01", ScannerProfile(gs_stand_in="|")).text == "LOC-A|01"


def test_the_fields_of_a_carton_label_are_at_hand() -> None:
    """
    Product, pieces, lot, use by and serial number of a GS1 label come with one scan.
    """
    scan = parse_scan(f"]C1{'02' + GTIN}17261231" + "10AB-7\x1d3724\x1d21X9")
    assert (scan.gtin, scan.quantity, scan.lot, scan.serial) == (GTIN, 24, "AB-7", "X9")
    assert scan.expiry == date(2026, 12, 31)
    assert scan.sscc is None


def test_best_before_serves_where_there_is_no_use_by() -> None:
    """
    First expired first out works for both kinds of date; use by is the stricter one.
    """
    assert parse_scan(f"]C1{'01' + GTIN}15270100").expiry == date(2027, 1, 31)
    assert parse_scan(f"]C1{'01' + GTIN}1527010017261231").expiry == date(2026, 12, 31)


@pytest.mark.parametrize("digits", ["96385074", "036000291452", "4006381333931", "10036000291459"])
def test_bare_retail_digits_are_a_product(digits: str) -> None:
    """
    EAN-8, UPC-A, EAN-13 and ITF-14 all name a product by 14 digits.
    """
    assert parse_scan(digits).gtin == digits.zfill(14)


@pytest.mark.parametrize("digits", ["96385075", "4006381333932", "40063813339", "４００６３８１３３３９３１"])
def test_digits_that_do_not_check_are_no_product(digits: str) -> None:
    """
    An order number is not taken for an EAN, and neither are digits of other scripts.
    """
    assert parse_scan(digits).gtin is None


@pytest.mark.parametrize(
    "raw", [SSCC, f"00{SSCC}", f"]C100{SSCC}", f"(00){SSCC}", f"https://id.gs1.org/00/{SSCC}"]
)
def test_a_parcel_is_known_by_its_sscc_in_every_form(raw: str) -> None:
    """
    Bare, with its AI, from a GS1 symbol, typed with brackets or as a link.
    """
    assert parse_scan(raw).sscc == SSCC


@pytest.mark.parametrize("raw", [SSCC[:-1] + "9", f"00{SSCC[:-1]}9", SSCC[:-1]])
def test_a_wrong_sscc_is_none(raw: str) -> None:
    """
    18 digits that do not check are not a parcel.
    """
    assert parse_scan(raw).sscc is None


@pytest.mark.parametrize(
    ("raw", "kind", "ident"),
    [
        ("BADGE-7", OwnKind.BADGE, "7"),
        ("loc-A-01-02", OwnKind.LOC, "A-01-02"),
        ("Tote-t9", OwnKind.TOTE, "t9"),
        ("]C0BOX-M", OwnKind.BOX, "M"),
        ("PRN-pack-1", OwnKind.PRN, "pack-1"),
        ("cmd-undo", OwnKind.CMD, "undo"),
        ("SET-https://x/y?z=1", OwnKind.SET, "https://x/y?z=1"),
        ("LOC-", None, None),
        ("LOCKER-1", None, None),
        ("4006381333931", None, None),
    ],
)
def test_our_own_codes_say_what_they_are(raw: str, kind: OwnKind | None, ident: str | None) -> None:
    """
    The prefix may come in small letters from a scanner with caps lock; the name behind it is kept as it came.
    """
    scan = parse_scan(raw)
    assert (scan.kind, scan.ident) == (kind, ident)


@pytest.mark.parametrize("raw", ["", " ", "\r\n", "]C1", "]d2\r"])
def test_nothing_is_refused(raw: str) -> None:
    """
    An Enter alone, or a scanner that sends only its frame, is no code.
    """
    assert refusal_of(raw) is Why.EMPTY


@pytest.mark.parametrize("raw", ["A\x00B", "\x1bB", "A\x7f", "\udc80A", "A\x85B", chr(0xFFFD) + "A"])
def test_garbled_signs_are_refused(raw: str) -> None:
    """
    Control signs and broken letters come from a wrong baud rate or keyboard, not from a label.
    """
    assert refusal_of(raw) is Why.GARBLED


def test_a_message_with_lines_is_a_text() -> None:
    """
    A QR code may hold a visiting card, and a carrier's label a message with its own separators.
    """
    assert parse_scan("BEGIN:VCARD\r\nFN:A\r\nEND:VCARD").elements == ()
    assert parse_scan("[)>\x1e06\x1d1P123\x1d\x1e\x04").text == "[)>\x1e06\x1d1P123\x1d\x1e\x04"


def test_endless_input_is_refused() -> None:
    """
    A stuck key or a hostile sender cannot keep the desk busy.
    """
    assert refusal_of("7" * 1_000_000) is Why.TOO_LONG


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("]E04006381333932", Why.RETAIL_DIGITS),
        ("]E012345678901234", Why.RETAIL_DIGITS),
        ("]E01234ABC890123", Why.RETAIL_DIGITS),
        ("]E41234567", Why.RETAIL_DIGITS),
        ("]C1011234567890123", Why.LENGTH),
        ("]d210L1\x1d\x1d21S", Why.SEPARATOR),
        ("\x1d0109520123456788", Why.SEPARATOR),
        ("0109520123456788" + "10L\x1d17261399", Why.CONTENT),
    ],
)
def test_a_broken_code_says_what_is_wrong(raw: str, why: Why) -> None:
    """
    A symbol that says what it is and does not hold it is refused with the reason, not booked as something else.
    """
    assert refusal_of(raw) is why


def test_a_retail_code_may_carry_more_behind_it() -> None:
    """
    A composite component gives its fields, an add-on of a magazine falls away.
    """
    composite = parse_scan("]E402345673|]e099COMPOSITE\x1d98XYZ")
    assert (composite.gtin, composite.text) == ("00000002345673", "02345673")
    assert [one.ai for one in composite.elements] == ["99", "98"]
    assert parse_scan("]E3977147396801212").text == "9771473968012"


@pytest.mark.parametrize("raw", ["(10)", "(01)123", "(A) box", "(10)L1(10)L2"])
def test_brackets_that_are_no_label_stay_a_text(raw: str) -> None:
    """
    A person may have named a place "(A) box".
    """
    scan = parse_scan(raw)
    assert (scan.text, scan.elements) == (raw, ())


@given(st.text() | st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_no_input_breaks_the_parser(raw: str) -> None:
    """
    Whatever comes over a wire is a scan or is refused with a message.
    """
    try:
        scan = parse_scan(raw)
    except Unreadable:
        return
    assert scan.raw == raw
    assert scan.text
    assert scan.gtin is None or len(scan.gtin) == 14
    assert scan.sscc is None or len(scan.sscc) == 18
