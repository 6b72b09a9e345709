"""Packing one order into cartons, each closed by its last unit. Pure.

AwaitCarton -> AwaitUnit (one unit after the other) -> AwaitCarton for the next parcel, or Finished.
"""

from collections import Counter
from dataclasses import dataclass, replace

from app.domain.catalogue import Carton, Product
from app.domain.facts import CartonTaken, ItemPacked, LabelConfirmed, ParcelClosed
from app.domain.orders import ClosedParcel, WorkOrder, after
from app.inputs import (
    CartonScanned,
    HelpPressed,
    Input,
    Message,
    ParcelScanned,
    PrintWanted,
    ProductScanned,
    Refusal,
    Refused,
    ReprintPressed,
    Step,
    Supply,
    Tone,
    UndoPressed,
)
from app.planning.cartons import filling, parcels, passes
from app.workflows.contents import (
    Contents,
    contents,
    count_of,
    emptied,
    inside,
    less,
    more,
    packed,
    pieces,
    to_pack,
)

VERSION = 1


@dataclass(frozen=True, slots=True)
class AwaitCarton:
    """The carton `suggested` for the parcel `no` of `of` is to be scanned; `plan` goes into it."""

    work: WorkOrder
    no: int
    of: int
    plan: Contents
    suggested: str | None


