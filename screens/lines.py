"""The lines of a job as a list: picture, name, how many of how many. Knows no job."""

from collections.abc import Sequence

import flet as ft

from app.views.view import LineView
from screens.boxes import product_box
from screens.parts import Pen, card
from screens.theme import BETWEEN_BUTTONS, EXTRABOLD, SEMIBOLD

LINES_MAX = 100  # a longer list freezes the page; the open lines come first


def lines_list(pen: Pen, lines: Sequence[LineView], current: str | None = None) -> ft.Control:
    """The lines, the current one marked by a thick edge, the finished ones by a check."""
    shown = list(lines) if len(lines) <= LINES_MAX else sorted(lines, key=_finished)[:LINES_MAX]
    return ft.Column(
        [_line(pen, no, at, marked=at.sku == current) for no, at in enumerate(shown)],
        spacing=BETWEEN_BUTTONS,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        key="lines",
    )


def _finished(line: LineView) -> bool:
    return line.done + line.short >= line.wanted


def _line(pen: Pen, no: int, line: LineView, *, marked: bool) -> ft.Control:
    palette = pen.palette
    done = _finished(line)
    sign = (ft.Icons.CHECK_CIRCLE, palette.good) if done else (ft.Icons.RADIO_BUTTON_UNCHECKED, palette.muted)
    if line.short and done:
        sign = (ft.Icons.REMOVE_CIRCLE_OUTLINE, palette.muted)
    said: list[ft.Control] = [pen.text(line.name or line.sku, 20, SEMIBOLD)]
    amount = pen.text(pen.say("line.done", done=line.done, wanted=line.wanted), 22, EXTRABOLD)
    if line.short:
        said.append(pen.text(pen.say("line.short", count=line.short), 16, SEMIBOLD, color=palette.bad))
    if line.away:
        words = pen.say("line.away", count=line.away, tote=line.away_in)
        said.append(pen.text(words, 16, SEMIBOLD, color=palette.act))
    if line.later:
        said.append(pen.text(pen.say("line.later", count=line.later), 16, SEMIBOLD, color=palette.muted))
    row: list[ft.Control] = [pen.icon(sign[0], 28, color=sign[1])]
    if pen.look.large_text:
        said.append(amount)
    else:
        row.append(product_box(palette, line.name or line.sku, 56, line.size_mm))
    row.append(ft.Column(said, spacing=2, expand=True, tight=True))
    if not pen.look.large_text:
        row.append(amount)
    face = card(pen, ft.Row(row, spacing=12), padding=12, key=f"line.{no}")
    if marked:
        face.border = ft.Border.all(3, palette.act)
    return face
