"""What a job needs to know of an order, and how own facts change it. Knows no store.

`after` is the one place where own facts are applied: for the overlay, the start of a job, the fold after an upgrade.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.domain.facts import (
    CartonTaken,
    CustomsAdded,
    CustomsLeft,
    DidNotFit,
    Fact,
    HandedOver,
    InstructionsConfirmed,
    ItemPacked,
    ItemTakenOut,
    MissingAtPacking,
    OpenedBlind,
    PackingEnded,
    ParcelClosed,
    ParcelReopened,
    Picked,
    ProductMeasured,
    PutBack,
    PutToWall,
    Shorted,
    ToteAssigned,
    ToteBrought,
    TotesDropped,
    ToteSetDown,
    Undone,
    fact_from,
)
from app.domain.order_parts import Ahead as Ahead
from app.domain.order_parts import ClosedParcel as ClosedParcel
from app.domain.order_parts import ShipTo as ShipTo
from app.domain.order_parts import Spot as Spot
from app.domain.packing import Misfit, fewer, measured, serial_key, without_last
from app.domain.surplus import taken_out
from app.domain.told import opened_again, told_also, told_no_more, whole_again
from app.domain.totes import Tote as Tote
from app.domain.totes import brought_here, in_slot, put_in_hand, set_down, taken_up, totes_of
from app.domain.work_lines import Source as Source
from app.domain.work_lines import WorkLine as WorkLine
from app.domain.work_lines import brought, laid_back, missed, missed_not, sum_of, took
from app.domain.work_order import BLIND as BLIND
from app.domain.work_order import BY_CODE as BY_CODE
from app.domain.work_order import WorkOrder as WorkOrder


def after(work: WorkOrder, facts: Iterable[Fact]) -> WorkOrder:
    """The work order as it stands after these facts of its own; facts of other orders change nothing."""
    for fact in facts:
        if getattr(fact, "order", None) == work.order:
            work = _applied(work, fact)
        elif isinstance(fact, ProductMeasured):
            work = _measured(work, fact)
        elif isinstance(fact, Undone) and fact.body.get("order") == work.order:
            work = _undone(work, fact_from(fact.kind, fact.body))
    return work


def _measured(work: WorkOrder, fact: ProductMeasured) -> WorkOrder:
    """With the new size of one of its products; what did not fit by the old one says nothing any more."""
    if all(product.sku != fact.sku for product in work.products):
        return work
    products = tuple(measured(one, fact) if one.sku == fact.sku else one for one in work.products)
    misfits = tuple(one for one in work.misfits if all(c.sku != fact.sku for c in one.contents))
    return replace(work, products=products, misfits=misfits)


def _applied(work: WorkOrder, fact: Fact) -> WorkOrder:
    match fact:
        case ToteAssigned(tote=tote):
            return replace(work, tote=tote, totes=taken_up(work.all_totes, tote))
        case Picked(line=line):
            return _line(work, line, lambda at: took(at, fact))
        case Shorted(line=line, quantity=quantity, place=place):
            return _line(work, line, lambda at: missed(at, place, quantity))
        case ToteSetDown(tote=tote, place=place):
            return replace(work, totes=set_down(work.all_totes, (tote,), place))
        case TotesDropped(place=place):
            names = fact.totes or (fact.tote,)
            return replace(work, dropped=True, totes=set_down(work.all_totes, names, place))
        case ToteBrought(tote=tote):
            return replace(work, totes=brought_here(work.all_totes, tote))
        case PutToWall(tote=tote, slot=slot, at_ms=at_ms):
            return replace(work, totes=in_slot(work.all_totes, tote, slot, at_ms))
        case HandedOver():
            return _handed(work, fact)
        case OpenedBlind():
            return blind(work)
        case PackingEnded():
            return replace(work, done=True)
        case InstructionsConfirmed() | CustomsAdded() | CustomsLeft():
            return replace(work, told=told_also(work.told, fact))
        case MissingAtPacking():
            work = replace(work, told=told_also(work.told, fact))
            return _missing(work, fact, fact.quantity, None if fact.carton else work.carton)
        case CartonTaken(carton=carton):
            return replace(work, carton=carton)
        case DidNotFit(carton=carton, contents=contents):
            return replace(work, carton=None, misfits=(*work.misfits, Misfit(carton, contents)))
        case ParcelReopened(no=no):
            work = replace(work, told=whole_again(work.told, no))
            return _emptied(work, no) if fact.emptied else _opened_again(work, no)
        case ItemTakenOut(line=line, quantity=quantity, serial=serial):
            kept = tuple(one for one in work.serials if one != serial_key(fact.sku, serial or ""))
            work = replace(work, serials=kept, carton=None if fact.empty else work.carton)
            return _line(work, line, lambda at: replace(at, packed=at.packed - quantity))
        case ItemPacked(line=line, quantity=quantity, serial=serial):
            if serial is not None:
                work = replace(work, serials=(*work.serials, serial_key(fact.sku, serial)))
            return _line(work, line, lambda at: replace(at, packed=at.packed + quantity))
        case PutBack(line=line, quantity=quantity, came_from=place):
            return _line(work, line, lambda at: brought(at, place, quantity))
        case ParcelClosed(no=no, sscc=sscc, carton=carton, contents=contents, last=last):
            parcel = ClosedParcel(no, sscc, carton, contents, fact.weight_g)
            cartons = tuple(fewer(one, one.carton == carton) for one in work.cartons)
            done = work.done or last
            return replace(work, parcels=(*work.parcels, parcel), carton=None, done=done, cartons=cartons)
        case _:
            return work


def blind(work: WorkOrder) -> WorkOrder:
    """The order as one packs it who knows only what was ordered: everything may be in the tote."""
    lines = tuple(replace(at, picked=max(at.picked, at.ordered - at.short)) for at in work.lines)
    return replace(work, lines=lines, dropped=True, handed=BLIND)


def _handed(work: WorkOrder, fact: HandedOver) -> WorkOrder:
    """What the picker's code says, unless more is known already: the same pieces never count twice."""
    said = {one.line: one for one in fact.lines}

    def told(at: WorkLine) -> WorkLine:
        one = said.get(at.line)
        if one is None:
            return at
        known = at.packed if work.handed == BLIND else at.picked  # blind, what was picked was only a guess
        lots = one.lots if sum_of(one.lots) >= sum_of(at.lots) else at.lots
        return replace(at, picked=max(known, one.picked), short=max(at.short, one.short), lots=lots)

    tote = fact.totes[-1] if fact.totes else work.tote
    lines, totes = tuple(told(at) for at in work.lines), totes_of(fact.totes, work.all_totes)
    return replace(work, lines=lines, tote=tote, totes=totes, dropped=True, handed=BY_CODE)


