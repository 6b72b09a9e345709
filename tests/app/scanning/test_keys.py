"""Keys of a native window become codes: labels without case, signs behind Shift, GS in its three ways."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.settings import GS, ScannerProfile
from app.scanning.keys import GERMAN, GERMAN_ALTGR, LAYOUTS, US, Code, Key, KeyReader

SIGNS = "-/]._+$%"
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + SIGNS + GS


def pressed(text: str, layout: str = "us", at_ms: int = 0, step_ms: int = 2) -> list[Key]:
    """What the window reports when a scanner types this on a keyboard of this layout."""
    keys = []
    for place, character in enumerate(text):
        now_ms = at_ms + place * step_ms
        keys += _shift(now_ms, key_of(character, layout, now_ms))
    return keys


def _shift(at_ms: int, key: Key) -> list[Key]:
    return [Key("Shift Left", at_ms, shift=True), key] if key.shift else [key]


def key_of(character: str, layout: str, at_ms: int) -> Key:
    if character == GS:
        return Key("F8", at_ms)
    if character == "\n":
        return Key("Enter", at_ms)
    if character.isalpha():
        return Key(character.upper(), at_ms, shift=character.isupper())
    shifted = {sign: label for label, sign in LAYOUTS[layout].items()}
    behind_altgr = {sign: label for label, sign in GERMAN_ALTGR.items()}
    if character in shifted:
        return Key(shifted[character], at_ms, shift=True)
    if layout == "de" and character in behind_altgr:
        return Key(behind_altgr[character], at_ms, ctrl=True, alt=True)
    return Key(character, at_ms)


def read(reader: KeyReader, keys: list[Key]) -> list[Code]:
    return [code for key in keys if (code := reader.take(key)) is not None]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_thousand_codes_in_bursts_come_out_as_they_were(layout: str) -> None:
    """
    Five to sixty characters of every kind on an American and a German keyboard: none lost, none changed, in order.
    """
    chance = random.Random(7)
    codes = ["".join(chance.choices(PLAIN, k=chance.randint(5, 60))) for _ in range(1000)]
    reader = KeyReader(layout)
    heard = []
    for number, code in enumerate(codes):
        heard += read(reader, pressed(code + "\n", layout, number * 150))
    assert [code.text for code in heard] == codes
    assert {code.source for code in heard} == {"scan"}


@pytest.mark.parametrize(
    "between",
    [
        [Key("F8", 20)],
        [Key("Control Left", 20, ctrl=True), Key("]", 20, ctrl=True)],
        [Key("Alt Left", 20, alt=True), *(Key(f"Numpad {digit}", 20, alt=True) for digit in "029")],
        [Key("`", 20, shift=True)],
    ],
)
def test_gs_comes_in_four_ways(between: list[Key]) -> None:
    """
    F8, Ctrl+], Alt+029, or the visible character that the scanner is set to.
    """
    reader = KeyReader(profile=ScannerProfile(gs="~"))
    keys = [*pressed("10LOT"), *between, *pressed("21X\n", at_ms=24)]
    assert [code.text for code in read(reader, keys)] == [f"10LOT{GS}21X"]


def test_two_codes_a_moment_apart_both_count_and_a_guard_is_kept() -> None:
    """
    Two different codes 50 ms apart are two; the same twice is two unless the site sets a guard.
    """
    keys = [*pressed("AB-1\n"), *pressed("AB-2\n", at_ms=50), *pressed("AB-2\n", at_ms=100)]
    assert [code.text for code in read(KeyReader(), keys)] == ["AB-1", "AB-2", "AB-2"]
    guarded = KeyReader(profile=ScannerProfile(guard_ms=300))
    assert [code.text for code in read(guarded, keys)] == ["AB-1", "AB-2"]


def test_enter_alone_and_single_keys_say_nothing() -> None:
    """
    A line feed behind a carriage return, a key brushed by a glove, a code begun long ago.
    """
    keys = [Key("Enter", 0), *pressed("A\n", at_ms=10), Key("Enter", 30), *pressed("OLD", at_ms=100)]
    assert read(KeyReader(), [*keys, Key("Enter", 5000)]) == []


def test_what_a_person_types_is_known_as_typed() -> None:
    """
    Slower than a scanner: taken, with its source.
    """
    assert read(KeyReader(), pressed("4012\n", step_ms=200)) == [Code("4012", "keyed")]


def test_prefix_tab_and_keypad() -> None:
    """
    What the site has set up holds here as in the browser; digits of the keypad are digits.
    """
    reader = KeyReader(profile=ScannerProfile(prefix="!", suffixes=("Tab",)))
    keys = [*pressed("!A1"), Key("Numpad 5", 8), Key("Tab", 10)]
    assert [code.text for code in read(reader, keys)] == ["A15"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.integers(0, 10**6), st.integers(0, 15)), max_size=40))
def test_no_key_does_harm(keys: list[tuple[str, int, int]]) -> None:
    """
    Whatever a window calls its keys.
    """
    reader = KeyReader("de")
    for label, at_ms, held in keys:
        reader.take(Key(label, at_ms, bool(held & 1), bool(held & 2), bool(held & 4), bool(held & 8)))


def test_the_maps_name_each_sign_once() -> None:
    """
    Two keys for one sign would make a test of them blind.
    """
    for signs in (US, GERMAN):
        assert len(set(signs.values())) == len(signs)


@pytest.mark.parametrize(("typed", "gap_ms"), [("7", 150), ("7", 599), ("12", 200), ("124", 400)])
def test_what_a_person_typed_just_before_a_scan_is_not_glued_to_it(typed: str, gap_ms: int) -> None:
    """
    A digit, then the trigger: the scanner's rhythm tells the two apart.
    """
    by_hand = pressed(typed, step_ms=200)
    begins_ms = by_hand[-1].at_ms + gap_ms
    heard = read(KeyReader(), by_hand + pressed("4012345000016\n", at_ms=begins_ms))
    assert heard == [Code("4012345000016", "scan")]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (
            [("4", 0, 2), ("012345000016\n", 120, 2)],
            "a pause too short to be told from a radio that faltered",
        ),
        ([("40123", 0, 2), ("45000016\n", 300, 2)], "a scan that faltered in the middle"),
        ([("4012345000", 0, 2), ("016\n", 300, 2)], "too few keys to show a rhythm"),
        ([("4012345000016\n", 0, 100)], "a scanner that is set to be slow"),
    ],
)
def test_where_the_rhythm_is_not_clear_nothing_is_cut_off(
    parts: list[tuple[str, int, int]], why: str
) -> None:
    """
    Cutting a scan in two would be worse than refusing it.
    """
    keys: list[Key] = []
    for text, pause_ms, step_ms in parts:
        begins_ms = keys[-1].at_ms + pause_ms if keys else 0
        keys += pressed(text, at_ms=begins_ms, step_ms=step_ms)
    assert [code.text for code in read(KeyReader(), keys)] == ["4012345000016"], why
