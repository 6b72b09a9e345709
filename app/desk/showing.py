"""Puts the view of a desk together: the job's or the desk's own, with status, banner and what home offers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from app import jobs
from app.desk.own_progress import progress_of
from app.desk.ramp_around import closed_loads, ramp_around
from app.desk.scene import job_state_of
from app.desk.wall_around import ready_on_wall, wall_around
from app.domain.facts import fact_from
from app.domain.handover import code_of
from app.domain.orders import WorkOrder
from app.domain.people import Person
from app.inputs import Message, Supply, UndoPressed
from app.store.floor import Floor
from app.store.journal.entry import JobRow
from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, PrintQueue
from app.store.trouble import DAMAGED, REVOKED
from app.views.surroundings import RampAround, Surroundings
from app.views.view import (
    AttentionView,
    HandoverView,
    HomeView,
    NextJob,
    StatusView,
    View,
    action,
)

KINDS_OFFERED = ("put_back", "pick", "pack")  # in the order in which they are offered

Card = dict[str, Any]  # an exception as central sends it


@dataclass
class Conditions:
    """What the wires are like. Written by sync and spooler, read by the desks. `tried`: central was called at all.

    `trouble` names what a person must do something about, `clock_off_ms` above zero is a device that is ahead;
    `clock_off_min` are the minutes of it that are worth showing.
    """

    online: bool = False
    tried: bool = False
    offline_since_ms: int | None = None
    printer: str = "ready"
    store_ok: bool = True
    trouble: str = ""
    told: Message | None = None  # what came of a setting that needed the network
    clock_off_ms: int | None = None
    clock_off_min: int = 0
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything a desk reads."""

    journal: Journal
    floor: Floor
    identity: Identity
    prints: PrintQueue
    conditions: Conditions
    now_ms: Callable[[], int]

    @property
    def device(self) -> str:
        return self.identity.get("device")


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The jobs that one desk may take: held by this device and not open on another desk."""

    works: tuple[WorkOrder, ...]
    resumes: frozenset[str]

    def of(self, kind: str) -> tuple[WorkOrder, ...]:
        """Those of one kind."""
        return tuple(work for work in self.works if work.kind == kind)

    def next_of(self, kind: str) -> WorkOrder | None:
        """The most urgent one of a kind; what this desk has begun comes first."""
        return min(
            self.of(kind), key=lambda w: (w.order not in self.resumes, w.priority, w.order), default=None
        )

    def next_fresh(self, kind: str) -> WorkOrder | None:
        """The most urgent one of a kind that nobody has begun."""
        fresh = [work for work in self.of(kind) if work.order not in self.resumes and work.tote is None]
        return min(fresh, key=lambda w: (w.priority, w.order), default=None)

    def only_piece(self, sku: str) -> str | None:
        """The most urgent order that waits to be packed and is nothing but one piece of this product."""
        found = [work for work in self.of("pack") if not work.parcels and work.left_to_pack == ((sku, 1),)]
        first = min(found, key=lambda work: (work.priority, work.order), default=None)
        return first.order if first else None


def own_work(stores: Stores, desk: str, badge: str) -> OwnWork:
    """What this person may take next at this desk: what nobody has begun, and what they have begun at any desk."""
    begun, device = stores.journal.begun(), stores.device
    own = {
        order
        for order, row in begun.items()
        if row.operator == badge and (row.desk == desk or not stores.journal.on_screen(row.job_id, row.desk))
    }
    free = (work for work in stores.floor.works() if work.order in own or work.order not in begun)
    return OwnWork(tuple(work for work in free if work.device == device), frozenset(own))


def desk_view(stores: Stores, state: Any, desk: str, cards: tuple[AttentionView, ...]) -> View:
    """The view of a desk that has no job on its screen."""
    person = jobs.person_of(state)
    around = jobs.DeskAround(
        _home(stores, desk, person),
        cards,
        stores.floor.ready,
        stores.now_ms(),
        ramp_around(stores.floor, stores.prints, stores.journal) if jobs.is_at_ramp(state) else RampAround(),
    )
    view = jobs.desk_view_of(state, around)
    progress = progress_of(stores.floor, person, stores.now_ms()) if view.screen == "home" else None
    return replace(view, handover=_handover(stores, jobs.dropped_of(state)), progress=progress)


def _handover(stores: Stores, job_id: str | None) -> HandoverView | None:
    """What the pick that ended just now hands to a packing table without a network."""
    row = stores.journal.job(job_id) if job_id is not None else None
    state = job_state_of(row) if row is not None else None
    if state is None:
        return None
    work, epoch = jobs.work_in(state), int(stores.identity.get("epoch") or 1)
    pieces = sum(line.picked for line in work.lines)
    return (
        HandoverView(work.order, work.tote_names, pieces, code_of(work, stores.device, epoch))
        if pieces
        else None
    )


def _undoable(stores: Stores, row: JobRow, state: Any) -> bool:
    """Whether something of this job can be taken back; of one that ended only what its workflow says."""
    last = stores.journal.undoable(row.job_id, row.desk)[0]
    if row.open or not last:
        return bool(last)
    undo = UndoPressed(tuple(fact_from(fact.kind, fact.body) for fact in last))
    return jobs.KINDS[row.kind].step(state, undo, Supply()).refused is None


def job_view(stores: Stores, row: JobRow, state: Any, person: Person | None) -> View:
    """The view of a job on its desk. One that counts as idle offers what home offers, too."""
    kind = jobs.KINDS[row.kind]
    undoable = _undoable(stores, row, state)
    work = jobs.work_in(state)
    keys = [p.sscc or work.order for p in getattr(work, "parcels", ())][-1:]
    ramp = RampAround()
    if isinstance(work, jobs.LoadWork):
        keys = [work.pallet or work.load]
        ramp = ramp_around(stores.floor, stores.prints, stores.journal, work)
    slots = wall_around(stores.floor, stores.now_ms()) if isinstance(work, jobs.WallWork) else ()
    states = {key: stores.prints.state_of(key) or "" for key in keys}
    around = Surroundings(undoable, states, ramp, slots)
    view = kind.view_of(state, around)
    if not kind.idle(state):
        return view
    mine, roles = own_work(stores, row.desk, person.badge if person else ""), person.roles if person else ()
    kinds = tuple(kind for kind in KINDS_OFFERED if mine.of(kind) and jobs.may(person, kind))
    extra = [one for one in jobs.home_actions(kinds, roles) if one.id not in {a.id for a in view.actions}]
    progress = progress_of(stores.floor, person, stores.now_ms()) if row.kind == "pack" else None
    return replace(view, actions=(*view.actions, *extra), progress=progress)


def dressed(stores: Stores, view: View, person: Person | None, cards: Sequence[Card]) -> View:
    """The view with status and what may be done from everywhere."""
    counts = stores.journal.counts()
    since = stores.conditions.offline_since_ms
    status = StatusView(
        operator=person.name if person else None,
        device=stores.identity.get("name") or stores.device,
        online=stores.conditions.online,
        offline_since=_iso(since) if since is not None and not stores.conditions.online else None,
        facts_waiting=counts["facts_waiting"],
        labels_waiting=counts["labels_waiting"],
        attention=len(cards),
        printer=stores.conditions.printer,
        store_ok=stores.conditions.store_ok,
        clock_off_min=stores.conditions.clock_off_min,
        trouble=stores.conditions.trouble,
        ready=stores.floor.ready,
    )
    language = action("language", choices=("en", "de"))
    told = stores.conditions.told
    if told is None and view.screen == "login" and not stores.device:
        told = Message.of("prompt.enrol")
    if told is not None and view.screen in ("login", "home") and view.question is None and not view.secret:
        view = replace(view, prompt=told)
    return replace(view, status=status, actions=(*view.actions, language))


# What is wrong with a store, where making room does not help.
_PROMPTS = {REVOKED: Message.of("prompt.revoked"), DAMAGED: Message.of("prompt.damaged")}
_REFUSALS = {REVOKED: Message.of("refusal.revoked"), DAMAGED: Message.of("refusal.damaged")}


def trouble_view(text: str, device: str, language: str) -> View:
    """What is shown when nothing can be written: plain words, and no good tone."""
    return View(
        "problem",
        _PROMPTS.get(text) or Message.of("prompt.store_trouble", detail=text),
        status=StatusView(device=device, store_ok=False),
        language=language,
    )


def not_kept(text: str) -> Message:
    """Why an input was not kept."""
    return _REFUSALS.get(text) or Message.of("refusal.store_trouble", detail=text)


def _home(stores: Stores, desk: str, person: Person | None) -> HomeView:
    if person is None:
        return HomeView(None, 0, 0, 0)
    mine = own_work(stores, desk, person.badge)
    kinds: Sequence[str] = [kind for kind in KINDS_OFFERED if jobs.may(person, kind)]
    offers = [(kind, work) for kind in kinds if (work := mine.next_of(kind)) is not None]
    begun = [(kind, work) for kind, work in offers if work.order in mine.resumes]
    following = None
    for kind, work in (begun or offers)[:1]:
        following = NextJob(
            kind, work.order, len(work.lines), work.pieces, work.order in mine.resumes, work.tote
        )
    counts = {kind: len(mine.of(kind)) for kind in KINDS_OFFERED}
    returns = stores.floor.returns_waiting()
    ships = _ships(stores, person)
    wall = ready_on_wall(stores.floor) if jobs.may(person, "wall") else (0, 0)
    return HomeView(following, counts["pick"], counts["pack"], returns, counts["put_back"], ships, *wall)


def _ships(stores: Stores, person: Person) -> int:
    """How many parcels wait for their carrier; those of a closed load until its driver was here."""
    if not jobs.may(person, "ship"):
        return 0
    closed = sum(one.parcels for one in closed_loads(stores.floor, stores.journal))
    return len(stores.floor.ramp().not_gone()) + closed


def _iso(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")
