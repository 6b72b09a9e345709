"""Keys as a scanner sends them, by Chromium's own key events. Knows the layout of a US keyboard only."""

import asyncio
from collections.abc import Iterable
from typing import Any

from playwright.async_api import CDPSession

Event = dict[str, Any]

SHIFTED = {"_": "-", "+": "=", "$": "4", "%": "5", ":": ";", "(": "9", ")": "0"}
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


def key_events(text: str) -> Iterable[Event]:
    """The events of these characters; a line feed is Enter, a tab Tab, GS is Ctrl+]."""
    for character in text:
        yield from _events(character)


async def type_fast(cdp: CDPSession, text: str, gap_s: float = 0.0) -> None:
    """Send all keys without waiting for the page, `gap_s` between characters."""
    sent = []
    for character in text:
        for event in _events(character):
            sent.append(asyncio.ensure_future(cdp.send("Input.dispatchKeyEvent", event)))
        await asyncio.sleep(gap_s)
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
