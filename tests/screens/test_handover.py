"""The hand-over on the glass: a code that a reader reads, in either theme, and words where there is none."""

import io
from dataclasses import replace

import flet as ft
import zxingcpp
from PIL import Image

from app.domain.handover import CODE_CHARACTERS_MAX, PREFIX
from app.views.view import HandoverView, View
from screens.parts import Send
from screens.shell import screen_of
from screens.theme import DARK, Look
from tests.screens.finding import all_of, find, keys, text_of
from tests.screens.samples import SAMPLES

LONGEST = PREFIX + "A7" * ((CODE_CHARACTERS_MAX - len(PREFIX)) // 2)
NOTHING: Send = lambda action, value: None  # noqa: E731


def home(code: str | None, *, online: bool = False) -> View:
    view = SAMPLES["home"]
    handed = HandoverView("SO-10041", "0417", 9, code)
    return replace(view, handover=handed, status=replace(view.status, online=online))


def test_the_longest_code_is_read_from_the_smallest_glass() -> None:
    """
    A handheld of 480 dots: every module has three dots at least, and another reader reads it, in the dark, too.
    """
    screen = screen_of(home(LONGEST), NOTHING, Look(DARK, 1.0, 480, 800))
    (shown,) = all_of(screen, ft.Image)
    assert isinstance(shown.src, bytes)
    assert isinstance(shown.width, int | float)
    picture = Image.open(io.BytesIO(shown.src)).convert("L")
    modules = picture.width / 4
    assert shown.width / modules >= 3
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [LONGEST]
    assert find(screen, "handover.code", ft.Semantics).label


def test_the_code_comes_before_the_other_work_but_with_a_network_after_the_next_job() -> None:
    """
    Nobody can see from afar that the table has no network: without one here, the code stands first of all.
    """
    look = Look(width=480, height=800)
    away, there = (keys(screen_of(home("GW1:ABC", online=online), NOTHING, look)) for online in (False, True))
    assert away.index("handover.code") < away.index("next") < away.index("start.pick")
    assert there.index("next") < there.index("handover.code") < there.index("start.pick")


def test_an_order_without_a_code_says_what_to_do() -> None:
    """
    Too many differences for one code: the table opens the order by its number.
    """
    screen = screen_of(home(None), NOTHING, Look())
    assert "SO-10041" in text_of(screen, "handover.none")
    assert all_of(screen, ft.Image) == []
