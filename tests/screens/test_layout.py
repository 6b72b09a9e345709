"""Every screen in every size, language and text scale, laid out and measured in the shipped typefaces: nothing cut, covered or too small."""

from dataclasses import replace
from itertools import product

import flet as ft
import pytest

from app.inputs import Message, Refusal
from app.locale.words import LANGUAGES
from app.views.view import HandoverView, View
from screens.shell import screen_of
from screens.theme import LIGHT, Look
from tests.screens.faults import faults, targets
from tests.screens.finding import find, texts
from tests.screens.layout import Box, laid_out
from tests.screens.sample_parts import refused, said
from tests.screens.samples import SAMPLES
from tests.screens.test_handover import LONGEST

SIZES = ((480, 800), (720, 1280), (800, 1280), (1280, 800))
SCALES = (1.0, 1.3, 2.0)
MATRIX = list(product(SIZES, SCALES, LANGUAGES))
FILLED = ("pack", "pack-hints", "pack-warned", "pack-last", "pack-upright", "pack-bad", "pack-totes")
CODE_SIDE_MIN = 240  # what a scanner reads off the glass
LONG_NAME = "Rain cover for rucksacks up to 40 l"
# What the next scan needs, beside the prompt: never scrolled away, never covered, with a refusal showing or not.
NEEDED = {
    "place": ("place", "quantity"),
    "target": ("target",),
    "question": ("question", "answer.yes", "answer.no"),
    "typed": ("typed", "key.1", "key.0", "pin"),
    "order": ("order",),
    "carton": ("order",),
    "empty": ("empty",),
    "enrol": ("enrol", "enrol.1"),
}


def drawn(view: View, look: Look, language: str = "en") -> ft.Control:
    return screen_of(replace(view, language=language), lambda action, value: None, look)


def look_of(size: tuple[int, int], scale: float, opened: str | None = None) -> Look:
    return Look(LIGHT, scale, *size, opened=opened)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_cut_covered_or_too_small(name: str) -> None:
    """
    Every word is read whole, no word lies on another, a glove finds every button, no refusal covers the work.
    """
    found: dict[str, tuple[object, ...]] = {}
    for size, scale, language in MATRIX:
        root = drawn(SAMPLES[name], look_of(size, scale), language)
        boxes = laid_out(root, *size)
        for fault in [*faults(boxes, *size), *out_of_sight(boxes)]:
            found.setdefault(fault, (size, scale, language))
        said = texts(root)
        assert said
        assert [text for text in said if "…" in text or text.startswith(("prompt.", "said."))] == []
    assert found == {}


def out_of_sight(boxes: list[Box]) -> list[str]:
    """The prompt is always in sight, and with it what the next scan needs."""
    by_key = {box.key: box for box in reversed(boxes) if box.key}
    wanted = {"prompt", *(key for mark, keys in NEEDED.items() if mark in by_key for key in keys)}
    return [f"{key} is out of sight" for key in sorted(wanted & by_key.keys()) if not by_key[key].in_sight]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("pick", "short"), ("pack-done", "more"), ("home", "more"), ("pack-printer-off", "more")],
)
def test_an_open_sheet_fits_as_well(name: str, sheet: str) -> None:
    """
    The reasons of a short, and what stands behind More, in every size and language.
    """
    for size, scale, language in MATRIX:
        root = drawn(SAMPLES[name], look_of(size, scale, sheet), language)
        assert faults(laid_out(root, *size), *size) == [], (size, scale, language)


@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.value)
def test_a_refusal_of_each_kind_leaves_the_work_in_sight(refusal: Refusal) -> None:
    """
    Long names, handheld and table: place, quantity and prompt stay in sight; up to 130 % all words of it are read at once.
    """
    expected, got = f"A-12-03 · {LONG_NAME}", "Bamboo cup 250 ml, dishwasher safe"
    view = refused(SAMPLES["pick"], refusal, expected, got)
    for size, scale, language in product((SIZES[0], SIZES[-1]), SCALES, LANGUAGES):
        boxes = laid_out(drawn(view, look_of(size, scale), language), *size)
        assert [*faults(boxes, *size), *out_of_sight(boxes)] == [], (size, scale, language)
        at_once = ("band.heading", "band.rest") if scale < 2 else ("band.heading",)
        words = [box for box in boxes if box.key in at_once]
        assert words
        assert all(box.in_sight for box in words), (size, scale, language)


@pytest.mark.parametrize("name", FILLED)
def test_the_next_piece_and_its_place_are_above_the_fold(name: str) -> None:
    """
    However much the order has to say: up to 130 % nobody scrolls for what goes in next and where.
    """
    for size, scale, language in product(SIZES, SCALES[:2], LANGUAGES):
        boxes = laid_out(drawn(SAMPLES[name], look_of(size, scale), language), *size)
        told = {box.key: box.in_sight for box in boxes if box.key in ("step", "next", "where")}
        assert told == {"step": True, "next": True, "where": True}, (size, scale, language)


