"""Texts in boxes: all of it, inside, and as large as it goes."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fitting import fit
from printing.label import Block, Words
from printing.typeset import clean, width_px

WIDTH_MM, HEIGHT_MM = 60, 40

letters = st.text(
    st.sampled_from("abc ÄŻęi-, 0123456789 Київ Ωά 北京 あ 김 أحمد e\u0301 ก็") | st.characters(codec="utf-8"),
    max_size=150,
)


def block(*texts: str) -> Block:
    return Block(tuple(Words(text, 6) for text in texts), 0, 0, WIDTH_MM, HEIGHT_MM)


def without_blanks(text: str) -> str:
    return "".join(sign for sign in clean(text) if not sign.isspace())


@settings(max_examples=100, deadline=None)
@given(letters, letters)
def test_every_sign_is_on_some_line_in_order(name: str, street: str) -> None:
    """
    Wrapping and shrinking lose nothing, and no line is wider or lower than the box.
    """
    lines = fit(block(name, street), 8)
    assert without_blanks("".join(line.text for line in lines)) == without_blanks(name + "\n" + street)
    assert all(width_px(line.text, line.type) <= WIDTH_MM * 8 + 1 for line in lines)
    assert all(line.base_px <= HEIGHT_MM * 8 for line in lines)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "e\u0323\u0302", "ก็", "q\u0308", "को", "王"]), min_size=1, max_size=120
    ).map("".join)
)
def test_no_line_starts_with_a_mark(name: str) -> None:
    """
    An accent stays with its letter.
    """
    assert not any(unicodedata.category(line.text[0]).startswith("M") for line in fit(block(name), 8))


def test_a_short_name_keeps_its_size() -> None:
    """
    Only what is too long gets smaller.
    """
    (short,) = fit(block("Zoë Müller"), 8)
    assert round(short.type.capital_px) == 48


def test_words_are_not_cut_where_a_little_smaller_does() -> None:
    """
    A long city stays in one piece.
    """
    texts = [line.text for line in fit(block("Mönchengladbach-Rheindahlen Nord"), 8)]
    assert "".join(texts).replace(" ", "") == "Mönchengladbach-RheindahlenNord"
    assert all(text.endswith(("-", "Nord", "Rheindahlen", "Mönchengladbach")) for text in texts)


def test_chinese_wraps_between_any_two_signs() -> None:
    """
    There are no blanks to wait for.
    """
    lines = fit(block("北京市朝阳区建国门外大街1号国贸大厦"), 8)
    assert len(lines) > 1
    assert round(lines[0].type.capital_px) == 48
