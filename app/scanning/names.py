"""Reads the name of a person from what was typed. Pure."""

NAME_MAX = 80


def driver_in(text: str) -> str | None:
    """The name without what surrounds it; None where there are no letters in it."""
    name = " ".join("".join(sign for sign in text if sign.isprintable()).split())[:NAME_MAX]
    return name if any(sign.isalpha() for sign in name) else None


def typed_driver(text: str) -> str | None:
    """The same of what came by the scanner's way: with a digit in it, it is some code and nobody's name."""
    return None if any(sign.isdigit() for sign in text) else driver_in(text)
