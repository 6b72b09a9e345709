"""What a job needs to know of an order, and how own facts change it. Knows no store.

`after` is the one place where own facts are applied: for the overlay, the start of a job, the fold after an upgrade.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.domain.catalogue import Carton, Product
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
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    fact_from,
)
from app.domain.hints import NO_ORDER_HINTS, OrderHints
from app.domain.order_parts import Ahead as Ahead
from app.domain.order_parts import ClosedParcel as ClosedParcel
from app.domain.order_parts import ShipTo as ShipTo
from app.domain.order_parts import Spot as Spot
from app.domain.packing import ORDINARY, Misfit, PackingRules, fewer, measured, serial_key, without_last
from app.domain.surplus import Counted, surplus, taken_out
from app.domain.told import NOTHING_TOLD, Told, opened_again, told_also, told_no_more
from app.domain.work_lines import Source as Source
from app.domain.work_lines import WorkLine as WorkLine
from app.domain.work_lines import brought, laid_back, missed, missed_not, took

BY_CODE, BLIND = "qr", "blind"


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A work order: lines with places, products, ship-to. A job copies it when it starts.

    `carton` is the one that stands open on the table. `handed` tells how it came to the packing table
    before central knew of its pick: by the picker's code ("qr"), by its number alone ("blind"), or not so ("").
    """

    order: str
    fence: int | None
    ship_to: ShipTo
    lines: tuple[WorkLine, ...]
    tote: str | None = None
    dropped: bool = False
    carton: str | None = None
    parcels: tuple[ClosedParcel, ...] = ()
    done: bool = False
    device: str | None = None
    priority: int = 0
    products: tuple[Product, ...] = ()
    cartons: tuple[Carton, ...] = ()
    spots: tuple[Spot, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    serials: tuple[str, ...] = ()  # of pieces that were packed, as `serial_key` writes them
    packing: PackingRules = ORDINARY
    waiting: bool = False  # central has no stock for it
    handed: str = ""
    revision: int = 0  # rises with each change of the order after it was taken in
    cancelled: bool = False
    carrier: str = ""
    service: str = ""
    hints: OrderHints = NO_ORDER_HINTS
    told: Told = NOTHING_TOLD
    ahead: Ahead | None = None  # planned by central, until the table has taken it up or planned by itself

    @property
    def kind(self) -> str | None:
        """The next job of this order: put_back, pick, pack, or None when nothing is left."""
        if self.goes_back or (self.cancelled and self.parcels):
            return "put_back"
        if self.done or self.waits or self.cancelled:
            return None
        if not self.dropped:
            return "pick"
        return (
            "pack"
            if self.carton or self._is_loose or any(li.picked > li.packed for li in self.lines)
            else None
        )

    @property
    def _is_loose(self) -> bool:
        """Whether packed pieces are in no closed parcel: somebody's carton stands open, whoever took it."""
        inside = sum(content.quantity for one in self.parcels for content in one.contents)
        return sum(line.packed for line in self.lines) > inside

    @property
    def goes_back(self) -> dict[int, int]:
        """How many pieces of each line are to be brought back, since the order was cancelled or changed."""
        if not self.revision or (self.done and not self.cancelled):
            return {}
        counted = [
            Counted(line.line, line.sku, line.picked, 0 if self.cancelled else line.ordered)
            for line in self.lines
        ]
        inside = [(content.sku, content.quantity) for one in self.parcels for content in one.contents]
        return surplus(counted, inside)

    @property
    def over(self) -> bool:
        """Whether nobody needs its tote any more."""
        return self.kind is None if self.cancelled else self.done

    @property
    def waits(self) -> bool:
        """Whether it waits for stock. What somebody has begun to pick goes on."""
        return (
            self.waiting and self.tote is None and not any(line.picked or line.short for line in self.lines)
        )

    @property
    def pieces(self) -> int:
        return sum(line.ordered for line in self.lines)

    @property
    def left_to_pack(self) -> tuple[tuple[str, int], ...]:
        """The pieces that were picked and lie in no carton, line by line."""
        lines = ((line.sku, line.picked - line.packed) for line in self.lines)
        return tuple((sku, pieces) for sku, pieces in lines if pieces > 0)

    def product(self, sku: str) -> Product:
        """The product of a line. A line without its product is a bug of whoever built the work order."""
        return next(product for product in self.products if product.sku == sku)


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
            return replace(work, tote=tote)
        case Picked(line=line, quantity=quantity, place=place, lot=lot):
            return _line(work, line, lambda at: took(at, place, quantity, lot))
        case Shorted(line=line, quantity=quantity, place=place):
            return _line(work, line, lambda at: missed(at, place, quantity))
        case TotesDropped():
            return replace(work, dropped=True)
        case HandedOver():
            return _handed(work, fact)
        case OpenedBlind():
            return blind(work)
        case PackingEnded():
            return replace(work, done=True)
        case InstructionsConfirmed() | CustomsAdded() | CustomsLeft():
            return replace(work, told=told_also(work.told, fact))
        case MissingAtPacking():
            return _missing(work, fact, fact.quantity, None if fact.carton else work.carton)
        case CartonTaken(carton=carton):
            return replace(work, carton=carton)
        case DidNotFit(carton=carton, contents=contents):
            return replace(work, carton=None, misfits=(*work.misfits, Misfit(carton, contents)))
        case ParcelReopened(no=no):
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
        return replace(at, picked=max(known, one.picked), short=max(at.short, one.short))

    tote = fact.totes[0] if fact.totes else work.tote
    return replace(work, lines=tuple(told(at) for at in work.lines), tote=tote, dropped=True, handed=BY_CODE)


def _undone(work: WorkOrder, fact: Fact) -> WorkOrder:
    match fact:
        case ToteAssigned():
            return replace(work, tote=None)
        case Picked(line=line, quantity=quantity, place=place, lot=lot):
            return _line(work, line, lambda at: laid_back(at, place, quantity, lot))
        case Shorted(line=line, quantity=quantity, place=place):
            return _line(work, line, lambda at: missed_not(at, place, quantity))
        case TotesDropped():
            return replace(work, dropped=False)
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
