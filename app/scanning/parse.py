"""What a scanner sent -> a Scan. Pure: knows scanners' habits and codes, nothing of stock, jobs or screens."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.parcels import check_digit, is_sscc
from app.scanning import digital_link, gs1
from app.scanning.gs1 import GS, Element
from app.scanning.unreadable import Unreadable, Why

RAW_MAX = 8_000  # a full QR code holds 7,089 digits
SEPARATOR_SIGN = "\u241d"  # the picture of GS, which some scanners send in place of it

# ISO/IEC 15424: the letter of the AIM identifier.
SYMBOLOGIES = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "H": "Code 11",
    "I": "ITF",
    "J": "DotCode",
    "L": "PDF417",
    "M": "MSI",
    "Q": "QR Code",
    "R": "2 of 5",
    "S": "2 of 5",
    "T": "Code 49",
    "U": "MaxiCode",
    "X": "other",
    "Z": "typed",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "h": "Han Xin",
    "z": "Aztec",
}
_GS1_SYMBOLS = frozenset(("C1", "e0", "d2", "d5", "Q3", "Q4", "J1", "J4"))
_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_EDGES = " \t\r\n"
_CONTROL = re.compile("[\x00-\x03\x05-\x08\x0b\x0c\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]")
# A GTIN or SSCC with its AI in front: the only payloads that are taken for GS1 without an identifier or a separator.
_GS1_START = re.compile(r"00(?P<sscc>[0-9]{18})|0[12](?P<gtin>[0-9]{14})")
_COMPOSITE = "|]e0"
_OWN = re.compile(r"(BADGE|LOC|TOTE|BOX|CAGE|PRN|CMD|SET)-(.+)", re.IGNORECASE | re.DOTALL)


class OwnKind(StrEnum):
    """What one of our own codes names; the value is its prefix without the hyphen."""

    BADGE = "BADGE"
    LOC = "LOC"
    TOTE = "TOTE"
    BOX = "BOX"
    CAGE = "CAGE"
    PRN = "PRN"
    CMD = "CMD"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """What one scanner puts around a code, and what it sends where GS belongs."""

    prefix: str = ""
    suffix: str = ""
    gs_stand_in: str = ""


PLAIN_SCANNER = ScannerProfile()


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as it was heard. `raw` is what came, `text` the payload, `elements` its GS1 fields if it has any."""

    raw: str
    text: str
    aim: str | None = None
    elements: tuple[Element, ...] = ()

    @property
    def symbology(self) -> str | None:
        """The kind of symbol, when the scanner says it."""
        return SYMBOLOGIES.get(self.aim[0]) if self.aim else None

    @property
    def gtin(self) -> str | None:
        """The product number as 14 digits: of AI 01 or 02, or of a bare EAN, UPC or ITF-14 that checks."""
        for one in self.elements:
            if one.ai in {"01", "02"}:
                return one.value
        return self.text.zfill(14) if _is_gtin(self.text) else None

    @property
    def sscc(self) -> str | None:
        """The 18 digits of a logistic unit: of AI 00, or bare with a right check digit."""
        found = self.value_of("00")
        if found is not None:
            return found
        digits = self.text[2:] if len(self.text) == 20 and self.text.startswith("00") else self.text
        return digits if not self.elements and is_sscc(digits) else None

    @property
    def quantity(self) -> int | None:
        """How many pieces the label says are inside (AI 30 or 37)."""
        return next((one.typed for one in self._of("30", "37") if isinstance(one.typed, int)), None)

    @property
    def lot(self) -> str | None:
        return self.value_of("10")

    @property
    def serial(self) -> str | None:
        return self.value_of("21")

    @property
    def expiry(self) -> date | None:
        """Use by (AI 17), else best before (AI 15)."""
        return next((one.typed for one in self._of("17", "15") if isinstance(one.typed, date)), None)

    @property
    def kind(self) -> OwnKind | None:
        """What one of our own codes names, by its prefix in upper or lower case."""
        own = _OWN.fullmatch(self.text)
        return OwnKind(own[1].upper()) if own else None

    @property
    def ident(self) -> str | None:
        """What follows the prefix of our own code, as it was scanned."""
        own = _OWN.fullmatch(self.text)
        return own[2] if own else None

    def value_of(self, ai: str) -> str | None:
        """The characters of this AI's field, or None."""
        return next((one.value for one in self.elements if one.ai == ai), None)

    def _of(self, *ais: str) -> list[Element]:
        return [one for ai in ais for one in self.elements if one.ai == ai]


