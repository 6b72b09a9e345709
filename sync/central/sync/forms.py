"""Whether the values of a fact are of the types and sizes that its form promises. Knows no database."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints

from app.domain.facts import KINDS, Content, Fact, HandedLine
from sync.central.cause import NotBookable
from sync.central.checks import TEXT_LENGTH_MAX, is_plain

COUNT_MAX = 1_000_000
CONTENTS_MAX = 10_000
TIME_MAX_MS = 2**53


def check_form(fact: Fact) -> None:
    """Raise NotBookable if a value is not what the form says."""
    for name, fits in FORMS[type(fact)]:
        if not fits(getattr(fact, name)):
            raise NotBookable(f"{name} is not of the promised form")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= TEXT_LENGTH_MAX and is_plain(value)


def _is_text_or_none(value: Any) -> bool:
    return value is None or _is_text(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= COUNT_MAX


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TIME_MAX_MS


def _are_texts(value: Any) -> bool:
    return len(value) <= CONTENTS_MAX and all(_is_text(part) for part in value)


def _are_lines(value: Any) -> bool:
    return 0 < len(value) <= CONTENTS_MAX and all(_is_line(part) for part in value)


def _is_line(part: HandedLine) -> bool:
    counts = (part.line, part.picked, part.short)
    lots = all(_is_text(lot.lot) and _is_whole(lot.quantity) for lot in part.lots)
    return _is_text(part.sku) and all(_is_whole(count) for count in counts) and lots


def _are_contents(value: Any) -> bool:
    if isinstance(value, tuple):
        return 0 < len(value) <= CONTENTS_MAX and all(_is_content(part) for part in value)
    return isinstance(value, dict)


def _is_content(part: Content) -> bool:
    counted = _is_text(part.sku) and _is_whole(part.quantity) and part.quantity > 0
    return counted and _are_texts(part.serials)


Fits = Callable[[Any], bool]
_FITS: dict[Any, Fits] = {
    bool: _is_flag,
    int: _is_whole,
    str: _is_text,
    str | None: _is_text_or_none,
    tuple[str, ...]: _are_texts,
    tuple[HandedLine, ...]: _are_lines,
}


def _form_of(kind: type[Any]) -> tuple[tuple[str, Fits], ...]:
    """What each value must be like; times, and revisions after a restore, are as large as times are."""
    hints = get_type_hints(kind)
    return tuple((one.name, _fit_of(one.name, hints[one.name])) for one in fields(kind))


def _fit_of(name: str, hint: Any) -> Fits:
    fits = _FITS.get(hint, _are_contents)
    return (lambda value: _is_time(value) or fits(value)) if name.endswith(("_ms", "revision")) else fits


FORMS = {kind: _form_of(kind) for kind in KINDS.values()}
