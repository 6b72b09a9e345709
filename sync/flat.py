"""Messages as plain JSON values. Unlike `dataclasses.asdict` it copies nothing of what they carry: pages are large."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def flat(value: Any) -> Any:
    """Dataclasses become dicts and tuples lists, all the way down to what is neither."""
    if isinstance(value, tuple):
        return [flat(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: flat(getattr(value, name)) for name in _names(type(value))}
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
