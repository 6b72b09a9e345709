"""Home: the next job as one large field that says what to scan, the other jobs as tiles, what needs attention."""

from dataclasses import dataclass

import flet as ft

from app.views.view import NextJob, View
from screens.boxes import parcel_drawing
from screens.buttons import find_action, icon_of, value_for
from screens.drawings import empty_shelf, picture, tote
from screens.frame import Body, frame
from screens.handover import handover_card
from screens.parts import Pen, Press, Send, button, card
from screens.progress import progress_line
from screens.status import trouble_card
from screens.theme import BETWEEN_BUTTONS, BOLD, EXTRABOLD, GAP, MEDIUM, SEMIBOLD, Look
from screens.widths import rows, size_for, width

TILES_IN_A_ROW = 3
WIDE_ROW = 700  # from this width on all of them stand in one row


@dataclass(frozen=True, slots=True)
class Tile:
    press: Press
    count: int


def home_screen(view: View, send: Send, look: Look) -> ft.Control:
    """One field for the next job, one tile a job, one line for attention."""
    pen = Pen(look, view.language, send)
    others = _tiles(pen, view)
    if view.status.attention and find_action(view, "attention"):
        others.append(_attention(pen, view))
    if view.handover is not None:
        room = look.width * 5 / 11 if look.wide else look.width - 32
        others.insert(0, handover_card(pen, view.handover, room))
    others += progress_line(pen, view)
    side: ft.Control | None = None
    if look.wide:
        stretched = ft.CrossAxisAlignment.STRETCH
        scroll = ft.ScrollMode.AUTO if look.large_text or view.handover else None
        side = ft.Column(others, spacing=GAP, scroll=scroll, horizontal_alignment=stretched)
    following = _first(pen, view)
    body = Body(
        pen.say("screen.home"),
        _with_trouble(pen, view, [following] if side else _stacked_up(pen, view, following, others)),
        side=side,
        placed=("start", "returns", "attention"),
        prompt=_prompt(pen, view),
    )
    return frame(pen, view, body)


def _with_trouble(pen: Pen, view: View, shown: list[ft.Control]) -> list[ft.Control]:
    """What is wrong comes first, unless it would take the room of the next job or of a code to be scanned."""
    trouble = trouble_card(pen, view)
    if view.handover is not None and not pen.look.wide:
        return [*shown[:2], *trouble, *shown[2:]]
    return [shown[0], *trouble, *shown[1:]] if pen.look.cramped else [*trouble, *shown]


def _stacked_up(pen: Pen, view: View, following: ft.Control, others: list[ft.Control]) -> list[ft.Control]:
    """The next job first; a code that a table may wait for before it without a network, or where text is larger."""
    first = view.handover is not None and (not view.status.online or pen.look.scale > 1)
    return [others[0], following, *others[1:]] if first else [following, *others]


def _prompt(pen: Pen, view: View) -> str | None:
    if not view.status.ready:
        return None
    if view.home is None or view.home.next is None:
        return pen.say("home.empty_scan")
    return pen.words(view.prompt)


def _first(pen: Pen, view: View) -> ft.Control:
    if not view.status.ready:
        return _loading(pen)
    following = view.home.next if view.home else None
    if following is None:
        return _empty(pen)
    return _next_job(pen, view, following)


