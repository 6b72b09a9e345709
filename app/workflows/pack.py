"""Packing one order into cartons, each closed by its last unit. Pure.

AwaitCarton -> AwaitUnit (one unit after the other) -> AwaitCarton for the next parcel, or Finished.
"""

from dataclasses import dataclass, replace

from app.domain.catalogue import Carton, Product
from app.domain.facts import CartonTaken, Content, ItemPacked, LabelConfirmed, ParcelClosed
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

VERSION = 1


@dataclass(frozen=True, slots=True)
class AwaitCarton:
    """The carton `suggested` for the parcel `no` of `of` is to be scanned; `plan` goes into it."""

    work: WorkOrder
    no: int
    of: int
    plan: tuple[Content, ...]
    suggested: str | None


@dataclass(frozen=True, slots=True)
class AwaitUnit:
    """The carton is open; `plan` still goes into it, `packed` lies in it."""

    work: WorkOrder
    no: int
    of: int
    suggested: str | None
    carton: Carton
    plan: tuple[Content, ...]
    packed: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything is packed; the last parcel stays on the screen. Counts as idle."""

    work: WorkOrder


PackState = AwaitCarton | AwaitUnit | Finished


def begin(work: WorkOrder) -> PackState:
    """The state in which this work order is found; closed parcels stay closed."""
    pieces = _to_pack(work)
    if work.done or not pieces:
        return Finished(work)
    planned = parcels(pieces, work.cartons)
    first = planned[0]
    no = len(work.parcels) + 1
    carton = first.carton.carton if first.carton else None
    return AwaitCarton(work, no, no + len(planned) - 1, _contents(first.pieces), carton)


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
            opened = AwaitUnit(work, state.no, state.of, state.suggested, carton, plan)
            return Step(opened, (fact,), said=said)
        case ProductScanned(product=product):
            return _refused(state, Refusal.SCAN_CARTON, expected, product.name)
        case _:
            return _refused(state, Refusal.SCAN_CARTON, expected)


def _plan_for(state: AwaitCarton, carton: Carton) -> tuple[Content, ...]:
    """What goes into the carton that was really taken: the plan if it fits, nothing if it does not.

    A piece that no carton takes may go into any: somebody has to send it.
    """
    pieces = _pieces(state.work, state.plan)
    if state.suggested is None or passes(pieces, carton):
        return state.plan
    largest_g = max(piece.weight_g for piece in pieces)
    fits = filling(pieces, carton)
    roomy = carton.inner.volume_mm3 * 2 >= sum(piece.size.volume_mm3 for piece in pieces)
    return _contents(fits) if fits and roomy and largest_g <= carton.content_max_g else ()


def _at_unit(state: AwaitUnit, given: Input, supply: Supply) -> Step[PackState]:
    match given:
        case ProductScanned(product=product, quantity=quantity):
            return _unit(state, product, quantity, supply)
        case CartonScanned(carton):
            return _refused(state, Refusal.SCAN_PRODUCT, _next_name(state), carton.carton)
        case _:
            return _refused(state, Refusal.SCAN_PRODUCT, _next_name(state))


def _unit(state: AwaitUnit, product: Product, quantity: int, supply: Supply) -> Step[PackState]:
    here = _of(state.plan, product.sku)
    if quantity > here:
        return _not_here(state, product, here, quantity)
    packed = _packed(state, product.sku, quantity)
    work = after(state.work, packed)
    plan = _less(state.plan, product.sku, quantity)
    inside = _more(state.packed, product.sku, quantity)
    said = Message.of("said.packed", name=product.name)
    if plan:
        return Step(replace(state, work=work, plan=plan, packed=inside), packed, said=said)
    return _closed(replace(state, work=work, plan=(), packed=inside), packed, supply)


def _not_here(state: AwaitUnit, product: Product, here: int, quantity: int) -> Step[PackState]:
    """Wrong, surplus and 'into the next parcel' are told apart."""
    if here:
        return _refused(state, Refusal.TOO_MANY, str(here), str(quantity))
    if any(left.sku == product.sku for left in _to_pack(state.work)):
        return _refused(state, Refusal.NEXT_PARCEL, _next_name(state), product.name)
    mine = any(line.sku == product.sku and line.picked for line in state.work.lines)
    return _refused(
        state, Refusal.TOO_MANY if mine else Refusal.WRONG_PRODUCT, _next_name(state), product.name
    )


def _closed(state: AwaitUnit, packed: tuple[ItemPacked, ...], supply: Supply) -> Step[PackState]:
    """The last unit closes the parcel and prints its label, in the same commit."""
    work = state.work
    last = not _to_pack(work)
    weight_g = state.carton.tare_g + sum(piece.weight_g for piece in _pieces(work, state.packed))
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
    return Step(following, (*packed, closed), (label,), said=said, tone=tone)


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
    return tare_g + sum(piece.weight_g for piece in _pieces(work, parcel.contents))


def _undo(state: PackState, last: tuple[object, ...]) -> Step[PackState]:
    if not last:
        return _refused(state, Refusal.NOTHING_TO_UNDO)
    if any(isinstance(fact, ParcelClosed) for fact in last) or isinstance(state, Finished):
        return _refused(state, Refusal.UNDO_CLOSED)
    return Step(state)


def _packed(state: AwaitUnit, sku: str, quantity: int) -> tuple[ItemPacked, ...]:
    """The pieces over the order's lines, in their order."""
    facts = []
    for line in state.work.lines:
        here = min(quantity, line.picked - line.packed) if line.sku == sku else 0
        if here > 0:
            facts.append(ItemPacked(state.work.order, line.line, sku, here, state.no))
            quantity -= here
    return tuple(facts)


def _to_pack(work: WorkOrder) -> list[Product]:
    pieces: list[Product] = []
    for line in work.lines:
        pieces += [work.product(line.sku)] * max(line.picked - line.packed, 0)
    return pieces


def _pieces(work: WorkOrder, contents: tuple[Content, ...]) -> list[Product]:
    pieces: list[Product] = []
    for content in contents:
        pieces += [work.product(content.sku)] * content.quantity
    return pieces


def _contents(counted: tuple[tuple[str, int], ...]) -> tuple[Content, ...]:
    return tuple(Content(sku, quantity) for sku, quantity in counted)


def _of(contents: tuple[Content, ...], sku: str) -> int:
    return sum(content.quantity for content in contents if content.sku == sku)


def _less(contents: tuple[Content, ...], sku: str, quantity: int) -> tuple[Content, ...]:
    left = (replace(c, quantity=c.quantity - quantity) if c.sku == sku else c for c in contents)
    return tuple(content for content in left if content.quantity > 0)


def _more(contents: tuple[Content, ...], sku: str, quantity: int) -> tuple[Content, ...]:
    if _of(contents, sku):
        return tuple(replace(c, quantity=c.quantity + quantity) if c.sku == sku else c for c in contents)
    return (*contents, Content(sku, quantity))


def _next_name(state: AwaitUnit) -> str:
    return state.work.product(state.plan[0].sku).name if state.plan else ""


def _last_sscc(work: WorkOrder) -> str | None:
    return work.parcels[-1].sscc if work.parcels else None


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
