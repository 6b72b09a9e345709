"""Writes numbers, money, weights, sizes and times the way a language does. Knows no message and no screen."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

_SIGNS = {"de": (".", ","), "en": (",", ".")}


def number(value: int | float, language: str, *, decimals: int = 0) -> str:
    """The number with the language's signs: 1,234.5 or 1.234,5."""
    thousand, point = _SIGNS.get(language, _SIGNS["en"])
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", thousand + point))


def money(cents: int, language: str, *, currency: str = "€") -> str:
    """An amount in the currency's smallest unit: €5.28 or 5,28 €, which no line break parts."""
    amount = number(cents / 100, language, decimals=2)
    return f"{amount}\u00a0{currency}" if language == "de" else f"{currency}{amount}"


def weight(weight_g: int, language: str) -> str:
    """Grams below one kilogram, kilograms with two decimals from there on."""
    if weight_g < 1000:
        return f"{weight_g} g"
    return f"{number(weight_g / 1000, language, decimals=2)} kg"


def edges(edges_mm: Sequence[int], language: str) -> str:
    """Length, width and height with their unit."""
    return " × ".join(number(edge_mm, language) for edge_mm in edges_mm) + " mm"


def clock(moment: str, zone: tzinfo | None = None) -> str:
    """An ISO 8601 moment as hours and minutes of the warehouse; anything else is shown as it is."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone).strftime("%H:%M")
