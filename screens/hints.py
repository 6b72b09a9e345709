"""What a packer must know beside the goods: what must be heeded in amber, the rest in a few words each."""

import flet as ft

from app.views.view import HintView, View
from screens.parts import Pen, chip
from screens.theme import BOLD, EDGE, EXTRABOLD, RADIUS, SEMIBOLD
from screens.widths import rows

ICONS: dict[str, ft.IconData] = {
    "instructions": ft.Icons.BACK_HAND_OUTLINED,
    "above_limit": ft.Icons.WARNING_AMBER,
    "too_heavy": ft.Icons.SCALE,
    "mark_limited_quantity": ft.Icons.DIAMOND_OUTLINED,
    "mark_hazmat": ft.Icons.WARNING_AMBER,
    "mark_lithium": ft.Icons.BATTERY_ALERT,
    "carton_low": ft.Icons.INVENTORY_2_OUTLINED,
    "customs": ft.Icons.PUBLIC,
    "lot": ft.Icons.TAG,
    "slot": ft.Icons.GRID_VIEW,
    "age": ft.Icons.BADGE_OUTLINED,
    "fragile": ft.Icons.WINE_BAR,
    "gift_note": ft.Icons.CARD_GIFTCARD,
    "price_free": ft.Icons.MONEY_OFF,
    "insert": ft.Icons.ADD_CARD,
}
INSIDE = 16  # of the card with what is to be confirmed
CHIP_EDGES = 48  # beside the words of a chip


def hints_of(pen: Pen, view: View) -> list[ft.Control]:
    """Bands in amber, then chips that share their rows; nothing where there is nothing to say."""
    return [*warnings_of(pen, view), *told_of(pen, view)]


def warnings_of(pen: Pen, view: View) -> list[ft.Control]:
    """What must be heeded, in amber."""
    asked = view.question.id if view.question else None  # what is asked for is not told beside it
    warned = [hint for hint in view.hints if hint.warns and hint.kind != asked]
    return [_band(pen, hint) for hint in warned]


def told_of(pen: Pen, view: View) -> list[ft.Control]:
    """The rest, as chips that share their rows."""
    told = [hint for hint in view.hints if not hint.warns]
    chips: list[ft.Control] = [_chip(pen, hint) for hint in told]
    return [ft.Row(chips, spacing=8, run_spacing=8, wrap=True, key="hints")] if told else []


def _band(pen: Pen, hint: HintView) -> ft.Control:
    palette = pen.palette
    said = pen.text(
        pen.words(hint.text), 18, BOLD, color=palette.on_warn, expand=True, key=f"hint.{hint.kind}"
    )
    icon = pen.icon(_icon(hint), 26, color=palette.on_warn)
    return ft.Container(
        ft.Row([icon, said], spacing=10),
        bgcolor=palette.warn,
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
    )


def _chip(pen: Pen, hint: HintView) -> ft.Control:
    """A short word; one that does not fit on its line gets the whole width and wraps."""
    words, room = pen.words(hint.text), pen.look.width * (6 / 11 if pen.look.wide else 1) - 2 * EDGE
    icon = _icon(hint)
    if rows(words, pen.look.size(16), room - CHIP_EDGES - pen.look.icon(20)) == 1:
        found = chip(pen, words, icon=icon, color=pen.palette.ink)
    else:
        said = pen.text(words, 16, SEMIBOLD, expand=True)
        found = ft.Container(
            ft.Row([pen.icon(icon, 20), said], spacing=6),
            bgcolor=pen.palette.soft,
            border_radius=8,
            padding=ft.Padding.symmetric(horizontal=10, vertical=4),
            width=room,
        )
    found.key = f"hint.{hint.kind}"
    return found


def _icon(hint: HintView) -> ft.IconData:
    return ICONS.get(hint.kind, ft.Icons.INFO_OUTLINE)


def asked(pen: Pen, view: View) -> ft.Control:
    """The instructions that are to be confirmed, large: they are all that counts now."""
    question = view.question
    assert question is not None, "asked only where there is a question"
    said, look = pen.words(question.text), pen.look
    room = look.width * (6 / 11 if look.wide else 1) - 2 * EDGE - 2 * INSIDE
    fitting = (at for at in (24, 20, 18) if rows(said, look.size(at), room) * look.row(at) <= look.height / 4)
    words = pen.text(said, next(fitting, 16), EXTRABOLD, key="question")
    return ft.Container(
        words,
        bgcolor=pen.palette.surface,
        border=ft.Border.all(3, pen.palette.warn),
        border_radius=RADIUS,
        padding=ft.Padding.all(INSIDE),
    )
