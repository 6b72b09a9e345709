"""What must be true of devices and central at any moment, and once it is quiet. Each breach is a sentence."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.domain.facts import (
    Fact,
    HandedOver,
    OpenedBlind,
    ParcelClosed,
    ParcelReopened,
    Picked,
    PutBack,
    Undone,
    fact_from,
)
from tests.sim.cards import cards_missing
from tests.sim.hands import NOBODY

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld
    from tests.sim.shift import Shift

HANDED = (HandedOver, OpenedBlind)


def broken_at(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """What this device and central must agree on after every step."""
    yield from _journal(device)
    yield from _arrived(shift, device)
    yield from _own_scans(shift, device)


def broken_in_quiet(shift: "Shift") -> Iterator[str]:
    """What must be true when everybody was online for a while and nobody scanned."""
    rows, shut_out = shift.office.rows(), shift.office.revoked()
    for device in shift.devices:
        name = device.name
        if device.device in shut_out:
            yield from _all_there(shift, device)
            continue
        waiting = device.journal_rows("SELECT count(*) FROM facts WHERE state = 'pending'")[0][0]
        if waiting:
            yield f"{name}: {waiting} facts still wait"
        if device.journal_rows("SELECT id FROM print_jobs WHERE reported = 0"):
            yield f"{name}: what the printer did was not told"
        there = {(kind, key): (no, json.loads(body)) for kind, key, no, body in device.mirror_rows()}
        if there != rows:
            wrong = [key for key in {*there, *rows} if there.get(key) != rows.get(key)]
            yield f"{name}: the mirror differs at {sorted(wrong)[:3]}"
        yield from _all_there(shift, device)
    yield from _books(shift)
    yield from _labels(shift)
    yield from cards_missing(shift.office)


def _all_there(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """Everything that was toned came to central, from a device that was shut out, too."""
    come = {fact_id for fact_id, _ in shift.office.facts_of(device.device)}
    missing = [fact_id for fact_id, _ in device.toned if fact_id not in come]
    if missing:
        yield f"{device.name}: {len(missing)} facts that were toned are not at central: {missing[:3]}"


def _journal(device: "Handheld") -> Iterator[str]:
    kept = [fact_id for (fact_id,) in device.journal_rows("SELECT fact_id FROM facts ORDER BY seq")]
    if kept != device.kept:
        yield f"{device.name}: the journal holds {len(kept)} facts, {len(device.kept)} were toned"
    if device.torn:
        yield f"{device.name}: half of a scan was kept"


def _arrived(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """Central has a beginning of what the journal holds, in its order; what is marked as there is there."""
    told = shift.office.facts_of(device.device)
    come = [fact_id for fact_id, _ in told]
    there, kept = set(come), set(device.kept)
    mine = [fact_id for fact_id in come if fact_id in kept]
    if mine != device.kept[: len(mine)]:
        yield f"{device.name}: central's facts are not the first ones toned, in their order and once"
    if len(there) != len(come):
        yield f"{device.name}: central has a fact twice"
    toned = {fact_id for one in shift.twins_of(device) for fact_id, _ in one.toned}
    if not there <= toned:
        yield f"{device.name}: central has facts that nobody toned: {sorted(there - toned)[:3]}"
    acked = {row[0] for row in device.journal_rows("SELECT fact_id FROM facts WHERE state = 'acked'")}
    if _knows_central(shift, device) and not acked <= there:
        yield f"{device.name}: a fact is marked as sent that central does not have"
    for fact_id, outcome in told:
        if shift.outcomes.setdefault(fact_id, outcome) != outcome:
            yield f"{device.name}: the outcome of {fact_id} changed"


def _knows_central(shift: "Shift", device: "Handheld") -> bool:
    """Whether the device knows that central was restored, if it was."""
    return device.identity.get("generation") == shift.office.generation


def _own_scans(shift: "Shift", device: "Handheld") -> Iterator[str]:
    """What a person did stays on the own floor, and counts once."""
    kept = set(device.kept)
    mine = device.toned_of(kept)
    own = pieces(mine)
    # what others took back may not have come here yet, nor what they brought back
    done = {id: one for any in shift.devices for id, one in any.toned if id not in kept}
    theirs = pieces(one for one in done.values() if isinstance(one, Picked))
    gone_back = pieces(one for one in done.values() if _brings(one))
    handed = {one.order for any in shift.devices for _, one in any.toned if isinstance(one, HANDED)}
    for work in device.floor.works():
        for line in work.lines:
            at = (work.order, line.line)
            most = own[at] + theirs[at] if _knows_central(shift, device) else line.picked
            if work.order in handed:
                most = max(most, line.picked)  # the packer knows of a pick that its picker took back
            if not own[at] + gone_back[at] <= line.picked <= most:
                told = f"{line.picked} picked, own {own[at]}, others {theirs[at]}"
                yield f"{device.name}: the floor shows of {at} {told}"
    gone = {one.body["sscc"] for one in mine if isinstance(one, Undone) and "sscc" in one.body}
    gone |= {one.sscc for one in done.values() if isinstance(one, ParcelReopened)}
    gone |= {one.sscc for one in mine if isinstance(one, ParcelReopened)}
    gone |= {
        sscc for any in shift.devices for sscc in any.shared
    }  # asked for anew, wherever it was given twice
    for one in mine:
        sscc = one.sscc if isinstance(one, ParcelClosed) else None
        if sscc and sscc not in gone and device.floor.parcel(sscc) is None:
            yield f"{device.name}: the own parcel {sscc} is gone from the floor"


def _brings(fact: Fact) -> bool:
    return isinstance(fact, PutBack) or (isinstance(fact, Undone) and fact.kind == PutBack.__name__)


def pieces(facts: Iterable[Fact]) -> Counter[tuple[str, int]]:
    """How many pieces of each line these facts picked, less what was taken back or brought back."""
    found: Counter[tuple[str, int]] = Counter()
    for fact in facts:
        undone = isinstance(fact, Undone)
        meant = fact_from(fact.kind, fact.body) if isinstance(fact, Undone) else fact
        if isinstance(meant, Picked | PutBack) and meant.order != NOBODY:
            less = undone != isinstance(meant, PutBack)
            found[meant.order, meant.line] += -meant.quantity if less else meant.quantity
    return found


def _books(shift: "Shift") -> Iterator[str]:
    booked = shift.office.get("/v1/reconcile")
    if booked != {"levels": [], "reservations": []}:
        yield f"central's levels are not the sums of its moves: {booked}"
    done = {id: one for device in shift.devices for id, one in device.toned}
    toned = pieces(done.values())
    for at, picked in shift.office.picked().items():
        if picked != toned[at] and at[0] not in shift.office.shop.given_up:
            yield f"central counts {picked} pieces picked for {at}, {toned[at]} were"
    shared = {sscc for device in shift.devices for sscc in device.shared}
    numbers = Counter(one.sscc for one in done.values() if isinstance(one, ParcelClosed) and one.sscc)
    twice = [sscc for sscc, count in numbers.items() if count > 1 and sscc not in shared]
    if twice:
        yield f"a parcel number was given twice: {twice}"


def _labels(shift: "Shift") -> Iterator[str]:
    """Central knows how far each label got, whatever the device's clock said."""
    told = shift.office.label_states()
    for device in shift.devices:
        for label in [] if device.odd_labels else device.prints.listed():
            if told.get(label["id"]) != label["state"]:
                yield f"{device.name}: central thinks a label {told.get(label['id'])}, it is {label['state']}"
