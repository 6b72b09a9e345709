"""Turns message ids into the words of a language. Knows no screen and no workflow; never raises, whatever it is given."""

import gettext
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from app.inputs import Message

LANGUAGES = ("en", "de")
FALLBACK = "en"

_GAP = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_COUNTS = ("count", "quantity", "seconds")


def words(message: Message, language: str) -> str:
    """The message in this language. A sentence whose gap is empty is left out; an unknown id is shown as plain words."""
    filled = dict(message.params)
    template = _template(message.id, _count(filled), language)
    if template is None:
        return " ".join([_plain(message.id), *filled.values()])
    gaps = {name: _known_value(name, value, language) for name, value in filled.items()}
    sentences = _SENTENCE.split(template)
    kept = [s for s in sentences if all(gaps.get(gap) for gap in _GAP.findall(s))]
    return " ".join(_GAP.sub(lambda gap: gaps.get(gap[1], "…"), s) for s in kept or sentences[:1])


def say(id: str, language: str, **params: object) -> str:
    """The words of an id, with its gaps filled."""
    return words(Message.of(id, **params), language)


def is_known(id: str, language: str) -> bool:
    """Whether this language has words of its own for the id."""
    return _template(id, 1, language, fall_back=False) is not None


def heading_and_rest(text: str) -> tuple[str, str]:
    """A text of several sentences as its heading, without full stop, and what follows."""
    heading, *rest = _SENTENCE.split(text, maxsplit=1)
    return (heading.rstrip("."), rest[0]) if rest else (text.rstrip("."), "")


def sentences(text: str) -> list[str]:
    """The sentences of a text, one by one."""
    return _SENTENCE.split(text)


def language_or(wanted: Iterable[str]) -> str:
    """The first of these languages that there are words for."""
    return next((code for tag in wanted if (code := tag[:2].lower()) in LANGUAGES), FALLBACK)


def _template(id: str, count: int, language: str, *, fall_back: bool = True) -> str | None:
    if not id:
        return None  # the empty id is the catalogue's own head
    for code in (language, FALLBACK) if fall_back else (language,):
        catalogue = _catalogue(code)
        found = catalogue.ngettext(id, id, count)
        if found == id:
            found = catalogue.gettext(id)
        if found != id:
            return found
    return None


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    known = language if language in LANGUAGES else FALLBACK
    return gettext.translation("gangway", Path(__file__).parent, [known], fallback=True)


def _count(params: Mapping[str, str]) -> int:
    for name in _COUNTS:
        if params.get(name, "").isdecimal():
            return int(params[name])
    return 2


def _known_value(gap: str, value: str, language: str) -> str:
    """Some gaps hold words of the domain, such as a disposition or kinds of facts, that have words of their own."""
    parts = [_template(f"{gap}.{part}", 1, language) or part for part in value.split(", ")]
    return ", ".join(dict.fromkeys(parts))


def _plain(id: str) -> str:
    text = id.rpartition(".")[2].replace("_", " ").strip()
    return (text[:1].upper() + text[1:]) or "…"
