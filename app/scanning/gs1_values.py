"""What the field of one GS1 application identifier means, as a typed value. Knows no symbol and no clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.parcels import check_digit
from app.scanning import gs1_rules as rules
from app.scanning.unreadable import Unreadable, Why

# General Specifications 7.12: 49 years back, 50 ahead. Fixed, because a code must not change its meaning overnight.
CENTURY_FROM = 1976

_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 number, as it is printed."""

    code: str


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postal code within a country."""

    country: Country
    code: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency by its ISO 4217 number."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a trade item that comes in several, 1 of 3."""

    gtin: str
    number: int
    total: int


Typed = str | int | date | datetime | Decimal | Country | Postcode | Money | Piece | tuple[Country, ...]


def typed_value(ai: str, value: str) -> Typed:
    """The meaning of a field whose form is right already. Unreadable when the content cannot be."""
    _check_numbers(ai, value)
    if ai in rules.DATES:
        return _date(ai, value, day_may_be_zero=True)
    if ai in rules.DAYS:
        return _date(ai, value)
    if ai in rules.MOMENTS:
        return _moment(ai, value)
    if ai in rules.COUNTS:
        return int(value)
    if ai[:2] in {"31", "32", "33", "34", "35", "36"} or ai[:3] in {"390", "392", "394", "395"}:
        return _decimal(ai, value)
    if ai[:3] in {"391", "393"}:
        return Money(_decimal(ai, value[3:]), _currency(ai, value[:3]))
    return _named(ai, value)


def _named(ai: str, value: str) -> Typed:
    """Countries, pieces and texts."""
    if ai in rules.ONE_COUNTRY:
        return _country(ai, value)
    if ai in rules.COUNTRY_LISTS:
        return tuple(_country(ai, value[at : at + 3]) for at in range(0, len(value), 3))
    if ai == "421":
        return Postcode(_country(ai, value[:3]), value[3:])
    if ai in {"8006", "8026"}:
        return _piece(ai, value)
    if ai.startswith("703") and value[:3] != "999":
        _country(ai, value[:3])
    if ai in rules.PERCENT_ENCODED and _PERCENT.search(value):
        raise Unreadable(Why.CONTENT, ai)
    return value


def _check_numbers(ai: str, value: str) -> None:
    part = rules.CHECKED_PART.get(ai)
    number = value if ai in rules.CHECKED else value[part] if part else None
    if number is not None and check_digit(number[:-1]) != number[-1]:
        raise Unreadable(Why.CHECK_DIGIT, ai)
    if ai in rules.PREFIXED and not (len(value) >= 4 and value[:4].isdigit()):
        raise Unreadable(Why.CONTENT, ai)


def _date(ai: str, value: str, *, day_may_be_zero: bool = False) -> date:
    year = CENTURY_FROM + (int(value[:2]) - CENTURY_FROM) % 100
    month, day = int(value[2:4]), int(value[4:6])
    try:
        if day == 0 and day_may_be_zero:
            day = calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except ValueError as error:  # calendar's own error is one, too
        raise Unreadable(Why.CONTENT, ai) from error


def _moment(ai: str, value: str) -> date | datetime:
    """A date and a time to the hour, minute or second; without a time it stays a date."""
    day = _date(ai, value[:6], day_may_be_zero=ai in {"4324", "4325"})
    clock = value[6:]
    if not clock:
        return day
    try:
        hour, minute, second = (int(clock[at : at + 2] or 0) for at in (0, 2, 4))
        return datetime(day.year, day.month, day.day, hour, minute, second)
    except ValueError as error:
        raise Unreadable(Why.CONTENT, ai) from error


def _decimal(ai: str, digits: str) -> Decimal:
    """The last figure of the AI says how many decimals, more than there are digits included."""
    return Decimal(int(digits)).scaleb(-int(ai[3]))


def _country(ai: str, code: str) -> Country:
    if code not in rules.COUNTRIES:
        raise Unreadable(Why.CONTENT, ai)
    return Country(code)


def _currency(ai: str, code: str) -> str:
    if code not in rules.CURRENCIES:
        raise Unreadable(Why.CONTENT, ai)
    return code


def _piece(ai: str, value: str) -> Piece:
    number, total = int(value[14:16]), int(value[16:18])
    if not 1 <= number <= total:
        raise Unreadable(Why.CONTENT, ai)
    return Piece(value[:14], number, total)
