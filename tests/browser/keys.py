"""Keys as a scanner sends them, by Chromium's own key events. Knows the layout of a US keyboard only."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from playwright.async_api import CDPSession

Event = dict[str, Any]

SHIFTED = {"?": "/", "_": "-", "+": "=", "$": "4", "%": "5", ":": ";", "(": "9", ")": "0"}
SYMBOLS = {
    "-": (189, "Minus"),
    "/": (191, "Slash"),
    "]": (221, "BracketRight"),
    ".": (190, "Period"),
    "=": (187, "Equal"),
    ";": (186, "Semicolon"),
    " ": (32, "Space"),
}
CONTROL, SHIFT = 2, 8
KEY_S = 0.002


def key_events(text: str) -> Iterable[Event]:
    """The events of these characters; a line feed is Enter, a tab Tab, GS is Ctrl+]."""
    for character in text:
        yield from _events(character)


class Scanner:
    """Sends keys stamped with the time a device would send them at, as the system stamps those of a real keyboard.

    So a busy machine delays the keys of a scan, but does not make them look like typing.
    """

    def __init__(self, cdp: CDPSession) -> None:
        self._cdp = cdp
        self._at_s = 0.0

    async def type(self, text: str, gap_s: float = 0.0) -> None:
        """Send all keys without waiting for the page; `gap_s` apart as a person would type, else as a scanner."""
        sent = []
        self._at_s = max(self._at_s, time.time())
        for character in text:
            await asyncio.sleep(gap_s)
            self._at_s = self._at_s + KEY_S if not gap_s else max(self._at_s + KEY_S, time.time())
            for event in _events(character):
                stamped = {**event, "timestamp": self._at_s}
                sent.append(asyncio.ensure_future(self._cdp.send("Input.dispatchKeyEvent", stamped)))
        await asyncio.gather(*sent)


def _events(character: str) -> list[Event]:
    if character == "\n":
        return _pair("Enter", "Enter", 13, text="\r")
    if character == "\t":
        return _pair("Tab", "Tab", 9, text="\t")
    if character == "\x1d":
        return _held(
            "Control", "ControlLeft", 17, CONTROL, _pair("]", "BracketRight", 221, modifiers=CONTROL)
        )
    plain = SHIFTED.get(character, character.lower())
    number, name = _key(plain)
    if character in SHIFTED or character.isupper():
        shifted = _pair(character, name, number, text=character, modifiers=SHIFT)
        return _held("Shift", "ShiftLeft", 16, SHIFT, shifted)
    return _pair(character, name, number, text=character)


def _key(plain: str) -> tuple[int, str]:
    if plain.isalpha():
        return ord(plain.upper()), f"Key{plain.upper()}"
    return (ord(plain), f"Digit{plain}") if plain.isdigit() else SYMBOLS[plain]


def _pair(key: str, code: str, number: int, *, text: str = "", modifiers: int = 0) -> list[Event]:
    what: Event = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
    pressed = {"type": "keyDown", "text": text, "unmodifiedText": text} if text else {"type": "rawKeyDown"}
    return [{**what, **pressed}, {**what, "type": "keyUp"}]


def _held(key: str, code: str, number: int, modifiers: int, inside: list[Event]) -> list[Event]:
    what: Event = {"key": key, "code": code, "windowsVirtualKeyCode": number}
    return [{**what, "type": "rawKeyDown", "modifiers": modifiers}, *inside, {**what, "type": "keyUp"}]
