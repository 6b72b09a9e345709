"""The map of the walk, the words that stand for it, and boxes in their true proportions."""

from dataclasses import replace

import flet as ft
import pytest
from flet import canvas as cv

from app.views.view import View, WalkStop
from screens.boxes import lying_in, product_box
from screens.hall import aisle_row, bay_depths, can_be_drawn, hall_map
from screens.shell import screen_of
from screens.theme import LIGHT, Look
from tests.screens.finding import all_of, find, text_of
from tests.screens.samples import SAMPLES

PICKS_WITH_MAP = [name for name, view in SAMPLES.items() if can_be_drawn(view.walk)]


def shown(view: View) -> ft.Control:
    return screen_of(view, lambda action, value: None, Look())


def map_words(view: View) -> str:
    return find(shown(view), "walk", ft.Semantics).label or ""


@pytest.mark.parametrize(
    ("aisles", "row"),
    [
        (["B", "A", "B"], ["A", "B", ""]),
        (["D", "B"], ["", "B", "", "D", ""]),
        (["10", "9", "2"], ["", "2", "", "", "", "9", "10", ""]),
        (["1"], ["1", ""]),
        (["mezzanine", "12"], ["", "12", "mezzanine", ""]),
    ],
)
def test_aisles_stand_in_order_with_their_neighbours(aisles: list[str], row: list[str]) -> None:
    """
    Nine comes before ten; what lies between two aisles is drawn, but never more than a few racks, and has no name.
    """
    assert aisle_row(aisles) == row


@pytest.mark.parametrize(
    ("bays", "depths"),
    [
        (["20", "01"], {"01": 0.025, "20": 0.975}),
        (["1"], {"1": 0.05}),
        (["0"], {"0": 0.0}),
        (["b", "a"], {"a": 0.25, "b": 0.75}),
    ],
)
def test_bays_lie_as_deep_as_their_number_says(bays: list[str], depths: dict[str, float]) -> None:
    """
    Bay one is at the front. Where bays have letters, their order is all that is known.
    """
    assert bay_depths(bays) == pytest.approx(depths)


@pytest.mark.parametrize("name", PICKS_WITH_MAP)
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(448.0, 112.0), (531.0, 210.0)])
def test_the_map_stays_on_its_paper(name: str, size: tuple[float, float], scale: float) -> None:
    """
    However many aisles a walk has: nothing is drawn outside.
    """
    width, height = size
    canvas = hall_map(Look(scale=scale), SAMPLES[name].walk, width, height)
    assert isinstance(canvas, cv.Canvas)
    for shape in canvas.shapes:
        if isinstance(shape, cv.Rect | cv.Circle):
            reach = shape.radius if isinstance(shape, cv.Circle) else 0.0
            right = shape.x + (shape.width if isinstance(shape, cv.Rect) else reach)
            below = shape.y + (shape.height if isinstance(shape, cv.Rect) else reach)
            assert shape.x - reach >= 0
            assert shape.y - reach >= 0
            assert right <= width
            assert below <= height


def test_the_map_is_told_in_words() -> None:
    """
    Who hears the screen hears where they are, where to go next, and how much is left.
    """
    assert map_words(SAMPLES["pick"]) == (
        "Map of the walk: you are at A-12-03, aisle A, bay 12. Next is B-04-12, aisle B, bay 4. "
        "Then 3 more stops. The drop-off is at the end."
    )
    assert map_words(SAMPLES["pick-last"]).endswith("aisle A, bay 12. The drop-off is at the end.")
    german = map_words(replace(SAMPLES["pick"], language="de"))
    assert "Gang A" in german
    assert "Danach noch 3 Halte." in german


def test_places_without_an_aisle_show_the_stops_in_a_row() -> None:
    """
    One place that doesn't say where it is: no map that guesses, but how many stops are done.
    """
    assert map_words(SAMPLES["pick-no-map"]) == "2 of 7 stops done"
    assert not can_be_drawn([WalkStop("A-1", "A", "")])
    assert not can_be_drawn([])


@pytest.mark.parametrize(("language", "words"), [("en", "Level 3"), ("de", "Ebene 3")])
def test_the_level_stands_under_the_place(language: str, words: str) -> None:
    """
    How high to reach is said in words; a warehouse without levels says nothing of them.
    """
    assert text_of(shown(replace(SAMPLES["pick"], language=language)), "stop").startswith(f"{words} · ")
    assert text_of(shown(SAMPLES["pick-no-map"]), "stop") == "Stop 3 of 7"


@pytest.mark.parametrize("size_mm", [None, (90, 90, 90), (300, 200, 15), (900, 12, 12), (120, 90, 40)])
@pytest.mark.parametrize("side", [56, 104, 160])
def test_a_box_of_any_shape_fits_its_picture_and_keeps_its_letters(
    size_mm: tuple[int, int, int] | None, side: int
) -> None:
    """
    A cube, a flat mailer, a rod: each in its proportions, each with letters that can be read.
    """
    box = product_box(LIGHT, "Rain cover", side, size_mm)
    for path in all_of(box, cv.Path):
        for step in path.elements:
            if isinstance(step, cv.Path.MoveTo | cv.Path.LineTo):
                assert 0 <= step.x <= side
                assert 0 <= step.y <= side
    (letters,) = all_of(box, cv.Text)
    assert letters.value == "RC"
    assert letters.style
    assert (letters.style.size or 0) >= side * 0.13


@pytest.mark.parametrize(
    ("piece", "lies"),
    [((120, 90, 40), (120, 90, 40)), ((200, 110, 90), (200, 110, 90)), ((310, 20, 20), None)],
)
def test_a_piece_lies_flat_in_the_carton_or_is_not_drawn(
    piece: tuple[int, int, int], lies: tuple[int, int, int] | None
) -> None:
    """
    A picture never shows a piece that sticks out of its carton.
    """
    assert lying_in(piece, (300, 220, 120)) == lies
