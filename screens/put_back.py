"""Bring back: why, then one place after the other with the piece that goes there. A carton or parcel is emptied first."""

import flet as ft

from app.views.view import StopView, View
from screens.boxes import letters_of, product_box
from screens.drawings import picture, tote
from screens.frame import Body, frame
from screens.lines import lines_list
from screens.parts import Pen, Send, card, large_code
from screens.theme import BOLD, EXTRABOLD, MEDIUM, Look


def put_back_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The carton or parcel to be emptied, or the next stop of the way back."""
    pen = Pen(look, view.language, send)
    stop = view.stop
    middle = [_why(pen, view), *(_at_stop(pen, stop) if stop else [_to_be_emptied(pen, view)])]
    side: ft.Control | None = None
    if look.wide and view.lines:
        side = ft.Column([lines_list(pen, view.lines, stop.sku if stop else None)], scroll=ft.ScrollMode.AUTO)
    elif look.tall and view.lines and not look.large_text:
        middle.append(lines_list(pen, view.lines, stop.sku if stop else None))
    order = view.job.order if view.job else None
    title = pen.say("screen.put_back")
    if order and not look.large_text and not look.cramped:
        title = f"{title} · {order}"
    progress = (stop.no - 1) / stop.of if stop and stop.of else 0.0
    return frame(pen, view, Body(title, middle, progress=progress, side=side, prompt=pen.words(view.prompt)))


def _why(pen: Pen, view: View) -> ft.Control:
    """Nobody must wonder why the screen changed."""
    changed = view.prompt.id.endswith("changed")
    said = pen.say("put_back.changed" if changed else "put_back.cancelled")
    row = ft.Row(
        [
            pen.icon(ft.Icons.KEYBOARD_RETURN, 30, color=pen.palette.bad),
            pen.text(said, 20, BOLD, color=pen.palette.bad, expand=True, key="why"),
        ],
        spacing=12,
    )
    return card(pen, row, padding=12)


def _at_stop(pen: Pen, stop: StopView) -> list[ft.Control]:
    """How many stands beside the place, so that both are always in sight."""
    number = ft.Text(
        f"{stop.wanted} ×", size=44, font_family=EXTRABOLD, color=pen.palette.ink, key="quantity"
    )
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 64 - 34 * len(str(number.value))
    below = pen.text(
        pen.say("pick.stop", no=stop.no, of=stop.of), 20, MEDIUM, color=pen.palette.muted, key="stop"
    )
    said = ft.Column([large_code(pen, stop.place, room, "place"), below], spacing=0, expand=True)
    place = card(
        pen, ft.Row([said, number], spacing=12), padding=ft.Padding.symmetric(horizontal=16, vertical=12)
    )
    return [place, _product(pen, stop)]


def _product(pen: Pen, stop: StopView) -> ft.Control:
    name = stop.name or stop.sku or ""
    box = picture(
        product_box(pen.palette, name, 104, stop.size_mm),
        pen.say("pick.picture", letters=letters_of(name)),
        "picture",
    )
    said = ft.Column(
        [
            pen.text(name, 22, BOLD, key="name"),
            pen.text(stop.digits or "", 26, EXTRABOLD, key="digits"),
        ],
        spacing=6,
        expand=True,
        tight=True,
    )
    large = pen.look.large_text and not pen.look.roomy
    row: list[ft.Control] = [said] if large else [box, said]
    return card(pen, ft.Row(row, spacing=14), padding=12)


def _to_be_emptied(pen: Pen, view: View) -> ft.Control:
    drawn = tote(pen.palette, 160)
    return card(
        pen, picture(drawn, pen.words(view.prompt), "picture"), padding=24, alignment=ft.Alignment.CENTER
    )
