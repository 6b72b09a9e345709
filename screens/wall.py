"""The put wall: the slot for the tote in the hand, coloured and as large as it goes; else every slot with what it waits for."""

import flet as ft

from app.views.slots import SlotView, WallView
from app.views.view import View
from screens.drawings import empty_shelf, picture
from screens.frame import Body, frame
from screens.parts import Pen, Send, card, line
from screens.theme import BETWEEN_BUTTONS, BOLD, EXTRABOLD, FALLBACKS, GAP, MEDIUM, RADIUS, SEMIBOLD, Look
from screens.widths import size_for

LINES_MAX = 100  # a longer list freezes the page
WHITE = "#FFFFFF"
# As totes are coloured; white on each of them is 7.1:1 or more. The name always stands beside the colour.
COLORS = ("#0A4796", "#960F1B", "#0A5A32", "#6F3591", "#7D4300", "#005F6B", "#6B1B4F", "#3E4A57")


def wall_screen(view: View, send: Send, look: Look) -> ft.Control:
    """Where the goods go, or how far each slot is; what is complete comes first."""
    pen = Pen(look, view.language, send)
    wall = view.wall or WallView()
    shown = _slots(pen, wall)
    if wall.slot is not None:
        middle: list[ft.Control] = [_target(pen, wall)]
        side: ft.Control | None = None
        if look.wide:
            side = ft.Column(shown, spacing=GAP, scroll=ft.ScrollMode.AUTO)
        else:
            middle += shown
    else:
        middle, side = shown, None
    return frame(pen, view, Body(pen.say("screen.wall"), middle, side=side, prompt=pen.words(view.prompt)))


def color_of(no: int) -> str:
    """The colour of the `no`th slot."""
    return COLORS[(no - 1) % len(COLORS)]


def _target(pen: Pen, wall: WallView) -> ft.Control:
    """The slot on its colour, for whose it is, and the tote that goes in."""
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 80
    low = pen.look.large_text and not pen.look.tall
    size = 64 if low else 160 if pen.look.roomy else 110
    code = ft.Text(
        wall.slot or "",
        size=size_for(wall.slot or "", room, size, 40),
        font_family=EXTRABOLD,
        font_family_fallback=FALLBACKS,
        color=WHITE,
        text_align=ft.TextAlign.CENTER,
        key="slot",
        style=ft.TextStyle(height=1.1),
    )
    words = pen.say("wall.new" if wall.given else "wall.known", order=wall.order)
    said = pen.text(words, 22, BOLD, color=WHITE, text_align=ft.TextAlign.CENTER, key="whose")
    tote = pen.text(wall.tote or "", 20, SEMIBOLD, color=WHITE, text_align=ft.TextAlign.CENTER, key="tote")
    column = ft.Column(
        [code, said] if low else [tote, code, said],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(
        column, bgcolor=color_of(wall.no), border_radius=RADIUS, padding=12 if low else 24, key="target"
    )


def _slots(pen: Pen, wall: WallView) -> list[ft.Control]:
    """The slots with goods, complete ones first; how many are empty."""
    taken = [one for one in wall.slots if one.order is not None]
    empty = len(wall.slots) - len(taken)
    rest = pen.text(
        pen.say("wall.slots_empty", count=empty), 18, MEDIUM, color=pen.palette.muted, key="empty_slots"
    )
    if not taken:
        return [_nothing(pen), rest] if wall.slot is None else [rest]
    lines = [_line(pen, one) for one in sorted(taken, key=lambda one: (not one.complete, one.no))[:LINES_MAX]]
    stretched = ft.CrossAxisAlignment.STRETCH
    return [ft.Column(lines, spacing=BETWEEN_BUTTONS, horizontal_alignment=stretched, key="lines"), rest]


def _nothing(pen: Pen) -> ft.Control:
    side = 240 if pen.look.roomy else 90 if pen.look.large_text else 180
    content = ft.Column(
        [
            picture(empty_shelf(pen.palette, side), pen.say("wall.picture"), "picture"),
            pen.text(pen.say("wall.nothing"), 28, BOLD, text_align=ft.TextAlign.CENTER, key="empty"),
        ],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=24, alignment=ft.Alignment.CENTER)


def _line(pen: Pen, one: SlotView) -> ft.Control:
    """One slot: its name on its colour, the order, and what it waits for; a complete one stands out."""
    palette = pen.palette
    chip = ft.Container(
        pen.text(one.slot, 20, EXTRABOLD, color=WHITE),
        bgcolor=color_of(one.no),
        border_radius=8,
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
    )
    ink = palette.on_good if one.complete else palette.ink
    muted = palette.on_good if one.complete else palette.muted
    state = pen.say("wall.complete") if one.complete else pen.say("wall.waits", totes=", ".join(one.missing))
    said: list[ft.Control] = [line(pen, one.order or "", 22, BOLD, color=ink)]
    said.append(pen.text(state, 18, SEMIBOLD, color=ink, key=f"state.{one.no}"))
    if one.others:
        words = pen.say("wall.others", orders=", ".join(one.others))
        said.append(pen.text(words, 18, BOLD, color=ink if one.complete else palette.bad))
    amount = [pen.say("totes.pieces", count=one.pieces), *([pen.words(one.age)] if one.age else [])]
    said.append(pen.text(" · ".join(amount), 16, MEDIUM, color=muted))
    sign = ft.Icons.CHECK_CIRCLE if one.complete else ft.Icons.HOURGLASS_EMPTY
    column = ft.Column(said, spacing=2, expand=True, tight=True)
    row: list[ft.Control] = [chip, column, pen.icon(sign, 32, color=ink if one.complete else palette.muted)]
    content: ft.Control = ft.Row(row, spacing=12)
    if pen.look.large_text:
        column.expand = False
        content = ft.Column([chip, column], spacing=8)
    face = card(pen, content, padding=12, key=f"slot.{one.no}")
    if one.complete:
        face.bgcolor = palette.good
    return face
