"""What a person of the simulator does next with an order: picks, packs, brings back. Facts, and no device."""

import random
from collections import Counter
from collections.abc import Callable

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    PackingEnded,
    ParcelClosed,
    Picked,
    PutToWall,
    Shorted,
    ToteAssigned,
    ToteBrought,
    TotesDropped,
    ToteSetDown,
)
from app.domain.orders import BLIND, Tote, WorkOrder
from app.inputs import DonePressed, Input, ParcelScanned, PlaceScanned, ProductScanned, ShortPressed, Supply
from app.workflows import put_back
from tests.sim.hall import Hall

FULL_PIECES = 3  # so many fill a tote
WALL_EVERY = 3  # one order of so many goes by the put wall


def picking(work: WorkOrder, tote: str, chance: random.Random) -> list[Fact]:
    """Some pieces of a stop, or none were there; a full tote is followed by another; at the end they are dropped."""
    stops = [(line, at) for line in work.lines for at in line.sources if at.quantity]
    if not stops:
        return _dropping(work)
    line, at = chance.choice(stops)
    pieces = chance.randint(1, at.quantity)
    if chance.random() < 0.1:
        return [Shorted(work.order, line.line, line.sku, pieces, at.place, "empty")]
    full = len(work.all_totes) == 1 and sum(one.picked for one in work.lines) >= FULL_PIECES
    into = f"{tote}-2" if full else work.tote or tote
    pick = Picked(work.order, line.line, line.sku, pieces, at.place, into)
    return [pick] if into == work.tote else [ToteAssigned(work.order, into), pick]


def _dropping(work: WorkOrder) -> list[Fact]:
    """The first of several totes goes to a table of its own."""
    first, *others = work.all_totes or (Tote("T"),)
    if not others:
        return [TotesDropped(work.order, first.tote, "PACK")]
    names = tuple(one.tote for one in others)
    return [ToteSetDown(work.order, first.tote, "PACK-2"), TotesDropped(work.order, names[-1], "PACK", names)]


def packing(
    work: WorkOrder, hall: Hall, number: Callable[[], str | None], chance: random.Random
) -> list[Fact]:
    """A parcel with all that is there; now and then only a part of it, or a carton that stays open for a while."""
    no, order = len(work.parcels) + 1, work.order
    todo = [(at.line, at.sku, _there(work, hall, at.sku, at.picked - at.packed)) for at in work.lines]
    todo = [one for one in todo if one[2] > 0]
    inside = _inside(work)
    if work.handed == BLIND and not todo and not inside:
        if work.parcels:
            return [PackingEnded(order)]
        todo = [(at.line, at.sku, at.picked - at.packed) for at in work.lines if at.picked > at.packed]
        if not todo:
            return []  # nobody closes an empty carton
    if (put := _to_wall(work)) and not inside:
        return put
    part = len(todo) > 1 and chance.random() < 0.2
    packed = [ItemPacked(order, line, sku, pieces, no) for line, sku, pieces in (todo[:1] if part else todo)]
    brought: list[Fact] = [ToteBrought(order, one.tote) for one in work.to_fetch]
    taken: list[Fact] = [] if work.carton else [*brought, CartonTaken(order, no, "S")]
    if taken and packed and chance.random() < 0.15:
        return [*taken, *packed]
    for one in packed:
        inside[one.sku] += one.quantity
    contents = tuple(Content(sku, pieces) for sku, pieces in inside.items())
    closed = ParcelClosed(order, no, number(), "S", contents, 100, not part, work.revision)
    return [*taken, *packed, closed]


def _to_wall(work: WorkOrder) -> list[Fact]:
    """Of some orders the totes are emptied into a slot first; there are two slots, so that people meet there."""
    digits = sum(ord(sign) for sign in work.order)
    begun = work.carton or work.parcels or work.slots or work.handed
    if begun or digits % WALL_EVERY or not work.all_totes:
        return []
    return [PutToWall(work.order, one.tote, f"W-{digits // WALL_EVERY % 2 + 1}", 1) for one in work.all_totes]


def _there(work: WorkOrder, hall: Hall, sku: str, known: int) -> int:
    """How many pieces the tote really holds, where nobody has told."""
    return known if work.handed != BLIND else min(known, max(hall.loose[work.order, sku], 0))


def _inside(work: WorkOrder) -> Counter[str]:
    """What lies in the open carton."""
    inside: Counter[str] = Counter()
    for line in work.lines:
        inside[line.sku] += line.packed
    for parcel in work.parcels:
        for part in parcel.contents:
            inside[part.sku] -= part.quantity
    return +inside


def bringing_back(work: WorkOrder, chance: random.Random) -> list[Fact]:
    """One step of the way back, scanned as the screen asks for it: a parcel, the carton, or a stop."""
    state = put_back.begin(work)
    facts: list[Fact] = []
    for given in _scans(state, chance):
        step = put_back.step(state, given, Supply())
        assert step.refused is None, (state, given, step.refused)
        state, facts = step.state, [*facts, *step.facts]
    return facts


def _scans(state: put_back.PutBackState, chance: random.Random) -> list[Input]:
    match state:
        case put_back.AwaitOpened(_, parcel):
            return [ParcelScanned(parcel.sscc) if parcel.sscc else DonePressed()]
        case put_back.AwaitEmptied():
            return [DonePressed()]
        case put_back.AwaitShelf(work, stops):
            if chance.random() < 0.1:
                return [ShortPressed(chance.choice(put_back.REASONS))]
            place = PlaceScanned(stops[0].place, skus=(stops[0].sku,))
            scans: list[Input] = [place, ProductScanned(work.product(stops[0].sku))]
            return chance.sample(scans, 2)
        case put_back.Finished():
            return []
