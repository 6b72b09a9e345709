"""Why something is booked: the fact behind it and who sent it, or the person who asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sync.central.store import Transaction


class NotBookable(Exception):
    """A fact that central cannot book. The text says why; the fact is kept and shown to a person."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The fact behind a change. Without a fact a person asked for it at central.

    `late`: the fact was kept aside or saved from a store, and who sent it may be at other work by now.
    """

    fact_id: str | None = None
    device: str | None = None
    operator: str | None = None
    late: bool = False


Book = Callable[[Transaction, Any, Cause], str | None]
"""Books a fact of one kind; returns the card that it opened. Raises NotBookable."""

TakeBack = Callable[[Transaction, Any, Cause], None]
"""Takes back what the rule of a kind did beside moves and cards. Its cause is the fact that is taken back."""
