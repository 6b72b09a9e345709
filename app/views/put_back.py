"""What somebody sees who brings goods back: that the order was cancelled or changed, and where each piece goes."""

from dataclasses import replace

from app.domain.orders import WorkOrder
from app.inputs import Message
from app.views.pick import ship_to, size_mm
from app.views.surroundings import Surroundings
from app.views.view import Action, JobView, LineView, StopView, View, WalkStop, action
from app.workflows.put_back import (
    REASONS,
    AwaitEmptied,
    AwaitOpened,
    AwaitShelf,
    Finished,
    PutBackState,
)


def view_of(state: PutBackState, around: Surroundings) -> View:
    """The put-back screen for this state."""
    work = state.work
    why = "cancelled" if work.cancelled else "changed"
    match state:
        case AwaitOpened():
            sscc = state.parcel.sscc
            prompt = Message.of("prompt.put_back_open", sscc=sscc or "", order=work.order)
            return _view(work, prompt, ("parcel",) if sscc else (), _actions(around, done=sscc is None))
        case AwaitEmptied():
            prompt = Message.of("prompt.put_back_empty", carton=work.carton or "", order=work.order)
            return _view(work, prompt, ("tote",), _actions(around, done=True))
        case AwaitShelf():
            view = _view(work, _asked(state, why), ("place", "product"), _actions(around, short=True))
            return replace(view, stop=_stop(state), walk=_walk(state))
        case Finished():
            return _view(
                work, Message.of(f"prompt.put_back_done_{why}", order=work.order), (), _actions(around)
            )


def _asked(state: AwaitShelf, why: str) -> Message:
    stop = state.stops[0]
    if state.in_hand:
        return Message.of("prompt.put_back_place", place=stop.place)
    if state.place is not None:
        return Message.of("prompt.put_back_product", quantity=stop.wanted)
    return Message.of(f"prompt.put_back_{why}", order=state.work.order)


def _stop(state: AwaitShelf) -> StopView:
    stop, work = state.stops[0], state.work
    product = work.product(stop.sku)
    spot = next((spot for spot in work.spots if spot.place == stop.place), None)
    return StopView(
        place=stop.place,
        sku=stop.sku,
        name=product.name,
        digits=product.digits,
        wanted=stop.wanted,
        done=0,
        tote=work.tote_names or None,
        no=state.stops_all - len(state.stops) + 1,
        of=state.stops_all,
        gtin=product.gtin,
        aisle=spot.aisle if spot else "",
        bay=spot.bay if spot else "",
        level=spot.level if spot else "",
        size_mm=size_mm(product),
    )


def _walk(state: AwaitShelf) -> tuple[WalkStop, ...]:
    spots = {spot.place: spot for spot in state.work.spots}
    places = [stop.place for stop in state.stops]
    return tuple(
        WalkStop(place, spots[place].aisle, spots[place].bay) if place in spots else WalkStop(place, "", "")
        for place in places
    )


def _actions(around: Surroundings, *, short: bool = False, done: bool = False) -> tuple[Action, ...]:
    return (
        action("short", enabled=short, choices=REASONS),
        action("done", enabled=done),
        action("undo", enabled=around.undoable),
        action("home"),
    )


def _view(work: WorkOrder, prompt: Message, awaits: tuple[str, ...], actions: tuple[Action, ...]) -> View:
    back = work.goes_back
    lines = tuple(
        LineView(
            line.sku,
            back[line.line],
            0,
            0,
            work.product(line.sku).name,
            work.product(line.sku).gtin,
            size_mm(work.product(line.sku)),
        )
        for line in work.lines
        if line.line in back
    )
    job = JobView(f"put_back:{work.order}", "put_back", work.order)
    return View("put_back", prompt, awaits, job, None, lines, actions=actions, ship_to=ship_to(work))