@dataclass(frozen=True, slots=True)
class AwaitUnit:
    """The carton is open; `plan` still goes into it, `packed` lies in it."""

    work: WorkOrder
    no: int
    of: int
    suggested: str | None
    carton: Carton
    plan: Contents
    packed: Contents = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything is packed; the last parcel stays on the screen. Counts as idle."""

    work: WorkOrder


PackState = AwaitCarton | AwaitUnit | Finished


def begin(work: WorkOrder) -> PackState:
    """The state in which this work order is found; closed parcels stay closed."""
    left = to_pack(work)
    if work.done or not left:
        return Finished(work)
    open_carton = next((carton for carton in work.cartons if carton.carton == work.carton), None)
    if open_carton is not None:
        opened = _gone_on(work, open_carton)
        if opened is not None:
            return opened
    planned = parcels(left, work.cartons)
    first = planned[0]
    no = len(work.parcels) + 1
    suggested = first.carton.carton if first.carton else None
    return AwaitCarton(work, no, no + len(planned) - 1, contents(first.pieces), suggested)


def _gone_on(work: WorkOrder, carton: Carton) -> AwaitUnit | None:
    """The parcel in the open carton as it was left, planned again as it was when the carton was taken."""
    before = begin(emptied(work))
    opened = _at_carton(before, CartonScanned(carton)).state if isinstance(before, AwaitCarton) else before
    if not isinstance(opened, AwaitUnit):
        return None
    lies, plan = inside(work), opened.plan
    for content in lies:
        plan = less(plan, content.sku, content.quantity)
    return replace(opened, work=work, plan=plan, packed=lies) if plan else None


def step(state: PackState, given: Input, supply: Supply) -> Step[PackState]:
    """Decide what one input means for the parcel on the table."""
    match given:
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case UndoPressed(last):
            return _undo(state, last)
        case ReprintPressed():
            return _reprint(state)
        case ParcelScanned(sscc) if sscc == _last_sscc(state.work):
            said = Message.of("said.label_confirmed", sscc=sscc)
            return Step(state, (LabelConfirmed(sscc),), said=said)
        case _:
            pass
    match state:
        case AwaitCarton():
            return _at_carton(state, given)
        case AwaitUnit():
            return _at_unit(state, given, supply)
        case Finished():
            return _refused(state, Refusal.NOT_EXPECTED)


def _at_carton(state: AwaitCarton, given: Input) -> Step[PackState]:
    expected = state.suggested or ""
    match given:
        case CartonScanned(carton):
            plan = _plan_for(state, carton)
            if not plan:
                return _refused(state, Refusal.CARTON_TOO_SMALL, expected, carton.carton)
            fact = CartonTaken(state.work.order, state.no, carton.carton)
            work = after(state.work, [fact])
            said = Message.of("said.carton", carton=carton.carton)
            of_all = (
                state.of if plan == state.plan else state.no + len(parcels(_rest(state, plan), work.cartons))
            )
            opened = AwaitUnit(work, state.no, of_all, state.suggested, carton, plan, inside(work))
            if state.suggested is None:
                name = work.product(plan[0].sku).name
                return Step(opened, (fact,), said=Message.of("said.oversize", name=name), tone=Tone.NOTED)
            return Step(opened, (fact,), said=said)
        case ProductScanned(product=product):
            return _refused(state, Refusal.SCAN_CARTON, expected, product.name)
        case _:
            return _refused(state, Refusal.SCAN_CARTON, expected)


def _plan_for(state: AwaitCarton, carton: Carton) -> Contents:
    """What goes into the carton that was really taken: the plan if it fits, nothing if it does not.

    A piece that no carton takes may go into any: somebody has to send it.
    """
    lies = inside(state.work)
    goods = pieces(state.work, (*lies, *state.plan))
    if state.suggested is None or passes(goods, carton):
        return state.plan
    roomy = carton.inner.volume_mm3 * 2 >= sum(piece.size.volume_mm3 for piece in goods)
    light = max(piece.weight_g for piece in goods) <= carton.content_max_g
    fits = contents(filling(goods, carton))
    if not (roomy and light and all(count_of(fits, c.sku) >= c.quantity for c in lies)):
        return ()
    for content in lies:
        fits = less(fits, content.sku, content.quantity)
    return fits


def _rest(state: AwaitCarton, plan: Contents) -> list[Product]:
    """What is left for further parcels when this plan goes into one."""
    left = contents(tuple(Counter(piece.sku for piece in to_pack(state.work)).items()))
    for content in plan:
        left = less(left, content.sku, content.quantity)
    return pieces(state.work, left)


def _at_unit(state: AwaitUnit, given: Input, supply: Supply) -> Step[PackState]:
    match given:
        case ProductScanned(product=product, quantity=quantity):
            return _unit(state, product, quantity, supply)
        case CartonScanned(carton):
            return _refused(state, Refusal.SCAN_PRODUCT, _next_name(state), carton.carton)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT, _next_name(state))


def _unit(state: AwaitUnit, product: Product, quantity: int, supply: Supply) -> Step[PackState]:
    here = count_of(state.plan, product.sku)
    if quantity > here:
        return _not_here(state, product, here, quantity)
    facts = packed(state.work, state.no, product.sku, quantity)
    work = after(state.work, facts)
    plan = less(state.plan, product.sku, quantity)
    following = replace(state, work=work, plan=plan, packed=more(state.packed, product.sku, quantity))
    if plan:
        return Step(following, facts, said=Message.of("said.packed", name=product.name))
    return _closed(following, facts, supply)


def _not_here(state: AwaitUnit, product: Product, here: int, quantity: int) -> Step[PackState]:
    """Wrong, surplus and 'into the next parcel' are told apart."""
    if here:
        return _refused(state, Refusal.TOO_MANY, str(here), str(quantity))
    if any(left.sku == product.sku for left in to_pack(state.work)):
        return _refused(state, Refusal.NEXT_PARCEL, _next_name(state), product.name)
    mine = any(line.sku == product.sku and line.picked for line in state.work.lines)
    return _refused(
        state, Refusal.TOO_MANY if mine else Refusal.WRONG_PRODUCT, _next_name(state), product.name
    )


def _closed(state: AwaitUnit, units: tuple[ItemPacked, ...], supply: Supply) -> Step[PackState]:
    """The last unit closes the parcel and prints its label, in the same commit."""
    work = state.work
    last = not to_pack(work)
    weight_g = state.carton.tare_g + sum(piece.weight_g for piece in pieces(work, state.packed))
    closed = ParcelClosed(
        work.order, state.no, supply.sscc, state.carton.carton, state.packed, weight_g, last
    )
    work = after(work, [closed])
    following = begin(work)
    of = following.of if isinstance(following, AwaitCarton) else state.no
    label = label_of(work, closed, of)
    if supply.sscc is None:
        said = Message.of("said.closed_no_label", order=work.order)
    else:
        said = Message.of(
            "said.order_packed" if last else "said.parcel_closed", order=work.order, sscc=supply.sscc
        )
    tone = Tone.JOB_DONE if last else Tone.GOOD
    return Step(following, (*units, closed), (label,), said=said, tone=tone)


def label_of(work: WorkOrder, parcel: ParcelClosed, of: int) -> PrintWanted:
    """The label of a closed parcel; without an SSCC it is an internal one."""
    body: dict[str, object] = {
        "ship_to": {
            "name": work.ship_to.name,
            "street": work.ship_to.street,
            "postcode": work.ship_to.postcode,
            "city": work.ship_to.city,
            "country": work.ship_to.country,
        },
        "order": work.order,
        "sscc": parcel.sscc,
        "carton": parcel.carton,
        "no": parcel.no,
        "of": of,
        "weight_g": parcel.weight_g,
    }
    return PrintWanted("shipping" if parcel.sscc else "internal", parcel.sscc, body)


def _reprint(state: PackState) -> Step[PackState]:
    """The newest closed parcel's label once more; it keeps its number."""
    if not state.work.parcels:
        return _refused(state, Refusal.NOT_EXPECTED)
    parcel = state.work.parcels[-1]
    weight_g = _weight_g(state.work, parcel)
    closed = ParcelClosed(
        state.work.order, parcel.no, parcel.sscc, parcel.carton, parcel.contents, weight_g, state.work.done
    )
    of = state.of if isinstance(state, AwaitCarton | AwaitUnit) else len(state.work.parcels)
    return Step(state, (), (label_of(state.work, closed, of),), said=Message.of("said.reprint"))


def _weight_g(work: WorkOrder, parcel: ClosedParcel) -> int:
    tare_g = sum(carton.tare_g for carton in work.cartons if carton.carton == parcel.carton)
    return tare_g + sum(piece.weight_g for piece in pieces(work, parcel.contents))


def _undo(state: PackState, last: tuple[object, ...]) -> Step[PackState]:
    if not last:
        return _refused(state, Refusal.NOTHING_TO_UNDO)
    if any(isinstance(fact, ParcelClosed) for fact in last) or isinstance(state, Finished):
        return _refused(state, Refusal.UNDO_CLOSED)
    return Step(state)


def _next_name(state: AwaitUnit) -> str:
    return state.work.product(state.plan[0].sku).name if state.plan else ""


def _last_sscc(work: WorkOrder) -> str | None:
    return work.parcels[-1].sscc if work.parcels else None


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
