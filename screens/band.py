"""The band: what the last scan came to. A refusal lies over the head and covers nothing that is below it. Knows no job."""

import flet as ft

from app.inputs import Message, Tone
from app.locale.words import heading_and_rest, sentences
from app.views.view import BannerView
from screens.parts import Pen
from screens.theme import BOLD, EDGE, MEDIUM, Look
from screens.widths import rows, width

QUIET = "screen.quiet"  # the shell puts the band away, the desk hears nothing
HELP = "said.help"  # its words are followed by what is asked for
SIDES = EDGE + 36 + 14 + 14 + 24 + EDGE  # what is left and right of the words, before it grows
SLOT_LEFT = 28  # the page's own tab for typed codes lies left of it
AROUND = 4  # above and below the words


def is_slim(pen: Pen, banner: BannerView) -> bool:
    """Good news takes one line in the head, unless it needs more words than a line holds."""
    if banner.refused or banner.tone not in (Tone.GOOD, Tone.JOB_DONE):
        return False
    room = pen.look.width - SLOT_LEFT - EDGE - pen.look.icon(24) - 10
    return width(pen.words(banner.text), pen.look.size(18)) <= room


def band(pen: Pen, banner: BannerView, asked: str, height: float) -> ft.Control:
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
    around = AROUND // 2 if pen.look.narrowed else AROUND
    face = ft.Container(
        _full_width(pen, banner, (heading, rest), ink)
        if pen.look.narrowed
        else _beside(pen, banner, (heading, rest), (ink, height)),
        bgcolor=ground,
        height=height,
        padding=ft.Padding.only(left=EDGE, right=EDGE, top=around, bottom=around),
        key="band",
        on_click=lambda _event: pen.send(QUIET, {}),
    )
    return ft.Semantics(content=face, live_region=True, identifier="band", key="band.named")


def _beside(pen: Pen, banner: BannerView, said: tuple[str, str], drawn: tuple[str, float]) -> ft.Control:
    """The sign, the words, the way to put it away. The words shrink a little before they must be scrolled."""
    ink, height = drawn
    heading, rest = said
    look = pen.look
    room = look.width - SIDES - look.icon(36) + 36 - look.icon(24) + 24
    by_line = "\n".join(sentences(rest))
    ways = [(22, 18, by_line), (22, 16, by_line), (22, 16, rest), (18, 16, rest)]  # the first reads best
    needed = [
        _high(look, heading, points, room) + _high(look, text, below, room) for points, below, text in ways
    ]
    left = height - 2 * AROUND
    way = next((no for no, high in enumerate(needed) if high <= left), len(ways) - 1)
    (points, below, text), scroll = ways[way], ft.ScrollMode.AUTO if needed[way] > left else None
    words: list[ft.Control] = [pen.text(heading, points, BOLD, color=ink, key="band.heading")]
    if rest:
        words.append(pen.text(text, below, MEDIUM, color=ink, key="band.rest"))
    return ft.Row(
        [
            pen.icon(_icon(banner), 36, color=ink),
            ft.Column(words, spacing=0, expand=True, tight=True, scroll=scroll, key="band.words"),
            _close(pen, ink),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def _high(look: Look, text: str, points: float, room: float) -> float:
    lines = sum(rows(line, look.size(points), room) for line in text.split("\n")) if text else 0
    return lines * look.row(points)


def _full_width(pen: Pen, banner: BannerView, said: tuple[str, str], ink: str) -> ft.Control:
    """The whole width for the words; what has no room is scrolled to, and stands on the screen below as well."""
    heading, rest = said
    look = pen.look
    room = look.width - 2 * EDGE - look.icon(26) - look.icon(24) - 20
    points = 18 if rows(heading, look.size(18), room) == 1 else 16
    head = ft.Row(
        [
            pen.icon(_icon(banner), 26, color=ink),
            pen.text(heading, points, BOLD, color=ink, expand=True, key="band.heading"),
            _close(pen, ink),
        ],
        spacing=10,
    )
    words: list[ft.Control] = [head]
    if rest:
        words.append(pen.text(rest, 16, MEDIUM, color=ink, key="band.rest"))
    return ft.Column(words, spacing=0, scroll=ft.ScrollMode.AUTO, key="band.words")


def _close(pen: Pen, ink: str) -> ft.Control:
    return ft.Semantics(content=pen.icon(ft.Icons.CLOSE, 24, color=ink), label=pen.say("banner.close"))


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


def _icon(banner: BannerView) -> ft.IconData:
    """Each kind of refusal has its own sign, so that it is told apart without reading."""
    return _ICONS.get(banner.tone, ft.Icons.BLOCK if banner.refused else ft.Icons.INFO_OUTLINE)
