"""The frame around every screen: status, progress, band, prompt and the buttons below. Knows no job.

The head, the prompt and the buttons never scroll; only what is between them does.
"""

from collections.abc import Collection
from dataclasses import dataclass

import flet as ft

from app.inputs import Message, Tone
from app.locale.words import heading_and_rest, sentences
from app.views.view import BannerView, View
from screens.buttons import exceptions, opened_sheet
from screens.parts import Pen
from screens.status import status_bar
from screens.theme import BETWEEN_BUTTONS, BOLD, EDGE, GAP, MEDIUM, SEMIBOLD

QUIET = "screen.quiet"  # the shell puts the band away, the desk hears nothing
HELP = "said.help"  # its words are followed by what is asked for
PROGRESS_HEIGHT = 8
LETTER_WIDTH = 0.58  # of the text size, on average


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
    if banner is not None and not _slim(pen, banner) and not pen.look.quiet:
        layers.append(
            ft.Container(_band(pen, banner, pen.words(view.prompt)), left=0, right=0, top=0, key="band.place")
        )
    return ft.Container(ft.Stack(layers, expand=True), bgcolor=pen.palette.ground, expand=True)


def _middle(pen: Pen, body: Body) -> ft.Control:
    middle = list(body.middle)
    if body.prompt and _prompt_scrolls(pen):
        middle.insert(1, prompt_bar(pen, body.prompt, body.prompt_icon))
    return ft.Container(
        ft.Column(
            middle,
            spacing=GAP,
            scroll=ft.ScrollMode.AUTO,
            expand=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            key="middle",
        ),
        padding=ft.Padding.only(left=EDGE, right=EDGE, top=EDGE),
        expand=True,
    )


def _prompt_scrolls(pen: Pen) -> bool:
    """Very large text on a small screen: the prompt would take the room of what it speaks of."""
    return pen.look.large_text and not pen.look.roomy


def _foot(pen: Pen, view: View, body: Body) -> ft.Control:
    opened = opened_sheet(pen, view)
    rows: list[ft.Control] = []
    if opened is not None:
        asked = pen.say("pick.why_short") if opened.id == "short" else pen.words(opened.label)
        rows.append(prompt_bar(pen, asked, ft.Icons.HELP_OUTLINE))
    elif body.prompt and not _prompt_scrolls(pen):
        rows.append(prompt_bar(pen, body.prompt, body.prompt_icon))
    if body.primary and opened is None:
        rows += body.primary
    width = pen.look.width * (6 / 11 if body.side else 1)
    rows += exceptions(pen, view, body.placed, width - 2 * EDGE)
    return ft.Container(
        ft.Column(rows, spacing=BETWEEN_BUTTONS),
        padding=ft.Padding.only(left=EDGE, right=EDGE, top=GAP, bottom=EDGE),
        key="foot",
    )


def prompt_bar(pen: Pen, text: str, icon: ft.IconData) -> ft.Control:
    """What to do now, always at the same place: above the buttons."""
    palette = pen.palette
    return ft.Container(
        ft.Row(
            [
                pen.icon(icon, 28, color=palette.act),
                pen.text(text, 20, BOLD, color=palette.act, expand=True, key="prompt"),
            ],
            spacing=12,
        ),
        bgcolor=palette.soft,
        border_radius=10,
        padding=ft.Padding.symmetric(horizontal=14, vertical=12),
    )


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
    return 24 + pen.look.size(18) * 1.35


def _slot(pen: Pen, view: View, body: Body) -> ft.Control:
    """The title, or what the last scan came to: the same height, so that nothing moves."""
    palette, banner = pen.palette, view.banner
    slim = banner is not None and _slim(pen, banner) and not pen.look.quiet
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
        padding=ft.Padding.symmetric(horizontal=EDGE),
        key="band" if slim else "title",
        animate=ft.Animation(100, ft.AnimationCurve.EASE_OUT),
    )


def _one_line(pen: Pen, value: str, color: str) -> ft.Text:
    return pen.text(
        value, 18, SEMIBOLD, color=color, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS, expand=True
    )


def _slim(pen: Pen, banner: BannerView) -> bool:
    """Good news takes one line in the head, unless it needs more words than a line holds."""
    if banner.refused or banner.tone not in (Tone.GOOD, Tone.JOB_DONE):
        return False
    room = pen.look.width - 2 * EDGE - 40
    return len(pen.words(banner.text)) * pen.look.size(18) * LETTER_WIDTH <= room


def _band(pen: Pen, banner: BannerView, asked: str) -> ft.Control:
    """A refusal (red), something to know (amber) or a lot of good news (green): heading, what came, what to do. A tap puts it away."""
    palette = pen.palette
    ground, ink = palette.warn, palette.on_warn
    if banner.refused:
        ground, ink = palette.bad, palette.on_bad
    elif banner.tone in (Tone.GOOD, Tone.JOB_DONE):
        ground, ink = palette.good, palette.on_good
    heading, rest = heading_and_rest(pen.words(_with_gaps(banner)))
    if banner.text.id == HELP:
        rest = asked
    said: list[ft.Control] = [pen.text(heading, 22, BOLD, color=ink, key="band.heading")]
    if rest:
        said.append(pen.text("\n".join(sentences(rest)), 18, MEDIUM, color=ink, key="band.rest"))
    strut = ft.Container(width=0, height=76 + 16 * pen.look.scale)
    row = ft.Row(
        [
            strut,
            pen.icon(_band_icon(banner), 36, color=ink),
            ft.Column(said, spacing=0, expand=True, tight=True),
            ft.Semantics(content=pen.icon(ft.Icons.CLOSE, 24, color=ink), label=pen.say("banner.close")),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    face = ft.Container(
        row,
        bgcolor=ground,
        padding=ft.Padding.only(left=2, right=EDGE, top=4, bottom=4),
        key="band",
        on_click=lambda _event: pen.send(QUIET, {}),
    )
    return ft.Semantics(content=face, live_region=True, identifier="band", key="band.named")


def _with_gaps(banner: BannerView) -> Message:
    given = {"expected": banner.expected, "got": banner.got, **dict(banner.text.params)}
    return Message(banner.text.id, tuple(given.items()))


_ICONS = {
    Tone.WRONG_ITEM: ft.Icons.BLOCK,
    Tone.TOO_MANY: ft.Icons.EXPOSURE_PLUS_1,
    Tone.UNKNOWN: ft.Icons.QUESTION_MARK,
    Tone.WRONG_PLACE: ft.Icons.WRONG_LOCATION_OUTLINED,
    Tone.EXPIRED: ft.Icons.EVENT_BUSY,
    Tone.GOOD: ft.Icons.CHECK_CIRCLE,
    Tone.JOB_DONE: ft.Icons.TASK_ALT,
}


def _band_icon(banner: BannerView) -> ft.IconData:
    """Each kind of refusal has its own sign, so that it is told apart without reading."""
    return _ICONS.get(banner.tone, ft.Icons.BLOCK if banner.refused else ft.Icons.INFO_OUTLINE)
