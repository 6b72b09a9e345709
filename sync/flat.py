"""Messages as plain JSON values. Unlike `dataclasses.asdict` it copies nothing of what they carry: pages are large."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any

PLAIN = frozenset((str, int, bool, NoneType, dict))


def flat(value: Any) -> Any:
    """Dataclasses and named tuples become dicts and tuples lists, all the way down to what is neither."""
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    names = _names(kind)
    if names:
        given = {name: getattr(value, name) for name in names}
        return {name: one if type(one) in PLAIN else flat(one) for name, one in given.items()}
    return [flat(one) for one in value] if isinstance(value, tuple) else value


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple; none of anything else."""
    if is_dataclass(kind):
        return tuple(one.name for one in fields(kind))
    return tuple(getattr(kind, "_fields", ()))
