"""A desk as the journal has it, and what one input makes of it. Data and loading only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app import jobs
from app.domain.facts import Fact
from app.domain.settings import Setting
from app.inputs import Message, PrintWanted, Refused, Tone
from app.store.journal.entry import DeskRow, JobRow
from app.store.journal.journal import Journal
from app.store.plain import NotPlain, dump, load
from app.views.view import BannerView

LANGUAGE_FIRST = "en"
LANGUAGE_COMMANDS = {"CMD-ENGLISH": "en", "CMD-DEUTSCH": "de"}
JOB_STATES_KEPT = 32


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk and the job on its screen."""

    row: DeskRow
    state: Any
    job: JobRow | None = None
    job_state: Any = None


@dataclass(frozen=True, slots=True)
class Owned:
    """A fact with the job it belongs to, and what it undoes."""

    fact: Fact
    job: str | None = None
    fence: int | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one input came to, before it is committed."""

    state: Any
    jobs: tuple[JobRow, ...] = ()
    facts: tuple[Owned, ...] = ()
    prints: tuple[PrintWanted, ...] = ()
    refused: Refused | None = None
    said: Message | None = None
    tone: Tone = Tone.GOOD
    state_before: str | None = None
    log_job: str | None = None
    language: str | None = None
    printed: str | None = None
    sets: Setting | None = None  # carried out after the commit
    noted: Refused | None = None  # a no whose state counts


@dataclass(frozen=True, slots=True)
class Asked:
    """One input as it came: a code (`raw`) or a button with its value."""

    id: str
    desk: str
    source: str
    raw: str | None = None
    action: str | None = None
    value: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0


def language_asked(asked: Asked) -> str | None:
    """The language that a button or a command barcode asks for."""
    if asked.raw is not None:
        return LANGUAGE_COMMANDS.get(asked.raw.strip().upper())
    language = asked.value.get("language") if asked.action == "language" else None
    return language if isinstance(language, str) else None


def scene_of(journal: Journal, desk: str) -> Scene:
    """The desk as it was committed last; a new desk has nobody logged in."""
    row = journal.desk(desk)
    if row is None:
        state = jobs.desk_begin()
        row = DeskRow(desk, jobs.DESK_VERSION, dump(state), 0, 0, None, LANGUAGE_FIRST)
        return Scene(row, state)
    try:
        state = load(jobs.DESK_FORM, row.state) if row.version == jobs.DESK_VERSION else jobs.desk_begin()
    except NotPlain:
        state = jobs.desk_begin()
    job_id = jobs.job_of(state)
    job = journal.job(job_id) if job_id is not None else None
    job_state = job_state_of(job) if job else None
    if job_id is not None and job_state is None:
        person = jobs.person_of(state)
        return Scene(row, jobs.at_home(person) if person else jobs.desk_begin())
    return Scene(row, state, job, job_state)


def banner_of(row: DeskRow) -> BannerView | None:
    """What was said last at this desk; nothing if another version said it in a form that is not known here."""
    try:
        banner: BannerView | None = load(BannerView, row.banner) if row.banner else None
    except NotPlain:
        banner = None
    return banner


def job_state_of(row: JobRow) -> Any:
    """The state that the journal keeps of a job; None if this version cannot read it, so that it is begun anew."""
    try:
        return _job_state(row.kind, row.version, row.state)
    except (NotPlain, KeyError):
        return None


@lru_cache(maxsize=JOB_STATES_KEPT)
def _job_state(kind_name: str, version: int, text: str) -> Any:
    """States are frozen, so what was read once from a text may be handed out again."""
    kind = jobs.KINDS[kind_name]
    state = load(kind.form, text)
    return state if version == kind.version else kind.begin(jobs.work_in(state))
