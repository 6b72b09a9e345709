"""What stands at the ramp: central's parcels that wait for their carrier, own facts on top. Data and a fold only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.orders import WorkOrder
from app.domain.parcels import is_sscc
from app.domain.ramp import DEFAULT_CARRIER, RampParcel, carrier_in, same_carrier
from app.store.kept_work import KeptWork
from app.store.mirror.mirror import Mirror
from app.store.mirror.page import AT_RAMP, CARRIER
from app.store.overlay import Overlay
from app.workflows.load import Loaded, LoadWork

SITE = ("site", "main")


@dataclass(frozen=True, slots=True)
class Told:
    """What central told: the rows of waiting parcels, and who takes what names no carrier."""

    rows: tuple[dict[str, Any], ...] = ()
    carrier: str = DEFAULT_CARRIER
    loads: tuple[LoadWork, ...] = ()  # closed, and not handed over as far as central knows
    heard: tuple[str, ...] = ()  # the carriers of all its parcels, also of those that left

    @classmethod
    def by(cls, mirror: Mirror) -> "Told":
        rows = mirror.some("parcel", mirror.keys_of("parcel", AT_RAMP))
        site = mirror.row(*SITE) or {}
        carrier = str(site.get("default_carrier") or DEFAULT_CARRIER)
        loads = mirror.some("load", mirror.keys_of("load", AT_RAMP))
        waiting = sorted((_load(row) for row in loads.values()), key=lambda one: (one.closed_at_ms, one.load))
        heard = tuple(code.removeprefix(CARRIER) for code in mirror.codes_from("parcel", CARRIER))
        return cls(tuple(rows[key] for key in sorted(rows)), carrier, tuple(waiting), heard)


@dataclass(frozen=True, slots=True)
class Ramp:
    """The parcels that no manifest is closed over yet, by number, and those that one is."""

    waiting: Mapping[str, RampParcel]
    sealed: Mapping[str, RampParcel]
    carrier: str = DEFAULT_CARRIER
    opened: frozenset[str] = frozenset()  # numbers of parcels that are open again
    loads: tuple[LoadWork, ...] = ()  # that central knows to be closed and to wait for their driver
    heard: tuple[str, ...] = ()  # every carrier that this device has ever heard of

    def parcel(self, sscc: str) -> RampParcel | None:
        """One parcel, with the cage that is open for its carrier."""
        found = self.waiting.get(sscc) or self.sealed.get(sscc)
        return replace(found, belongs=self.cage_of(found.carrier)) if found is not None else None

    def missing(self, carrier: str) -> list[RampParcel]:
        """What should go with this carrier and lies in no cage."""
        return [one for one in self.missing_all() if same_carrier(one.carrier, carrier)]

    def not_gone(self) -> list[RampParcel]:
        """What waits for any carrier, in a cage or not."""
        return [one for one in self.waiting.values() if not one.cancelled]

    def missing_all(self) -> list[RampParcel]:
        """What should go with any carrier and lies in no cage."""
        return [one for one in self.not_gone() if one.load is None]

    def carriers(self) -> list[str]:
        """Who has something to fetch, by name; the same one counts once, however it is written."""
        names: dict[str, str] = {}
        for one in self.waiting.values():
            names.setdefault(one.carrier.strip().casefold(), one.carrier)
        return [names[key] for key in sorted(names)]

    def cage_of(self, carrier: str) -> str:
        """The cage that is being loaded for this carrier; empty if there is none."""
        open_ones = (one for one in self.waiting.values() if one.cage and same_carrier(one.carrier, carrier))
        return min((one.cage for one in open_ones if one.cage), default="")

    def is_pallet(self, number: str) -> bool:
        """Whether this is the number of a pallet that is being loaded, or of a load that waits for its driver."""
        loading = any(one.cage == number for one in self.waiting.values())
        return loading or any(one.pallet == number for one in self.loads)

    def closed_load(self, code: str) -> LoadWork | None:
        """The closed load with this number, or on whose label it is; by its cage only while nothing else is loaded there."""
        named = next((one for one in self.loads if code in (one.load, one.pallet)), None)
        if named is not None or any(one.cage == code for one in self.waiting.values()):
            return named
        return next((one for one in self.loads if one.cage == code), None)

    def carrier_of(self, cage: str) -> str:
        """Whose cage this is: by what lies in it, else by its name, else nobody's yet."""
        inside = (one.carrier for one in self.waiting.values() if one.cage == cage)
        return next(inside, "") or carrier_in(cage, (*self.carriers(), *self.heard, self.carrier))


