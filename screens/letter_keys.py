"""Letter keys on the glass for gloves: a driver's name, a carrier's number, two letters of a country. Holds no text."""

from dataclasses import dataclass, replace

import flet as ft

from app.views.view import View
from screens.buttons import find_action
from screens.keypad import ERASE, erasing, key_rows
from screens.number_keys import NUMBER, Typing, typed_card, typing_frame, typing_height
from screens.parts import Pen, Press
from screens.theme import Look

PAGE = "page"  # the sign of the key that turns to the other page
SPACE = " "
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHERS = "1234567890ÄÖÜßÉÈÇÅØŁŚŻÑ.'/"
PAGES = tuple(
    (*(tuple(keys[at : at + 6]) for at in range(0, 24, 6)), (*keys[24:], SPACE, "-", PAGE, ERASE))
    for keys in (_LETTERS, _OTHERS)
)
ROWS = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """What one action spells: the action and field that get it, how long it may be, which page comes first."""

    action: str
    field: str
    most: int
    page: int = 0
    name: bool = False  # of a person: capitals only where a word begins


SPELLINGS = {
    "driver_name": Spelling("driver", "name", 40, name=True),
    "tracking": Spelling("tracking", "number", 35, page=1),
    "customs_letters": Spelling("customs", "text", 3),
}


def open_letters(view: View, look: Look) -> str | None:
    """The action whose letters are open on the glass."""
    opened = look.opened or ""
    return opened if opened in SPELLINGS and find_action(view, opened) else None


def lettered(look: Look, key: object) -> Look:
    """The look after one key: a sign more, the last one taken away, or the other page."""
    spelling = SPELLINGS[look.opened or ""]
    if key == PAGE:
        return replace(look, turned=not look.turned)
    if key == ERASE:
        return replace(look, number=look.number[:-1])
    typed, sign = look.number, str(key)
    if sign == SPACE and (not typed or typed.endswith(SPACE) or not spelling.name):
        return look
    if spelling.name and typed[-1:].isalpha():
        sign = sign.lower()
    return replace(look, number=(typed + sign)[: spelling.most])


def spelled(action: str, typed: str) -> dict[str, object] | None:
    """What the keys send; None while nothing is there."""
    return {SPELLINGS[action].field: typed.strip()} if typed.strip() else None


def letters_screen(pen: Pen, view: View, action: str) -> ft.Control:
    """What was spelled, the keys, and one button that takes it."""
    value = spelled(action, pen.look.number)
    typed = typed_card(pen, pen.look.number or "–")
    typing = Typing(action, SPELLINGS[action].action, value, typed, _keys(pen, view, action))
    return typing_frame(pen, view, typing)


def _keys(pen: Pen, view: View, action: str) -> ft.Control:
    page = (SPELLINGS[action].page + pen.look.turned) % len(PAGES)

    def pressed(sign: str) -> Press:
        if sign == ERASE:
            return erasing(pen, NUMBER, {"key": sign})
        if sign == PAGE:
            label = "ABC" if page else "123"
            return Press("key.page", label, ft.Icons.KEYBOARD, NUMBER, {"key": sign})
        if sign == SPACE:
            return Press(
                "key.space", "␣", ft.Icons.SPACE_BAR, NUMBER, {"key": sign}, spoken=pen.say("key.space")
            )
        return Press(f"key.{sign}", sign, ft.Icons.KEYBOARD, NUMBER, {"key": sign})

    return key_rows(pen, PAGES[page], typing_height(pen, view, ROWS), pressed)
