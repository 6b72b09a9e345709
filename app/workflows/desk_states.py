"""Where a desk can be between jobs. Data only."""

from dataclasses import dataclass

from app.domain.people import Person
from app.workflows.hearing import NOTHING_HEARD, Hearing


@dataclass(frozen=True, slots=True)
class Guard:
    """Wrong PINs in a row for one badge, and until when it rests. Nobody else's login ends it."""

    badge: str
    wrong: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class LoggedOut:
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class AwaitPin:
    """`person` scanned the badge; the PIN is asked for."""

    person: Person
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """`dropped` is the pick that ended just now: its code may be shown to a packing table."""

    person: Person
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class AtReturns:
    """The returns desk waits for an RMA, a parcel or a product."""

    person: Person
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class AtRamp:
    """The ramp waits for a cage or a pallet."""

    person: Person
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class AtAttention:
    """The list of exceptions is shown."""

    person: Person
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class Working:
    """A job is on the screen."""

    person: Person
    job: str
    guards: tuple[Guard, ...] = ()
    heard: Hearing = NOTHING_HEARD


DeskState = LoggedOut | AwaitPin | Home | AtReturns | AtRamp | AtAttention | Working
LoggedIn = Home | AtReturns | AtRamp | AtAttention | Working
