"""What a packer sees: the carton to take, what goes into it, the closed parcel and its label."""

from dataclasses import replace

from app.domain.customs import IN_DIGITS
from app.domain.facts import Content
from app.domain.orders import BLIND, WorkOrder
from app.inputs import Message
from app.views.desk import HOME_AWAITS
from app.views.hints import hints_at, to_confirm
from app.views.lots import lot_asked
from app.views.packing import carton_view, with_done
from app.views.pick import ship_to, size_mm
from app.views.surroundings import Surroundings
from app.views.totes import totes_of
from app.views.view import (
    Action,
    JobView,
    LineView,
    ParcelView,
    PlanItem,
    QuestionView,
    View,
    action,
    choice,
)
from app.workflows.contents import inside
from app.workflows.customs import lacks_of
from app.workflows.pack_carton import REASONS
from app.workflows.pack_missing import REASONS as SHORTS
from app.workflows.pack_missing import pieces_missing
from app.workflows.pack_states import (
    AwaitCarton,
    AwaitConfirmed,
    AwaitCustoms,
    AwaitTracking,
    AwaitUnit,
    AwaitWeight,
    Finished,
    Full,
    Measuring,
    PackState,
    Reopened,
)
from app.workflows.pack_totes import in_several, still_elsewhere, to_fetch_first
from app.workflows.proof import DIGITS_SHOWN
from app.workflows.reopening import REASONS as REOPENINGS
from app.workflows.weighing import computed_g


def view_of(state: PackState, around: Surroundings) -> View:
    """The pack screen for this state."""
    return replace(_seen(state, around), hints=hints_at(state))


def _seen(state: PackState, around: Surroundings) -> View:
    """The screen without its hints."""
    work = state.work
    match state:
        case AwaitCarton():
            prompt = _missing_prompt(state) or _carton_prompt(state)
            parcel = None if state.proven else _closed(work, around, state.of)
            parcel = parcel or _open(work, state.no, state.of, state.plan)
            view = _view(state, around, prompt, ("carton", *_tote_too(work)))
            return replace(view, carton=carton_view(work, state.suggested, None, state.parcel), parcel=parcel)
        case AwaitUnit():
            carton = carton_view(work, state.suggested, state.carton, state.parcel)
            carton = with_done(carton, state.packed, state.plan)
            parcel = _open(work, state.no, state.of, state.plan)
            many = state.last is not None
            asked = Message.of("prompt.pack_many" if many else "prompt.pack_product")
            awaits = ("product", *(("quantity",) if many else ()), *_tote_too(work))
            prompt = _missing_prompt(state) or _fetch_prompt(state) or asked
            view = replace(_view(state, around, prompt, awaits), carton=carton, parcel=parcel)
            return lot_asked(view, state.asked) if state.asked is not None else view
        case AwaitConfirmed(opened):
            view = _full(state, around, Message.of("prompt.confirm"), ("answer",))
            text = to_confirm(work, opened.packed)
            return replace(view, question=QuestionView("instructions", text, (choice("yes"),)))
        case AwaitCustoms(opened):
            lack = lacks_of(work, opened.packed)[0]
            name = work.product(lack.sku).name if lack.sku else work.order
            return _full(state, around, Message.of(f"prompt.customs.{lack.field}", name=name), ("customs",))
        case AwaitWeight(_, recounted):
            prompt = Message.of("prompt.weight_any" if recounted else "prompt.weight")
            return _full(state, around, prompt, ("weight",))
        case Reopened():
            view = _view(state, around, Message.of("prompt.reopened", no=state.no), ("product",))
            carton = carton_view(work, None, state.carton, None)
            return replace(view, carton=carton, parcel=_open(work, state.no, len(work.parcels) + 1, ()))
        case AwaitTracking(before):
            return _tracking(view_of(before, around))
        case Measuring(before, sku):
            return _measuring(view_of(before, around), work, sku)
        case Finished():
            parcel_or_none = _closed(work, around, len(work.parcels))
            sscc = parcel_or_none.sscc if parcel_or_none else None
            used = work.parcels[-1].carton if work.parcels else None
            prompt = _packed_prompt(state, sscc)
            known = next((carton for carton in work.cartons if carton.carton == used), None)
            carton = replace(carton_view(work, used, known, None), scanned=used)
            return replace(_view(state, around, prompt, HOME_AWAITS), carton=carton, parcel=parcel_or_none)


