"""Log in: the badge, then the PIN on keys of the screen. Shows how many digits were typed, never which."""

import flet as ft

from app.views.view import View
from screens import keypad
from screens.drawings import badge_scan, picture
from screens.frame import Body, frame, slot_height, top_edge
from screens.parts import Pen, Press, Send, card, primary_button
from screens.status import status_height, trouble_card
from screens.theme import (
    BETWEEN_BUTTONS,
    BOLD,
    CRAMPED_HEIGHT,
    EDGE,
    EXCEPTION_HEIGHT,
    EXTRABOLD,
    GAP,
    MEDIUM,
    PRIMARY_HEIGHT,
    TARGET_MIN,
    Look,
)

KEY = "screen.key"  # the shell keeps the digits; the desk gets the whole PIN by action `pin`
ERASE = "screen.erase"
ENTER = "screen.enter"


def login_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The badge first; while a secret is asked for, the keys."""
    pen = Pen(look, view.language, send)
    title = pen.say("screen.login")
    who = view.status.operator or dict(view.prompt.params).get("name", "")
    if not view.secret:
        middle = [*trouble_card(pen, view), _badge(pen) if view.status.device else _new_device(pen)]
        return frame(pen, view, Body(title, middle, prompt=pen.words(view.prompt), placed=("pin",)))
    waiting = view.pin_wait_ms > 0
    enter = Press("pin", pen.say("action.pin"), ft.Icons.LOGIN, ENTER, {}, enabled=look.typed > 0)
    cramped = look.cramped
    middle = [_wait(pen)] if waiting else [_typed(pen, "" if cramped else who)]
    beside = look.wide and not waiting
    if not waiting and not beside:
        middle.append(_keys(pen, view))
    body = Body(
        who if cramped and who else title,
        middle,
        side=_keys(pen, view) if beside else None,
        prompt=pen.words(view.prompt),
        prompt_icon=ft.Icons.LOCK_CLOCK if waiting else ft.Icons.PASSWORD,
        primary=[] if waiting else [primary_button(pen, enter)],
        placed=("pin",),
    )
    return frame(pen, view, body)


def _badge(pen: Pen) -> ft.Control:
    side = 300 if pen.look.roomy else 220
    return ft.Container(
        ft.Column(
            [
                ft.Container(height=max(24, (pen.look.height - 640) / 3)),
                picture(badge_scan(pen.palette, side), pen.say("login.picture"), "picture"),
                pen.text("Gangway", 40, EXTRABOLD),
            ],
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=16,
        ),
        alignment=ft.Alignment.CENTER,
    )


def _new_device(pen: Pen) -> ft.Control:
    """Nobody can log in before central knows the device: what to do, step by step."""
    side = 220 if pen.look.roomy else 140
    drawn = picture(badge_scan(pen.palette, side), pen.say("login.picture"), "picture")
    steps = [
        ft.Row(
            [
                pen.text(f"{no}.", 20, EXTRABOLD, color=pen.palette.act),
                pen.text(pen.say(f"enrol.step{no}"), 20, MEDIUM, expand=True, key=f"enrol.{no}"),
            ],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        for no in (1, 2, 3)
    ]
    said: list[ft.Control] = [pen.text(pen.say("enrol.new"), 28, BOLD, key="enrol"), *steps]
    if not pen.look.narrowed:
        said.insert(0, ft.Row([drawn], alignment=ft.MainAxisAlignment.CENTER))
    return card(pen, ft.Column(said, spacing=GAP))


def _wait(pen: Pen) -> ft.Control:
    return ft.Column(
        [
            ft.Container(height=max(24, (pen.look.height - 640) / 3)),
            pen.icon(ft.Icons.LOCK_CLOCK, 96, color=pen.palette.bad),
            pen.text(pen.say("login.wait"), 28, BOLD, text_align=ft.TextAlign.CENTER),
        ],
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=16,
    )


def _typed(pen: Pen, who: str) -> ft.Control:
    """A dot for each digit, and who is logging in."""
    palette = pen.palette
    dots = [
        ft.Container(
            width=20,
            height=20,
            border_radius=10,
            bgcolor=palette.act if at < pen.look.typed else None,
            border=ft.Border.all(2, palette.act if at < pen.look.typed else palette.muted),
        )
        for at in range(max(4, pen.look.typed))
    ]
    named = ft.Semantics(
        content=ft.Row(list(dots), spacing=14, alignment=ft.MainAxisAlignment.CENTER, wrap=True),
        label=pen.say("login.digits", count=pen.look.typed),
        exclude_semantics=True,
        container=True,
        key="typed",
    )
    name = pen.text(who, 22, BOLD, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS)
    face = ft.Column(
        [name, named] if who else [named], spacing=12, horizontal_alignment=ft.CrossAxisAlignment.CENTER
    )
    return card(pen, face, alignment=ft.Alignment.CENTER)


def _keys(pen: Pen, view: View) -> ft.Control:
    def pressed(sign: str) -> Press:
        if sign == keypad.ERASE:
            return keypad.erasing(pen, ERASE, {})
        return Press(f"key.{sign}", sign, ft.Icons.DIALPAD, KEY, {"digit": sign})

    return keypad.keypad(pen, "", _key_height(pen, view), pressed)


def _key_height(pen: Pen, view: View) -> float:
    """Four rows fill what the head, the dots and the buttons below leave; they never have to be scrolled to."""
    look = pen.look
    head = status_height(pen, view) + slot_height(pen) + 1 + top_edge(look)
    if look.wide:
        return min((look.height - head - EDGE - 3 * BETWEEN_BUTTONS) / 4, 120)
    dots = 34 + 20 + (0 if look.cramped else look.row(22) + GAP)
    prompt = max(look.row(20), look.icon(28)) + (12 if look.cramped else 24)
    below = CRAMPED_HEIGHT if look.cramped else max(EXCEPTION_HEIGHT, look.icon(26) + 2 * look.row(16) + 8)
    foot = GAP + prompt + PRIMARY_HEIGHT + below + 2 * BETWEEN_BUTTONS + EDGE
    left = look.height - head - dots - GAP - foot - 3 * BETWEEN_BUTTONS
    return min(max(left / 4, TARGET_MIN), 130)
