"""What a desk shows between jobs: login, home, the returns desk and the list of exceptions."""

from dataclasses import dataclass

from app.domain.people import ROLES
from app.inputs import Message
from app.views.ramp import ShipView
from app.views.surroundings import NOTHING_THERE, RampAround
from app.views.view import Action, AttentionView, Choice, HomeView, View, action
from app.workflows.desk_states import (
    AtAttention,
    AtRamp,
    AtReturns,
    AwaitPin,
    DeskState,
    Home,
    LoggedOut,
    Working,
)

HOME_AWAITS = ("order", "tote", "return", "parcel", "product", "place")


@dataclass(frozen=True, slots=True)
class Around:
    """What lies beyond the desk's own state: work on hand, exceptions, readiness and the time."""

    home: HomeView
    attentions: tuple[AttentionView, ...] = ()
    ready: bool = True
    now_ms: int = 0
    ramp: RampAround = NOTHING_THERE


def view_of(state: DeskState, around: Around) -> View:
    """The screen of a desk without a job."""
    match state:
        case LoggedOut():
            return View("login", Message.of("prompt.badge"), ("badge",))
        case AwaitPin():
            return _pin(state, around.now_ms)
        case AtReturns():
            prompt = Message.of("prompt.return_desk")
            awaits = ("return", "parcel", "order", "product")
            return View(
                "return", prompt, awaits, actions=(action("home"), action("logout")), home=around.home
            )
        case AtRamp():
            return _ramp(around.ramp)
        case AtAttention():
            prompt = Message.of("prompt.attention" if around.attentions else "prompt.attention_none")
            return View(
                "problem",
                prompt,
                (),
                actions=(action("settle", enabled=bool(around.attentions)), action("home")),
                attentions=around.attentions,
            )
        case Home() | Working():
            return _home(around, state.person.roles)


def _pin(state: AwaitPin, now_ms: int) -> View:
    guard = next((g for g in state.guards if g.badge == state.person.badge), None)
    wait_ms = max(guard.until_ms - now_ms, 0) if guard else 0
    seconds = (wait_ms + 999) // 1000
    prompt = (
        Message.of("prompt.pin_wait", seconds=seconds)
        if seconds
        else Message.of("prompt.pin", name=state.person.name)
    )
    actions = (action("pin"), action("home"))
    return View("login", prompt, ("pin",), actions=actions, secret=True, pin_wait_ms=wait_ms)


def _ramp(ramp: RampAround) -> View:
    """The ramp before a cage was scanned: which carrier fetches how much."""
    prompt = Message.of("prompt.ramp" if ramp.carriers or ramp.closed_loads else "prompt.ramp_empty")
    ship = ShipView(carriers=ramp.carriers, closed_loads=ramp.closed_loads)
    actions = (*load_actions(ramp), action("home"), action("logout"))
    return View("ship", prompt, ("cage", "parcel"), actions=actions, ship=ship)


def load_actions(ramp: RampAround) -> tuple[Action, ...]:
    """The way on to each load that waits for its driver."""
    ways = tuple(
        Choice(one.code or one.cage, Message.of("choice.load", carrier=one.carrier, cage=one.cage))
        for one in ramp.closed_loads
    )
    return (Action("load", Message("action.load"), True, ways),) if ways else ()


def _home(around: Around, roles: tuple[str, ...]) -> View:
    home = around.home
    counts = (("pick", home.picks), ("pack", home.packs))
    kinds = tuple(kind for kind, count in counts if count and kind in roles)
    if home.ships and "pack" in roles:
        kinds = (*kinds, "ship")
    if home.slots and "pack" in roles:
        kinds = (*kinds, "wall")
    if home.put_backs and ("pick" in roles or "pack" in roles):
        kinds = ("put_back", *kinds)
    if not around.ready:
        prompt = Message.of("prompt.home_loading")
    elif home.next is None:
        prompt = Message.of("prompt.home_empty")
    else:
        prompt = Message.of("prompt.home")
    return View(
        "home",
        prompt,
        HOME_AWAITS,
        actions=(*home_actions(kinds, roles), action("parcels", enabled="pack" in roles)),
        home=home,
        attentions=around.attentions,
    )


def home_actions(kinds: tuple[str, ...], roles: tuple[str, ...] = ROLES) -> tuple[Action, ...]:
    """What can be done from home, and from a screen that counts as idle."""
    return (
        action("start", enabled=bool(kinds), choices=kinds),
        action("returns", enabled="returns" in roles),
        action("attention"),
        action("logout"),
    )
