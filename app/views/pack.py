"""What a packer sees: the carton to take, what goes into it, the closed parcel and its label."""

from dataclasses import replace

from app.domain.catalogue import Carton
from app.domain.facts import Content
from app.domain.orders import WorkOrder
from app.inputs import Message
from app.views.desk import HOME_AWAITS
from app.views.pick import ship_to, size_mm
from app.views.surroundings import Surroundings
from app.views.view import Action, CartonView, JobView, LineView, ParcelView, PlanItem, View, action
from app.workflows.pack import AwaitCarton, AwaitUnit, Finished, PackState


def view_of(state: PackState, around: Surroundings) -> View:
    """The pack screen for this state."""
    work = state.work
    match state:
        case AwaitCarton():
            known = state.suggested is not None
            prompt = Message.of(
                "prompt.carton" if known else "prompt.carton_any", carton=state.suggested or ""
            )
            parcel = _closed(work, around, state.of) or _open(work, state.no, state.of, state.plan)
            view = _view(state, around, prompt, ("carton",))
            return replace(view, carton=_carton(work, state.suggested, None), parcel=parcel)
        case AwaitUnit():
            carton = _carton(work, state.suggested, state.carton.carton)
            parcel = _open(work, state.no, state.of, state.plan)
            view = _view(state, around, Message.of("prompt.pack_product"), ("product",))
            return replace(view, carton=carton, parcel=parcel)
        case Finished():
            parcel_or_none = _closed(work, around, len(work.parcels))
            sscc = parcel_or_none.sscc if parcel_or_none else None
            prompt = Message.of("prompt.packed" if sscc else "prompt.packed_no_label", sscc=sscc or "")
            used = work.parcels[-1].carton if work.parcels else None
            carton = _carton(work, used, used)
            return replace(_view(state, around, prompt, HOME_AWAITS), carton=carton, parcel=parcel_or_none)


def _view(state: PackState, around: Surroundings, prompt: Message, awaits: tuple[str, ...]) -> View:
    work = state.work
    idle = isinstance(state, Finished)
    actions: list[Action] = [
        action("undo", enabled=around.undoable and not idle),
        action("home"),
    ]
    if work.parcels:
        actions.insert(1, action("reprint"))
    lines = tuple(
        LineView(
            line.sku,
            line.picked,
            line.packed,
            line.short,
            work.product(line.sku).name,
            work.product(line.sku).gtin,
            size_mm(work.product(line.sku)),
        )
        for line in work.lines
    )
    return View(
        "pack",
        prompt,
        awaits,
        JobView(f"pack:{work.order}", "pack", work.order),
        None,
        lines,
        actions=tuple(actions),
        ship_to=ship_to(work),
    )


def _carton(work: WorkOrder, suggested: str | None, scanned: str | None) -> CartonView:
    shown = scanned or suggested
    known: Carton | None = next((c for c in work.cartons if c.carton == shown), None)
    if known is None:
        return CartonView(suggested, scanned)
    inner = (known.inner.length_mm, known.inner.width_mm, known.inner.height_mm)
    return CartonView(suggested, scanned, inner, known.cost_cents)


def _open(work: WorkOrder, no: int, of: int, plan: tuple[Content, ...]) -> ParcelView:
    items = tuple(PlanItem(c.sku, c.quantity, work.product(c.sku).name) for c in plan)
    return ParcelView(no, of, items, None, None)


def _closed(work: WorkOrder, around: Surroundings, of: int) -> ParcelView | None:
    """The parcel closed last, with what became of its label."""
    if not work.parcels:
        return None
    parcel = work.parcels[-1]
    print_state = around.print_states.get(parcel.sscc or work.order)
    return ParcelView(parcel.no, of, (), parcel.sscc, print_state, parcel.weight_g)