def parse_scan(raw: str, profile: ScannerProfile = PLAIN_SCANNER) -> Scan:
    """Understand what a scanner sent. Raises nothing but Unreadable, whatever comes in."""
    if len(raw) > RAW_MAX:
        raise Unreadable(Why.TOO_LONG)
    text = _without_frame(raw, profile)
    if _CONTROL.search(text):
        raise Unreadable(Why.GARBLED)
    aim, text = _aim_and_rest(text)
    marked = _with_separators(text, profile)
    if not text.strip(_EDGES):
        raise Unreadable(Why.EMPTY)
    if digital_link.is_link(text):
        return Scan(raw, text, aim, _link_elements(text))
    if aim in _GS1_SYMBOLS:
        return Scan(raw, marked, aim, gs1.elements_of(marked))
    if aim is not None and aim[0] == "E":
        return _retail_scan(raw, aim, text)
    if aim is None or aim[0] in "CdQZX":
        elements = _guessed(text, marked)
        return Scan(raw, gs1.render(elements) if elements else text, aim, elements)
    return Scan(raw, text, aim)


def _without_frame(raw: str, profile: ScannerProfile) -> str:
    """Take off what the scanner puts around; what was typed by hand has none of it."""
    text = raw.lstrip(_EDGES) if not profile.prefix.startswith(tuple(_EDGES)) else raw
    text = text.removeprefix(profile.prefix)
    if profile.suffix and text.endswith(profile.suffix):
        text = text.removesuffix(profile.suffix)
    elif profile.suffix:
        text = text.rstrip(_EDGES).removesuffix(profile.suffix)
    return text.strip(_EDGES)


def _aim_and_rest(text: str) -> tuple[str | None, str]:
    found = _AIM.match(text)
    if found is None or found[1][0] not in SYMBOLOGIES:
        return None, text
    return found[1], text[found.end() :]


def _with_separators(text: str, profile: ScannerProfile) -> str:
    """The text with GS where the scanner sent something else for it."""
    text = text.replace(SEPARATOR_SIGN, GS)
    return text.replace(profile.gs_stand_in, GS) if profile.gs_stand_in else text


def _link_elements(text: str) -> tuple[Element, ...]:
    """Fields of a Digital Link. Any other web address is a text; a broken link is refused with its fault."""
    try:
        return digital_link.link_elements(text)
    except Unreadable as fault:
        if fault.why is Why.COMPRESSED_LINK or digital_link.carries_key(text):
            raise
        return ()


def _retail_scan(raw: str, aim: str, text: str) -> Scan:
    """Check the digits of an EAN or UPC; an add-on falls away, a composite component behind it holds fields."""
    digits, joint, component = text.partition(_COMPOSITE)
    if aim == "E3":
        digits = digits[:13]
    checked = aim in {"E0", "E3", "E4"}
    lengths = {"E0": (12, 13), "E3": (13,), "E4": (8,)}.get(aim, (2, 5))
    if len(digits) not in lengths or not _are_digits(digits) or (checked and not _is_gtin(digits)):
        raise Unreadable(Why.RETAIL_DIGITS)
    return Scan(raw, digits, aim, gs1.elements_of(component) if joint else ())


def _guessed(text: str, marked: str) -> tuple[Element, ...]:
    """Fields of a code whose scanner does not name the symbol: only where it can hardly be something else."""
    reading: Callable[[str], tuple[Element, ...]] = gs1.elements_of
    start = _GS1_START.match(marked)
    certain = GS in text and "0" <= marked[:1] <= "9"
    if text.startswith("("):
        reading, marked = gs1.bracketed, text
    elif text.startswith(GS):
        raise Unreadable(Why.SEPARATOR)
    elif GS not in marked and not (start and _checks(start)):
        return ()
    try:
        return reading(marked)
    except Unreadable:
        if certain:
            raise
        return ()


def _checks(start: re.Match[str]) -> bool:
    number = start["sscc"] or start["gtin"]
    return check_digit(number[:-1]) == number[-1]


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_gtin(text: str) -> bool:
    return len(text) in {8, 12, 13, 14} and _are_digits(text) and check_digit(text[:-1]) == text[-1]
