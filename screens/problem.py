"""Trouble: this device can't keep what is scanned. Says so plainly, says what to do, offers nothing that would lose work."""

import flet as ft

from app.views.view import View
from screens.frame import Body, frame
from screens.parts import Pen, Send, card
from screens.theme import BOLD, EXTRABOLD, MEDIUM, Look


def problem_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The store can't be written, or the device was shut out: a plain page in place of every job."""
    revoked = view.prompt.id == "prompt.revoked"
    pen = Pen(look, view.language, send)
    palette = pen.palette
    content = ft.Column(
        [
            pen.icon(ft.Icons.SAVE_OUTLINED, 40 if look.cramped else 96, color=palette.bad),
            pen.text(
                pen.say("prompt.revoked" if revoked else "prompt.store_trouble"),
                22 if look.cramped else 34,
                EXTRABOLD,
                text_align=ft.TextAlign.CENTER,
                key="trouble",
            ),
            pen.text(
                pen.say("trouble.revoked" if revoked else "trouble.store"),
                18 if look.cramped else 22,
                BOLD,
                text_align=ft.TextAlign.CENTER,
            ),
            pen.text(
                pen.say("trouble.revoked_next" if revoked else "trouble.store_next"),
                18,
                MEDIUM,
                color=palette.muted,
                text_align=ft.TextAlign.CENTER,
            ),
        ],
        spacing=14,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    middle: list[ft.Control] = [card(pen, content, padding=28, alignment=ft.Alignment.CENTER)]
    return frame(pen, view, Body(pen.say("trouble.picture"), middle))
