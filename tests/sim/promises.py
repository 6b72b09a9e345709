"""What must be true of devices and central at any moment, and once it is quiet. Each breach is a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.facts import Fact, ParcelClosed, Picked, Undone, fact_from
from sync.central.orders.standing import WORKABLE
from sync.central.orders.tables import order
from sync.central.shipments.tables import print_report

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld
    from tests.sim.shift import Shift

NOBODY = "NOBODY"


def broken_at(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """What this device and central must agree on after every step."""
    yield from _journal(device)
    yield from _arrived(shift, device)
    yield from _own_scans(shift, device)


def broken_in_quiet(shift: "Shift") -> Iterator[str]:
    """What must be true when everybody was online for a while and nobody scanned."""
    rows = shift.office.rows()
    for device in shift.devices:
        name = device.name
        counts = device.journal.counts()
        if counts["facts_waiting"]:
            yield f"{name}: {counts['facts_waiting']} facts still wait"
        if device.prints.unreported(1):
            yield f"{name}: what the printer did was not told"
        there = {
            (kind, key): (version, device.mirror.row(kind, key))
            for kind in {kind for kind, _ in rows} | {"work"}
            for key, version in device.mirror.versions(kind).items()
        }
        if there != rows:
            wrong = [key for key in {*there, *rows} if there.get(key) != rows.get(key)]
            yield f"{name}: the mirror differs at {sorted(wrong)[:3]}"
        at = [fact_id for fact_id, _ in device.toned]
        come = [fact_id for _, fact_id, _ in shift.office.facts_of(device.device)]
        if come != at:
            yield f"{name}: {len(at)} facts were toned, {len(come)} are at central, or in another order"
    yield from _books(shift)
    yield from _labels(shift)


def workable(shift: "Shift") -> list[str]:
    """The orders that somebody still has to work on."""
    with shift.office.reading() as tx:
        return list(tx.db.execute(select(order.c.number).where(order.c.status.in_(WORKABLE))).scalars())


def _journal(device: "Handheld") -> Iterator[str]:
    kept = [fact.fact_id for fact in device.journal.facts()]
    if kept != device.kept:
        yield f"{device.name}: the journal holds {len(kept)} facts, {len(device.kept)} were toned"
    if device.torn:
        yield f"{device.name}: half of a scan was kept"


def _arrived(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """Central has a beginning of what was toned, in device order; what is marked as there is there."""
    come = shift.office.facts_of(device.device)
    toned = [fact_id for fact_id, _ in device.toned]
    if [fact_id for _, fact_id, _ in come] != toned[: len(come)]:
        yield f"{device.name}: central's facts are not the first ones toned, in their order and once"
    acked = [fact.fact_id for fact in device.journal.facts(state="acked")]
    if _knows_central(shift, device) and not set(acked) <= {fact_id for _, fact_id, _ in come}:
        yield f"{device.name}: a fact is marked as sent that central does not have"
    for _, fact_id, outcome in come:
        if shift.outcomes.setdefault(fact_id, outcome) != outcome:
            yield f"{device.name}: the outcome of {fact_id} changed"


def _knows_central(shift: "Shift", device: "Handheld") -> bool:
    """Whether the device knows that central was restored, if it was."""
    return device.identity.get("generation") == shift.office.generation()


def _own_scans(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """What a person did stays on the own floor, and counts once."""
    own = pieces(fact for _, fact in device.toned)
    others = [one for one in shift.devices if one is not device]
    # what they took back may not have come here yet
    theirs = pieces(fact for one in others for _, fact in one.toned if not isinstance(fact, Undone))
    for work in device.floor.works():
        for line in work.lines:
            at = (work.order, line.line)
            most = own[at] + theirs[at] if _knows_central(shift, device) else line.picked
            if not own[at] <= line.picked <= most:
                told = f"{line.picked} picked, own {own[at]}, others {theirs[at]}"
                yield f"{device.name}: the floor shows of {at} {told}"
    gone = [one.body["sscc"] for _, one in device.toned if isinstance(one, Undone) and "sscc" in one.body]
    kept = set(device.kept)
    for fact_id, one in device.toned:
        sscc = one.sscc if isinstance(one, ParcelClosed) else None
        if sscc and fact_id in kept and sscc not in gone and device.floor.parcel(sscc) is None:
            yield f"{device.name}: the own parcel {sscc} is gone from the floor"


def pieces(facts: Iterable[Fact]) -> Counter[tuple[str, int]]:
    """How many pieces of each line these facts picked, what was taken back apart."""
    found: Counter[tuple[str, int]] = Counter()
    for fact in facts:
        undone = isinstance(fact, Undone)
        meant = fact_from(fact.kind, fact.body) if isinstance(fact, Undone) else fact
        if isinstance(meant, Picked) and meant.order != NOBODY:
            found[meant.order, meant.line] += -meant.quantity if undone else meant.quantity
    return found


def _books(shift: "Shift") -> Iterator[str]:
    booked = shift.office.get("/v1/reconcile")
    if booked != {"levels": [], "reservations": []}:
        yield f"central's levels are not the sums of its moves: {booked}"
    toned = pieces(fact for one in shift.devices for _, fact in one.toned)
    for at, picked in shift.office.picked().items():
        if picked != toned[at]:
            yield f"central counts {picked} pieces picked for {at}, {toned[at]} were"
    numbers = [
        fact.sscc
        for one in shift.devices
        for _, fact in one.toned
        if isinstance(fact, ParcelClosed) and fact.sscc
    ]
    if len(numbers) != len(set(numbers)):
        yield "a parcel number was given twice"


def _labels(shift: "Shift") -> Iterator[str]:
    """Central knows how far each label got, whatever the device's clock said."""
    with shift.office.reading() as tx:
        told = {row.id: row.state for row in tx.db.execute(select(print_report)).all()}
    for device in shift.devices:
        for label in [] if device.restored else device.prints.listed():
            if told.get(label["id"]) != label["state"]:
                yield f"{device.name}: central thinks a label {told.get(label['id'])}, it is {label['state']}"
