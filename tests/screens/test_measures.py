"""Contrast and what is filled, measured from the control trees and the tokens."""

from dataclasses import replace
from itertools import product

import flet as ft
import pytest

from app.views.view import View
from screens.shell import screen_of
from screens.theme import DARK, LIGHT, Look, Palette
from tests.screens.finding import all_of, buttons, find, key_of, keys
from tests.screens.samples import SAMPLES

CONTRAST_MIN = 7.0
SIZES = ((480, 800), (720, 1280), (800, 1280), (1280, 800))
SCALES = (1.0, 1.3, 2.0)
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
    if isinstance(control, ft.Icon):
        return [(str(control.icon), str(control.color), ground)]
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
    In a bright hall and a dim aisle: each text and icon against the ground it really stands on, in every size and text scale.
    """
    for (width, height), scale in product(SIZES, SCALES):
        root = screen(name, Look(palette, scale, width, height))
        for text, color, ground in text_on_ground(root, palette.ground):
            assert contrast(color, ground) >= CONTRAST_MIN, (text, color, ground)


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
def test_head_prompt_and_buttons_never_scroll(scale: float) -> None:
    """
    Only what is between them does, and the words of a band that are too many.
    """
    for name in SAMPLES:
        root = screen(name, Look(scale=scale))
        scrolling = {key_of(one): one for one in all_of(root, ft.Column) if one.scroll}
        assert scrolling.keys() - {"band.words"} == {"middle"}, name
        moving = set(keys(scrolling["middle"]))
        assert moving.isdisjoint({"status", "title", "band", "undo", "home", "done", "pin", "prompt"}), name


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_on_the_floor_is_smaller_than_sixteen(name: str) -> None:
    """
    Read at arm's length, on the smallest glass.
    """
    small = [
        (text.value, text.size) for text in all_of(screen(name, Look()), ft.Text) if (text.size or 0) < 16
    ]
    assert small == []
