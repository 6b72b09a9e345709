"""Words are always there: an empty gap drops its sentence, and nothing that is asked for raises."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inputs import Message
from app.locale.amounts import clock, edges, money, number, weight
from app.locale.words import LANGUAGES, heading_and_rest, language_or, say, words


def test_a_sentence_without_its_gap_is_left_out() -> None:
    """
    Nobody reads "Wanted: ." when nothing was expected.
    """
    message = Message.of("refusal.wrong_product", got="Cup", expected="")
    assert words(message, "en") == "Wrong item. Scanned: Cup."
    assert words(message, "de") == "Falscher Artikel. Gescannt: Cup."


def test_a_refusal_starts_with_its_heading() -> None:
    """
    Two or three words that are read in half a second, then what came and what to do.
    """
    text = words(Message.of("refusal.wrong_place", got="B-01", expected="A-12"), "en")
    assert heading_and_rest(text) == ("Wrong place", "You are at B-01. Go to A-12.")
    assert heading_and_rest("Online") == ("Online", "")


def test_one_piece_is_no_pieces() -> None:
    """
    Each language has its own plural.
    """
    assert say("said.shorted", "en", quantity=1) == "1 piece missing, noted"
    assert say("said.shorted", "de", quantity=2) == "2 Stück fehlen, notiert"


def test_words_of_the_domain_are_put_into_gaps() -> None:
    """
    The floor reads "back to stock", never the name in the program.
    """
    assert say("said.graded", "en", grade="A", disposition="restock") == "Grade A: back to stock"
    assert say("said.undone", "de", what="Picked, Picked") == "Zurückgenommen: Entnahme"


def test_an_unknown_id_is_shown_as_plain_words() -> None:
    """
    A word that nobody translated yet must not stop the line.
    """
    assert say("said.something_new", "de", name="Cup") == "Something new Cup"
    assert say("status.online", "tlh") == "Online"


@given(
    st.text(),
    st.dictionaries(st.sampled_from(["got", "expected", "quantity", "x"]), st.text()),
    st.text(max_size=3),
)
def test_words_never_raise(id: str, gaps: dict[str, str], language: str) -> None:
    """
    Whatever comes in, there is a text.
    """
    assert isinstance(words(Message(id, tuple(gaps.items())), language), str)


@given(st.text(min_size=1).filter(str.strip))
def test_braces_in_a_product_name_are_only_letters(name: str) -> None:
    """
    A product may be called "{quantity}": its name is shown as it is.
    """
    shown = words(Message.of("said.packed", name=name), "en")
    assert shown == f"{name} is in"


@pytest.mark.parametrize(
    ("language", "amount", "heavy", "size"),
    [
        ("en", "€1,234.50", "12.34 kg", "1,200 × 80 × 60 mm"),
        ("de", "1.234,50\u00a0€", "12,34 kg", "1.200 × 80 × 60 mm"),
    ],
)
def test_numbers_follow_the_language(language: str, amount: str, heavy: str, size: str) -> None:
    """
    A comma is not a point.
    """
    assert money(123450, language) == amount
    assert weight(12340, language) == heavy
    assert weight(940, language) == "940 g"
    assert edges((1200, 80, 60), language) == size
    assert number(7, language) == "7"


def test_a_moment_is_shown_as_hours_and_minutes() -> None:
    """
    Since when offline: the clock on the wall, not a date.
    """
    assert clock("2025-11-25T10:42:59+00:00", UTC) == "10:42"
    assert clock("2025-11-25T10:42:59", UTC) == "10:42"
    assert clock("a while ago", UTC) == "a while ago"


def test_the_first_known_language_is_taken() -> None:
    """
    A browser names its languages in order; English where none is known.
    """
    assert language_or(["fr-FR", "de-AT", "en"]) == "de"
    assert language_or([]) == "en"
    assert set(LANGUAGES) == {"en", "de"}