def _packed_prompt(state: Finished, sscc: str | None) -> Message:
    """The label is stuck on and scanned; once it was, nothing more is to be done here."""
    if sscc is None:
        return Message("prompt.packed_no_label" if state.work.parcels else "prompt.packed_nothing")
    return Message("prompt.home") if state.proven else Message.of("prompt.packed", sscc=sscc)


def _full(state: Full, around: Surroundings, prompt: Message, awaits: tuple[str, ...]) -> View:
    """The full carton on the table, with what it should weigh."""
    work, opened = state.work, state.opened
    view = _view(state, around, prompt, awaits)
    carton = with_done(carton_view(work, opened.suggested, opened.carton, opened.parcel), opened.packed, ())
    parcel = replace(_open(work, opened.no, opened.of, ()), weight_g=computed_g(opened))
    return replace(view, carton=carton, parcel=parcel)


def _view(state: PackState, around: Surroundings, prompt: Message, awaits: tuple[str, ...]) -> View:
    work = state.work
    idle = isinstance(state, Finished)
    missing = getattr(state, "missing", None) is not None
    taking_back = (
        missing or getattr(state, "insisted", None) is not None or getattr(state, "recounted", False)
    )
    actions: list[Action] = [
        action("undo", enabled=around.undoable or taking_back or getattr(state, "asked", None) is not None),
        action("home"),
    ]
    if isinstance(state, AwaitCarton | AwaitUnit) and work.handed != BLIND:
        actions.insert(0, action("done") if missing else action("short", choices=SHORTS))
    if isinstance(state, AwaitCarton) and not missing:
        actions.append(action("fits", enabled=not taking_back, choices=REASONS))
    if isinstance(state, AwaitConfirmed):
        actions.insert(0, action("answer", choices=("yes",)))
    elif isinstance(state, Reopened | AwaitWeight):
        counted = isinstance(state, AwaitWeight) and (state.recounted or not state.off)
        actions.insert(0, action("done", enabled=not counted))
    elif not idle and not missing:
        actions.append(action("nofit", enabled=_may_not_fit(state)))
        if _asks_for_sizes(state):
            actions.append(action("measure"))
    if isinstance(state, AwaitCustoms):
        in_digits = lacks_of(work, state.opened.packed)[0].field in IN_DIGITS
        actions[:0] = [action("customs" if in_digits else "customs_letters"), action("done")]
    if isinstance(state, AwaitWeight):
        actions.insert(0, action("weigh"))
    if isinstance(state, AwaitUnit) and state.last is not None:
        actions.insert(0, action("quantity"))
    if work.parcels:
        actions.insert(1, action("reprint"))
    if work.parcels and isinstance(state, AwaitCarton | Finished):
        actions.append(action("reopen", choices=REOPENINGS))
        actions.append(action("track", enabled=work.parcels[-1].sscc is not None))
    if work.handed == BLIND and not idle:
        actions.insert(0, action("done", enabled=bool(work.parcels or getattr(state, "packed", ()))))
    return View(
        "pack",
        prompt,
        awaits,
        JobView(f"pack:{work.order}", "pack", work.order),
        None,
        _lines(state),
        actions=tuple(actions),
        ship_to=ship_to(work),
        totes=() if idle else totes_of(work),
    )


def _lines(state: PackState) -> tuple[LineView, ...]:
    """What was picked of each line, and how much of it is packed; of several parcels this one's lines come first."""
    work = state.work
    here, mine = _in_this_parcel(state)
    found = []
    for line in work.lines:
        left = max(line.picked - line.packed, 0)
        now = min(left, here.get(line.sku, left))
        if line.sku in here:
            here[line.sku] -= now
        product = work.product(line.sku)
        shown = LineView(
            line.sku, line.picked, line.packed, line.short, product.name, product.gtin, size_mm(product)
        )
        away, away_in = still_elsewhere(work, line)
        found.append(replace(shown, away=away, away_in=away_in, later=left - now))
    return tuple(sorted(found, key=lambda line: line.sku not in mine))


