"""The frame around every screen: status, progress, band, prompt and the buttons below. Knows no job.

The head, the prompt and the buttons never scroll; only what is between them does.
"""

from collections.abc import Collection
from dataclasses import dataclass

import flet as ft

from app.inputs import Tone
from app.views.view import View
from screens.band import SLOT_LEFT, band, is_slim
from screens.buttons import ONE_ROW, exceptions, opened_sheet
from screens.parts import Pen
from screens.status import status_bar, status_height
from screens.theme import BETWEEN_BUTTONS, BOLD, EDGE, GAP, SEMIBOLD, Look
from screens.widths import rows

PROGRESS_HEIGHT = 8
PROMPT_LINES_MAX = 2
SLIVER = 2  # of ground between a refusal and the first card


@dataclass(frozen=True, slots=True)
class Body:
    """What a screen puts into the frame.

    `middle` may scroll; `side` is a second column on a wide screen; `primary` stands above the exceptions;
    `placed` are the actions that the screen shows itself.
    """

    title: str
    middle: list[ft.Control]
    progress: float | None = None
    side: ft.Control | None = None
    primary: list[ft.Control] | None = None
    placed: Collection[str] = ()
    prompt: str | None = None
    prompt_icon: ft.IconData = ft.Icons.QR_CODE_SCANNER


def frame(pen: Pen, view: View, body: Body) -> ft.Control:
    """Put a screen together. A refusal lies over the head; nothing below it moves."""
    column = ft.Column([_middle(pen, body), _foot(pen, view, body)], spacing=0, expand=6)
    below: list[ft.Control] = [column]
    if body.side is not None:
        side = ft.Container(
            body.side, expand=5, padding=ft.Padding.only(top=EDGE, right=EDGE, bottom=EDGE), key="side"
        )
        below.append(side)
    stretched = ft.CrossAxisAlignment.STRETCH
    screen = ft.Column(
        [_head(pen, view, body), ft.Row(below, spacing=0, expand=True, vertical_alignment=stretched)],
        spacing=0,
        expand=True,
    )
    layers: list[ft.Control] = [ft.Container(screen, left=0, right=0, top=0, bottom=0)]
    banner = view.banner
    if banner is not None and not is_slim(pen, banner) and not pen.look.quiet:
        shown = band(
            pen, banner, pen.words(view.prompt), head_height(pen, view, body) + top_edge(pen.look) - SLIVER
        )
        layers.append(ft.Container(shown, left=0, right=0, top=0, key="band.place"))
    return ft.Container(ft.Stack(layers, expand=True), bgcolor=pen.palette.ground, expand=True)


def _middle(pen: Pen, body: Body) -> ft.Control:
    return ft.Container(
        ft.Column(
            body.middle,
            spacing=GAP,
            scroll=ft.ScrollMode.AUTO,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            key="middle",
        ),
        padding=ft.Padding.only(left=EDGE, right=EDGE, top=top_edge(pen.look)),
        expand=True,
    )


def top_edge(look: Look) -> int:
    """Between the head and what scrolls below it: here a refusal may lie as well."""
    return GAP if look.cramped else EDGE


def _foot(pen: Pen, view: View, body: Body) -> ft.Control:
    opened = opened_sheet(pen, view)
    listed: list[ft.Control] = []
    if opened is not None:
        asked = pen.say("pick.why_short") if opened.id == "short" else pen.words(opened.label)
        listed.append(prompt_bar(pen, asked, ft.Icons.HELP_OUTLINE))
    elif body.prompt:
        listed.append(prompt_bar(pen, body.prompt, body.prompt_icon))
    if body.primary and opened is None:
        listed += body.primary
    width = pen.look.width * (6 / 11 if body.side else 1)
    crowded = pen.look.cramped and len(body.primary or ()) > 1
    listed += exceptions(pen, view, body.placed, width - 2 * EDGE, 2 if crowded else ONE_ROW)
    return ft.Container(
        ft.Column(listed, spacing=BETWEEN_BUTTONS),
        padding=ft.Padding.only(left=EDGE, right=EDGE, top=GAP, bottom=EDGE),
        key="foot",
    )


def prompt_bar(pen: Pen, text: str, icon: ft.IconData) -> ft.Control:
    """What to do now, always at the same place: above the buttons. Long words shrink a little where room is dear."""
    palette, look = pen.palette, pen.look
    points = 20
    if look.cramped:
        room = look.width - 2 * EDGE - 28 - look.icon(28) - 12
        fitting = (at for at in (20, 18) if rows(text, look.size(at), room) <= PROMPT_LINES_MAX)
        points = next(fitting, 16)
    return ft.Container(
        ft.Row(
            [
                pen.icon(icon, 28, color=palette.act),
                pen.text(text, points, BOLD, color=palette.act, expand=True, key="prompt"),
            ],
            spacing=12,
        ),
        bgcolor=palette.soft,
        border_radius=10,
        padding=ft.Padding.symmetric(horizontal=14, vertical=6 if look.cramped else 12),
    )


def head_height(pen: Pen, view: View, body: Body) -> float:
    """From the upper edge to where the middle begins, the same with good news, a refusal, or neither."""
    progress = 1 if body.progress is None else PROGRESS_HEIGHT
    return status_height(pen, view) + progress + slot_height(pen)


def _head(pen: Pen, view: View, body: Body) -> ft.Control:
    return ft.Column(
        [status_bar(pen, view), _progress(pen, body.progress), _slot(pen, view, body)], spacing=0
    )


def _progress(pen: Pen, value: float | None) -> ft.Control:
    palette = pen.palette
    if value is None:
        return ft.Container(height=1, bgcolor=palette.line)
    return ft.ProgressBar(
        value=value,
        color=palette.act,
        bgcolor=palette.line,
        bar_height=PROGRESS_HEIGHT,
        border_radius=0,
        key="progress",
        semantics_label=f"{int(value * 100)} %",
    )


def slot_height(pen: Pen) -> float:
    """Room for one line of title, or for what just went well."""
    return pen.look.row(18) + (10 if pen.look.cramped else 24)


def _slot(pen: Pen, view: View, body: Body) -> ft.Control:
    """The title, or what the last scan came to: the same height, so that nothing moves."""
    palette, banner = pen.palette, view.banner
    slim = banner is not None and is_slim(pen, banner) and not pen.look.quiet
    row: list[ft.Control] = []
    if banner is not None and slim:
        icon = ft.Icons.TASK_ALT if banner.tone == Tone.JOB_DONE else ft.Icons.CHECK_CIRCLE
        row.append(pen.icon(icon, 24, color=palette.on_good))
        row.append(_one_line(pen, pen.words(banner.text), palette.on_good))
    else:
        row.append(_one_line(pen, body.title, palette.muted))
    return ft.Container(
        ft.Row(row, spacing=10),
        height=slot_height(pen),
        bgcolor=palette.good if slim else None,
        padding=ft.Padding.only(left=SLOT_LEFT, right=EDGE),
        key="band" if slim else "title",
        animate=ft.Animation(100, ft.AnimationCurve.EASE_OUT),
    )


def _one_line(pen: Pen, value: str, color: str) -> ft.Text:
    return pen.text(
        value, 18, SEMIBOLD, color=color, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS, expand=True
    )
