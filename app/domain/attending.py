"""People who look after exceptions: the button they press, and the facts that they leave."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AttentionSettled:
    """A person settled an exception by one of its actions, with a reason where one is asked for."""

    attention: str
    action: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AttentionTaken:
    """A person looks after an exception."""

    attention: str
    owner: str


@dataclass(frozen=True, slots=True)
class SettlePressed:
    """Settle one attention by one of its actions, or take it; `known` is False when it is gone meanwhile.

    `kind` and `order` are those of the card, as far as it is known.
    """

    attention: str
    action: str
    known: bool = True
    print_id: str | None = None
    kind: str = ""
    order: str | None = None
    possible: bool = True  # whether the card has such an action


SETTLED_BY = {"quarantined_fact": ("supervisor",), "return_above_shipped": ("returns", "supervisor")}
"""Who may settle a card where not everybody may: it decides over facts, or over money."""


def may_settle(kind: str, roles: Collection[str]) -> bool:
    """Whether a person with these roles may settle a card of this kind."""
    return kind not in SETTLED_BY or any(role in roles for role in SETTLED_BY[kind])
