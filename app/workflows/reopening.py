"""A closed parcel is opened again: pieces come out, loose ones go in, Done closes it with a new number. Pure."""

from dataclasses import replace

from app.domain.facts import Content, Fact, ItemTakenOut, ParcelReopened
from app.domain.orders import WorkOrder, after
from app.domain.packing import serial_key
from app.inputs import (
    HelpPressed,
    Input,
    Message,
    ProductScanned,
    Refusal,
    Refused,
    ReopenPressed,
    Step,
    Tone,
    UndoPressed,
)
from app.workflows.contents import another_lot, count_of, less, more, packed, with_serials
from app.workflows.pack_states import AwaitCarton, Finished, PackState, Reopened, begin, counted

REASONS = ("wrong_piece", "missing_piece", "carton_damaged", "other_reason")


def reopened(state: PackState, given: ReopenPressed) -> Step[PackState]:
    """Open the parcel that was closed last, or the one that is named, and say why."""
    if not isinstance(state, AwaitCarton | Finished) or not state.work.parcels or state.work.carton:
        return _refused(state, Refusal.NOT_EXPECTED)
    if given.reason not in REASONS:
        return Step(state, refused=Refused(Refusal.REASON_MISSING, told=Message.of("refusal.reopen_reason")))
    work = state.work
    asked = work.parcels[-1].no if given.no is None else given.no
    parcel = next((one for one in work.parcels if one.no == asked), None)
    if parcel is None:
        told = Message.of("refusal.no_such_parcel", no=asked, of=len(work.parcels))
        return Step(state, refused=Refused(Refusal.PARCEL_UNKNOWN, str(len(work.parcels)), str(asked), told))
    carton = next((one for one in work.cartons if one.carton == parcel.carton), None)
    if carton is None:
        return _refused(state, Refusal.NOT_EXPECTED)
    fact = ParcelReopened(work.order, parcel.no, parcel.sscc, parcel.carton, given.reason)
    work = after(work, [fact])
    following = Reopened(work, parcel.no, carton, parcel.contents, counted(state.work))
    said = Message.of("said.reopened", sscc=parcel.sscc or "", no=parcel.no)
    return Step(following, (fact,), said=said, tone=Tone.NOTED)


def at_reopened(state: Reopened, given: Input) -> Step[PackState]:
    """A piece that was loose goes in, any other comes out; whoever closes is asked elsewhere."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            own = last and not any(isinstance(fact, ParcelReopened) for fact in last)
            told = Message.of("refusal.undo_reopened", no=state.no)
            return Step(state) if own else Step(state, refused=Refused(Refusal.UNDO_CLOSED, told=told))
        case ProductScanned(product=product) if count_of(state.loose, product.sku):
            return _put_in(state, given)
        case ProductScanned(product=product) if count_of(state.packed, product.sku):
            return _taken_out(state, given)
        case ProductScanned(product=product):
            return _refused(state, Refusal.WRONG_PRODUCT, got=product.name)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT)


def _put_in(state: Reopened, given: ProductScanned) -> Step[PackState]:
    sku = given.product.sku
    if given.quantity > count_of(state.loose, sku):
        return _refused(state, Refusal.TOO_MANY, str(count_of(state.loose, sku)), str(given.quantity))
    serial = given.serial if given.quantity == 1 else None
    if serial is not None and serial_key(sku, serial) in state.work.serials:
        return _refused(state, Refusal.ALREADY_PACKED, got=f"{given.product.name} {serial}")
    lots = another_lot(state.work, sku, given.lot)
    if lots is not None:
        return _refused(state, Refusal.WRONG_LOT, lots, given.lot or "")
    of = Content(sku, given.quantity, (serial,) if serial else ())
    facts = packed(state.work, state.no, of, given.lot)
    following = replace(
        state,
        work=after(state.work, facts),
        packed=more(state.packed, sku, given.quantity),
        loose=less(state.loose, sku, given.quantity),
    )
    return Step(following, facts, said=Message.of("said.packed", name=given.product.name))


def _taken_out(state: Reopened, given: ProductScanned) -> Step[PackState]:
    sku, quantity = given.product.sku, given.quantity
    if quantity > count_of(state.packed, sku):
        return _refused(state, Refusal.TOO_MANY, str(count_of(state.packed, sku)), str(quantity))
    serial = given.serial if quantity == 1 else None
    left = less(state.packed, sku, quantity)
    facts = _out(state.work, state.no, Content(sku, quantity, (serial,) if serial else ()), empty=not left)
    work = after(state.work, facts)
    said = Message.of("said.taken_out", name=given.product.name)
    if not left:
        return Step(begin(work), facts, said=said)
    return Step(replace(state, work=work, packed=left), facts, said=said)


def _out(work: WorkOrder, no: int, of: Content, *, empty: bool) -> tuple[Fact, ...]:
    """These pieces out of the order's lines, the last line first."""
    facts: list[Fact] = []
    left = of.quantity
    for line in reversed(work.lines):
        out = min(left, line.packed) if line.sku == of.sku else 0
        if out:
            left -= out
            serial = of.serials[0] if of.serials else None
            last = empty and not left
            facts.append(ItemTakenOut(work.order, line.line, of.sku, out, no, serial, last))
    return tuple(facts)


def contents_of(state: Reopened) -> tuple[Content, ...]:
    """What lies in the parcel now, with its serials."""
    return with_serials(state.work, tuple(replace(content, serials=()) for content in state.packed))


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
