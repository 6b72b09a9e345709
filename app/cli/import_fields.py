"""How the text of one cell becomes a value, or a sentence that says what to do. Knows no file and no wire."""

import re
import unicodedata

from app.domain.hints import MARKS
from app.domain.people import ROLES

KEY_LENGTH_MAX = 64
TEXT_LENGTH_MAX = 200
NOTE_LENGTH_MAX = 500
GTIN_LENGTHS = (8, 12, 13, 14)

# What people and spreadsheets leave at the ends of a cell. Other control characters are a fault, not a margin.
_MARGIN = " \t\r\n\u00a0\u2007\u202f\u3000\ufeff"
_ROUNDED = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


class BadValue(ValueError):
    """A cell that cannot be taken. Its text is for the person who mends the file."""


def text(raw: str, *, length_max: int = TEXT_LENGTH_MAX, empty: bool = False) -> str:
    """Any text of one line in any script."""
    value = raw.strip(_MARGIN)
    for char in value:
        category = unicodedata.category(char)
        if category == "Cs":
            raise BadValue("These letters are not UTF-8. Save the file as “CSV UTF-8” and import it again.")
        if char in "\r\n" or category in ("Zl", "Zp"):
            raise BadValue("There is a line break in this cell. Write it in one line.")
        if category == "Cc":
            raise BadValue(f"There is a control character (U+{ord(char):04X}) in this cell. Remove it.")
    if not value and not empty:
        raise BadValue("This cell is empty. Fill it in.")
    if len(value) > length_max:
        raise BadValue(f"This has {len(value)} characters, at most {length_max} are possible. Shorten it.")
    return value


def optional_text(raw: str, *, length_max: int = TEXT_LENGTH_MAX) -> str:
    """Text that may be left out."""
    return text(raw, length_max=length_max, empty=True)


def note(raw: str) -> str:
    """Text of several lines that may be left out: what stands on a gift note."""
    lines = [
        text(line, length_max=NOTE_LENGTH_MAX, empty=True) for line in raw.replace("\r\n", "\n").split("\n")
    ]
    value = "\n".join(lines).strip()
    if len(value) > NOTE_LENGTH_MAX:
        raise BadValue(
            f"This has {len(value)} characters, at most {NOTE_LENGTH_MAX} are possible. Shorten it."
        )
    return value


def language(raw: str) -> str:
    """The language of the papers, in two small letters; empty leaves it to the country."""
    return _matching(raw.lower(), r"[a-z]{2}", "a language in two letters, such as en or de")


def currency(raw: str) -> str:
    """The currency of the prices, in three capital letters."""
    return _matching(raw.upper(), r"[A-Z]{3}", "a currency in three letters, such as EUR")


def _matching(raw: str, form: str, what: str) -> str:
    value = text(raw, empty=True)
    if value and not re.fullmatch(form, value):
        raise BadValue(f"“{_cut(value)}” is not {what}. Correct it or leave the cell empty.")
    return value


def hs_code(raw: str) -> str:
    """The number of the goods in the customs tariff; points and blanks in it are left out."""
    plain = text(raw, empty=True).replace(".", "").replace(" ", "")
    return _matching(plain, r"[0-9]{6,10}", "an HS code of 6 to 10 digits")


def origin(raw: str) -> str:
    """The country where the goods were made, in two letters."""
    return _matching(raw.upper(), r"[A-Z]{2}", "a country in two letters, such as DE")


def marks(raw: str) -> list[str]:
    """The marks that goods need on their parcel, with blanks between them."""
    names = text(raw, empty=True).split()
    for name in names:
        if name not in MARKS:
            raise BadValue(f"“{_cut(name)}” is no mark of a parcel. Possible are: {' '.join(MARKS)}.")
    return list(dict.fromkeys(names))


def key(raw: str) -> str:
    """The number or name by which something is known: a sku, a place, a carton, an order."""
    return text(raw, length_max=KEY_LENGTH_MAX)


def whole(raw: str, least: int, most: int) -> int:
    """A whole number within bounds, in plain digits."""
    value = text(raw)
    if not re.fullmatch(r"-?[0-9]+", value):
        raise BadValue(f"“{_cut(value)}” is not a whole number. Write digits only, no point, comma or unit.")
    number = int(value)
    if not least <= number <= most:
        raise BadValue(f"“{_cut(value)}” is out of bounds. It must be from {least} to {most}.")
    return number


def whole_or_none(raw: str, least: int, most: int) -> int | None:
    """A whole number within bounds, or None for an empty cell."""
    return whole(raw, least, most) if text(raw, empty=True) else None


def flag_or_none(raw: str) -> bool | None:
    """0 or 1, or None for an empty cell: then it stays as it is."""
    return flag(raw) if text(raw, empty=True) else None


def flag(raw: str) -> bool:
    """0 or 1; an empty cell is 0."""
    value = text(raw, empty=True)
    if value not in ("", "0", "1"):
        raise BadValue(f"“{_cut(value)}” is neither 0 nor 1. Write 1 for yes, 0 for no.")
    return value == "1"


def gtin(raw: str) -> str | None:
    """The trade number under the bars, or None when the goods have none."""
    value = text(raw, empty=True)
    if not value:
        return None
    if _ROUNDED.fullmatch(value):
        raise BadValue(
            f"“{_cut(value)}” is a number that a spreadsheet has rounded. "
            "Format the column as text and enter the code again."
        )
    if not (value.isascii() and value.isdigit()) or len(value) not in GTIN_LENGTHS:
        raise BadValue(
            f"“{_cut(value)}” is no trade number: it has 8, 12, 13 or 14 digits. "
            "Correct it, or leave the cell empty if the goods have none."
        )
    right = check_digit(value[:-1])
    if value[-1] != right:
        raise BadValue(
            f"“{value}” has a wrong check digit: {value[-1]} instead of {right}. Compare it with the goods."
        )
    return value


def packagings(raw: str) -> list[dict[str, object]]:
    """Cases and pallets as GTIN*PIECES, one after the other; empty means none."""
    found: list[dict[str, object]] = []
    for part in raw.split():
        number, star, pieces = part.partition("*")
        if not star or not number:
            raise BadValue(
                "Write each packaging as its trade number, a star and its pieces: 14006381333938*12."
            )
        found.append({"gtin": gtin(number), "quantity": whole(pieces, 2, 1_000_000)})
    return found


def check_digit(digits: str) -> str:
    """The GS1 check digit: weights 3 and 1 from the right."""
    weighted = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def pin(raw: str) -> str:
    """A PIN is kept as text: a leading zero counts. The sentence never repeats it."""
    value = text(raw)
    if not re.fullmatch(r"[0-9]{4,12}", value):
        raise BadValue("A PIN has 4 to 12 digits. Choose another.")
    return value


def roles(raw: str) -> list[str]:
    """Roles separated by spaces."""
    names = text(raw).split()
    for name in names:
        if name not in ROLES:
            raise BadValue(f"“{_cut(name)}” is no role. Possible are: {' '.join(ROLES)}.")
    return list(dict.fromkeys(names))


def _cut(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"
