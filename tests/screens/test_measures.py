"""Targets, gaps and contrast, measured from the control trees and the tokens."""

from dataclasses import replace
from itertools import product

import flet as ft
import pytest
from PIL import ImageFont

from app.locale.words import LANGUAGES
from app.views.view import View
from screens.shell import screen_of
from screens.theme import BETWEEN_BUTTONS, DARK, EDGE, FONTS, LIGHT, TARGET_MIN, Look, Palette
from tests.screens.finding import all_of, buttons, find, key_of, keys
from tests.screens.samples import SAMPLES

CONTRAST_MIN = 7.0
SIZES = ((480, 800), (720, 1280), (800, 1280), (1280, 800))
PRIMARY = range(72, 97)


def screen(name: str, look: Look, language: str = "en") -> ft.Control:
    view: View = replace(SAMPLES[name], language=language)
    return screen_of(view, lambda action, value: None, look)


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def text_on_ground(control: object, ground: str) -> list[tuple[str, str, str]]:
    """Each text with its colour and what it stands on: the nearest ground around it."""
    found: list[tuple[str, str, str]] = []
    if isinstance(control, ft.Text):
        return [(control.value, str(control.color), ground)]
    if isinstance(control, ft.Container):
        ground = str(control.bgcolor) if control.bgcolor else ground
    content = getattr(control, "content", None)
    for inside in [content] if content is not None else getattr(control, "controls", []):
        found += text_on_ground(inside, ground)
    return found


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_stands_out_seven_to_one(name: str, palette: Palette) -> None:
    """
    In a bright hall and a dim aisle: each text against the ground it really stands on.
    """
    for width, height in ((480, 800), (1280, 800)):
        root = screen(name, Look(palette, 1.0, width, height))
        for text, color, ground in text_on_ground(root, palette.ground):
            assert contrast(color, ground) >= CONTRAST_MIN, (text, color, ground)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 1280])
@pytest.mark.parametrize("name", SAMPLES)
def test_whatever_can_be_pressed_is_large_enough_for_gloves(name: str, scale: float, width: int) -> None:
    """
    48 at least, with 8 between; buttons of one row are equally high.
    """
    root = screen(name, Look(LIGHT, scale, width, 800))
    for button in buttons(root):
        height = button.height or tallest(button)
        assert height >= TARGET_MIN, key_of(button)
    lists: list[ft.Row | ft.Column] = [*all_of(root, ft.Row), *all_of(root, ft.Column)]
    for row in lists:
        inside = [one for one in row.controls if isinstance(one, ft.Semantics) and one.button]
        if len(inside) > 1:
            assert (row.spacing or 0) >= BETWEEN_BUTTONS


def tallest(control: ft.Container) -> float:
    """A height that the content needs at least: its lines of text or its tallest part, and the padding."""
    parts = [one.height or 0 for one in all_of(control, ft.Container)]
    texts = sum((text.size or 0) * 1.2 for text in all_of(control, ft.Text))
    padding = control.padding
    around = padding * 2 if isinstance(padding, int | float) else 0
    return float(max(texts, *parts) + around)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", SAMPLES)
def test_at_most_one_button_is_filled(name: str, scale: float) -> None:
    """
    One thing to do: 72 to 96 high, at the bottom. On home it is the field of the next job.
    """
    root = screen(name, Look(LIGHT, scale))
    filled = [one for one in buttons(root) if one.bgcolor == LIGHT.act]
    assert len(filled) <= 1
    for one in filled:
        if key_of(one) != "start" or "next" not in keys(root):
            assert one.height in PRIMARY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_label_of_a_button_is_cut(name: str, scale: float, language: str) -> None:
    """
    On every size, in the longer language, with the largest text: measured in the typeface that is shipped.
    """
    for (width, height), opened in product(SIZES, (None, "short")):
        look = Look(LIGHT, scale, width, height, opened=opened)
        root = screen(name, look, language)
        foot_width = width * (6 / 11 if "side" in keys(root) else 1) - 2 * EDGE
        for row in all_of(find(root, "foot"), ft.Row):
            faces = [one.content for one in row.controls if isinstance(one, ft.Semantics) and one.button]
            count = max(len(row.controls), 1)
            for face in faces:
                assert isinstance(face, ft.Container)
                fits(face, (foot_width - BETWEEN_BUTTONS * (count - 1)) / count)


def fits(face: ft.Container, room: float) -> None:
    """Every word is narrower than the button, and there are no more lines than the text may have."""
    beside = isinstance(face.content, ft.Row)
    padding = face.padding.left + face.padding.right if isinstance(face.padding, ft.Padding) else 0
    icons = sum((icon.size or 24) + 14 for icon in all_of(face, ft.Icon)) if beside else 0
    for text in all_of(face, ft.Text):
        lines = lines_of(text, room - padding - icons - 4)
        assert lines <= (text.max_lines or 1), (text.value, text.size, room, lines)


def lines_of(text: ft.Text, room: float) -> int:
    font = ImageFont.truetype(f"assets/{FONTS[str(text.font_family)]}", round(text.size or 16))
    lines, used = 1, 0.0
    for word in text.value.split():
        width = font.getlength(word)
        assert width <= room, (text.value, width, room)
        if used and used + font.getlength(" ") + width > room:
            lines, used = lines + 1, 0.0
        used += width + (font.getlength(" ") if used else 0)
    return lines


def test_text_grows_with_the_person_and_exceptions_stand_two_by_two() -> None:
    """
    200 % means twice the size; above 130 % there are two buttons in a row.
    """
    usual, large = screen("pick", Look()), screen("pick", Look(scale=2.0))
    assert (find(large, "prompt", ft.Text).size or 0) == 2 * (find(usual, "prompt", ft.Text).size or 0)

    def widest_row(root: ft.Control) -> int:
        return max(
            sum(isinstance(one, ft.Semantics) and bool(one.button) for one in row.controls)
            for row in all_of(root, ft.Row)
        )

    assert (widest_row(usual), widest_row(large)) == (4, 2)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_head_and_buttons_never_scroll(scale: float) -> None:
    """
    Only what is between them does; the prompt goes with it where very large text needs the room.
    """
    for name in SAMPLES:
        root = screen(name, Look(scale=scale))
        scrolling = [one for one in all_of(root, ft.Column) if one.scroll]
        assert [key_of(one) for one in scrolling] == ["middle"], name
        moving = set(keys(scrolling[0]))
        assert moving.isdisjoint({"status", "title", "band", "undo", "home", "done", "pin"}), name
        assert "prompt" not in moving or scale > 1.3, name
