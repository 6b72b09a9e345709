"""The bitmap: whole dots, nothing outside the label, every script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.draw import BLACK, draw
from printing.label import Block, Box, Code128, DoesNotFit, Ink, Label, Text, Weight, Words
from tests.printing.samples import SSCC, STRANGE_NAMES, codes_in


def ink_box(bitmap: Image.Image) -> tuple[int, int, int, int] | None:
    return bitmap.convert("L").point(lambda grey: 255 - grey).getbbox()


def ink_dots(bitmap: Image.Image) -> int:
    return bitmap.convert("L").histogram()[BLACK]


def block_of(text: str) -> Image.Image:
    return draw(Label(100, 60, (Block((Words(text, 6),), 8, 10, 84, 40),)))


@pytest.mark.parametrize("dots_per_mm", [8, 12, 24])
def test_a_symbol_is_read_at_every_resolution(dots_per_mm: int) -> None:
    """
    203, 300 and 600 dpi: the modules are whole dots on each.
    """
    label = Label(105, 40, (Code128((("00", SSCC),), 5, 4, 95, 32),))
    assert codes_in(draw(label, dots_per_mm)) == [("00" + SSCC, "]C1")]


def test_bars_start_and_end_on_whole_modules() -> None:
    """
    156 modules of four dots are 624 dots, 32 mm are 256.
    """
    bitmap = draw(Label(105, 40, (Code128((("00", SSCC),), 5, 4, 95, 32),)))
    left, top, right, bottom = ink_box(bitmap) or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (624, 256)
    widths = {len(run) for row in [bitmap.crop((left, top, right, top + 1))] for run in runs_of(row)}
    assert all(width % 4 == 0 for width in widths)


def runs_of(row: Image.Image) -> list[list[int]]:
    runs: list[list[int]] = []
    for x in range(row.width):
        dot = row.getpixel((x, 0))
        if runs and runs[-1][-1] == dot:
            runs[-1].append(int(str(dot)))
        else:
            runs.append([int(str(dot))])
    return runs


@pytest.mark.parametrize("name", STRANGE_NAMES, ids=range(len(STRANGE_NAMES)))
def test_any_name_is_drawn_inside_its_box(name: str) -> None:
    """
    Whatever people are called, the name stands on the label and nothing of it over the edge.
    """
    bitmap = block_of(name)
    left, top, right, bottom = ink_box(bitmap) or (0, 0, 0, 0)
    assert ink_dots(bitmap) > 100
    assert left >= 6 * 8
    assert right <= 94 * 8
    assert top >= 6 * 8
    assert bottom <= 52 * 8


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120))
def test_no_text_stops_the_drawing(text: str) -> None:
    """
    An address may hold any sign that a keyboard, a shop or a mistake can make.
    """
    assert block_of(text).size == (800, 480)


def test_a_sign_without_a_font_is_a_box_with_its_number() -> None:
    """
    Something that can be seen and looked up, never a hole.
    """
    assert ink_dots(block_of("\U00013000")) > 100
    assert ink_dots(block_of("\U00013000")) != ink_dots(block_of("\U00013001"))


def test_letters_that_are_written_from_the_right_stand_on_the_right() -> None:
    """
    Arabic and Hebrew lines end at the right edge of the address.
    """
    left, _, right, _ = ink_box(block_of("أحمد")) or (0, 0, 0, 0)
    assert left > 400
    assert right >= 91 * 8


def test_white_ink_leaves_holes_in_a_black_box() -> None:
    """
    The warning on an internal label is white on black.
    """
    box = Box(5, 5, 60, 20)
    text = Text("STOP", 10, 10, 8, Weight.EXTRABOLD, ink=Ink.WHITE)
    assert ink_dots(draw(Label(70, 30, (box, text)))) < ink_dots(draw(Label(70, 30, (box,))))


def test_a_frame_is_hollow() -> None:
    """
    Lines of a millimetre round nothing.
    """
    bitmap = draw(Label(30, 30, (Box(5, 5, 20, 20, line_mm=1),)))
    assert bitmap.getpixel((15 * 8, 15 * 8)) == 255
    assert bitmap.getpixel((5 * 8, 15 * 8)) == BLACK


def test_bars_that_would_be_too_narrow_are_refused() -> None:
    """
    A symbol that no scanner reads is worse than none.
    """
    with pytest.raises(DoesNotFit):
        draw(Label(62, 40, (Code128((("00", SSCC),), 0, 4, 62, 32),)))
    with pytest.raises(DoesNotFit):
        draw(Label(62, 40, (Code128("X" * 40, 0, 4, 62, 32),)))


def test_a_text_that_no_size_makes_fit_is_refused() -> None:
    """
    Half an address is never printed.
    """
    with pytest.raises(DoesNotFit):
        draw(Label(30, 10, (Block((Words("long " * 200, 4),), 1, 1, 28, 8),)))
    with pytest.raises(DoesNotFit):
        block_of("x" * 5000)
