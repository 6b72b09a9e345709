"""The carton on a packer's screen: which one and why, how it is filled so far, and what goes in next and where."""

from collections.abc import Sequence
from math import prod

import flet as ft

from app.locale.amounts import edges, money
from app.views.view import CartonView, LineView, StepView, View
from screens.boxes import carton_drawing, lying_in
from screens.drawings import picture
from screens.filling import from_above, from_the_side, layer_color
from screens.parts import Pen, card, chip
from screens.theme import BOLD, EXTRABOLD, MEDIUM, SEMIBOLD

SIDE_SHARE = 0.58  # of the width of both pictures
NARROW_HEIGHT, HINTED_HEIGHT = 168.0, 108.0  # of both pictures on a handheld; where hints need room, too


def carton_card(pen: Pen, view: View, *, with_label: bool) -> ft.Container:
    """The carton to take, or the one in use; `with_label` where a closed parcel stands above it."""
    carton = view.carton
    if carton is None or not (carton.scanned or carton.suggested):
        return card(pen, pen.text(pen.say("prompt.carton_any"), 22, BOLD))
    said = _head(pen, carton)
    if not carton.scanned:
        said += _why(pen, carton)
    if not (pen.look.wide or pen.look.roomy):
        named = said if next_card(pen, view) is None else []
        return card(pen, ft.Column([*named, *_narrow(pen, view, carton)], spacing=6), padding=12)
    if carton.inner_mm:
        drawn = _pictures(pen, view, carton, _space(pen, with_label=with_label))
        grows = pen.look.wide and not pen.look.large_text
        said.append(ft.Container(drawn, alignment=ft.Alignment.CENTER, expand=grows))
    said += _next(pen, view, carton)
    return card(pen, ft.Column(said, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH))


def _head(pen: Pen, carton: CartonView) -> list[ft.Control]:
    code = carton.scanned or carton.suggested or ""
    head: list[ft.Control] = [pen.text(pen.say("pack.carton", carton=code), 28, EXTRABOLD, key="carton")]
    if carton.scanned:
        head.append(chip(pen, pen.say("pack.scanned"), icon=ft.Icons.CHECK, color=pen.palette.good))
    if carton.inner_mm and not (carton.scanned and pen.look.cramped):
        size = edges(carton.inner_mm, pen.language)
        head.append(pen.text(size, 18, MEDIUM, color=pen.palette.muted))
    return [
        ft.Row(
            head,
            spacing=12,
            run_spacing=4,
            wrap=True,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        )
    ]


def _why(pen: Pen, carton: CartonView) -> list[ft.Control]:
    """What it costs, and why nothing cheaper does."""
    said: list[str] = []
    if carton.price_cents is not None and carton.fill_percent is not None:
        cost = money(carton.price_cents, pen.language)
        said.append(pen.say("pack.price", cost=cost, fill=carton.fill_percent))
        if carton.cheaper is not None:
            said.append(pen.words(carton.cheaper))
        said.append(pen.say("pack.proven" if carton.proven else "pack.not_proven"))
    elif carton.cost_cents is not None:
        said.append(pen.say("pack.suggested", cost=money(carton.cost_cents, pen.language)))
    if carton.by_eye:
        said.append(pen.say("pack.by_eye", names=", ".join(carton.by_eye)))
    text = pen.text(" ".join(said), 18, MEDIUM, color=pen.palette.muted, key="why")
    return [text] if said else []


def next_card(pen: Pen, view: View) -> ft.Container | None:
    """What goes in next and where, on a handheld: above all that may be long, so that nobody scrolls for it."""
    carton = view.carton
    if carton is None or not carton.scanned or pen.look.wide or pen.look.roomy:
        return None
    words = pen.say("pack.carton", carton=carton.scanned)
    said = _next(pen, view, carton, [pen.text(words, 20, EXTRABOLD, key="carton")])
    return card(pen, ft.Column(said, spacing=6), padding=12) if said else None


def _narrow(pen: Pen, view: View, carton: CartonView) -> list[ft.Control]:
    if not carton.inner_mm or pen.look.large_text:
        return []
    height = HINTED_HEIGHT if view.hints and carton.scanned else NARROW_HEIGHT
    return [_pictures(pen, view, carton, (pen.look.width - 58.0, height))]


def _space(pen: Pen, *, with_label: bool) -> tuple[float, float]:
    look = pen.look
    if not look.wide:
        return look.width - 66, 200 if with_label else 300
    taken = 640 if with_label else 400
    return look.width * 5 / 11 - 50, max(look.height - taken, 140)


