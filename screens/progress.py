"""What the person packed today, in one quiet line. Compares with nobody."""

import flet as ft

from app.locale.amounts import number
from app.views.view import View
from screens.parts import Pen
from screens.theme import MEDIUM


def progress_line(pen: Pen, view: View) -> list[ft.Control]:
    """Pieces, parcels, seconds a piece, how full the cartons were; nothing where nothing was packed, or room is dear."""
    done = view.progress
    if done is None or pen.look.cramped or pen.look.large_text:
        return []
    said = [pen.say("progress.units", count=done.units), pen.say("progress.parcels", count=done.parcels)]
    if done.unit_ms is not None:
        said.append(pen.say("progress.pace", pace=number(done.unit_ms / 1000, pen.language, decimals=1)))
    if done.utilisation_percent is not None:
        said.append(pen.say("progress.full", percent=done.utilisation_percent))
    if done.override_percent:
        said.append(pen.say("progress.overridden", percent=done.override_percent))
    words = f"{pen.say('progress.today')} {' · '.join(said)}"
    return [pen.text(words, 16, MEDIUM, color=pen.palette.muted, key="own_progress")]