def _undone(work: WorkOrder, fact: Fact) -> WorkOrder:
    match fact:
        case ToteAssigned():
            totes = work.all_totes[:-1]
            return replace(work, tote=totes[-1].tote if totes else None, totes=totes)
        case Picked(line=line):
            return _line(work, line, lambda at: laid_back(at, fact))
        case Shorted(line=line, quantity=quantity, place=place):
            return _line(work, line, lambda at: missed_not(at, place, quantity))
        case ToteSetDown(tote=tote):
            return replace(work, totes=put_in_hand(work.all_totes, (tote,)))
        case ToteBrought(tote=tote):
            return replace(work, totes=brought_here(work.all_totes, tote, here=False))
        case PutToWall(tote=tote):
            return replace(work, totes=in_slot(work.all_totes, tote, ""))
        case TotesDropped():
            totes = put_in_hand(work.all_totes, fact.totes or (fact.tote,))
            return replace(work, dropped=False, totes=totes)
        case InstructionsConfirmed() | CustomsAdded() | CustomsLeft():
            return replace(work, told=told_no_more(work.told, fact))
        case CartonTaken():
            return replace(work, carton=None)
        case ItemTakenOut(line=line, quantity=quantity, serial=serial):
            if serial is not None:
                work = replace(work, serials=(*work.serials, serial_key(fact.sku, serial)))
            return _line(work, line, lambda at: replace(at, packed=at.packed + quantity))
        case DidNotFit(carton=carton, contents=contents):
            misfits = without_last(work.misfits, Misfit(carton, contents))
            return replace(work, carton=carton if fact.open else None, misfits=misfits)
        case ItemPacked(line=line, quantity=quantity, serial=serial):
            out = serial_key(fact.sku, serial or "")
            work = replace(work, serials=tuple(one for one in work.serials if one != out))
            return _line(work, line, lambda at: replace(at, packed=at.packed - quantity))
        case PutBack(line=line, quantity=quantity, came_from=place):
            return _line(work, line, lambda at: brought(at, place, -quantity))
        case MissingAtPacking():
            work = replace(work, told=told_no_more(work.told, fact))
            return _missing(work, fact, -fact.quantity, fact.carton or work.carton)
        case PackingEnded():
            return replace(work, done=False)
        case ParcelClosed(no=no):
            return _opened_again(work, no)
        case _:
            return work


def _missing(work: WorkOrder, fact: MissingAtPacking, quantity: int, carton: str | None) -> WorkOrder:
    """Pieces of a line that nobody has; less than none: they are in the tote after all."""

    def told(at: WorkLine) -> WorkLine:
        return replace(at, picked=at.picked - quantity, short=at.short + quantity)

    return replace(_line(work, fact.line, told), carton=carton)


def _opened_again(work: WorkOrder, no: int) -> WorkOrder:
    """The order with the parcel `no` open: its carton stands on the table, its number counts for nothing."""
    gone = next((p for p in work.parcels if p.no == no), None)
    left = tuple(p for p in work.parcels if p is not gone)
    again = gone.carton if gone else work.carton
    cartons = tuple(fewer(one, -(gone is not None and one.carton == again)) for one in work.cartons)
    return replace(
        work, parcels=left, carton=again, done=False, cartons=cartons, told=opened_again(work.told, no)
    )


def _emptied(work: WorkOrder, no: int) -> WorkOrder:
    """A closed parcel is open again and empty: its pieces are loose."""
    gone = next((parcel for parcel in work.parcels if parcel.no == no), None)
    if gone is None:
        return work
    packed = [(line.line, line.sku, line.packed) for line in work.lines]
    out = taken_out(packed, [(content.sku, content.quantity) for content in gone.contents])
    lines = tuple(replace(line, packed=line.packed - out.get(line.line, 0)) for line in work.lines)
    return replace(_opened_again(work, no), lines=lines, carton=None)


def _line(work: WorkOrder, line: int, change: Callable[[WorkLine], WorkLine]) -> WorkOrder:
    return replace(work, lines=tuple(change(at) if at.line == line else at for at in work.lines))
