"""Attention: one card for each exception, with place, item, the next step and the answers that settle it."""

import flet as ft

from app.views.view import AttentionView, Choice, View
from screens.buttons import icon_of
from screens.frame import Body, frame
from screens.pack import sscc_words
from screens.parts import Pen, Press, Send, button, card
from screens.theme import BETWEEN_BUTTONS, BOLD, MEDIUM, SEMIBOLD, Look

CARDS_MAX = 50


def attention_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The cases, oldest first; a calm page when there are none."""
    pen = Pen(look, view.language, send)
    middle = [_card(pen, at) for at in view.attentions[:CARDS_MAX]] or [_none(pen)]
    return frame(
        pen,
        view,
        Body(
            pen.say("screen.problem"),
            middle,
            placed=("settle",),
            prompt=pen.words(view.prompt) if view.attentions else None,
            prompt_icon=ft.Icons.FACT_CHECK_OUTLINED,
        ),
    )


def _card(pen: Pen, case: AttentionView) -> ft.Control:
    palette = pen.palette
    head = ft.Row(
        [
            pen.icon(ft.Icons.ERROR_OUTLINE, 28, color=palette.bad),
            pen.text(pen.say(f"attention.{case.kind}"), 22, BOLD, expand=True),
        ],
        spacing=12,
    )
    facts = [
        ("place", case.place),
        ("item", case.item),
        ("order", case.order),
        ("return", case.rma),
        ("parcel", sscc_words(case.sscc) if case.sscc else None),
        ("quantity", None if case.quantity is None else str(case.quantity)),
        ("raw", case.raw or None),
        ("owner", case.owner),
        ("age", pen.words(case.age) if case.age else None),
    ]
    shown = [_fact(pen, pen.say(f"attention.{name}"), value) for name, value in facts if value]
    answers = [_answer(pen, case, choice) for choice in case.actions]
    columns = 1 if pen.look.large_text and not pen.look.wide else 2
    rows = [
        ft.Row(answers[at : at + columns], spacing=BETWEEN_BUTTONS) for at in range(0, len(answers), columns)
    ]
    step = pen.text(pen.words(case.next_step), 18, SEMIBOLD, color=palette.act)
    return card(pen, ft.Column([head, *shown, step, *rows], spacing=8), key=f"case.{case.id}")


def _fact(pen: Pen, name: str, value: str) -> ft.Control:
    label = pen.text(name, 16, MEDIUM, color=pen.palette.muted, width=92 * pen.look.scale)
    return ft.Row(
        [label, pen.text(value, 18, SEMIBOLD, expand=True)],
        spacing=8,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _answer(pen: Pen, case: AttentionView, choice: Choice) -> ft.Control:
    palette = pen.palette
    label = pen.words(choice.label)
    press = Press(
        f"settle.{case.id}.{choice.id}",
        label,
        icon_of(choice.id),
        "settle",
        {"attention": case.id, "action": choice.id},
    )
    face = ft.Container(
        ft.Row(
            [pen.icon(press.icon, 24), pen.text(label, 18, SEMIBOLD, max_lines=2, expand=True)], spacing=10
        ),
        height=48 + 16 * pen.look.scale,
        expand=True,
        border_radius=14,
        bgcolor=palette.surface,
        border=ft.Border.all(2, palette.act),
        padding=ft.Padding.symmetric(horizontal=14),
    )
    return button(pen, press, face)


def _none(pen: Pen) -> ft.Control:
    content = ft.Column(
        [
            pen.icon(ft.Icons.TASK_ALT, 96, color=pen.palette.good),
            pen.text(pen.say("prompt.attention_none"), 28, BOLD, text_align=ft.TextAlign.CENTER, key="empty"),
            pen.text(
                pen.say("attention.none_body"),
                18,
                MEDIUM,
                color=pen.palette.muted,
                text_align=ft.TextAlign.CENTER,
            ),
        ],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=28, alignment=ft.Alignment.CENTER)
