"""How a carton is drawn while it is filled: nothing hides what lies before it, and the next piece stands out."""

from dataclasses import replace
from itertools import combinations
from itertools import product as product_of

import flet as ft
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.boxes.suggest import suggest
from app.planning.boxes.wish import Order
from app.views.packing import steps_of
from app.views.view import CartonView, StepView
from screens.filling import behind_first, from_above, from_the_side, shaded, shown_steps
from screens.pack import pack_screen
from screens.theme import DARK, LIGHT, Look
from tests.app.planning.boxes.orders import BOXES, WISH, random_orders
from tests.builders import product
from tests.screens.finding import find
from tests.screens.sample_boxes import filled
from tests.screens.samples import SAMPLES


def hides(front: StepView, back: StepView) -> bool:
    """Whether a look along the diagonal meets the first before the second: some corner or middle of a face tells."""
    far = (
        sum(front.edges_mm)
        + sum(back.edges_mm)
        + sum(abs(a - b) for a, b in zip(front.at_mm, back.at_mm, strict=True))
    )
    for x, y, z in product_of((0.02, 0.5, 0.98), repeat=3):
        point = [a + d * s for a, d, s in zip(front.at_mm, front.edges_mm, (x, y, z), strict=True)]
        enters, leaves = -float(far), 0.0  # how far behind the point the look is inside the other piece
        for at, start, edge in zip(point, back.at_mm, back.edges_mm, strict=True):
            enters, leaves = max(enters, start - at), min(leaves, start + edge - at)
        if enters < leaves:
            return True
    return False


@settings(deadline=None, max_examples=40)
@given(random_orders(kinds_max=3))
def test_a_piece_is_drawn_after_what_it_hides(order: Order) -> None:
    """
    From the side: what stands before another piece, right of it or on it covers it, never the other way round.
    """
    names = {goods.sku: product(goods.sku) for goods, _ in order}
    for parcel in suggest(order, BOXES, replace(WISH, limit_ms=10)).parcels:
        box = next(one for one in BOXES if one.carton == parcel.carton)
        drawn = behind_first(steps_of(parcel.placements, box.inner_mm, names))
        assert len(drawn) == len(parcel.placements)
        for early, late in combinations(drawn, 2):
            assert not hides(early, late)


def test_what_is_to_come_is_not_drawn_yet() -> None:
    """
    In an open carton there is what lies in it and the next piece; before it is taken, all of it is shown.
    """
    opened = filled(("CLO-6143", 2), ("OUT-2077", 1))
    assert [step.done for step in shown_steps(opened)].count(False) == 1
    assert len(shown_steps(filled(scanned=False))) == 9


def test_of_very_many_pieces_the_newest_are_drawn_and_the_next_one() -> None:
    """
    Five hundred clips in one carton: the page stays quick, and what is to be laid down now is always there.
    """
    step = filled(scanned=False).steps[0]
    clips = tuple(replace(step, no=no, done=no != 7) for no in range(1, 501))
    carton = replace(filled(scanned=False), scanned="M1", steps=clips, next_step=7)
    shown = [one.no for one in shown_steps(carton)]
    assert shown == [7, *range(381, 501)]
    assert len(shown_steps(replace(carton, scanned=None))) == 120


@given(st.sampled_from((LIGHT, DARK)), st.integers(0, 5))
def test_each_view_of_the_carton_draws_every_shown_piece(palette: object, socks: int) -> None:
    """
    From the side three faces a piece, from above one; the numbers say which one is next.
    """
    carton = filled(("CLO-6143", socks)) if socks else filled(("HOM-4007", 1))
    shown = len(shown_steps(carton))
    theme = LIGHT if palette is LIGHT else DARK
    side = from_the_side(theme, carton, (300, 200), "Front").shapes or []
    above = from_above(theme, carton, (300, 200), "Front").shapes or []
    walls, arrows = 6, 6 if _next(carton).upright else 0
    assert len(side) == walls + shown * 6 + 1 + arrows + 1
    assert len(above) == 2 + shown * 2 + 1 + 1


def _next(carton: CartonView) -> StepView:
    return next(step for step in carton.steps if step.no == carton.next_step)


def test_the_picture_says_in_words_what_it_shows() -> None:
    """
    Who can't see the drawing hears the carton, how far it is, the next piece and where it goes.
    """
    view = SAMPLES["pack-upright"]
    root = pack_screen(view, lambda action, value: None, Look(width=1280, height=800))
    label = find(root, "picture", ft.Semantics).label or ""
    assert "M1" in label
    assert "2 of 9" in label
    assert "Bamboo cup 250 ml, at the back, standing" in label
    assert find(root, "where", ft.Text).value == "At the back, standing"


def test_a_carton_that_nobody_planned_is_drawn_in_its_proportions() -> None:
    """
    Packed by eye there are no steps: the carton and one piece of it to the same scale.
    """
    view = replace(SAMPLES["pack"], carton=CartonView("S2", "S2", (300, 220, 120), 45))
    root = pack_screen(view, lambda action, value: None, Look())
    assert "to the same scale" in (find(root, "picture", ft.Semantics).label or "")
    assert find(root, "next", ft.Text).value == "3 × Merino sock, grey, 39-42"


def test_a_colour_loses_light_and_no_more() -> None:
    """
    Faces turned away are darker, of the same colour.
    """
    assert shaded("#C86432", 0.5) == "#643219"
