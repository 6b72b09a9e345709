"""Keys on the glass in rows: digits, signs, and one that takes the last of them away. Keeps nothing."""

from collections.abc import Callable, Sequence

import flet as ft

from screens.parts import Pen, Press, button
from screens.theme import BETWEEN_BUTTONS, LARGEST_SCALED, MEDIUM, RADIUS

ERASE = "erase"  # the sign of the key that takes the last digit away
WORD_SIZE = 24  # of a key that bears three letters
DIGITS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def keypad(pen: Pen, sign: str, height: float, pressed: Callable[[str], Press]) -> ft.Control:
    """Four rows of keys of this height; `sign` stands left of the zero, nothing where it is empty."""
    return key_rows(pen, (*DIGITS, (sign, "0", ERASE)), height, pressed)


def key_rows(
    pen: Pen, rows: Sequence[Sequence[str]], height: float, pressed: Callable[[str], Press]
) -> ft.Control:
    """Rows of keys of this height; a sign that is empty leaves its place free."""
    return ft.Column(
        [ft.Row([_key(pen, one, height, pressed) for one in row], spacing=BETWEEN_BUTTONS) for row in rows],
        spacing=BETWEEN_BUTTONS,
        key="keys",
    )


def erasing(pen: Pen, action: str, value: dict[str, object]) -> Press:
    """The press of the key that takes the last digit away."""
    word = pen.say("login.erase")
    return Press("key.erase", word, ft.Icons.BACKSPACE_OUTLINED, action, value, spoken=word)


def _key(pen: Pen, sign: str, height: float, pressed: Callable[[str], Press]) -> ft.Control:
    if not sign:
        return ft.Container(expand=True, height=height)
    press = pressed(sign)
    size = min(pen.look.size(34), height * 0.55, WORD_SIZE if len(press.label) > 1 else LARGEST_SCALED)
    face = ft.Container(
        pen.icon(press.icon, 32)
        if sign == ERASE
        else ft.Text(press.label, size=size, font_family=MEDIUM, color=pen.palette.ink),
        height=height,
        expand=True,
        alignment=ft.Alignment.CENTER,
        bgcolor=pen.palette.surface,
        border_radius=RADIUS,
        border=ft.Border.all(1, pen.palette.line),
    )
    return button(pen, press, face)
