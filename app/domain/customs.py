"""When a parcel needs a customs declaration, what one must say, and what a packer adds or leaves out. Words and rules only."""

import re
from dataclasses import dataclass

from app.domain.countries import COUNTRIES

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK"
UNIONS = (frozenset(_EU.split()), frozenset(("CH", "LI")))
CN22_MAX_CENTS = 30_000  # about 300 SDR, kept below it; above, and above 2 kg, a CN23 is wanted
CN22_MAX_G = 2_000
HS_CODE, ORIGIN, VALUE, WEIGHT, CURRENCY = "hs_code", "origin", "value", "weight", "currency"
IN_DIGITS = (HS_CODE, VALUE, WEIGHT)
_FORMS = {
    HS_CODE: re.compile(r"[0-9]{6,10}"),
    ORIGIN: re.compile(r"[A-Z]{2}"),
    VALUE: re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?"),
    WEIGHT: re.compile(r"[1-9][0-9]{0,6}"),
    CURRENCY: re.compile(r"[A-Z]{3}"),
}


def customs_apply(here: str, there: str) -> bool:
    """Whether a parcel from one country (two letters) to another crosses a customs border; not where either is unknown."""
    here, there = here.strip().upper(), there.strip().upper()
    if len(here) != 2 or len(there) != 2 or here == there:
        return False
    return not any(here in union and there in union for union in UNIONS)


def declared(field: str, text: str) -> str | None:
    """What was typed for a field, as it is kept; None where it is nothing of that kind."""
    value = text.strip().upper().replace(",", ".")
    if field == HS_CODE:
        value = value.replace(".", "").replace(" ", "")
    if _FORMS[field].fullmatch(value) is None:
        return None
    means_something = {ORIGIN: lambda: value in COUNTRIES, VALUE: lambda: cents(value) > 0}
    return value if means_something.get(field, lambda: True)() else None


def cents(value: str) -> int:
    """An amount as `declared` keeps it, in whole cents."""
    whole, _, part = value.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") if part else 0)


def form_of(value_cents: int, weight_g: int) -> str:
    """Which of the two declarations a parcel of this value and weight needs."""
    return "CN22" if value_cents <= CN22_MAX_CENTS and weight_g <= CN22_MAX_G else "CN23"


@dataclass(frozen=True, slots=True)
class CustomsTyped:
    """What a packer typed for the customs paper. A part of the inputs."""

    text: str


@dataclass(frozen=True, slots=True)
class CustomsAdded:
    """A packer added what the customs paper lacks of a product (of the whole order: no product). A fact."""

    order: str
    no: int
    sku: str | None
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class CustomsLeft:
    """A parcel was closed although its customs paper is not complete; `missing` names what. A fact."""

    order: str
    no: int
    missing: str
