"""Single cells: what is taken, what is refused, and that the sentence helps."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import import_fields as fields
from app.cli.import_fields import BadValue


@pytest.mark.parametrize("code", ["", "96385074", "036000291452", "4006381333931", "10012345000017"])
def test_right_trade_numbers_are_taken(code: str) -> None:
    """
    8, 12, 13 or 14 digits with a right check digit, or none at all.
    """
    assert fields.gtin(code) == (code or None)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("4006381333932", "check digit"),
        ("400638133393", "check digit"),
        ("40063813339", "8, 12, 13 or 14"),
        ("4.00638E+12", "rounded"),
        ("4,00638E+12", "rounded"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "8, 12, 13 or 14"),
        ("4006381 333931", "8, 12, 13 or 14"),
    ],
)
def test_wrong_trade_numbers_say_what_is_wrong(code: str, word: str) -> None:
    """
    A mistyped, cut or rounded code is refused, and the sentence says which it is.
    """
    with pytest.raises(BadValue, match=word):
        fields.gtin(code)


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_a_single_wrong_digit_is_always_found(digits: str, at: int, shift: int) -> None:
    """
    The check digit finds every single mistyped digit.
    """
    right = digits[:12] + fields.check_digit(digits[:12])
    assert fields.gtin(right) == right
    wrong = right[:at] + str((int(right[at]) + shift) % 10) + right[at + 1 :]
    with pytest.raises(BadValue, match="check digit"):
        fields.gtin(wrong)


@pytest.mark.parametrize(
    "raw", ["", " ", "1.5", "1,5", "1.000", "12 mm", "abc", "--1", "+1", "²", "٣", "1e3", "0x1"]
)
def test_what_is_no_whole_number_is_refused(raw: str) -> None:
    """
    Points, commas, units and words are not guessed at.
    """
    with pytest.raises(BadValue, match=r"whole number|empty"):
        fields.whole(raw, 0, 100)


@pytest.mark.parametrize("raw", ["-1", "101", "9" * 150, "-" + "9" * 150])
def test_numbers_out_of_bounds_are_refused(raw: str) -> None:
    """
    The sentence names the bounds, and a monstrous number is no trouble.
    """
    with pytest.raises(BadValue, match="from 0 to 100") as caught:
        fields.whole(raw, 0, 100)
    assert len(str(caught.value)) < 200


@given(st.integers(-100, 100))
def test_numbers_within_bounds_are_themselves(number: int) -> None:
    """
    Leading zeros and blanks around do no harm.
    """
    assert fields.whole(f" {number} ", -100, 100) == number
    assert fields.whole(f"{number:05d}", -100, 100) == number


@pytest.mark.parametrize("name", ["Ärmel/XL", "a 'b' \"c\"", "100%#?&", "商品", "नमस्ते", "می‌خواهم", "x" * 64])
def test_strange_numbers_are_taken_as_they_are(name: str) -> None:
    """
    A sku, place or order may hold any script, blanks, slashes, quotes and signs.
    """
    assert fields.key(f"\u00a0{name} ") == name


@pytest.mark.parametrize(
    "raw", ["", " \t", "a\x00b", "a\x1db", "a\nb", "a\u2028b", "a\x7f", "\udcfc", "x" * 65, "\x1b[31mred"]
)
def test_what_nobody_can_scan_or_read_is_refused(raw: str) -> None:
    """
    Empty, over-long, with line breaks, control characters or letters of a broken encoding.
    """
    with pytest.raises(BadValue):
        fields.key(raw)


@pytest.mark.parametrize(("raw", "value"), [("0", False), ("1", True), ("", False), (" 1 ", True)])
def test_a_flag_is_0_or_1(raw: str, value: bool) -> None:
    """
    An empty cell is a no.
    """
    assert fields.flag(raw) is value


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (fields.flag, "yes"),
        (fields.flag, "2"),
        (fields.roles, "pick fly"),
        (fields.roles, ""),
        (fields.pin, "12a4"),
    ],
)
def test_words_out_of_a_list_are_refused(read: Callable[[str], object], raw: str) -> None:
    """
    Neither flags nor roles nor PINs are guessed.
    """
    with pytest.raises(BadValue):
        read(raw)


def test_a_refused_pin_is_not_repeated() -> None:
    """
    A secret stands in no sentence.
    """
    with pytest.raises(BadValue) as caught:
        fields.pin("98765x")
    assert "98765" not in str(caught.value)


def test_a_pin_keeps_its_leading_zero() -> None:
    """
    0042 and 42 are different PINs.
    """
    assert fields.pin("0042") == "0042"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_taken_text_is_read_again_as_itself(raw: str) -> None:
    """
    What was taken once is taken again unchanged, so that the same file changes nothing.
    """
    try:
        value = fields.text(raw)
    except BadValue:
        return
    assert fields.text(value) == value
    assert value in raw


def test_cases_and_pallets_stand_in_one_cell() -> None:
    """
    Each is its trade number, a star and its pieces; what is half written is named.
    """
    found = fields.packagings(" 14006381333938*12  24006381333935*480 ")
    assert found == [{"gtin": "14006381333938", "quantity": 12}, {"gtin": "24006381333935", "quantity": 480}]
    assert fields.packagings("") == []
    for cell in ("14006381333938", "*12", "14006381333938*", "14006381333938*1", "14006381333939*12"):
        with pytest.raises(fields.BadValue):
            fields.packagings(cell)
