"""What a picker sees: where to go, what to take, into which tote."""

from dataclasses import replace

from app.domain.catalogue import Product
from app.domain.orders import Spot, WorkOrder
from app.domain.places import PACK
from app.inputs import Message
from app.views.lots import lot_asked
from app.views.surroundings import Surroundings
from app.views.totes import totes_of
from app.views.view import Action, HintView, JobView, LineView, StopView, View, WalkStop, action
from app.workflows.pick import REASONS, AwaitDrop, AwaitProduct, AwaitTote, Finished, PickState, Stop
from app.workflows.pick_totes import in_hand
from app.workflows.stops import lot_wanted


def view_of(state: PickState, around: Surroundings) -> View:
    """The pick screen for this state."""
    work = state.work
    match state:
        case AwaitTote():
            return _view(work, Message.of("prompt.tote"), ("tote",), _actions(around, short=False), None)
        case AwaitProduct():
            prompt, awaits = _asked(state)
            asking = replace(around, undoable=around.undoable or state.asked is not None)
            actions = _actions(asking, short=not state.full, full=not state.full)
            view = _view(work, prompt, awaits, actions, _stop(state))
            view = replace(view, walk=_walk(state), hints=_hints(state))
            return lot_asked(view, state.asked) if state.asked is not None else view
        case AwaitDrop() | Finished():
            total = len({(s.place, line.sku) for line in work.lines for s in line.sources})
            alone = state.tote if isinstance(state, AwaitDrop) else None
            names = alone or ", ".join(in_hand(work)) or work.tote_names
            several = len(in_hand(work)) > 1
            stop = StopView(PACK, None, None, None, 0, 0, names, total, total)
            prompt = Message.of(
                "prompt.drop_several" if several and alone is None else "prompt.drop", place=PACK, tote=names
            )
            awaits = ("place", "tote") if several else ("place",)
            begun = replace(around, undoable=around.undoable or alone is not None)
            return _view(work, prompt, awaits, _actions(begun, short=False), stop)


def _asked(state: AwaitProduct) -> tuple[Message, tuple[str, ...]]:
    stop = state.stops[0]
    left = stop.wanted - state.taken
    if state.full:
        return Message.of("prompt.tote_full", tote=state.work.tote or ""), ("tote",)
    if state.counting:
        asked = Message.of("prompt.pick_count", done=state.taken, wanted=stop.wanted)
        return asked, ("product",)
    if state.taken:
        return Message.of("prompt.pick_confirm", quantity=left), ("product", "place", "tote")
    if stop.wanted > 1:
        return Message.of("prompt.pick_qty", quantity=stop.wanted), ("product", "place")
    return Message.of("prompt.pick_one"), ("product", "place")


def _stop(state: AwaitProduct) -> StopView:
    stop: Stop = state.stops[0]
    product = state.work.product(stop.sku)
    spot = _spot(state.work, stop.place)
    return StopView(
        place=stop.place,
        sku=stop.sku,
        name=product.name,
        digits=product.digits,
        wanted=stop.wanted,
        done=state.taken,
        tote=state.work.tote,
        no=state.stops_all - len(state.stops) + 1,
        of=state.stops_all,
        counting=state.counting,
        gtin=product.gtin,
        aisle=spot.aisle,
        bay=spot.bay,
        level=spot.level,
        size_mm=size_mm(product),
    )


def _hints(state: AwaitProduct) -> tuple[HintView, ...]:
    """Which lot is wanted, where the order asks for one."""
    lot = lot_wanted(state.work, state.stops[0])
    return (HintView("lot", Message.of("hint.lot", lot=lot), warns=True),) if lot else ()


def _walk(state: AwaitProduct) -> tuple[WalkStop, ...]:
    spots = (_spot(state.work, stop.place) for stop in state.stops)
    return tuple(WalkStop(spot.place, spot.aisle, spot.bay) for spot in spots)


def _spot(work: WorkOrder, place: str) -> Spot:
    return next((spot for spot in work.spots if spot.place == place), Spot(place, "", "", ""))


def size_mm(product: Product) -> tuple[int, int, int] | None:
    """The edges of a product, longest first, for its picture; None as long as nobody has measured it."""
    size = product.size
    return (size.length_mm, size.width_mm, size.height_mm) if size else None


def _actions(around: Surroundings, *, short: bool, full: bool | None = None) -> tuple[Action, ...]:
    """`full` is None where no tote can be full."""
    return (
        action("short", enabled=short, choices=REASONS),
        *((action("totefull", enabled=full),) if full is not None else ()),
        action("undo", enabled=around.undoable or full is False),
        action("home"),
    )


def _view(
    work: WorkOrder,
    prompt: Message,
    awaits: tuple[str, ...],
    actions: tuple[Action, ...],
    stop: StopView | None,
) -> View:
    lines = tuple(
        LineView(
            line.sku,
            line.ordered,
            line.picked,
            line.short,
            work.product(line.sku).name,
            work.product(line.sku).gtin,
            size_mm(work.product(line.sku)),
        )
        for line in work.lines
    )
    job = JobView(f"pick:{work.order}", "pick", work.order)
    addressed = ship_to(work)
    return View(
        "pick", prompt, awaits, job, stop, lines, actions=actions, ship_to=addressed, totes=totes_of(work)
    )


def ship_to(work: WorkOrder) -> tuple[str, ...]:
    """Name, and city with country: enough to recognise an order."""
    return (work.ship_to.name, f"{work.ship_to.city}, {work.ship_to.country}")
