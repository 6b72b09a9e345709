"""Methods that must be done whole, under the lock of their object."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar


class Locked(Protocol):
    _lock: RLock


S = TypeVar("S", bound=Locked)
P = ParamSpec("P")
T = TypeVar("T")


def whole(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Nobody else who takes the lock gets in between."""

    @wraps(method)
    def under_lock(owner: S, /, *args: P.args, **more: P.kwargs) -> T:
        with owner._lock:
            return method(owner, *args, **more)

    return under_lock
