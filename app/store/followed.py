"""Rows of one kind of the mirror, kept in memory in the form in which they are used. Reads what changed, no more."""

import logging
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from app.store.mirror.mirror import Mirror

log = logging.getLogger(__name__)
T = TypeVar("T")


class Followed(Generic[T]):
    """The rows of `kind`; `form` makes one of a row, or None where it is of no interest."""

    def __init__(self, mirror: Mirror, kind: str, form: Callable[[dict[str, Any]], T | None]) -> None:
        self._mirror = mirror
        self._kind = kind
        self._form = form
        self._life = -1
        self._versions: dict[str, int] = {}
        self.rows: dict[str, T] = {}

    def catch_up(self) -> None:
        """Be as the mirror is."""
        life = self._mirror.life
        known = self._versions if life == self._life else {}
        newest = self._mirror.versions(self._kind)
        changed = [key for key, version in newest.items() if known.get(key) != version]
        fresh = self._mirror.some(self._kind, changed)
        kept = {key: row for key, row in self.rows.items() if key in newest and key not in fresh}
        made = {key: self._made(key, row) for key, row in fresh.items()}
        self.rows = kept | {key: row for key, row in made.items() if row is not None}
        self._versions, self._life = newest, life

    def _made(self, key: str, row: dict[str, Any]) -> T | None:
        """A row that a newer central sends and this version cannot read must not stop the others."""
        try:
            return self._form(row)
        except (KeyError, TypeError, ValueError):
            log.exception("the %s %r of central is not understood", self._kind, key)
            return None
