"""Messages as plain JSON values. Unlike `dataclasses.asdict` it copies nothing of what they carry: pages are large."""

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any

PLAIN = frozenset((str, int, bool, NoneType, dict))


def flat(value: Any) -> Any:
    """Dataclasses become dicts and tuples lists, all the way down to what is neither."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, tuple):
        return [flat(one) for one in value]
    if is_dataclass(kind):
        given = {name: getattr(value, name) for name in _names(kind)}
        return {name: one if type(one) in PLAIN else flat(one) for name, one in given.items()}
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
