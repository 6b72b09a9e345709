"""Facts of the ramp: parcels go into the cage or onto the pallet of one carrier, which gets its manifest. Part of `facts`.

A load is what goes to one carrier together; `load` is the number of its manifest, on the paper as at central. `cage` is
what it is loaded into: the name of a cage, or the SSCC of a pallet.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParcelLoaded:
    """A parcel lies in the cage."""

    load: str
    cage: str
    carrier: str
    sscc: str


@dataclass(frozen=True, slots=True)
class ParcelTakenOff:
    """A parcel that was loaded stands at the ramp again."""

    load: str
    cage: str
    carrier: str
    sscc: str


@dataclass(frozen=True, slots=True)
class ManifestClosed:
    """Nothing more goes into it: these parcels are what the carrier gets. `pallet` is the SSCC of the whole, if it has one."""

    load: str
    cage: str
    carrier: str
    pallet: str | None
    parcels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedToCarrier:
    """The driver has it. `driver` is None where nobody knows the name."""

    load: str
    carrier: str
    driver: str | None
    at_ms: int