def test_which_parcel_of_how_many_is_in_sight() -> None:
    """
    Also while the title gives way to what the last scan came to; the lines say what goes into a later one.
    """
    view = said(SAMPLES["pack-one-of-three"], Message.of("said.packed", name=LONG_NAME))
    for size, scale, language in MATRIX:
        root = drawn(view, look_of(size, scale), language)
        told = {box.key: box.in_sight for box in laid_out(root, *size) if box.key == "parcel_no"}
        assert told == {"parcel_no": True}, (size, scale, language)
        assert any("later" in text or "späteres" in text for text in texts(root))


HANDED = SAMPLES["home-handed"]
HANDED_VIEWS = {
    "online": HANDED,
    "said": said(HANDED, Message.of("said.dropped", tote="0417", place="PACK")),
    "refused": refused(HANDED, Refusal.UNKNOWN_CODE, "", "LOC-PAKC"),
    "printer": replace(HANDED, status=replace(HANDED.status, printer="paper_out")),
    "longest": replace(HANDED, handover=HandoverView("SO-10041", "0417", 9, LONGEST)),
    "offline": SAMPLES["home-handed-offline"],
}


@pytest.mark.parametrize("name", HANDED_VIEWS)
def test_a_code_for_a_packing_table_is_never_below_the_fold(name: str) -> None:
    """
    The packer scans it from the picker's glass: nobody scrolls first, with a network or without, whatever the size
    and the text; each module has three dots at least.
    """
    for size, scale, language in MATRIX:
        boxes = laid_out(drawn(HANDED_VIEWS[name], look_of(size, scale), language), *size)
        (code,) = [box for box in boxes if isinstance(box.control, ft.Image)]
        assert code.in_sight, (size, scale, language)
        assert min(code.right - code.left, code.bottom - code.top) >= CODE_SIDE_MIN, (size, scale, language)
        covering = [box for box in boxes if box.key == "band.place" and box.bottom > code.top]
        assert covering == [], (size, scale, language)


# The measuring itself: each seeded fault is found ------------------------------------------------


def broken(key: str, **changes: object) -> list[str]:
    """The faults of the pick screen on a handheld with one control changed."""
    root = drawn(SAMPLES["pick-bad"], look_of((480, 800), 1.0))
    assert faults(laid_out(root, 480, 800), 480, 800) == []
    changed: ft.Control = find(root, key)
    for name, value in changes.items():
        setattr(changed, name, value)
    return faults(laid_out(root, 480, 800), 480, 800)


def test_a_word_that_does_not_fit_is_found() -> None:
    """
    Seeded: a place twice as large, a name on one line that needs two, a prompt longer than its line.
    """
    assert broken("place", size=140) == ["Text place 'A-12-03': a word is torn"]
    long = {"value": "Merino socks for the whole family in all sizes", "max_lines": 1}
    assert broken("name", **long) == [f"Text name {long['value']!r}: the end is cut off"]
    assert any("leaves the glass" in fault for fault in broken("prompt", value="Scan " * 400))


def test_a_button_that_a_glove_misses_is_found() -> None:
    """
    Seeded: one too low, two too near.
    """
    assert "Container undo: 106x40 are too small for a glove" in broken("undo", height=40)
    root = drawn(SAMPLES["pick"], look_of((480, 800), 1.0))
    row = next(one for one in find(root, "foot", ft.Container).content.controls if isinstance(one, ft.Row))  # type: ignore[union-attr]
    row.spacing = 4
    assert sum("are 4 apart" in fault for fault in faults(laid_out(root, 480, 800), 480, 800)) == 3


def test_a_band_over_the_work_is_found() -> None:
    """
    Seeded: a refusal twice as high lies on the place.
    """
    assert "the band covers Text place 'A-12-03'" in broken("band", height=220)


def test_text_that_grows_out_of_its_card_is_found() -> None:
    """
    Seeded: a card of a fixed height with a text that needs more.
    """
    low = ft.Container(
        ft.Text("one two three four", size=18, font_family="Inter Medium"), width=80, height=40
    )
    assert faults(laid_out(ft.Row([low]), 480, 800), 480, 800) == [
        "Text 'one two three four': 3 lines do not go into 40"
    ]


def test_targets_are_those_in_sight() -> None:
    """
    What a list has scrolled away is not measured against what covers it.
    """
    root = drawn(SAMPLES["attention"], look_of((480, 800), 2.0))
    seen = {box.key for box in targets(laid_out(root, 480, 800))}
    assert "home" in seen
    assert "settle.a3.accept" not in seen
