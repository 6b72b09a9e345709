"""The loads that are closed and wait for their driver, each a button that leads on to it."""

import flet as ft

from app.views.ramp import ClosedLoadView, ShipView
from app.views.view import View
from screens.buttons import find_action, value_for
from screens.pack import sscc_words
from screens.parts import Pen, Press, button, card
from screens.theme import BOLD, EXTRABOLD, MEDIUM, SEMIBOLD

SHOWN_MAX = 20


def closed_loads(pen: Pen, view: View, ship: ShipView) -> list[ft.Control]:
    """A card for each load that may be handed over; nothing where none waits, or another one is in hand."""
    if find_action(view, "load") is None:
        return []
    heading = pen.text(pen.say("ship.closed_loads"), 20, BOLD, key="closed_loads")
    return [heading, *(_load(pen, no, one) for no, one in enumerate(ship.closed_loads[:SHOWN_MAX]))]


def _load(pen: Pen, no: int, one: ClosedLoadView) -> ft.Control:
    """Whose it is, how many parcels, where it stands and under which number."""
    muted = pen.palette.muted
    cage = sscc_words(one.cage) if one.cage.isdigit() else one.cage
    said: list[ft.Control] = [
        pen.text(one.carrier, 24, EXTRABOLD),
        pen.text(pen.say("ship.in_cage", count=one.parcels, cage=cage), 18, SEMIBOLD),
        pen.text(pen.say("ship.manifest", load=one.load), 16, MEDIUM, color=muted),
    ]
    row = ft.Row(
        [ft.Column(said, spacing=2, expand=True, tight=True), pen.icon(ft.Icons.CHEVRON_RIGHT, 36)],
        spacing=12,
    )
    spoken = pen.say("choice.load", carrier=one.carrier, cage=one.cage)
    press = Press(
        f"load.{no}",
        spoken,
        ft.Icons.CHEVRON_RIGHT,
        "load",
        value_for("load", one.code or one.cage),
        spoken=spoken,
    )
    return button(pen, press, card(pen, row, padding=14))