def ramp_of(told: Told, own: Overlay, works: Mapping[str, WorkOrder], kept: KeptWork) -> Ramp:
    """The ramp as it is now."""
    known = {one.sscc: one for one in (*_kept(kept, told), *_told(told, works), *_own(own, works, told))}
    waiting: dict[str, RampParcel] = {}
    sealed: dict[str, RampParcel] = {}
    for sscc, heard in known.items():
        if sscc in own.reopened and sscc not in own.parcels:
            continue
        told_of = replace(heard, tracking=own.tracked.get(sscc, heard.tracking) or "")
        lies = own.loaded.get(sscc)
        if lies is not None:
            one = replace(told_of, load=lies.load, cage=lies.cage)
        else:
            one = replace(told_of, load=None, cage=None) if sscc in own.off else told_of
        if one.sealed or sscc in own.sealed:
            sealed[sscc] = replace(one, sealed=True)
        else:
            waiting[sscc] = one
    opened = frozenset(own.reopened - own.parcels.keys())
    return Ramp(waiting, sealed, told.carrier, opened, told.loads, _heard(told, sealed, works, kept))


def _heard(
    told: Told, sealed: Mapping[str, RampParcel], works: Mapping[str, WorkOrder], kept: KeptWork
) -> tuple[str, ...]:
    """The carriers of parcels, loads and orders, whether anything of theirs waits or not."""
    orders = (work.carrier for work in works.values())
    loads = (one.carrier for one in told.loads)
    closed = (one.carrier for one in sealed.values())
    return tuple(dict.fromkeys((*told.heard, *loads, *closed, *kept.carriers, *orders)))


class RampNow:
    """Keeps what was folded last until something changes. Its owner holds the lock."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._told: Told | None = None
        self._ramp: Ramp | None = None

    def told_anew(self) -> None:
        """Central told something."""
        self._told = self._ramp = None

    def changed(self) -> None:
        """Something happened here."""
        self._ramp = None

    def look(self, own: Overlay, works: Mapping[str, WorkOrder], kept: KeptWork) -> Ramp:
        """The ramp as it is now, read when it is first asked for."""
        if self._told is None:
            self._told = Told.by(self._mirror)
        if self._ramp is None:
            self._ramp = ramp_of(self._told, own, works, kept)
        return self._ramp


def _load(row: Mapping[str, Any]) -> LoadWork:
    """A closed load as central told of it."""
    inside = tuple(
        Loaded(one["sscc"], one["order"], one["weight_g"], one["city"], one.get("tracking") or "")
        for one in row["parcels"]
    )
    at_ms = row["closed_at_ms"]
    return LoadWork(row["load"], row["cage"], row["carrier"], inside, row["pallet"], at_ms)


def gone(row: Mapping[str, Any], carrier: str) -> RampParcel:
    """A parcel that does not wait at the ramp any more, as central told it."""
    return replace(_row(row, carrier), sealed=True)


def _told(told: Told, works: Mapping[str, WorkOrder]) -> Iterator[RampParcel]:
    for row in told.rows:
        work = works.get(row["order"])
        one = _row(row, told.carrier)
        yield replace(one, cancelled=True) if work is not None and work.cancelled else one


def _row(row: Mapping[str, Any], carrier: str) -> RampParcel:
    return RampParcel(
        str(row["sscc"]),
        str(row["order"]),
        str(row.get("carrier") or carrier),
        int(row.get("weight_g") or 0),
        str(row.get("city") or ""),
        row.get("load"),
        row.get("cage"),
        bool(row.get("sealed")),
        bool(row.get("cancelled")),
        str(row.get("print_state") or ""),
        tracking=str(row.get("tracking") or ""),
    )


def _own(own: Overlay, works: Mapping[str, WorkOrder], told: Told) -> Iterator[RampParcel]:
    for sscc, closed in own.parcels.items():
        yield _of_work(sscc, closed.order, closed.weight_g, works.get(closed.order), told)


def _kept(kept: KeptWork, told: Told) -> Iterator[RampParcel]:
    for work in kept.works.values():
        for one in work.parcels:
            if one.sscc is not None and is_sscc(one.sscc):
                yield _of_work(one.sscc, work.order, one.weight_g or 0, work, told)


def _of_work(sscc: str, order: str, weight_g: int, work: WorkOrder | None, told: Told) -> RampParcel:
    carrier = (work.carrier if work else "") or told.carrier
    city = work.ship_to.city if work else ""
    return RampParcel(sscc, order, carrier, weight_g, city, cancelled=bool(work and work.cancelled))