def _next_job(pen: Pen, view: View, job: NextJob) -> ft.Control:
    palette = pen.palette
    head = _heading(pen, job)
    amount = f"{pen.say('home.lines', count=job.lines)} · {pen.say('home.pieces', count=job.pieces)}"
    value = {**value_for("start", job.kind), "order": job.order}
    press = Press(
        "start",
        head,
        icon_of(job.kind),
        "start",
        value,
        enabled=find_action(view, "start") is not None,
    )
    said = ft.Column(
        [
            pen.text(head, 40, EXTRABOLD, color=palette.on_act, key="next"),
            pen.text(amount, 20, MEDIUM, color=palette.on_act),
            ft.Container(height=4),
            ft.Row(
                [
                    pen.icon(ft.Icons.QR_CODE_SCANNER, 28, color=palette.on_act),
                    pen.text(_scan_words(pen, job), 22, BOLD, color=palette.on_act, expand=True),
                ],
                spacing=10,
            ),
        ],
        spacing=6,
    )
    content: list[ft.Control] = [said]
    if pen.look.roomy and not pen.look.large_text and (pen.look.wide or view.handover is None):
        taken = (520 if pen.look.wide else 620) + (100 if trouble_card(pen, view) else 0)
        side = max(min(pen.look.height - taken, 420), 160)
        drawn = tote(palette, side) if job.kind == "pick" else parcel_drawing(palette, side)
        ground = ft.Container(drawn, bgcolor=palette.soft, border_radius=14, padding=16)
        named = picture(ground, pen.say(f"home.{job.kind}s"), "picture")
        content.insert(0, ft.Row([named], alignment=ft.MainAxisAlignment.CENTER))
    grown = _spare(pen, view) * 0.4
    padding = ft.Padding.symmetric(horizontal=22, vertical=22 + grown / 2)
    face = ft.Container(
        ft.Column(content, spacing=18), bgcolor=palette.act, border_radius=18, padding=padding
    )
    return button(pen, press, face)


def _heading(pen: Pen, job: NextJob) -> str:
    return pen.say(f"home.{'resume_' if job.resumes else ''}{job.kind}", order=job.order)


def _scan_words(pen: Pen, job: NextJob) -> str:
    return pen.say("home.scan_tote", tote=job.tote) if job.tote else pen.say("home.scan_order")


def _tiles(pen: Pen, view: View) -> list[ft.Control]:
    home = view.home
    counts = (home.picks, home.packs, home.returns) if home else (0, 0, 0)
    ships = home.ships if home else 0
    back = home.put_backs if home else 0
    work = (
        *((("put_back", back),) if back else ()),
        ("pick", counts[0]),
        ("pack", counts[1]),
        ("ship", ships),
        *((("wall", home.slots_ready),) if home and home.slots else ()),
    )
    startable = find_action(view, "start") is not None
    tiles = [
        Tile(
            Press(
                f"start.{kind}",
                pen.say(f"home.{kind}s"),
                icon_of(kind),
                "start",
                value_for("start", kind),
                enabled=startable and (count > 0 or kind == "wall"),
            ),
            count,
        )
        for kind, count in work
    ]
    returns = Press(
        "returns",
        pen.say("home.returns"),
        icon_of("returns"),
        "returns",
        {},
        enabled=find_action(view, "returns") is not None,
    )
    tiles.append(Tile(returns, counts[2]))
    if _stacked(pen.look):
        return [_tile(pen, tile) for tile in tiles]
    across = len(tiles)
    if len(tiles) > TILES_IN_A_ROW:
        across = 2 if pen.look.width < WIDE_ROW else across if across == 4 else 3
    room = (pen.look.width - 32 - GAP * (across - 1)) / across - 30
    if across < len(tiles):
        height = max(pen.look.row(36), pen.look.icon(38)) + 36
        shares = [tiles[at : at + across] for at in range(0, len(tiles), across)]
        return [
            ft.Row([_tile(pen, one, height, room, flat=True) for one in share], spacing=GAP)
            for share in shares
        ]
    needed = 30 + 10 + max(pen.look.row(36), pen.look.icon(38)) + pen.look.row(20)
    height = max(needed, 150 if pen.look.roomy else 0) + _spare(pen, view) * 0.6
    return [ft.Row([_tile(pen, tile, height, room) for tile in tiles], spacing=GAP)]


def _spare(pen: Pen, view: View) -> float:
    """The height left over on a handheld, shared among the field and the tiles; large text and long names use it up themselves."""
    look = pen.look
    if look.large_text or look.wide or look.roomy or view.handover is not None:
        return 0
    left = look.height - 700 - (look.scale - 1) * 330
    if not view.status.attention:
        left += 96
    job = view.home.next if view.home else None
    if job:
        room = look.width - 96
        left -= look.row(40) * (rows(_heading(pen, job), look.size(40), room) - 1)
        left -= look.row(22) * (rows(_scan_words(pen, job), look.size(22), room - 38) - 1)
    return max(min(left, 260), 0)


