"""What one input leaves behind: everything that goes into one commit, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk as it was committed last. `accepted_revision` is that of its last accepted input."""

    desk: str
    version: int
    state: str
    revision: int
    accepted_revision: int
    banner: str | None
    language: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as it was committed last."""

    job_id: str
    kind: str
    ref: str
    version: int
    state: str
    desk: str
    operator: str
    fence: int | None
    open: bool


@dataclass(frozen=True, slots=True)
class ScanRow:
    """The log line of one input. `raw` is None for secrets; `state_before` is the job's state before it."""

    scan_id: str
    at_ms: int
    desk: str
    operator: str
    source: str
    raw: str | None
    meaning: str
    revision: int
    job: str | None = None
    state_before: str | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact on its way into the journal; it gets its number in the commit."""

    fact_id: str
    kind: str
    body: Mapping[str, Any]
    job: str | None = None
    fence: int | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class PrintRow:
    id: str
    kind: str
    sscc: str | None
    order: str | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenAgain:
    """A closed parcel that is open again: what was to be printed with it is needed no more."""

    order: str
    no: int
    sscc: str | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and where: wall time, and a monotonic clock within one boot."""

    at_ms: int
    boot_id: str
    mono_ms: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit: the log line, the facts, the print jobs, the job's and the desk's state.

    `answer` is what the input is answered with, without its facts' numbers, which the commit adds.
    """

    scan: ScanRow
    stamp: Stamp
    desk: DeskRow
    answer: Mapping[str, Any]
    jobs: tuple[JobRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    prints: tuple[PrintRow, ...] = ()
    sscc_used: bool = False
    confirmed_sscc: str | None = None
    printed: str | None = None
    open_again: tuple[OpenAgain, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A fact as the journal holds it."""

    seq: int
    fact_id: str
    epoch: int
    kind: str
    version: int
    body: Mapping[str, Any]
    desk: str
    operator: str
    job: str | None
    fence: int | None
    scan_id: str
    recorded_at_ms: int
    boot_id: str
    mono_ms: int
    source: str
    raw: str | None
    undoes: str | None
    undone: bool
    state: str
    outcome: str | None
