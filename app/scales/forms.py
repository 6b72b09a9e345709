"""What a line from a scale says, in the usual forms: how heavy, and whether it stands still. Pure."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}
LINE_CHARACTERS_MAX = 64

_WEIGHT = r"(?P<sign>[+-]?)\s*(?P<whole>\d{1,7})(?:[.,](?P<part>\d{1,6}))?\s*(?P<unit>kg|g|lb|oz)"
_KIND = r"(?:(?:gross|net|gs|nt|gr|tr|g|n|b)\s*[:,; ]\s*)?"
_SICS = re.compile(rf"s[il]?\s+(?P<still>[sd])\s+{_WEIGHT}", re.I)  # S S 1.234 kg: stable; S D: dynamic
_HEADED = re.compile(rf"(?P<still>st|us|sd|un)\s*[,; ]\s*{_KIND}{_WEIGHT}", re.I)  # ST,GS,+ 1.234kg
_PLAIN = re.compile(rf"{_KIND}{_WEIGHT}\s*(?P<unsure>\??)", re.I)
_STILL = {"s": True, "d": False, "st": True, "us": False, "sd": False, "un": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of a scale. `stable` is None where its form does not tell."""

    weight_g: int
    stable: bool | None


def reading_in(line: str) -> Reading | None:
    """What the line says; None for overload, errors and anything else that is no weight."""
    text = "".join(sign for sign in line if sign.isprintable()).strip()
    if len(text) > LINE_CHARACTERS_MAX:
        return None
    for form in (_SICS, _HEADED):
        found = form.fullmatch(text)
        if found is not None:
            return Reading(_grams(found), _STILL[found["still"].lower()])
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    return Reading(_grams(found), False if found["unsure"] else None)


def _grams(found: re.Match[str]) -> int:
    """Whole grams, half a gram upwards."""
    amount = Decimal(f"{found['whole']}.{found['part'] or 0}")
    grams = int((amount * GRAMS[found["unit"].lower()]).to_integral_value(ROUND_HALF_UP))
    return -grams if found["sign"] == "-" else grams
