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
from screens.widths import size_for

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
    return typing_frame(
        pen, view, Typing(action, action, value, _typed(pen, action), _keys(pen, view, action))
    )


@dataclass(frozen=True, slots=True)
class Typing:
    """What is typed on keys: for which button, what the whole sends (None: it is not whole), how it looks, the keys."""

    opened: str
    action: str
    value: dict[str, object] | None
    typed: ft.Control
    keys: ft.Control


def typing_frame(pen: Pen, view: View, typing: Typing) -> ft.Control:
    """What was typed above its keys, or beside them; below the way back and the button that sends it, if it is whole."""
    whole = typing.value is not None
    enter = Press(
        "enter", pen.say("key.enter"), ft.Icons.CHECK, typing.action, typing.value or {}, enabled=whole
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
    beside = pen.look.wide
    body = Body(
        pen.say(f"action.{typing.opened}"),
        [typing.typed, *([] if beside else [typing.keys])],
        side=typing.keys if beside else None,
        primary=[foot],
        placed=tuple(one.id for one in view.actions),
    )
    return frame(pen, view, body)


def _typed(pen: Pen, action: str) -> ft.Control:
    pad, typed = KEYPADS[action], pen.look.number
    shown = " × ".join(typed.split(BETWEEN)) if typed else "–"
    return typed_card(pen, shown, pad.unit, small=pad.numbers > 1)


def typed_card(pen: Pen, shown: str, unit: str = "", *, small: bool = False) -> ft.Control:
    """What was typed so far, the end of it where it is long, with its unit."""
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 96
    size = size_for(shown, room, 28 if small else 40, 16)
    number = ft.Text(shown, size=size, font_family=EXTRABOLD, color=pen.palette.ink, key="number")
    parts: list[ft.Control] = [number]
    if unit:
        parts.append(ft.Text(unit, size=24, font_family=SEMIBOLD, color=pen.palette.muted))
    row = ft.Row(parts, spacing=10, alignment=ft.MainAxisAlignment.CENTER)
    return card(pen, row, padding=8)


def _keys(pen: Pen, view: View, action: str) -> ft.Control:
    def pressed(sign: str) -> Press:
        if sign == ERASE:
            return erasing(pen, NUMBER, {"key": sign})
        return Press(f"key.{sign}", "×" if sign == BETWEEN else sign, ft.Icons.DIALPAD, NUMBER, {"key": sign})

    return keypad(pen, KEYPADS[action].sign, typing_height(pen, view, 4), pressed)


def typing_height(pen: Pen, view: View, count: int) -> float:
    """So many rows share what head, number and foot leave; a glove finds each."""
    look = pen.look
    head = status_height(pen, view) + slot_height(pen) + 8 + top_edge(look)
    between = (count - 1) * BETWEEN_BUTTONS
    if look.wide:
        return min((look.height - head - EDGE - between) / count, 120)
    foot = GAP + PRIMARY_HEIGHT + EDGE
    left = look.height - head - 72 - GAP - foot - between
    return min(max(left / count, KEY_MIN), 120)
