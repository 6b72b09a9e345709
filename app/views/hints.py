"""What a packer must know beside the goods themselves, in the order of what costs most when it is missed."""

from app.domain.facts import Content
from app.domain.handed_along import INSTRUCTIONS
from app.domain.orders import WorkOrder
from app.inputs import Message
from app.views.view import HintView
from app.workflows.contents import inside, lots_wanted
from app.workflows.customs import lacks_of, needs_customs
from app.workflows.hinting import (
    BETWEEN,
    above_limit,
    age_min_of,
    instructions_for,
    is_fragile,
    marks_of,
    products_in,
    too_heavy_g,
)
from app.workflows.pack_states import (
    AwaitCarton,
    AwaitConfirmed,
    AwaitCustoms,
    AwaitTracking,
    AwaitUnit,
    AwaitWeight,
    Finished,
    Measuring,
    PackState,
    Reopened,
    together,
)


def hints_at(state: PackState) -> tuple[HintView, ...]:
    """What is to be minded now: where the goods stand, then the parcel on the table."""
    return (*_slot_hint(state), *_hints(state))


def _slot_hint(state: PackState) -> tuple[HintView, ...]:
    """Where the goods stand, if they came by the put wall."""
    slots = ", ".join(state.work.slots)
    if not slots or isinstance(state, Finished | AwaitTracking):
        return ()
    return (HintView("slot", Message.of("hint.slot", slot=slots)),)


def _hints(state: PackState) -> tuple[HintView, ...]:
    """What is to be minded about the parcel on the table: the closed one as long as its label is to be stuck on."""
    work = state.work
    match state:
        case AwaitCarton():
            low = few_left(state)
            if work.parcels and not state.proven:
                return (*_closed_hints(work), *low)
            return (*hints_of(work, together(inside(work), state.plan), state.no), *low)
        case AwaitUnit():
            return _opened_hints(state)
        case AwaitConfirmed(opened) | AwaitCustoms(opened) | AwaitWeight(opened):
            return _opened_hints(opened)
        case Reopened():
            return hints_of(work, state.packed, state.no, state.carton.tare_g)
        case Measuring(before):
            return _hints(before)
        case AwaitTracking(before):
            return _hints(before)
        case Finished():
            return _closed_hints(work) if work.parcels and not state.proven else ()


def _opened_hints(opened: AwaitUnit) -> tuple[HintView, ...]:
    contents = together(opened.packed, opened.plan)
    return hints_of(opened.work, contents, opened.no, opened.carton.tare_g)


def _closed_hints(work: WorkOrder) -> tuple[HintView, ...]:
    """Of the parcel closed last, while its label and its marks are stuck on."""
    parcel = work.parcels[-1]
    tare_g = next((one.tare_g for one in work.cartons if one.carton == parcel.carton), 0)
    found = hints_of(work, parcel.contents, parcel.no, tare_g)
    return tuple(hint for hint in found if hint.kind != "lot")


def hints_of(
    work: WorkOrder, contents: tuple[Content, ...], no: int, tare_g: int = 0
) -> tuple[HintView, ...]:
    """The hints of the parcel `no` with these contents, first those that must be heeded."""
    found = [
        HintView(f"left_out_{what}", Message.of(f"hint.left_out.{what}"), warns=True)
        for what in reversed(work.left_out)
    ]
    told = instructions_for(work, contents)
    if told:
        found.append(HintView("instructions", Message.of("hint.instructions", text=told), warns=True))
    lots = _lots(work, contents)
    if lots is not None:
        found.append(HintView("lot", lots, warns=True))
    for above in above_limit(work, contents):
        gaps: dict[str, object] = {"name": above.name, "pieces": above.pieces, "most": above.most}
        found.append(HintView("above_limit", Message.of("hint.above_limit", **gaps), warns=True))
    weight_g = too_heavy_g(work, contents, tare_g)
    if weight_g is not None:
        kilos = -(-weight_g // 1000)
        found.append(HintView("too_heavy", Message.of("hint.too_heavy", kilos=kilos), warns=True))
    if needs_customs(work):
        lacks = lacks_of(work, contents)
        name = work.product(lacks[0].sku).name if lacks and lacks[0].sku else ""
        id = f"hint.customs.{lacks[0].field}" if lacks else "hint.customs"
        found.append(HintView("customs", Message.of(id, name=name), warns=bool(lacks)))
    found += [HintView(f"mark_{mark}", Message.of(f"hint.mark_{mark}")) for mark in marks_of(work, contents)]
    age = age_min_of(work, contents)
    if age:
        found.append(HintView("age", Message.of("hint.age", age=age)))
    if is_fragile(work, contents):
        found.append(HintView("fragile", Message.of("hint.fragile")))
    if work.hints.gift_note and no == 1:
        found.append(HintView("gift_note", Message.of("hint.gift_note")))
    if work.hints.price_free:
        found.append(HintView("price_free", Message.of("hint.price_free")))
    if work.hints.insert:
        found.append(HintView("insert", Message.of("hint.insert", insert=work.hints.insert)))
    return tuple(found)


def _lots(work: WorkOrder, contents: tuple[Content, ...]) -> Message | None:
    """Which lot goes in, by product where there are several."""
    wanted = {one: ", ".join(lots_wanted(work, one.sku)) for one in products_in(work, contents)}
    asked = {one: lots for one, lots in wanted.items() if lots}
    if not asked:
        return None
    if len(wanted) == 1:
        return Message.of("hint.lot", lot=next(iter(asked.values())))
    return Message.of("hint.lots", lots=BETWEEN.join(f"{one.name}: {lots}" for one, lots in asked.items()))


def to_confirm(work: WorkOrder, contents: tuple[Content, ...]) -> Message:
    """What the packer says Yes to before the parcel closes."""
    if INSTRUCTIONS in work.left_out:
        return Message.of("question.instructions_left_out", order=work.order)
    return Message.of("question.instructions", text=instructions_for(work, contents))


def few_left(state: AwaitCarton) -> tuple[HintView, ...]:
    """Of the carton that is suggested only few are left, the one that is taken now among them."""
    carton = next((one for one in state.work.cartons if one.carton == state.suggested), None)
    if carton is None or carton.stock is None or carton.stock_low is None or carton.stock > carton.stock_low:
        return ()
    return (HintView("carton_low", Message.of("hint.carton_low", carton=carton.carton, count=carton.stock)),)
