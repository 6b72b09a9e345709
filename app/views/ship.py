"""What is seen at the ramp: what lies in the cage, what is missing for its carrier, and who takes it."""

from app.inputs import Message
from app.views.desk import HOME_AWAITS, load_actions
from app.views.ramp import ShipView
from app.views.surroundings import Surroundings
from app.views.view import Action, JobView, QuestionView, View, action, choice
from app.workflows.load import LoadWork
from app.workflows.proof import DIGITS_SHOWN
from app.workflows.ship import (
    Abandoned,
    AwaitClose,
    AwaitCustomsLeft,
    AwaitDriver,
    AwaitPallet,
    AwaitParcel,
    AwaitTracking,
    Finished,
    ShipState,
)

MISSING_MAX = 100
YES_NO = ("yes", "no")


def view_of(state: ShipState, around: Surroundings) -> View:
    """The ramp's screen for this state."""
    work = state.work
    undo = action("undo", enabled=around.undoable)
    home = action("home")
    match state:
        case AwaitPallet():
            return _asked(state, around, Message.of("question.pallet"))
        case AwaitParcel(_, taking_off):
            there = bool(work.loaded)
            taken = (
                action("done"),
                action("takeoff", enabled=there),
                action("track", enabled=there),
                undo,
                home,
            )
            words = (
                "prompt.ship_off" if taking_off else "prompt.ship" if work.carrier else "prompt.ship_first"
            )
            prompt = Message.of(words, carrier=work.carrier)
            awaits = ("parcel",) if taking_off else ("parcel", "cage")
            return _view(state, around, prompt, awaits, taken)
        case AwaitTracking():
            prompt = Message.of("prompt.tracking", sscc=work.loaded[-1].sscc[-DIGITS_SHOWN:])
            return _view(state, around, prompt, ("tracking",), (action("tracking"), action("undo"), home))
        case AwaitCustomsLeft(_, at):
            return _asked(state, around, Message.of("question.customs_open", order=at.order))
        case AwaitClose(_, missing):
            asked = Message.of("question.ship_close", count=missing, carrier=work.carrier)
            return _asked(state, around, asked)
        case AwaitDriver():
            driver = action("driver", choices=("not_known",))
            prompt = Message.of("prompt.ship_driver", carrier=work.carrier)
            named = (action("driver_name"), driver, action("reprint"), home)
            return _view(state, around, prompt, ("driver",), named)
        case Finished() | Abandoned():
            prompt = Message.of("prompt.shipped", carrier=work.carrier)
            over = (action("reprint"), *load_actions(around.ramp), home)
            return _view(state, around, prompt, HOME_AWAITS, over)


def _asked(state: AwaitPallet | AwaitCustomsLeft | AwaitClose, around: Surroundings, asked: Message) -> View:
    question = QuestionView(asked.id.removeprefix("question."), asked, tuple(choice(id) for id in YES_NO))
    actions = (action("answer", choices=YES_NO), action("undo", enabled=not isinstance(state, AwaitPallet)))
    awaits = ("answer", "parcel") if isinstance(state, AwaitClose) else ("answer",)
    view = _view(state, around, asked, awaits, (*actions, action("home")))
    return View(view.screen, asked, awaits, view.job, actions=view.actions, question=question, ship=view.ship)


def _view(
    state: ShipState,
    around: Surroundings,
    prompt: Message,
    awaits: tuple[str, ...],
    actions: tuple[Action, ...],
) -> View:
    work = state.work
    job = JobView(work.load, "ship", None)
    return View("ship", prompt, awaits, job, actions=actions, ship=_ship(work, state, around))


def _ship(work: LoadWork, state: ShipState, around: Surroundings) -> ShipView:
    missing = (
        around.ramp.missing
        if isinstance(state, AwaitParcel | AwaitClose | AwaitCustomsLeft | AwaitTracking)
        else ()
    )
    return ShipView(
        work.load,
        work.cage,
        work.carrier,
        len(work.loaded),
        len(missing),
        missing[:MISSING_MAX],
        work.weight_g,
        work.loaded[-1].order if work.loaded else "",
        isinstance(state, AwaitParcel) and state.taking_off,
        bool(work.closed_at_ms),
        work.handed,
        work.driver,
        work.pallet,
        around.print_states.get(work.pallet or work.load),
        around.ramp.unwanted,
        around.ramp.carriers,
        around.ramp.closed_loads,
    )
