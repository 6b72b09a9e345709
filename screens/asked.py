"""A question about a code: it fills the screen of whatever job is open, and each answer is one large button."""

import flet as ft

from app.views.view import Choice, View
from screens.buttons import icon_of
from screens.frame import Body, frame
from screens.parts import Pen, Press, Send, button
from screens.theme import BOLD, EDGE, EXTRABOLD, PRIMARY_HEIGHT, RADIUS, Look
from screens.widths import size_for

ASKED = frozenset(("meaning", "blind", "setup", "lot"))  # questions that any job may be interrupted by


def asked_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The question, then the answers with their numbers as on the sheet of command barcodes."""
    pen = Pen(look, view.language, send)
    question = view.question
    assert question is not None, "asked only where there is a question"
    said = pen.words(question.text)
    words = pen.text(said, 22 if look.cramped else 30, EXTRABOLD, key="question")
    room = look.width - 2 * EDGE  # an address is read in one piece
    words.size = min(size_for(word, room, words.size or 0, look.size(16)) for word in said.split())
    answers = [_answer(pen, choice) for choice in question.choices]
    title = view.job.order if view.job and view.job.order else pen.say(f"screen.{view.screen}")
    body = Body(title, [words, *answers], placed=("answer",))
    return frame(pen, view, body)


def _answer(pen: Pen, choice: Choice) -> ft.Control:
    palette, label = pen.palette, pen.words(choice.label)
    shown = f"{choice.id}  {label}" if choice.id.isdigit() else label
    press = Press(f"answer.{choice.id}", label, icon_of(choice.id), "answer", {"choice": choice.id})
    face = ft.Container(
        ft.Row([pen.icon(press.icon, 32), pen.text(shown, 22, BOLD, expand=True)], spacing=14),
        bgcolor=palette.surface,
        border=ft.Border.all(2, palette.act),
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=18, vertical=(PRIMARY_HEIGHT - pen.look.size(22) * 1.4) / 2),
    )
    return button(pen, press, face)
