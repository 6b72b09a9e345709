"""GS1 labels are split as the General Specifications say, and what cannot be is refused."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.parcels import check_digit
from app.scanning.gs1 import Element, bracketed, element, elements_of, render
from app.scanning.gs1_values import Country, Money, Piece, Postcode, Typed
from app.scanning.unreadable import Unreadable, Why

GTIN = "09520123456788"
SIGNS = "!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"


def refusal_of(payload: str) -> Why:
    with pytest.raises(Unreadable) as caught:
        elements_of(payload)
    return caught.value.why


@pytest.mark.parametrize(
    ("ai", "value", "typed"),
    [
        ("00", "106141412345678908", "106141412345678908"),
        ("01", GTIN, GTIN),
        ("02", GTIN, GTIN),
        ("10", "AB-7/x", "AB-7/x"),
        ("11", "260101", date(2026, 1, 1)),
        ("12", "260228", date(2026, 2, 28)),
        ("13", "991231", date(1999, 12, 31)),
        ("15", "280200", date(2028, 2, 29)),
        ("17", "260400", date(2026, 4, 30)),
        ("20", "07", 7),
        ("21", "S-1", "S-1"),
        ("22", "2A", "2A"),
        ("30", "24", 24),
        ("37", "00000024", 24),
        ("240", "X", "X"),
        ("241", "P-9", "P-9"),
        ("250", "Z9", "Z9"),
        ("3103", "001250", Decimal("1.250")),
        ("3110", "000012", Decimal("12")),
        ("3122", "001234", Decimal("12.34")),
        ("3131", "000005", Decimal("0.5")),
        ("3142", "000150", Decimal("1.50")),
        ("3155", "000001", Decimal("0.00001")),
        ("3160", "000002", Decimal("2")),
        ("3922", "0299", Decimal("2.99")),
        ("3929", "12", Decimal("0.000000012")),
        ("3932", "978" + "1999", Money(Decimal("19.99"), "978")),
        ("400", "PO-4711", "PO-4711"),
        ("401", "95201X", "95201X"),
        ("402", "95201234567891235", "95201234567891235"),
        ("410", "9520123456788", "9520123456788"),
        ("411", "9520123456788", "9520123456788"),
        ("412", "9520123456788", "9520123456788"),
        ("413", "9520123456788", "9520123456788"),
        ("414", "9520123456788", "9520123456788"),
        ("415", "9520123456788", "9520123456788"),
        ("416", "9520123456788", "9520123456788"),
        ("417", "9520123456788", "9520123456788"),
        ("420", "70173", "70173"),
        ("421", "276" + "70173", Postcode(Country("276"), "70173")),
        ("422", "276", Country("276")),
        ("423", "276250", (Country("276"), Country("250"))),
        ("8005", "000199", 199),
        ("8006", GTIN + "0103", Piece(GTIN, 1, 3)),
        ("8008", "26022813", datetime(2026, 2, 28, 13)),
        ("8008", "2602281359", datetime(2026, 2, 28, 13, 59)),
        ("8008", "260228135907", datetime(2026, 2, 28, 13, 59, 7)),
        ("8020", "RF-1", "RF-1"),
    ],
)
def test_every_field_of_a_label_gets_its_meaning(ai: str, value: str, typed: Typed) -> None:
    """
    Dates are dates, weights are numbers with their decimals, countries are countries.
    """
    (one,) = elements_of(ai + value)
    assert (one.ai, one.value, one.typed) == (ai, value, typed)
    assert type(one.typed) is type(typed)


def test_every_measure_and_price_is_read_with_all_its_decimals() -> None:
    """
    310 to 316 with none to five decimals, 392 with none to nine, and 393 with its currency.
    """
    measures = [f"31{kind}{decimals}" for kind in range(7) for decimals in range(6)]
    for ai in measures:
        assert element(ai, "001234").typed == Decimal(1234).scaleb(-int(ai[3])), ai
        assert element(ai, "001234").unit, ai
    for decimals in range(10):
        price = Decimal(1234).scaleb(-decimals)
        assert element(f"392{decimals}", "1234").typed == price
        assert element(f"393{decimals}", "9781234").typed == Money(price, "978")


def test_a_measure_names_its_unit() -> None:
    """
    A net weight is in kilograms, a length in metres; a lot number is in nothing.
    """
    assert element("3102", "000150").unit == "kg"
    assert element("3131", "000150").unit == "m"
    assert element("10", "L").unit is None


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ("", Why.EMPTY),
        ("0109520123456789", Why.CHECK_DIGIT),
        ("0209520123456789" + "3712", Why.CHECK_DIGIT),
        ("00106141412345678909", Why.CHECK_DIGIT),
        ("40295201234567891234", Why.CHECK_DIGIT),
        ("4149520123456789", Why.CHECK_DIGIT),
        ("8006" + GTIN[:-1] + "9" + "0103", Why.CHECK_DIGIT),
        ("10" + "A" * 21, Why.LENGTH),
        ("37123456789", Why.LENGTH),
        ("30", Why.LENGTH),
        ("011234", Why.LENGTH),
        ("\x1d10A", Why.SEPARATOR),
        ("10A\x1d\x1d21B", Why.SEPARATOR),
        (f"01{GTIN}3712", Why.PAIR),
        (f"01{GTIN}02{GTIN}3712", Why.PAIR),
        ("21A\x1d235B", Why.PAIR),
        ("420A\x1d421276B", Why.PAIR),
        ("3102001250" + "3103001250", Why.PAIR),
        ("10A\x1d10B", Why.REPEAT),
        ("050123", Why.UNKNOWN_AI),
        ("3107001250", Why.UNKNOWN_AI),
        ("A", Why.UNKNOWN_AI),
        ("17261301", Why.CONTENT),
        ("17260230", Why.CONTENT),
        ("10AÄB", Why.CONTENT),
        ("10A^B", Why.CONTENT),
        ("01٠٩٥٢٠١٢٣٤٥٦٧٨٨", Why.CONTENT),
        ("422999", Why.CONTENT),
        ("3932000100", Why.CONTENT),
        ("8006" + GTIN + "0403", Why.CONTENT),
        ("8006" + GTIN + "0003", Why.CONTENT),
        ("8008260228" + "24", Why.CONTENT),
        ("401AB", Why.CONTENT),
        ("4300" + "%41%4" * 7, Why.CONTENT),
        ("4300" + "A" * 36, Why.LENGTH),
    ],
)
def test_a_label_that_is_wrong_is_refused_with_the_reason(payload: str, why: Why) -> None:
    """
    A wrong check digit, a field too long, a pair that cannot be: nothing of it is booked.
    """
    assert refusal_of(payload) is why


def test_the_same_field_twice_with_the_same_value_is_no_fault() -> None:
    """
    Two symbols on one label may repeat a field.
    """
    assert [one.value for one in elements_of("400A\x1d400A")] == ["A", "A"]


def test_one_separator_too_many_at_the_end_is_no_fault() -> None:
    """
    Some printers close the last field, too.
    """
    assert elements_of(f"01{GTIN}\x1d10A\x1d") == elements_of(f"01{GTIN}10A")


def test_a_label_of_endless_fields_is_refused() -> None:
    """
    A hostile text cannot keep the desk busy.
    """
    assert refusal_of("400A\x1d" * 100) is Why.TOO_LONG


def test_percent_signs_without_end_cost_no_time() -> None:
    """
    A field of nothing but escapes is refused at once, and does not send the parser astray.
    """
    assert refusal_of("4300" + "%41%41" * 300 + "^") is Why.CONTENT
    assert refusal_of("4300" + "%41%41" * 300) is Why.LENGTH


@pytest.mark.parametrize("text", ["(10)12345(11)", "(1A)12345", "(15", "(", "(10)A)(", "10)A"])
def test_brackets_must_close(text: str) -> None:
    """
    What is typed from the line under a bar code is checked as strictly as the bar code.
    """
    with pytest.raises(Unreadable):
        bracketed(text)


def test_a_bracket_within_a_value_is_escaped() -> None:
    """
    A lot number may hold a bracket.
    """
    assert [(one.ai, one.value) for one in bracketed("(10)12345\\(11)9(21)A")] == [
        ("10", "12345(11)9"),
        ("21", "A"),
    ]


def checked(digits: str) -> str:
    return digits + check_digit(digits)


def digits_of(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def texts(length: int) -> st.SearchStrategy[str]:
    return st.text(SIGNS, min_size=1, max_size=length)


dates = st.dates(date(1976, 1, 1), date(2075, 12, 31)).map(lambda day: day.strftime("%y%m%d"))
FIELDS: dict[str, st.SearchStrategy[str]] = {
    "00": digits_of(17).map(checked),
    "01": digits_of(13).map(checked),
    "10": texts(20),
    "11": dates,
    "17": dates,
    "20": digits_of(2),
    "21": texts(20),
    "240": texts(30),
    "30": st.integers(0, 99_999_999).map(str),
    "3103": digits_of(6),
    "3922": st.integers(0, 10**14).map(str),
    "3932": st.integers(0, 10**14).map(lambda amount: f"978{amount}"),
    "400": texts(30),
    "402": digits_of(16).map(checked),
    "410": digits_of(12).map(checked),
    "414": digits_of(12).map(checked),
    "421": texts(9).map(lambda code: f"276{code}"),
    "422": st.just("250"),
    "8005": digits_of(6),
    "8020": texts(25),
    "91": texts(90),
}


def written(ais: list[str]) -> st.SearchStrategy[tuple[Element, ...]]:
    """A label with these fields; a price has one currency only."""
    fields = [FIELDS[ai].map(partial(element, ai)) for ai in ais if ai != "3932" or "3922" not in ais]
    return st.tuples(*fields)


labels = st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=8, unique=True).flatmap(written)


@given(labels)
def test_a_label_that_is_written_reads_as_it_was(label: tuple[Element, ...]) -> None:
    """
    Whatever fields we print, in whatever order, the scan gives them back.
    """
    assert elements_of(render(label)) == label


@given(labels, st.integers(0, 400), st.characters())
def test_a_damaged_label_is_refused_or_still_a_label(label: tuple[Element, ...], at: int, sign: str) -> None:
    """
    One sign changed anywhere never brings anything but fields or a refusal.
    """
    payload = render(label)
    damaged = payload[: at % (len(payload) + 1)] + sign + payload[at % (len(payload) + 1) + 1 :]
    try:
        found = elements_of(damaged)
    except Unreadable:
        return
    assert elements_of(render(found)) == found
