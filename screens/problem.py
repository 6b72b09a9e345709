"""Trouble: this device can't keep what is scanned. Says so plainly, says what to do, offers nothing that would lose work."""

import flet as ft

from app.views.view import View
from screens.frame import Body, frame
from screens.parts import Pen, Send, card
from screens.theme import BOLD, EXTRABOLD, MEDIUM, Look

WORDS = {
    "prompt.store_trouble": ("prompt.store_trouble", "trouble.store", "trouble.store_next"),
    "prompt.damaged": ("prompt.damaged", "trouble.store", "trouble.damaged_next"),
    "prompt.revoked": ("prompt.revoked", "trouble.revoked", "trouble.revoked_next"),
}


def problem_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The store can't be written or read, or the device was shut out: a plain page in place of every job."""
    headline, said, following = WORDS.get(view.prompt.id, WORDS["prompt.store_trouble"])
    pen = Pen(look, view.language, send)
    palette = pen.palette
    content = ft.Column(
        [
            pen.icon(ft.Icons.SAVE_OUTLINED, 40 if look.cramped else 96, color=palette.bad),
            pen.text(
                pen.say(headline),
                22 if look.cramped else 34,
                EXTRABOLD,
                text_align=ft.TextAlign.CENTER,
                key="trouble",
            ),
            pen.text(
                pen.say(said),
                18 if look.cramped else 22,
                BOLD,
                text_align=ft.TextAlign.CENTER,
            ),
            pen.text(
                pen.say(following),
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
