"""What an order and its lines say to whoever packs them: read, kept as one text, told to devices and readers."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sync.central.checks import TEXT_LENGTH_MAX, Wrong, flag_of, is_plain, text_of, whole_of

GIFT_LENGTH_MAX = 500
INSERT_LENGTH_MAX = 64
ORDER_HINTS = ("gift_note", "instructions", "price_free", "insert", "language", "currency")
LINE_HINTS = ("instructions", "price_cents", "lot")
LOT_LENGTH_MAX = 20  # as AI 10 holds it
_LANGUAGE, _CURRENCY = re.compile(r"[a-z]{2}"), re.compile(r"[A-Z]{3}")

Hints = dict[str, Any]


def read_order_hints(given: Mapping[str, Any]) -> tuple[Hints, list[Wrong]]:
    """What the order says, as far as it says anything, and what is wrong with it."""
    readers = {
        "gift_note": lambda row: _note(row, "gift_note"),
        "instructions": lambda row: text_of(row, "instructions", length_max=GIFT_LENGTH_MAX),
        "price_free": lambda row: flag_of(row, "price_free", otherwise=False),
        "insert": lambda row: text_of(row, "insert", length_max=INSERT_LENGTH_MAX),
        "language": lambda row: _matching(row, "language", _LANGUAGE, "two small letters: en, de"),
        "currency": lambda row: _matching(row, "currency", _CURRENCY, "three capital letters: EUR"),
    }
    return _read(given, readers)


def read_line_hints(given: Mapping[str, Any]) -> tuple[Hints, list[Wrong]]:
    """What a line says, as far as it says anything, and what is wrong with it."""
    readers = {
        "instructions": lambda row: text_of(row, "instructions", length_max=TEXT_LENGTH_MAX),
        "price_cents": lambda row: whole_of(row, "price_cents"),
        "lot": lambda row: text_of(row, "lot", length_max=LOT_LENGTH_MAX),
    }
    return _read(given, readers)


def kept(hints: Hints) -> str | None:
    """As a column holds them; nothing where nothing is said."""
    return json.dumps(hints) if hints else None


def told(column: str | None) -> Hints:
    """What a column holds."""
    return dict(json.loads(column)) if column else {}


def _read(given: Mapping[str, Any], readers: Mapping[str, Any]) -> tuple[Hints, list[Wrong]]:
    found: Hints = {}
    wrong: list[Wrong] = []
    for name, read in readers.items():
        if given.get(name) in (None, "", False):
            continue  # nothing is said
        try:
            found[name] = read(given)
        except Wrong as why:
            wrong.append(why)
    return found, wrong


def _note(row: Mapping[str, Any], field: str) -> str:
    """A text of several lines."""
    value = row.get(field)
    if not isinstance(value, str):
        raise Wrong(field, f"The field {field} must be text in quotes.")
    lines = value.replace("\r\n", "\n").split("\n")
    if not all(is_plain(line) for line in lines):
        raise Wrong(field, "There is a control character or a broken letter in it. Remove it.")
    if len(value) > GIFT_LENGTH_MAX:
        raise Wrong(field, f"This has {len(value)} characters, at most {GIFT_LENGTH_MAX} are possible.")
    return "\n".join(lines).strip()


def _matching(row: Mapping[str, Any], field: str, form: re.Pattern[str], how: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise Wrong(field, f"The field {field} is {how}.")
    return value
