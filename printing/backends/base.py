"""What the spooler asks of any way to paper, and what a way may answer. Knows no sockets, queues or jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.prints import PrintState


class Condition(StrEnum):
    """What a person standing at the printer would find."""

    READY = "ready"
    BUSY = "busy"
    OFF = "off"
    MUTE = "mute"
    PAPER_OUT = "paper_out"
    RIBBON_OUT = "ribbon_out"
    HEAD_OPEN = "head_open"
    PAUSED = "paused"
    FAULT = "fault"
    NO_QUEUE = "no_queue"


class NotReady(Exception):
    """Nothing was sent, so the label can wait. Raised before the first byte only."""

    def __init__(self, condition: Condition, detail: str = "") -> None:
        super().__init__(f"{condition.value}: {detail}" if detail else condition.value)
        self.condition = condition


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far one label got: printed with proof, failed for certain, or unknown."""

    state: PrintState
    condition: Condition
    reason: str | None = None


class Backend(Protocol):
    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        """Print one label. Calls `sending` once, before the first byte; raises NotReady only before that.

        Never sends twice: what is not proven comes back as unknown, for a person to decide.
        """
        ...

    def condition(self) -> Condition:
        """How the printer is now, without printing. Never raises for a printer in trouble."""
        ...

    def close(self) -> None:
        """Stop waiting for proof; a `put` under way comes back soon. For good."""
        ...
