"""What every screen is put together from: text, cards, buttons. Lays out; decides nothing and knows no job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.inputs import Message
from app.locale.words import say, words
from screens.theme import (
    BETWEEN_BUTTONS,
    BOLD,
    BUTTON_WIDTH_MIN,
    CRAMPED_HEIGHT,
    EXCEPTION_HEIGHT,
    EXTRABOLD,
    FALLBACKS,
    MEDIUM,
    PRIMARY_HEIGHT,
    RADIUS,
    SEMIBOLD,
    Look,
    Palette,
    leading,
)
from screens.widths import rows, size_for

Send = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes in one look and one language, and reports what is pressed."""

    look: Look
    language: str
    send: Send

    @property
    def palette(self) -> Palette:
        return self.look.palette

    def words(self, message: Message) -> str:
        return words(message, self.language)

    def say(self, id: str, **params: object) -> str:
        return say(id, self.language, **params)

    def text(
        self, value: str, points: float = 18, family: str = MEDIUM, *, color: str = "", **more: Any
    ) -> ft.Text:
        """A text in the person's size; ink unless a colour is named."""
        size = self.look.size(points)
        return ft.Text(
            value,
            size=size,
            font_family=family,
            font_family_fallback=FALLBACKS,
            color=color or self.palette.ink,
            style=ft.TextStyle(height=leading(size)),
            **more,
        )

    def icon(self, name: ft.IconData, points: float = 26, *, color: str = "") -> ft.Icon:
        return ft.Icon(name, size=self.look.icon(points), color=color or self.palette.ink)


def line(pen: Pen, value: str, points: float = 18, family: str = MEDIUM, *, color: str = "") -> ft.Text:
    """A text that stays on one line and ends with an ellipsis where it must."""
    return pen.text(
        value, points, family, color=color, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS, no_wrap=True
    )


def large_code(pen: Pen, code: str, room: float, key: str) -> ft.Text:
    """A code to be read from afar, as large as it goes on one line; a long one shrinks before it breaks."""
    return ft.Text(
        code,
        size=size_for(code, room, 96 if pen.look.roomy else 68, 34),
        font_family=EXTRABOLD,
        font_family_fallback=FALLBACKS,
        color=pen.palette.ink,
        key=key,
        style=ft.TextStyle(height=1.1),
    )


def card(pen: Pen, content: ft.Control, *, padding: ft.PaddingValue = 16, **more: Any) -> ft.Container:
    """One thing on its own ground: hairline, round corners, no shadow."""
    return ft.Container(
        content,
        bgcolor=pen.palette.surface,
        border_radius=RADIUS,
        border=ft.Border.all(1, pen.palette.line),
        padding=padding,
        **more,
    )


