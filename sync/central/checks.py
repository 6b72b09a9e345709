"""Reads single fields of what was sent in and says in a sentence what is wrong. Knows no feature and no database."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from app.domain.codes import own_prefix_of
from app.domain.parcels import check_digit

NAME_LENGTH_MAX = 64
TEXT_LENGTH_MAX = 200
WHOLE_MAX = 1_000_000_000
NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the categories Cc and Cs of Unicode
GTIN_LENGTHS = (8, 12, 13, 14)
in_order = json.JSONEncoder(sort_keys=True).encode


class Wrong(ValueError):
    """A field that cannot be taken, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def object_of(value: Any, field: str = "") -> Mapping[str, Any]:
    """The value, which must be a JSON object."""
    if not isinstance(value, dict):
        raise Wrong(field, "This must be an object with named fields.")
    return value


def text_of(row: Mapping[str, Any], field: str, *, length_max: int = NAME_LENGTH_MAX) -> str:
    """Text of one line in any script."""
    value = row.get(field)
    if value is None:
        raise Wrong(field, f"The field {field} is missing. Fill it in.")
    if not isinstance(value, str):
        raise Wrong(field, f"The field {field} must be text in quotes.")
    if not value.strip():
        raise Wrong(field, f"The field {field} is empty. Fill it in.")
    if len(value) > length_max:
        raise Wrong(
            field, f"This has {len(value)} characters, at most {length_max} are possible. Shorten it."
        )
    if not is_plain(value):
        raise Wrong(field, "There is a control character or a broken letter in it. Remove it.")
    return value


def number_of(row: Mapping[str, Any], field: str) -> str:
    """Text by which something is scanned: it must not look like one of our own barcodes."""
    value = text_of(row, field)
    prefix = own_prefix_of(value)
    if prefix is not None:
        raise Wrong(
            field, f"“{value}” begins with {prefix}: on the floor it would be read as a barcode of ours."
        )
    return value


def is_plain(text: str) -> bool:
    """Whether every database can keep this text: no control characters, no half letters."""
    return NOT_PLAIN.search(text) is None


def whole_of(row: Mapping[str, Any], field: str, *, least: int = 0, most: int = WHOLE_MAX) -> int:
    """A whole number within bounds."""
    value = row.get(field)
    if value is None:
        raise Wrong(field, f"The field {field} is missing. Fill it in.")
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong(field, f"The field {field} must be a whole number, without quotes, point or unit.")
    if not least <= value <= most:
        raise Wrong(field, f"The field {field} must be from {least} to {most}.")
    return value


def flag_of(row: Mapping[str, Any], field: str, *, otherwise: bool) -> bool:
    """true or false; 1 and 0 are understood. Where it is missing, `otherwise`."""
    value = row.get(field)
    if value is None:
        return otherwise
    if value not in (0, 1):
        raise Wrong(field, f"The field {field} must be true or false.")
    return bool(value)


def gtin_of(row: Mapping[str, Any], field: str, *, otherwise: str | None) -> str | None:
    """A trade number with the right check digit; null or empty where the goods have none."""
    if field not in row:
        return otherwise
    value = row[field]
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        raise Wrong(field, "A trade number (GTIN) is text of digits only. Correct it or leave it empty.")
    if len(value) not in GTIN_LENGTHS:
        raise Wrong(field, "A trade number (GTIN) has 8, 12, 13 or 14 digits. Correct it or leave it empty.")
    right = check_digit(value[:-1])
    if value[-1] != right:
        raise Wrong(field, f"The last digit of this trade number (GTIN) must be {right}. Read it again.")
    return value


def hash_of(value: Any) -> str:
    """The same for the same JSON value, whatever the order of its fields."""
    return hashlib.sha256(in_order(value).encode()).hexdigest()
