"""The kinds of symbols a camera may read, and what one engine saw in one picture. Knows no engine and no picture."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.parcels import check_digit


class Symbology(StrEnum):
    """A kind of symbol, with the name that engines and people use for it."""

    EAN13 = "EAN13"
    EAN8 = "EAN8"
    UPCA = "UPCA"
    UPCE = "UPCE"
    CODE128 = "CODE128"
    CODE39 = "CODE39"
    CODE93 = "CODE93"
    CODABAR = "CODABAR"
    ITF = "ITF"
    ITF14 = "ITF14"
    DATABAR = "DATABAR"
    DATABARLTD = "DATABARLTD"
    DATABAREXP = "DATABAREXP"
    QRCODE = "QRCODE"
    DATAMATRIX = "DATAMATRIX"
    PDF417 = "PDF417"
    AZTEC = "AZTEC"


RETAIL = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA, Symbology.UPCE})
MATRIX = frozenset({Symbology.QRCODE, Symbology.DATAMATRIX, Symbology.PDF417, Symbology.AZTEC})
# They correct or prove themselves well enough to be taken at first sight.
STRONG = MATRIX | {Symbology.CODE128}

ALL = frozenset(Symbology)
# What a floor meets. The others are known for codes that are not there, and a site asks for them by name.
FLOOR = STRONG | {Symbology.EAN13, Symbology.EAN8, Symbology.UPCA, Symbology.ITF14}

_CODABAR_ENDS = re.compile("^[A-Da-d]|[A-Da-d]$")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine read, and where: left, top, right, bottom in the picture as it came."""

    engine: str
    symbology: Symbology
    text: str
    box: Box
    aim: str | None = None

    @property
    def meaning(self) -> tuple[str, str]:
        """The same for two engines that read the same code, whatever their habits of writing it."""
        return meaning_of(self.symbology, self.text)


def meaning_of(symbology: Symbology, text: str) -> tuple[str, str]:
    """What a code says, free of the habits of engines; retail codes of all lengths are one kind."""
    if symbology in RETAIL:
        return "RETAIL", text.zfill(14)
    if symbology is Symbology.ITF14:
        return Symbology.ITF, text
    if symbology is Symbology.CODABAR:
        return symbology, _CODABAR_ENDS.sub("", text)
    if symbology is Symbology.DATABAR:
        digits = re.sub(r"\D", "", text)
        return symbology, digits.removeprefix("01") if len(digits) == 16 else digits
    if symbology is Symbology.DATABAREXP:
        return symbology, re.sub(r"[()\x1d]", "", text)
    return symbology, text.replace("\x1d", "")


def retail_digits(symbology: Symbology, text: str) -> str | None:
    """An EAN or UPC as it is written everywhere here: 8 digits for EAN-8, else 13. None when it does not check."""
    digits = text
    if symbology is Symbology.UPCE and len(digits) == 8:
        digits = _upce_expanded(digits)
    if symbology is not Symbology.EAN8:
        digits = digits.zfill(13)
    right = digits.isascii() and digits.isdigit() and check_digit(digits[:-1]) == digits[-1]
    return digits if right else None


def is_itf14(text: str) -> bool:
    """Whether this is a trade item number as cartons carry it, the only ITF that proves itself."""
    return len(text) == 14 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def _upce_expanded(digits: str) -> str:
    """UPC-E leaves out zeros; its last figure but one says where."""
    number, body, last, check = digits[0], digits[1:7], digits[6], digits[7]
    if last in "012":
        return f"{number}{body[:2]}{last}0000{body[2:5]}{check}"
    if last == "3":
        return f"{number}{body[:3]}00000{body[3:5]}{check}"
    if last == "4":
        return f"{number}{body[:4]}00000{body[4]}{check}"
    return f"{number}{body[:5]}0000{last}{check}"
