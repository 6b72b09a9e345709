"""Frozen dataclasses to JSON text and back, by their type hints. Knows no table and no job.

A union is told apart by the class name kept under "_"; whatever does not fit raises `NotPlain`.
"""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

_SIMPLE = (str, int, bool)


class NotPlain(ValueError):
    """The text is not what `dump` wrote for this type."""


def dump(value: Any) -> str:
    """The value as JSON text, compact and with stable keys."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(form: Any, text: str) -> Any:
    """The value of type `form` that `dump` wrote. Raises NotPlain."""
    try:
        return _value(form, json.loads(text))
    except (KeyError, TypeError, ValueError, StopIteration) as wrong:
        raise NotPlain(f"not a {form}: {wrong}") from wrong


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"_": type(value).__name__, **plain}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _hints(form: type) -> dict[str, Any]:
    return typing.get_type_hints(form)


def _value(form: Any, plain: Any) -> Any:
    origin = typing.get_origin(form)
    if origin in (types.UnionType, typing.Union):
        return _of_union(typing.get_args(form), plain)
    if origin is tuple:
        inner = typing.get_args(form)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_value(inner[0], item) for item in plain)
        return tuple(_value(one, item) for one, item in zip(inner, plain, strict=True))
    if isinstance(form, type) and is_dataclass(form):
        if plain["_"] != form.__name__:
            raise ValueError(f"{plain['_']} is not {form.__name__}")
        hints = _hints(form)
        return form(**{f.name: _value(hints[f.name], plain[f.name]) for f in fields(form) if f.name in plain})
    if isinstance(form, type) and issubclass(form, Enum):
        return form(plain)
    if form in _SIMPLE and type(plain) is not form:
        raise ValueError(f"{plain!r} is no {form.__name__}")
    return plain


def _of_union(forms: tuple[Any, ...], plain: Any) -> Any:
    if plain is None and type(None) in forms:
        return None
    if isinstance(plain, dict) and "_" in plain:
        return _value(next(form for form in forms if getattr(form, "__name__", "") == plain["_"]), plain)
    return _value(next(form for form in forms if form is not type(None) and not is_dataclass(form)), plain)
