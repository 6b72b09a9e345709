"""GS1 Digital Link: a web address that carries GS1 fields. Reads them, never calls anybody."""

import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote, urlsplit

from app.domain.parcels import check_digit
from app.scanning.gs1 import Element, check_together, element
from app.scanning.unreadable import Unreadable, Why

# Primary keys and the qualifiers that may follow in the path, in this order; alternatives are separate rows.
_QUALIFIERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "00": ((),),
    "01": (("22", "10", "21"), ("235",)),
    "253": ((),),
    "255": ((),),
    "401": ((),),
    "402": ((),),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8003": ((),),
    "8004": (("7040",),),
    "8006": (("22", "10", "21"),),
    "8010": (("8011",),),
    "8013": ((),),
    "8017": (("8019",),),
    "8018": (("8019",),),
}
_NO_ATTRIBUTE = frozenset(
    ("03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8030", "8200")
)
_SCHEMES = ("https://", "http://", "HTTPS://", "HTTP://")
_URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONG_NUMBER = re.compile("[0-9]{8}")
_PAIRS = re.compile("[&;]")
_COMPRESSED = re.compile(r"[A-Za-z0-9_-]{8,}")
# Fixed-length keys as compression writes them: AI as hexadecimal figures, then the number in so many bits.
_COMPRESSED_KEYS = (("01", 8, 14, 47), ("00", 8, 18, 60), ("414", 12, 13, 44), ("8006", 16, 18, 60))
_GS1_HOST = "id.gs1.org"


def is_link(text: str) -> bool:
    """Whether this is a web address at all."""
    return text.startswith(_SCHEMES)


def link_elements(uri: str) -> tuple[Element, ...]:
    """The GS1 fields of a Digital Link, key first. Unreadable for every other address and for compressed ones."""
    if not is_link(uri) or not _URI.fullmatch(uri) or _BAD_PERCENT.search(uri):
        raise Unreadable(Why.LINK)
    try:
        parts = urlsplit(uri)
    except ValueError as error:  # unbalanced brackets around a host
        raise Unreadable(Why.LINK) from error
    segments = parts.path.split("/")[1:]
    start = _key_at(segments)
    if not parts.netloc or start is None:
        raise Unreadable(Why.COMPRESSED_LINK if _is_compressed(parts.netloc, segments) else Why.LINK)
    found = _of_path(segments[start:]) + _of_query(parts.query)
    names = [one.ai for one in found]
    if len(set(names)) != len(names):
        raise Unreadable(Why.REPEAT)
    check_together(found)
    return tuple(found)


def carries_key(uri: str) -> bool:
    """Whether the address looks like a Digital Link, right or wrong: a key followed by a long number."""
    segments = re.split("[?#]", uri, maxsplit=1)[0].split("/")[3:]
    start = _key_at(segments)
    return start is not None and _LONG_NUMBER.match(segments[start + 1]) is not None


def _key_at(segments: list[str]) -> int | None:
    """Where the primary key stands. Looked for from the right: the same figures may be part of the stem."""
    for at in range(len(segments) - 2, -1, -2):
        if segments[at] in _QUALIFIERS:
            return at
    return None


def _of_path(segments: list[str]) -> list[Element]:
    names, values = segments[::2], [unquote(value, errors="replace") for value in segments[1::2]]
    if not any(_in_order(names[1:], allowed) for allowed in _QUALIFIERS[names[0]]):
        raise Unreadable(Why.LINK, names[-1])
    return [element(ai, value) for ai, value in zip(names, values, strict=True)]


def _in_order(names: list[str], allowed: tuple[str, ...]) -> bool:
    rest = iter(allowed)
    return all(name in rest for name in names)


def _of_query(query: str) -> list[Element]:
    """Attributes behind the question mark. Names that are no AI belong to somebody else."""
    found = []
    for pair in _PAIRS.split(query):
        name, equals, value = pair.partition("=")
        if not name.isdigit():
            continue
        if not equals or name in _NO_ATTRIBUTE:
            raise Unreadable(Why.LINK, name)
        found.append(element(name, unquote(value.replace("+", " "), errors="replace")))
    return found


def _is_compressed(host: str, segments: list[str]) -> bool:
    """Whether the last segment hides a key: at GS1's own host always, elsewhere when a check digit proves it."""
    last = segments[-1] if segments else ""
    if not _COMPRESSED.fullmatch(last):
        return False
    if host == _GS1_HOST:
        return True
    data = urlsafe_b64decode(last + "=" * (-len(last) % 4) if len(last) % 4 != 1 else last[:-1])
    bits = "".join(f"{byte:08b}" for byte in data[:16])
    return any(_holds(bits, key) for key in _COMPRESSED_KEYS)


def _holds(bits: str, key: tuple[str, int, int, int]) -> bool:
    ai, ai_bits, digits, width = key
    if len(bits) < ai_bits + width or f"{int(bits[:ai_bits], 2):0{len(ai)}x}" != ai:
        return False
    number = f"{int(bits[ai_bits : ai_bits + width], 2):0{digits}d}"
    keyed = number[:14] if ai == "8006" else number
    return len(number) == digits and check_digit(keyed[:-1]) == keyed[-1]
