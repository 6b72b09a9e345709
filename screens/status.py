"""The line on top: who, which device, online or since when not, and what waits. Offline is a normal state, not an alarm."""

import flet as ft

from app.locale.amounts import clock
from app.views.view import View
from screens.parts import Pen, line
from screens.theme import EDGE, MEDIUM, SEMIBOLD, Look
from screens.widths import size_for, width

BETWEEN_LINES = 2
MEDIUM_WIDTH = 0.96  # of the boldest typeface

_PRINTER_WORDS = ("off", "mute", "paper_out", "ribbon_out", "head_open", "paused", "fault", "no_queue")


def status_bar(pen: Pen, view: View) -> ft.Control:
    """One line; two where the text is large, or where much waits on a handheld."""
    link = ft.Row([_dot(pen, view), line(pen, link_words(pen, view), 16, color=pen.palette.muted)], spacing=8)
    who = line(pen, who_words(view), 16, MEDIUM, color=pen.palette.muted)
    who.expand = True
    who.text_align = ft.TextAlign.END
    waiting = _waiting(pen, view)
    if _two_lines(pen, view):
        upper = len(waiting) // 2 if len(waiting) > 2 else 0
        room = pen.look.width - 2 * EDGE - _counts_width(pen, view, len(waiting) - upper)
        who.size = size_for(who.value, room, pen.look.size(16), 16)  # a long name shrinks before it is cut
        content: ft.Control = ft.Column(
            [
                ft.Row(
                    [link, ft.Row(waiting[len(waiting) - upper :], spacing=8, tight=True)],
                    alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
                ),
                ft.Row([*waiting[: len(waiting) - upper], who], spacing=8),
            ],
            spacing=BETWEEN_LINES,
        )
    else:
        content = ft.Row([link, *waiting, who], spacing=8)
    return ft.Container(
        content,
        bgcolor=pen.palette.surface,
        padding=ft.Padding.symmetric(horizontal=EDGE, vertical=_above(pen.look)),
        height=status_height(pen, view),
        key="status",
    )


def status_height(pen: Pen, view: View) -> float:
    """The same for nearly all there is to say, so that nothing below it moves."""
    look = pen.look
    lines = 2 if _two_lines(pen, view) else 1
    return lines * max(look.row(16), look.icon(20)) + (lines - 1) * BETWEEN_LINES + 2 * _above(look)


def _counts_width(pen: Pen, view: View, shown: int) -> float:
    """About how wide so many of the counts are."""
    status, look = view.status, pen.look
    counts = [count for count in (status.facts_waiting, status.labels_waiting, status.attention) if count]
    digits = sum(width(str(count), look.size(16)) for count in counts[:shown])
    return digits + shown * (look.icon(20) + 2 + 8)


def _two_lines(pen: Pen, view: View) -> bool:
    """Always where text is large; on a handheld where so much waits that one line would cut it."""
    look, status = pen.look, view.status
    if look.wide or look.large_text or look.narrowed:
        return not look.wide
    words = [link_words(pen, view), who_words(view)]
    counts = [status.facts_waiting, status.labels_waiting, status.attention]
    words += [str(count) for count in counts if count]
    icons = len(words) - 2 + bool(trouble_words(pen, view))
    needed = sum(width(one, look.size(16)) for one in words) * MEDIUM_WIDTH + icons * (look.icon(20) + 2)
    return needed + look.icon(12) + 8 * (icons + 2) > look.width - 2 * EDGE


def _above(look: Look) -> int:
    return 6 if look.cramped else 10


def trouble_card(pen: Pen, view: View) -> list[ft.Control]:
    """What somebody must do something about, in words; nothing if nothing is wrong."""
    words = trouble_words(pen, view)
    if not words:
        return []
    ink = pen.palette.on_warn
    said = pen.text(" ".join(f"{sentence}." for sentence in words), 18, SEMIBOLD, color=ink, expand=True)
    row = ft.Row([pen.icon(ft.Icons.SYNC_PROBLEM, 28, color=ink), said], spacing=12)
    padding = ft.Padding.symmetric(horizontal=14, vertical=10)
    return [
        ft.Container(row, bgcolor=pen.palette.warn, border_radius=10, padding=padding, key="trouble.words")
    ]


def trouble_words(pen: Pen, view: View) -> list[str]:
    """What central and device do not agree on, and a clock that is wrong."""
    status = view.status
    said = [pen.say(f"status.trouble.{status.trouble}")] if status.trouble else []
    if status.clock_off_min:
        id = "status.clock_ahead" if status.clock_off_min > 0 else "status.clock_behind"
        said.append(pen.say(id, minutes=abs(status.clock_off_min)))
    return said


def link_words(pen: Pen, view: View) -> str:
    """Online, or since when offline."""
    if view.status.online:
        return pen.say("status.online")
    if view.status.offline_since:
        return pen.say("status.offline_since", since=clock(view.status.offline_since))
    return pen.say("status.offline")


def who_words(view: View) -> str:
    """The operator's first name with the initial of the last, and the device."""
    first, _, last = (view.status.operator or "").partition(" ")
    name = f"{first} {last.split()[-1][0]}." if last.strip() else first
    return " · ".join(part for part in (name, view.status.device) if part)


def printer_words(pen: Pen, view: View) -> str:
    """What is wrong with the printer; empty when nothing is."""
    state = view.status.printer
    if state in ("ready", "busy", ""):
        return ""
    return pen.say(f"status.printer.{state if state in _PRINTER_WORDS else 'other'}")


def _dot(pen: Pen, view: View) -> ft.Control:
    palette = pen.palette
    size = pen.look.icon(12)
    color = palette.good if view.status.online else palette.warn
    edge = None if view.status.online else ft.Border.all(2, palette.muted)
    return ft.Container(width=size, height=size, border_radius=size / 2, bgcolor=color, border=edge)


def _waiting(pen: Pen, view: View) -> list[ft.Control]:
    status, palette = view.status, pen.palette
    found: list[ft.Control] = []
    if status.facts_waiting:
        words = pen.say("status.facts_waiting", count=status.facts_waiting)
        found.append(
            _count(pen, ft.Icons.CLOUD_UPLOAD_OUTLINED, status.facts_waiting, words, color=palette.muted)
        )
    trouble = printer_words(pen, view)
    if status.labels_waiting or trouble:
        words = ", ".join(
            part
            for part in (trouble, pen.say("status.labels_waiting", count=status.labels_waiting))
            if part and (part == trouble or status.labels_waiting)
        )
        icon = ft.Icons.PRINT_DISABLED_OUTLINED if trouble else ft.Icons.PRINT_OUTLINED
        color = palette.bad if trouble else palette.muted
        found.append(_count(pen, icon, status.labels_waiting, words, color=color))
    trouble_said = " ".join(trouble_words(pen, view))
    if trouble_said:
        found.append(_count(pen, ft.Icons.SYNC_PROBLEM, 0, trouble_said, color=palette.bad))
    if status.attention:
        words = pen.say("status.attention", count=status.attention)
        found.append(_count(pen, ft.Icons.ERROR_OUTLINE, status.attention, words, color=palette.bad))
    return found


def _count(pen: Pen, icon: ft.IconData, count: int, words: str, *, color: str) -> ft.Control:
    parts: list[ft.Control] = [pen.icon(icon, 20, color=color)]
    if count:
        parts.append(pen.text(str(count), 16, SEMIBOLD, color=color))
    return ft.Semantics(
        content=ft.Row(parts, spacing=2, tight=True), label=words, exclude_semantics=True, container=True
    )