def _stacked(look: Look) -> bool:
    return look.large_text or look.wide


def _tile(
    pen: Pen, tile: Tile, height: float | None = None, room: float = 0, *, flat: bool = False
) -> ft.Control:
    """A tile of this height and with this room for its word; without them it takes its share of the column, or what
    its text needs. `flat`: all on one line."""
    palette, press = pen.palette, tile.press
    color = palette.ink if press.enabled else palette.muted
    more = 0 if pen.look.large_text or flat else 8
    icon = pen.icon(press.icon, 30 + more, color=palette.act if press.enabled else palette.muted)
    count = pen.text(str(tile.count), 28 + more, EXTRABOLD, color=color)
    said = pen.text(press.label, 20, SEMIBOLD, color=color, max_lines=1)
    if flat:
        room -= pen.look.icon(30) + width(str(tile.count), pen.look.size(28)) + 20
    if room:  # a word shrinks before it is cut
        said.size = size_for(press.label, room, pen.look.size(20), 16)
    between = ft.MainAxisAlignment.SPACE_BETWEEN
    content: ft.Control = ft.Column(
        [ft.Row([icon, count], alignment=between), said], spacing=10, alignment=between
    )
    if flat:
        said.expand = True
        content = ft.Row([icon, said, count], spacing=10)
    if pen.look.wide and not pen.look.large_text:
        said.expand, said.size = True, pen.look.size(24)
        content = ft.Row([icon, said, count], spacing=18)
    face = ft.Container(
        content,
        bgcolor=palette.surface if press.enabled else None,
        border=ft.Border.all(1, palette.line),
        border_radius=14,
        padding=ft.Padding.symmetric(horizontal=22 if pen.look.wide else 14, vertical=14),
        height=height,
        expand=not pen.look.large_text,
    )
    return button(pen, press, face)


def _attention(pen: Pen, view: View) -> ft.Control:
    palette = pen.palette
    words = pen.say("status.attention", count=view.status.attention)
    face = card(
        pen,
        ft.Row(
            [
                pen.icon(ft.Icons.ERROR_OUTLINE, 28, color=palette.bad),
                ft.Column(
                    [
                        pen.text(words, 20, BOLD),
                        pen.text(pen.say("home.attention"), 16, MEDIUM, color=palette.muted),
                    ],
                    spacing=2,
                    expand=True,
                ),
                pen.icon(ft.Icons.CHEVRON_RIGHT, 28, color=palette.muted),
            ],
            spacing=12,
        ),
    )
    return button(pen, Press("attention", words, icon_of("attention"), "attention", {}), face)


def _empty(pen: Pen) -> ft.Control:
    side = 150
    if pen.look.roomy:
        side = 200 if pen.look.large_text else 420 if pen.look.tall else 280
    content = ft.Column(
        [
            picture(empty_shelf(pen.palette, side), pen.say("prompt.home_empty"), "picture"),
            pen.text(pen.say("prompt.home_empty"), 28, BOLD, text_align=ft.TextAlign.CENTER, key="empty"),
        ],
        spacing=10,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, alignment=ft.Alignment.CENTER)


def _loading(pen: Pen) -> ft.Control:
    content = ft.Column(
        [
            ft.ProgressRing(width=56, height=56, stroke_width=6, color=pen.palette.act),
            pen.text(pen.say("prompt.home_loading"), 28, BOLD, text_align=ft.TextAlign.CENTER, key="loading"),
            pen.text(
                pen.say("home.loading"), 18, MEDIUM, color=pen.palette.muted, text_align=ft.TextAlign.CENTER
            ),
        ],
        spacing=BETWEEN_BUTTONS * 2,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=28, alignment=ft.Alignment.CENTER)
