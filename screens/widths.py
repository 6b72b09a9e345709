"""About how wide words are, a little generous, so that a screen can decide before anything is drawn. Knows no font file."""

from typing import Final

LETTER_SPACING: Final = 0.25  # of Flutter's body text
_CLASSES: Final = (
    (0.24, " "),
    (0.30, "ijlIıł"),
    (0.36, ".,:;·!'"),
    (0.39, "t()|"),
    (0.42, "fr/"),
    (0.48, "1-"),
    (0.57, "L"),
    (0.60, "acksxzäşçàFJ7?"),
    (0.63, "eovyöéE"),
    (0.66, "bdghnpquüğP235"),
    (0.69, "ßBRSTZ4689×"),
    (0.75, "CDHKUÜ0€"),
    (0.81, "AGNOQVXYÄÖ"),
    (0.87, "w"),
    (0.96, "mM"),
    (1.08, "W%@"),
)
_OF_SIZE: Final = {letter: width for width, letters in _CLASSES for letter in letters}
_USUAL: Final = 0.75


def width(words: str, size: float) -> float:
    """The width of one line in the boldest typeface."""
    return sum(_OF_SIZE.get(letter, _USUAL) for letter in words) * size + LETTER_SPACING * len(words)


def rows(words: str, size: float, room: float) -> int:
    """How many lines the words take in this room."""
    lines, used = 1, 0.0
    for word in words.split():
        wide = width(word, size)
        if used and used + width(" ", size) + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (width(" ", size) if used else 0.0)
    return lines


def size_for(words: str, room: float, largest: float, least: float) -> float:
    """The largest size at which the words stand on one line."""
    spacing = LETTER_SPACING * len(words)
    return max(least, min(largest, (room - spacing) / max(width(words, 1) - spacing, 0.1)))
