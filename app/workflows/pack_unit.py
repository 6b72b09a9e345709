"""One unit, or several equal ones, into the open carton; wrong, surplus, packed already and another lot told apart. Pure."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.catalogue import Product
from app.domain.facts import Content
from app.domain.orders import after
from app.domain.packing import serial_key
from app.inputs import Input, Message, ProductScanned, Refusal, Refused, Step, Supply, Tone
from app.workflows.closing import closed
from app.workflows.contents import another_lot, count_of, less, lots_wanted, more, packed, to_pack
from app.workflows.lots import LotAsked, is_no, is_yes, said_asked, said_left
from app.workflows.pack_states import AwaitUnit, LastUnit, PackState


def unit(state: AwaitUnit, given: ProductScanned, supply: Supply) -> Step[PackState]:
    product, quantity = given.product, given.quantity
    here = count_of(state.plan, product.sku)
    serial = given.serial if quantity == 1 else None
    if serial is not None and serial_key(product.sku, serial) in state.work.serials:
        return _refused(state, Refusal.ALREADY_PACKED, next_name(state), f"{product.name} {serial}")
    if quantity > here:
        return _not_here(state, product, here, quantity)
    lots = another_lot(state.work, product.sku, given.lot)
    if lots is not None:
        return _refused(state, Refusal.WRONG_LOT, lots, given.lot or "")
    wanted = lots_wanted(state.work, product.sku)
    if wanted and given.lot is None and product.sku not in state.of_lot:
        asked = LotAsked(product.sku, quantity, ", ".join(wanted), serial)
        return Step(replace(state, asked=asked), said=said_asked(asked), tone=Tone.NOTED)
    lot = given.lot or (wanted[0] if len(wanted) == 1 else None)
    of = Content(product.sku, quantity, (serial,) if serial else ())
    facts = packed(state.work, state.no, of, lot)
    work = after(state.work, facts)
    plan = less(state.plan, product.sku, quantity)
    following = replace(state, work=work, plan=plan, packed=more(state.packed, product.sku, quantity))
    more_of_it = quantity == 1 and serial is None and count_of(plan, product.sku) > 0
    counted = state.work.packing.counts and more_of_it
    following = replace(following, last=LastUnit(product.sku, lot) if counted else None)
    if wanted and product.sku not in state.of_lot:
        following = replace(following, of_lot=(*state.of_lot, product.sku))
    if plan:
        return Step(following, facts, said=Message.of("said.packed", name=product.name))
    return closed(following, facts, supply)


def of_the_lot(
    state: AwaitUnit, asked: LotAsked, given: Input, going_on: Callable[[PackState, Input], Step[PackState]]
) -> Step[PackState]:
    """Yes packs what was scanned, No leaves it out; whatever else is accepted withdraws the question."""
    plain = replace(state, asked=None)
    if is_no(given):
        return Step(plain, said=said_left(asked), tone=Tone.NOTED)
    if is_yes(given):
        plain = replace(plain, of_lot=(*plain.of_lot, asked.sku))
        given = ProductScanned(state.work.product(asked.sku), asked.quantity, serial=asked.serial)
    following = going_on(plain, given)
    return Step(state, refused=following.refused) if following.refused else following


def _not_here(state: AwaitUnit, product: Product, here: int, quantity: int) -> Step[PackState]:
    """Wrong, surplus and 'into the next parcel' are told apart."""
    if here:
        return _refused(state, Refusal.TOO_MANY, str(here), str(quantity))
    if any(left.sku == product.sku for left in to_pack(state.work)):
        return _refused(state, Refusal.NEXT_PARCEL, next_name(state), product.name)
    mine = any(line.sku == product.sku and line.picked for line in state.work.lines)
    return _refused(
        state, Refusal.TOO_MANY if mine else Refusal.WRONG_PRODUCT, next_name(state), product.name
    )


def several(state: AwaitUnit, quantity: int, supply: Supply) -> Step[PackState]:
    """So many pieces like the one scanned last, that one among them; where the site wants each scanned, none."""
    last = state.last
    if last is None:
        return _refused(state, Refusal.SCAN_PRODUCT, next_name(state))
    here = count_of(state.plan, last.sku) + 1
    if not 0 < quantity <= here:
        return _refused(state, Refusal.TOO_MANY, str(here), str(quantity))
    product = state.work.product(last.sku)
    if quantity == 1:
        said = Message.of("said.packed", name=product.name)
        return Step(replace(state, last=None), said=said)
    step = unit(state, ProductScanned(product, quantity - 1, last.lot), supply)
    if step.said is None or step.said.id != "said.packed":
        return step
    return replace(step, said=Message.of("said.packed_many", name=product.name, quantity=quantity))


def next_name(state: AwaitUnit) -> str:
    """The product that goes in next."""
    return state.work.product(state.plan[0].sku).name if state.plan else ""


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
