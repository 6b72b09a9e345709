"""GS1 element strings: biip behind our own door, with its holes closed. Knows no scanner and no link.

biip knows the application identifiers and the form of each field. What its parser lets through is stopped here: wrong
check digits, fields that are too long, stray separators, pairs that exclude each other, letters of other scripts.
Its typed values depend on today's date, so ours are made in gs1_values.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

from app.scanning import gs1_rules as rules
from app.scanning.gs1_values import Typed, typed_value
from app.scanning.unreadable import Unreadable, Why

GS = "\x1d"
ELEMENTS_MAX = 60  # far above any symbol; a crafted text must not cost seconds

_CHARACTERS = re.compile(r"[!\"#%-?A-Z_a-z\x1d]*")  # the GS1 sets 82, 39 and 64 together
_AI_DIGITS = re.compile(r"[0-9]{2,4}")
_WIDEST = re.compile(r"\.\.(\d+)\]?$")
_BRACKETED = re.compile(r"\((?P<ai>[0-9]{2,4})\)(?P<value>(?:\\\(|[^(])+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One field: its AI, the characters as printed, and what they mean."""

    ai: str
    value: str
    typed: Typed

    @property
    def unit(self) -> str | None:
        """The unit of a measure (kg, m, l …); None for everything else."""
        return rules.UNITS.get(self.ai[:3]) if len(self.ai) == 4 else None


def elements_of(payload: str) -> tuple[Element, ...]:
    """Split what came after the AIM identifier of a GS1 symbol. Unreadable when it is not valid to the last sign."""
    if not payload:
        raise Unreadable(Why.EMPTY)
    if not _CHARACTERS.fullmatch(payload):
        raise Unreadable(Why.CONTENT)
    found: list[Element] = []
    rest = payload
    while rest:
        if rest.startswith(GS):
            raise Unreadable(Why.SEPARATOR)
        if len(found) == ELEMENTS_MAX:
            raise Unreadable(Why.TOO_LONG)
        ai, field, rest = _cut(rest)
        found.append(element(ai, field))
    check_together(found)
    return tuple(found)


def bracketed(text: str) -> tuple[Element, ...]:
    """Read the printed form "(01)…(10)…", as people type it; a bracket within a value is written "\\("."""
    found: list[Element] = []
    at = 0
    while at < len(text):
        part = _BRACKETED.match(text, at)
        if part is None or len(found) == ELEMENTS_MAX:
            raise Unreadable(Why.BRACKETS)
        found.append(element(part["ai"], part["value"].replace("\\(", "(")))
        at = part.end()
    if not found:
        raise Unreadable(Why.EMPTY)
    check_together(found)
    return tuple(found)


def element(ai: str, field: str) -> Element:
    """One field on its own, checked. Unreadable when the AI is unknown or the field is not right."""
    identifier = identifier_of(ai)
    if identifier.ai != ai:
        raise Unreadable(Why.UNKNOWN_AI, ai)
    widest = _WIDEST.search(identifier.format)
    if not field or (ai in rules.PERCENT_ENCODED and widest and len(field) > int(widest[1])):
        raise Unreadable(Why.LENGTH, ai)
    if not _CHARACTERS.fullmatch(field) or GS in field:  # also keeps foreign digits from \d
        raise Unreadable(Why.CONTENT, ai)
    if not re.fullmatch(identifier.pattern, ai + field):
        raise Unreadable(_form_fault(identifier, field), ai)
    return Element(ai, field, typed_value(ai, field))


def check_together(elements: Iterable[Element]) -> None:
    """Refuse fields that contradict each other: one AI with two values, or two that exclude one another."""
    values: dict[str, Element] = {}
    for one in elements:
        other = values.setdefault(rules.family(one.ai), one)
        if (other.ai, other.value) != (one.ai, one.value):
            raise Unreadable(Why.REPEAT if other.ai == one.ai else Why.PAIR, one.ai)
    names = sorted(values)
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            if frozenset((first, second)) in rules.EXCLUDED_PAIRS:
                raise Unreadable(Why.PAIR, values[second].ai)


def render(elements: Iterable[Element]) -> str:
    """The element string of these fields, with a separator only where one is needed."""
    text = ""
    open_end = False
    for one in elements:
        text += (GS if open_end else "") + one.ai + one.value
        open_end = identifier_of(one.ai).separator_required
    return text


def identifier_of(text: str) -> GS1ApplicationIdentifier:
    """The AI that this text begins with."""
    head = _AI_DIGITS.match(text)
    if head is None:
        raise Unreadable(Why.UNKNOWN_AI, text[:4])
    return _identifier(head[0])


@lru_cache(maxsize=4096)
def _identifier(head: str) -> GS1ApplicationIdentifier:
    try:
        return GS1ApplicationIdentifier.extract(head)
    except ParseError as error:
        raise Unreadable(Why.UNKNOWN_AI, head) from error


def _cut(rest: str) -> tuple[str, str, str]:
    """(AI, field, what follows). Fields of no fixed length end at a separator, the others may."""
    identifier = identifier_of(rest)
    start = len(identifier.ai)
    end = rest.find(GS)
    end = len(rest) if end < 0 else end
    if not identifier.separator_required:
        end = min(end, start + _longest(identifier))
    following = rest[end:]
    return identifier.ai, rest[start:end], following.removeprefix(GS)


@lru_cache(maxsize=1024)
def _longest(identifier: GS1ApplicationIdentifier) -> int:
    """The most characters of a field; of a fixed one exactly as many."""
    return sum(int(part) for part in re.findall(r"\d+", identifier.format)[1:])


def _form_fault(identifier: GS1ApplicationIdentifier, field: str) -> Why:
    """Whether a field of wrong form is too long or short, or holds something that cannot be there."""
    longest = _longest(identifier)
    fixed = ".." not in identifier.format and "[" not in identifier.format
    return Why.LENGTH if len(field) > longest or (fixed and len(field) != longest) else Why.CONTENT