def _pictures(pen: Pen, view: View, carton: CartonView, space: tuple[float, float]) -> ft.Control:
    """From the side and from above; one box in its proportions where nobody knows how the pieces lie."""
    if not carton.steps:
        return _plain_picture(pen, view, carton, space)
    width, height = space
    front = pen.say("pack.front")
    side = from_the_side(pen.palette, carton, (width * SIDE_SHARE, height), front)
    above = from_above(pen.palette, carton, (width * (1 - SIDE_SHARE) - 12, height), front)
    row = ft.Row([side, above], spacing=12, tight=True, alignment=ft.MainAxisAlignment.CENTER)
    return picture(row, _words(pen, carton), "picture")


def _words(pen: Pen, carton: CartonView) -> str:
    code = carton.scanned or carton.suggested or ""
    done = sum(step.done for step in carton.steps)
    words = pen.say("pack.done_picture", carton=code, done=done, of=len(carton.steps))
    step = next_step(carton)
    if step is None:
        return words
    return words + " " + pen.say("pack.next_picture", name=step.name, where=pen.words(step.where))


def _plain_picture(pen: Pen, view: View, carton: CartonView, space: tuple[float, float]) -> ft.Control:
    code = carton.scanned or carton.suggested or ""
    inner_mm = carton.inner_mm or (1, 1, 1)
    words = pen.say("pack.carton_picture", carton=code, size=edges(inner_mm, pen.language))
    piece = _piece(view)
    if piece and piece.size_mm and lying_in(piece.size_mm, inner_mm):
        words += " " + pen.say("pack.piece_picture", name=piece.name or piece.sku)
    drawn = carton_drawing(pen.palette, inner_mm, space, piece.size_mm if piece else None)
    return picture(drawn, words, "picture")


def next_step(carton: CartonView) -> StepView | None:
    """The piece that goes in next."""
    return next((step for step in carton.steps if step.no == carton.next_step), None)


def goes_in_next(view: View) -> str | None:
    """The product to be scanned next into the open carton, as the drawing has it."""
    if not (view.carton and view.carton.scanned and view.parcel and view.parcel.plan):
        return None
    step = next_step(view.carton)
    return step.sku if step else view.parcel.plan[0].sku


def _piece(view: View) -> LineView | None:
    following = goes_in_next(view)
    known = [line for line in view.lines if line.size_mm and line.done + line.short < line.wanted]
    if following:
        return next((line for line in known if line.sku == following), None)
    return max(known, key=lambda line: prod(line.size_mm or ()), default=None)


def _next(pen: Pen, view: View, carton: CartonView, before: Sequence[ft.Control] = ()) -> list[ft.Control]:
    """What goes in next, where, and which side up; by eye where nobody knows. `before` stands on its first line."""
    if not (carton.scanned and view.parcel and view.parcel.plan):
        return []
    step = next_step(carton)
    if step is None:
        first = view.parcel.plan[0]
        said = pen.text(pen.say("pack.next"), 16, SEMIBOLD, color=pen.palette.muted)
        return [
            _line([*before, said]),
            pen.text(f"{first.quantity} × {first.name or first.sku}", 20, BOLD, key="next"),
        ]
    count = pen.say("pack.step", no=step.no, of=len(carton.steps))
    layer = pen.say("pack.layer", no=step.layer)
    swatch = ft.Container(
        width=18,
        height=18,
        border_radius=4,
        bgcolor=layer_color(pen.palette, step.layer),
        border=ft.Border.all(1, pen.palette.muted),
    )
    line: list[ft.Control] = [
        *before,
        pen.text(count, 16, SEMIBOLD, color=pen.palette.muted, key="step"),
        ft.Row([swatch, pen.text(layer, 16, SEMIBOLD, color=pen.palette.muted)], spacing=6, tight=True),
    ]
    if step.upright:
        line.append(chip(pen, pen.say("pack.up"), icon=ft.Icons.ARROW_UPWARD, color=pen.palette.ink))
    return [
        _line(line),
        pen.text(step.name, 22, EXTRABOLD, key="next"),
        pen.text(_sentence(pen.words(step.where)), 18, SEMIBOLD, color=pen.palette.act, key="where"),
    ]


def _line(parts: list[ft.Control]) -> ft.Control:
    return ft.Row(
        parts, spacing=14, run_spacing=4, wrap=True, vertical_alignment=ft.CrossAxisAlignment.CENTER
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
