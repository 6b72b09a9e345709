"""What the ramp shows: the cage, what lies in it, what is missing for its carrier. Frozen data, part of the view."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RampLine:
    """A parcel that should go with this carrier and lies in no cage. `label` is how far a label got that is not on it."""

    sscc: str
    order: str
    city: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class CarrierView:
    """One carrier: how many parcels wait, how many lie in a cage, and in which."""

    carrier: str
    waiting: int
    loaded: int = 0
    cage: str = ""


@dataclass(frozen=True, slots=True)
class ClosedLoadView:
    """A load whose manifest is closed, and that still waits for its driver."""

    load: str
    cage: str
    carrier: str
    parcels: int
    pallet: str | None = None
    code: str = ""  # by which it is opened: its cage, or its number where another device closed it


@dataclass(frozen=True, slots=True)
class ShipView:
    """The ramp. Without a `load` no cage was scanned yet, and `carriers` tell who fetches how much.

    `load` is the number of the manifest, `pallet` the SSCC of the whole once it is closed; `missing` are the first of
    `missing_count` parcels; `unwanted` lie in it although their order was cancelled; `closed_loads` wait for a driver.
    """

    load: str | None = None
    cage: str = ""
    carrier: str = ""
    loaded: int = 0
    missing_count: int = 0
    missing: tuple[RampLine, ...] = ()
    weight_g: int = 0
    last: str = ""
    taking_off: bool = False
    closed: bool = False
    handed: bool = False
    driver: str | None = None
    pallet: str | None = None
    print_state: str | None = None
    unwanted: tuple[str, ...] = ()
    carriers: tuple[CarrierView, ...] = ()
    closed_loads: tuple[ClosedLoadView, ...] = ()
