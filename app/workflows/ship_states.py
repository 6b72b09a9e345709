"""Where a load can be between two scans. Data only."""

from dataclasses import dataclass

from app.domain.ramp import RampParcel
from app.workflows.load import LoadWork


@dataclass(frozen=True, slots=True)
class AwaitPallet:
    """A number that no parcel has was scanned at the ramp: is it an empty pallet?"""

    work: LoadWork


@dataclass(frozen=True, slots=True)
class AwaitParcel:
    """The next parcel of this carrier goes in; `taking_off`: the next one that is scanned comes out."""

    work: LoadWork
    taking_off: bool = False


@dataclass(frozen=True, slots=True)
class AwaitTracking:
    """The carrier's number of the parcel loaded last is to be scanned."""

    work: LoadWork


@dataclass(frozen=True, slots=True)
class AwaitCustomsLeft:
    """This parcel would go in, but its customs paper is open: is it loaded all the same?"""

    work: LoadWork
    at: RampParcel


@dataclass(frozen=True, slots=True)
class AwaitClose:
    """So many parcels of this carrier are not in it: is it closed all the same?"""

    work: LoadWork
    missing: int


@dataclass(frozen=True, slots=True)
class AwaitDriver:
    """The manifest is closed and printed; who takes it?"""

    work: LoadWork


@dataclass(frozen=True, slots=True)
class Finished:
    """The driver has it. Counts as idle."""

    work: LoadWork


@dataclass(frozen=True, slots=True)
class Abandoned:
    """It was no pallet."""

    work: LoadWork


ShipState = (
    AwaitPallet
    | AwaitParcel
    | AwaitTracking
    | AwaitCustomsLeft
    | AwaitClose
    | AwaitDriver
    | Finished
    | Abandoned
)
