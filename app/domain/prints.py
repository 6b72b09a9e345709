"""What is to be put on paper and how far it got. Knows nothing of printers, bytes or queues."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PrintState(StrEnum):
    """wanted -> sending (committed before the first byte) -> printed | failed | unknown.

    withdrawn: its parcel was opened again before the label was on paper; nobody needs it any more.
    """

    WANTED = "wanted"
    SENDING = "sending"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One label of one job. `body` holds what the label shows, as plain JSON values."""

    id: str
    kind: str
    sscc: str | None
    body: Mapping[str, Any]
    state: PrintState = PrintState.WANTED
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PrintWanted:
    """A label to be printed because of this step. `body` holds plain JSON values."""

    kind: str
    sscc: str | None
    body: Mapping[str, object]