def _in_this_parcel(state: PackState) -> tuple[dict[str, int], frozenset[str]]:
    """How many pieces of each product still go into this parcel, and which products are of it."""
    at = state.before if isinstance(state, Measuring | AwaitTracking) else state
    at = at.opened if isinstance(at, Full) else at
    everything = frozenset(line.sku for line in at.work.lines)
    if not isinstance(at, AwaitCarton | AwaitUnit) or at.of == at.no:
        return {}, everything
    plan = dict.fromkeys(everything, 0) | {content.sku: content.quantity for content in at.plan}
    packed = at.packed if isinstance(at, AwaitUnit) else inside(at.work)
    return plan, frozenset(content.sku for content in (*at.plan, *packed))


def _measuring(view: View, work: WorkOrder, sku: str | None) -> View:
    """The same screen while a product is measured: which one, then its size."""
    name = work.product(sku).name if sku else ""
    prompt = Message.of("prompt.measure_size" if sku else "prompt.measure_product", name=name)
    awaits = ("size", "product") if sku else ("product",)
    actions = (*((action("size"),) if sku else ()), action("undo"), action("home"))
    return replace(view, prompt=prompt, awaits=awaits, actions=actions)


def _tracking(view: View) -> View:
    """The same screen while the carrier's number is asked for."""
    sscc = (view.parcel.sscc if view.parcel else None) or ""
    prompt = Message.of("prompt.tracking", sscc=sscc[-DIGITS_SHOWN:])
    actions = (action("tracking"), action("undo"), action("home"))
    return replace(view, prompt=prompt, awaits=("tracking",), actions=actions)


def _missing_prompt(state: AwaitCarton | AwaitUnit) -> Message | None:
    if state.missing is None:
        return None
    return Message.of("prompt.missing", count=pieces_missing(state))


def _tote_too(work: WorkOrder) -> tuple[str, ...]:
    return ("tote",) if in_several(work) else ()


def _fetch_prompt(state: AwaitUnit) -> Message | None:
    """What is left of this parcel lies in totes that are not here."""
    names = to_fetch_first(state)
    if not names:
        return None
    places = dict.fromkeys(one.place for one in state.work.to_fetch if one.place and one.tote in names)
    return Message.of("prompt.fetch_tote", tote=", ".join(names), place=", ".join(places))


def _carton_prompt(state: AwaitCarton) -> Message:
    """Which carton to scan: the one suggested, or any, with the reason why the packer chooses."""
    if state.insisted is not None:
        return Message.of("prompt.carton_insisted")
    parcel = state.parcel
    if state.suggested is None:
        why = parcel.why.value if parcel and parcel.why else ""
        name = state.work.product(parcel.by_eye[0]).name if parcel and parcel.by_eye else ""
        return Message.of(f"prompt.carton_any.{why}" if why else "prompt.carton_any", name=name)
    if parcel is not None and parcel.by_eye:
        name = state.work.product(parcel.by_eye[0]).name
        return Message.of("prompt.carton_at_least", carton=state.suggested, name=name)
    if state.work.parcels and not state.proven:
        return Message.of("prompt.carton_next", no=state.work.parcels[-1].no, carton=state.suggested)
    return Message.of("prompt.carton", carton=state.suggested)


def _asks_for_sizes(state: PackState) -> bool:
    """Whether measuring has a button: beside an open carton, and where sizes are missing or seem wrong."""
    if isinstance(state, AwaitUnit):
        return True
    return bool(state.work.misfits) or any(product.size is None for product in state.work.products)


def _may_not_fit(state: PackState) -> bool:
    return isinstance(state, AwaitUnit) or (isinstance(state, AwaitCarton) and state.suggested is not None)


def _open(work: WorkOrder, no: int, of: int, plan: tuple[Content, ...]) -> ParcelView:
    items = tuple(PlanItem(c.sku, c.quantity, work.product(c.sku).name) for c in plan)
    return ParcelView(no, of, items, None, None)


def _closed(work: WorkOrder, around: Surroundings, of: int) -> ParcelView | None:
    """The parcel closed last, with what became of its label."""
    if not work.parcels:
        return None
    parcel = work.parcels[-1]
    print_state = around.print_states.get(parcel.sscc or work.order)
    return ParcelView(parcel.no, of, (), parcel.sscc, print_state, parcel.weight_g, parcel.tracking)
