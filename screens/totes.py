"""The totes of an order one below the other: how full, where it stands, which takes what follows. Knows no job."""

import flet as ft

from app.views.totes import ToteView
from app.views.view import View
from screens.drawings import tote
from screens.parts import Pen, card, line
from screens.theme import BETWEEN_BUTTONS, BOLD, MEDIUM, SEMIBOLD

LINES_MAX = 50


def totes_list(pen: Pen, view: View) -> list[ft.Control]:
    """A card for each tote where there are several; nothing where there is one."""
    if len(view.totes) < 2:
        return []
    heading = pen.text(pen.say("totes.heading", count=len(view.totes)), 20, BOLD, key="totes")
    cards = [_tote(pen, no, one) for no, one in enumerate(view.totes[:LINES_MAX])]
    stretched = ft.CrossAxisAlignment.STRETCH
    return [ft.Column([heading, *cards], spacing=BETWEEN_BUTTONS, horizontal_alignment=stretched)]


def _tote(pen: Pen, no: int, one: ToteView) -> ft.Control:
    palette = pen.palette
    said: list[ft.Control] = [line(pen, one.tote, 22, BOLD)]
    said += [pen.text(words, 18, MEDIUM, color=palette.muted) for words in (_where(pen, one),) if words]
    row: list[ft.Control] = [tote(palette, 44), ft.Column(said, spacing=2, expand=True, tight=True)]
    if one.pieces is not None:
        pieces = pen.text(pen.say("totes.pieces", count=one.pieces), 20, SEMIBOLD)
        if pen.look.large_text:
            said.append(pieces)
        else:
            row.append(pieces)
    face = card(pen, ft.Row(row, spacing=12), padding=12, key=f"tote.{no}")
    if one.current:
        face.border = ft.Border.all(3, palette.act)
    return face


def _where(pen: Pen, one: ToteView) -> str:
    if one.place:
        return pen.say("totes.at", place=one.place)
    return pen.say("totes.current" if one.current else "totes.full")
