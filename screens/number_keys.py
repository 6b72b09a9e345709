"""Number keys on the glass for gloves: a weight, a size, a quantity. Holds no digits; the look does."""

from dataclasses import dataclass, replace

import flet as ft

from app.views.view import View
from screens.buttons import OPEN, find_action, icon_of
from screens.frame import Body, frame, slot_height, top_edge
from screens.keypad import ERASE, erasing, keypad
from screens.parts import Pen, Press, button, card, primary_button
from screens.status import status_height
from screens.theme import (
    BETWEEN_BUTTONS,
    EDGE,
    EXTRABOLD,
    GAP,
    PRIMARY_HEIGHT,
    RADIUS,
    SEMIBOLD,
    Look,
)

NUMBER = "screen.number"  # the shell keeps what was typed; the desk gets the whole of it
KEY_MIN = 64  # for gloves
BETWEEN = "x"  # of two edges
TYPED_MAX = 17


@dataclass(frozen=True, slots=True)
class Keypad:
    """What one action types: its unit, and how many numbers it takes."""

    unit: str
    numbers: int = 1
    sign: str = ""  # a key of its own beside the digits


KEYPADS = {
    "weigh": Keypad("g"),
    "size": Keypad("mm", 3, BETWEEN),
    "quantity": Keypad("×"),
    "customs": Keypad("", sign="."),
}


def numbered(look: Look, value: object) -> Look:
    """The look after one key: a digit, the sign between two numbers, or the last one taken away."""
    typed = look.number[:-1] if value == ERASE else look.number + str(value)
    if look.opened == "customs":  # a code may begin with a zero
        return replace(look, number=typed.lstrip(".")[:TYPED_MAX].replace("..", "."))
    return replace(look, number=typed.lstrip("0" + BETWEEN)[:TYPED_MAX].replace(BETWEEN * 2, BETWEEN))


def open_keypad(view: View, look: Look) -> str | None:
    """The action whose keys are open on the glass."""
    opened = look.opened or ""
    return opened if opened in KEYPADS and find_action(view, opened) else None


def value_of(action: str, typed: str) -> dict[str, object] | None:
    """What the keys send; None while it is not whole."""
    if action == "customs":
        return {"text": typed} if typed and not typed.endswith(".") else None
    parts = [part for part in typed.split(BETWEEN) if part.isdigit() and len(part) < 8]
    if len(parts) != KEYPADS[action].numbers or len(parts) != len(typed.split(BETWEEN)):
        return None
    if action == "size":
        return {"size": typed}
    return {"weight_g" if action == "weigh" else "quantity": int(typed)}


def keypad_screen(pen: Pen, view: View, action: str) -> ft.Control:
    """What was typed, the keys, and one button that takes it."""
    value = value_of(action, pen.look.number)
    enter = Press(
        "enter", pen.say("key.enter"), ft.Icons.CHECK, action, value or {}, enabled=value is not None
    )
    back = Press("back", "", icon_of("back"), OPEN, {"sheet": None}, spoken=pen.say("sheet.back"))
    face = ft.Container(
        pen.icon(back.icon, 32),
        width=PRIMARY_HEIGHT,
        height=PRIMARY_HEIGHT,
        border_radius=RADIUS,
        bgcolor=pen.palette.surface,
        border=ft.Border.all(1, pen.palette.line),
        alignment=ft.Alignment.CENTER,
    )
    wide = ft.Container(primary_button(pen, enter), expand=True)
    foot = ft.Row([button(pen, back, face), wide], spacing=BETWEEN_BUTTONS)
    keys = _keys(pen, view, action)
    beside = pen.look.wide
    body = Body(
        pen.say(f"action.{action}"),
        [_typed(pen, action), *([] if beside else [keys])],
        side=keys if beside else None,
        primary=[foot],
        placed=tuple(one.id for one in view.actions),
    )
    return frame(pen, view, body)


def _typed(pen: Pen, action: str) -> ft.Control:
    pad, typed = KEYPADS[action], pen.look.number
    shown = " × ".join(typed.split(BETWEEN)) if typed else "–"
    number = ft.Text(
        shown, size=28 if pad.numbers > 1 else 40, font_family=EXTRABOLD, color=pen.palette.ink, key="number"
    )
    unit = ft.Text(pad.unit, size=24, font_family=SEMIBOLD, color=pen.palette.muted)
    row = ft.Row([number, unit], spacing=10, alignment=ft.MainAxisAlignment.CENTER)
    return card(pen, row, padding=8)


def _keys(pen: Pen, view: View, action: str) -> ft.Control:
    def pressed(sign: str) -> Press:
        if sign == ERASE:
            return erasing(pen, NUMBER, {"key": sign})
        return Press(f"key.{sign}", "×" if sign == BETWEEN else sign, ft.Icons.DIALPAD, NUMBER, {"key": sign})

    return keypad(pen, KEYPADS[action].sign, _key_height(pen, view), pressed)


def _key_height(pen: Pen, view: View) -> float:
    """Four rows share what head, number and foot leave; a glove finds each."""
    look = pen.look
    head = status_height(pen, view) + slot_height(pen) + 8 + top_edge(look)
    if look.wide:
        return min((look.height - head - EDGE - 3 * BETWEEN_BUTTONS) / 4, 120)
    foot = GAP + PRIMARY_HEIGHT + EDGE
    left = look.height - head - 72 - GAP - foot - 3 * BETWEEN_BUTTONS
    return min(max(left / 4, KEY_MIN), 120)
