"""Whether the values of a fact are of the types and sizes that its form promises. Knows no database."""

from dataclasses import fields
from typing import Any, get_type_hints

from app.domain.facts import KINDS, Content, Fact, HandedLine
from sync.central.cause import NotBookable
from sync.central.checks import TEXT_LENGTH_MAX, is_plain

COUNT_MAX = 1_000_000
CONTENTS_MAX = 10_000
FORMS: dict[type[Any], tuple[tuple[str, Any], ...]] = {
    kind: tuple((field.name, get_type_hints(kind)[field.name]) for field in fields(kind))
    for kind in KINDS.values()
}
TIME_MAX_MS = 2**53


def check_form(fact: Fact) -> None:
    """Raise NotBookable if a value is not what the form says."""
    for name, hint in FORMS[type(fact)]:
        value = getattr(fact, name)
        if name.endswith("_ms") and _is_time(value):
            continue
        if not _fits(value, hint):
            raise NotBookable(f"{name} is not of the promised form")


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TIME_MAX_MS


def _fits(value: Any, hint: Any) -> bool:
    if hint is bool:
        return isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= COUNT_MAX
    if hint is str:
        return isinstance(value, str) and 0 < len(value) <= TEXT_LENGTH_MAX and is_plain(value)
    if hint == (str | None):
        return value is None or _fits(value, str)
    if hint == tuple[str, ...]:
        return len(value) <= CONTENTS_MAX and all(_fits(part, str) for part in value)
    if hint == tuple[HandedLine, ...]:
        return 0 < len(value) <= CONTENTS_MAX and all(_fits_line(part) for part in value)
    if isinstance(value, tuple):
        return 0 < len(value) <= CONTENTS_MAX and all(_fits_content(part) for part in value)
    return isinstance(value, dict)


def _fits_line(part: HandedLine) -> bool:
    counts = (part.line, part.picked, part.short)
    return _fits(part.sku, str) and all(_fits(count, int) for count in counts)


def _fits_content(part: Content) -> bool:
    counted = _fits(part.sku, str) and _fits(part.quantity, int) and part.quantity > 0
    return counted and _fits(part.serials, tuple[str, ...])
