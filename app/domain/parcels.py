"""The Serial Shipping Container Code: how one is made from a range and checked (GS1 General Specifications 7.9)."""


def check_digit(digits: str) -> str:
    """The GS1 check digit for the digits before it: weights 3 and 1 from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def sscc_of(prefix: str, serial: int) -> str:
    """The SSCC with extension digit and company `prefix` (up to 16 digits together) and a serial number."""
    width = 17 - len(prefix)
    digits = f"{prefix}{serial:0{width}d}"
    if len(digits) != 17:
        raise ValueError(f"serial {serial} does not fit behind prefix {prefix}")
    return digits + check_digit(digits)


def is_sscc(text: str) -> bool:
    """Whether this is 18 digits with the right check digit."""
    return len(text) == 18 and text.isascii() and text.isdigit() and check_digit(text[:17]) == text[17]
