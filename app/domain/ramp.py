"""The words of the ramp: parcels that wait for their carrier, cages, and what people do there. Knows no store."""

from collections.abc import Iterable
from dataclasses import dataclass

DEFAULT_CARRIER = "Standard"  # where the site names none
NO_LABEL = ("failed", "unknown")  # how far a label got that nobody can rely on


@dataclass(frozen=True, slots=True)
class RampParcel:
    """A closed parcel as this device knows it, own facts included.

    `load` and `cage` say into what it was loaded, `sealed` that its manifest is closed. `label` is the print state of
    its label, `belongs` the cage that is open for its carrier. `customs_open`: its customs paper was left to the office,
    and nobody there has settled it yet. `left`: it was handed over, as far as this device knows.
    """

    sscc: str
    order: str
    carrier: str
    weight_g: int = 0
    city: str = ""
    load: str | None = None
    cage: str | None = None
    sealed: bool = False
    cancelled: bool = False
    label: str = ""
    belongs: str = ""
    tracking: str = ""
    customs_open: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class CageScanned:
    """A cage, or a pallet that is being loaded. `carrier` is whose it is, empty where its first parcel decides."""

    cage: str
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class TakeOffPressed:
    """The parcel that is scanned next comes out again."""


@dataclass(frozen=True, slots=True)
class DriverNamed:
    """Who drives it away; None where nobody knows the name."""

    name: str | None


@dataclass(frozen=True, slots=True)
class DonePressed:
    """The end of a list or a load. At the ramp: how many parcels are still missing, and which of those loaded nobody wants."""

    missing: int = 0
    unwanted: tuple[str, ...] = ()


def same_carrier(one: str, other: str) -> bool:
    """Whether both names are those of one carrier, however they are written."""
    return one.strip().casefold() == other.strip().casefold()


def carrier_in(cage: str, carriers: Iterable[str]) -> str:
    """The carrier whose name a cage bears: CAGE-DHL, CAGE-DHL-2. Empty where it bears none; the longest name counts."""
    said = cage.strip().casefold()
    bearing = [one for one in carriers if one and f"{said}-".startswith(f"{one.strip().casefold()}-")]
    return max(bearing, key=len, default="")
