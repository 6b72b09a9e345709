"""Words and counts out of a code that anybody may have printed. Anything else is a TypeError."""

from typing import Any


def words_of(value: Any) -> str:
    """The words."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def count_of(value: Any) -> int:
    """The whole number, 0 or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a count")
    return value