def chip(pen: Pen, text: str, *, icon: ft.IconData | None = None, color: str = "") -> ft.Container:
    """A short word on soft ground."""
    said = color or pen.palette.act
    parts: list[ft.Control] = [] if icon is None else [pen.icon(icon, 20, color=said)]
    return ft.Container(
        ft.Row([*parts, pen.text(text, 16, SEMIBOLD, color=said)], spacing=6, tight=True),
        bgcolor=pen.palette.soft,
        border_radius=8,
        padding=ft.Padding.symmetric(horizontal=10, vertical=4),
    )


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says and what it sends. `key` finds it in tests and in the page's accessibility tree.

    The words on the button are its name; one that shows only an icon is `spoken` instead.
    """

    key: str
    label: str
    icon: ft.IconData
    action: str
    value: Mapping[str, object]
    enabled: bool = True
    spoken: str | None = None

    def fire(self, send: Send) -> Callable[[object], None] | None:
        return (lambda _event: send(self.action, self.value)) if self.enabled else None


def button(pen: Pen, press: Press, face: ft.Container) -> ft.Control:
    """Makes a face pressable and gives it its name for tests and screen readers."""
    face.key = press.key
    face.on_click = press.fire(pen.send)
    face.ink = press.enabled
    return ft.Semantics(
        content=face,
        identifier=press.key,
        label=press.spoken,
        button=True,
        expand=face.expand,
        key=f"{press.key}.named",
    )


@dataclass(frozen=True, slots=True)
class Face:
    """How the buttons of the rows at the bottom look: equally high. Where height is dear the icon goes first."""

    height: float
    icon: bool

    @classmethod
    def of(cls, presses: Sequence[Press], look: Look, room: float) -> "Face":
        """What holds the longest of these labels in this room."""
        lines = max((rows(press.label, look.size(16), room - 10) for press in presses), default=1)
        if look.cramped:
            return cls(max(CRAMPED_HEIGHT, lines * look.row(16) + 8), icon=False)
        if not look.large_text:
            lines = 2  # the same on every screen
        return cls(max(EXCEPTION_HEIGHT, look.icon(26) + lines * look.row(16) + 8), icon=True)


def exception_button(pen: Pen, press: Press, face: Face, *, outlined: bool = False) -> ft.Control:
    """A button of the rows at the bottom: icon above word. One that does not work now lies flat."""
    palette = pen.palette
    color = palette.ink if press.enabled else palette.muted
    edge = palette.act if outlined else palette.line
    said: list[ft.Control] = [
        pen.text(press.label, 16, SEMIBOLD, color=color, max_lines=2, text_align=ft.TextAlign.CENTER)
    ]
    if face.icon:
        said.insert(0, pen.icon(press.icon, 26, color=color))
    column = ft.Column(
        said,
        spacing=2,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return button(
        pen,
        press,
        ft.Container(
            column,
            height=face.height,
            expand=True,
            border_radius=RADIUS,
            bgcolor=palette.surface if press.enabled else None,
            border=ft.Border.all(2 if outlined else 1, edge) if press.enabled else None,
            padding=ft.Padding.symmetric(horizontal=2),
        ),
    )


def button_rows(
    pen: Pen, presses: Sequence[Press], room: float, *, outlined: bool = False
) -> list[ft.Control]:
    """As many in a row as can be read in this room, evenly over the rows; the way back is never outlined."""
    most = max(int((room + BETWEEN_BUTTONS) // (BUTTON_WIDTH_MIN * pen.look.scale + BETWEEN_BUTTONS)), 1)
    lines = -(-len(presses) // most)
    columns = max(-(-len(presses) // max(lines, 1)), 1)
    face = Face.of(presses, pen.look, (room - BETWEEN_BUTTONS * (columns - 1)) / columns)
    buttons = [
        exception_button(pen, press, face, outlined=outlined and press.key != "back") for press in presses
    ]
    return [
        ft.Row(list(buttons[at : at + columns]), spacing=BETWEEN_BUTTONS)
        for at in range(0, len(buttons), columns)
    ]


def primary_button(pen: Pen, press: Press) -> ft.Control:
    """The one filled button of a screen."""
    palette = pen.palette
    face = ft.Container(
        ft.Row(
            [
                pen.icon(press.icon, 32, color=palette.on_act),
                pen.text(press.label, 24, BOLD, color=palette.on_act, max_lines=1),
            ],
            spacing=14,
            alignment=ft.MainAxisAlignment.CENTER,
        ),
        height=PRIMARY_HEIGHT,
        border_radius=RADIUS,
        bgcolor=palette.act,
        expand=True,
    )
    return ft.Row([button(pen, press, face)], spacing=0)


def answer_button(pen: Pen, press: Press) -> ft.Control:
    """One of a few equal answers under the thumb: as large as the primary button, not filled."""
    palette = pen.palette
    face = ft.Container(
        ft.Row(
            [pen.icon(press.icon, 32), pen.text(press.label, 24, BOLD, max_lines=1)],
            spacing=14,
            alignment=ft.MainAxisAlignment.CENTER,
        ),
        height=PRIMARY_HEIGHT,
        expand=True,
        border_radius=RADIUS,
        bgcolor=palette.surface,
        border=ft.Border.all(2, palette.act),
    )
    return button(pen, press, face)
