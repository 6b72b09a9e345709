"""The registry: kind of job -> how it begins, steps and shows itself. The desk knows kinds by this alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.people import Person
from app.inputs import Input, Step, Supply
from app.views import desk as desk_view
from app.views import pack as pack_view
from app.views import pick as pick_view
from app.views import put_back as put_back_view
from app.views import return_intake as return_view
from app.views import ship as ship_view
from app.views import wall as wall_view
from app.views.surroundings import Surroundings
from app.views.view import View
from app.workflows import desk, load, pack, pick, put_back, return_intake, ship, wall
from app.workflows.hearing import NOTHING_HEARD, Hearing


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job. `done` states end the job; `idle` ones stay on the screen but claim no scan.

    In a state that `rests` nothing is in the hands, so that news of the order may change the screen at once.
    """

    name: str
    version: int
    form: Any
    begin: Callable[[Any], Any]
    step: Callable[[Any, Input, Supply], Step[Any]]
    view_of: Callable[[Any, Surroundings], View]
    done: Callable[[Any], bool]
    idle: Callable[[Any], bool]
    rests: Callable[[Any], bool] = lambda state: False


KINDS: dict[str, JobKind] = {
    "pick": JobKind(
        "pick",
        pick.VERSION,
        pick.PickState,
        pick.begin,
        pick.step,
        pick_view.view_of,
        done=lambda state: isinstance(state, pick.Finished),
        idle=lambda state: False,
        rests=lambda state: isinstance(state, pick.AwaitTote),
    ),
    "pack": JobKind(
        "pack",
        pack.VERSION,
        pack.PackState,
        pack.begin,
        pack.step,
        pack_view.view_of,
        done=pack.is_over,
        idle=pack.is_over,
        rests=lambda state: isinstance(state, pack.AwaitCarton),
    ),
    "put_back": JobKind(
        "put_back",
        put_back.VERSION,
        put_back.PutBackState,
        put_back.begin,
        put_back.step,
        put_back_view.view_of,
        done=lambda state: isinstance(state, put_back.Finished),
        idle=lambda state: False,
    ),
    "return": JobKind(
        "return",
        return_intake.VERSION,
        return_intake.ReturnState,
        return_intake.begin,
        return_intake.step,
        return_view.view_of,
        done=lambda state: isinstance(state, return_intake.Finished),
        idle=lambda state: False,
    ),
    "ship": JobKind(
        "ship",
        ship.VERSION,
        ship.ShipState,
        ship.begin,
        ship.step,
        ship_view.view_of,
        done=lambda state: isinstance(state, ship.Finished | ship.Abandoned),
        idle=lambda state: isinstance(state, ship.Finished),
    ),
}

TICKING = (pack.AwaitCarton, pack.AwaitUnit)
KINDS["wall"] = JobKind(
    "wall",
    wall.VERSION,
    wall.WallState,
    wall.begin,
    wall.step,
    wall_view.view_of,
    done=lambda state: False,
    idle=lambda state: False,
)

DESK_VERSION = desk.VERSION
DESK_FORM: Any = desk.DeskState
desk_begin = desk.begin
desk_step = desk.step
desk_view_of = desk_view.view_of
DeskAround = desk_view.Around
LoadWork = load.LoadWork
WallWork = wall.WallWork
home_actions = desk_view.home_actions
return_opening = return_intake.opening
WRITE_OFF_REASONS = desk.WRITE_OFF_REASONS


def job_of(state: Any) -> str | None:
    """The job that is on the screen of a desk in this state."""
    return state.job if isinstance(state, desk.Working) else None


def person_of(state: Any) -> Person | None:
    """Who is logged in at a desk in this state."""
    if isinstance(state, desk.Home | desk.AtReturns | desk.AtRamp | desk.AtAttention | desk.Working):
        return state.person
    return None


def may(person: Person | None, kind: str) -> bool:
    """Whether this person's roles allow jobs of this kind. Goods are brought back by whoever may hold them."""
    if person is not None and kind == "put_back":
        return "pick" in person.roles or "pack" in person.roles
    return person is not None and desk.ROLE_OF[kind] in person.roles


def at_job(person: Person, job: str, before: Any = None) -> Any:
    """The desk's state while this job is on its screen; PINs that rest `before` go on resting."""
    return desk.Working(person, job, getattr(before, "guards", ()))


def at_home(person: Person, before: Any = None, dropped: str | None = None) -> Any:
    """The desk's state between jobs; PINs that rest `before` go on resting. `dropped` is the pick just ended."""
    return desk.Home(person, getattr(before, "guards", ()), dropped=dropped)


def dropped_of(state: Any) -> str | None:
    """The pick that ended just now at a desk in this state."""
    return state.dropped if isinstance(state, desk.Home) else None


def hearing_of(state: Any) -> Hearing:
    """What was asked and told about codes at a desk in this state."""
    return getattr(state, "heard", NOTHING_HEARD)


def heard(state: Any, hearing: Hearing) -> Any:
    """The desk's state with this asked and told; where nobody is logged in nothing is."""
    return replace(state, heard=hearing) if hasattr(state, "heard") else state


def guarded(state: Any, wrong: int, until_ms: int) -> Any:
    """The state in which a PIN is asked for, knowing of the wrong ones at other desks."""
    if not isinstance(state, desk.AwaitPin) or not wrong:
        return state
    others = tuple(guard for guard in state.guards if guard.badge != state.person.badge)
    return replace(state, guards=(*others, desk.Guard(state.person.badge, wrong, until_ms)))


def is_secret(state: Any) -> bool:
    """Whether a PIN is asked for, so that nothing typed may be kept."""
    return isinstance(state, desk.AwaitPin)


def is_at_ramp(state: Any) -> bool:
    """Whether the desk waits for a cage."""
    return isinstance(state, desk.AtRamp)


def ticks_totes_off(kind: str, state: Any) -> bool:
    """Whether the tote by which a job is opened is one of several, each of which is ticked off."""
    return kind == "pack" and isinstance(state, TICKING) and pack.in_several(state.work)


def holds_tote(state: Any) -> bool:
    """Whether a tote of the put wall is in the hand, so that an undo puts it aside."""
    return isinstance(state, wall.AwaitSlot)


def slot_in(state: Any) -> str:
    """The slot of the put wall that the tote in the hand goes into; empty where there is none."""
    return state.slot if isinstance(state, wall.AwaitSlot) else ""


def work_in(state: Any) -> Any:
    """The work order or return that a job's state carries."""
    return state.work
