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
    heading: ft.Control = pen.text(pen.say("totes.heading", count=len(view.totes)), 20, BOLD, key="totes")
    if all(one.here for one in view.totes):  # nothing more is to be done about them
        words = pen.say("totes.all_here", count=len(view.totes))
        said = pen.text(words, 20, BOLD, expand=True, key="totes")
        row = ft.Row([pen.icon(ft.Icons.CHECK_CIRCLE, 28, color=pen.palette.good), said], spacing=12)
        return [card(pen, row, padding=12)]
    cards = [
        _tote(pen, no, one, packing=view.screen == "pack") for no, one in enumerate(view.totes[:LINES_MAX])
    ]
    stretched = ft.CrossAxisAlignment.STRETCH
    return [ft.Column([heading, *cards], spacing=BETWEEN_BUTTONS, horizontal_alignment=stretched)]


def _tote(pen: Pen, no: int, one: ToteView, *, packing: bool) -> ft.Control:
    palette = pen.palette
    said: list[ft.Control] = [line(pen, one.tote, 22, BOLD)]
    said += [
        pen.text(words, 18, MEDIUM, color=palette.muted) for words in (_where(pen, one, packing=packing),)
    ]
    here = (
        (ft.Icons.CHECK_CIRCLE, palette.good)
        if one.here
        else (ft.Icons.RADIO_BUTTON_UNCHECKED, palette.muted)
    )
    ticks = [pen.icon(here[0], 28, color=here[1])] if packing else []
    row: list[ft.Control] = [*ticks, tote(palette, 44), ft.Column(said, spacing=2, expand=True, tight=True)]
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


def _where(pen: Pen, one: ToteView, *, packing: bool) -> str:
    if one.slot:
        return pen.say("totes.slot", slot=one.slot)
    if one.here:
        return pen.say("totes.here")
    if packing:
        return pen.say("totes.fetch" if one.place else "totes.fetch_unknown", place=one.place)
    if one.place:
        return pen.say("totes.at", place=one.place)
    return pen.say("totes.current" if one.current else "totes.full")
