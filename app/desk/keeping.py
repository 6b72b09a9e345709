"""What one input leaves behind: log line, facts, print jobs, the job and the desk, as one entry for the journal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app import jobs
from app.desk.scene import Asked, Decision, Scene
from app.domain.facts import (
    Fact,
    LabelConfirmed,
    ManifestClosed,
    ParcelClosed,
    ParcelReopened,
    Undone,
    body_of,
)
from app.domain.settings import Setting
from app.inputs import Input, Message, PrintWanted, Tone, UnknownScanned, tone_of
from app.store.journal.entry import Entry, FactRow, OpenAgain, PrintRow, ScanRow, Stamp
from app.store.plain import dump
from app.views.door import Answer, FactRef
from app.views.view import BannerView, View


@dataclass(frozen=True, slots=True)
class World:
    """What the desks need of the world: ids, the time, and whom to call after a commit."""

    new_id: Callable[[], str]
    stamp: Callable[[], Stamp]
    committed: Callable[[], None]
    fetch_order: Callable[[str], None]
    at_point: Callable[[str], None] = lambda name: None
    set_up: Callable[[str, Setting], None] = lambda desk, setting: None
    take_over: Callable[[str, str], None] = lambda order, badge: None


def entry_of(asked: Asked, scene: Scene, given: Input, decision: Decision, world: World) -> Entry:
    """Everything that this input leaves behind, to be written in one commit."""
    stamp = world.stamp()
    refused = decision.refused or decision.noted
    row = scene.row
    revision = row.revision + 1
    banner = _banner(decision)
    desk = replace(
        row,
        version=jobs.DESK_VERSION,
        state=dump(decision.state),
        revision=revision,
        accepted_revision=row.accepted_revision if refused else revision,
        banner=dump(banner),
        language=decision.language or row.language,
    )
    person = jobs.person_of(decision.state) or jobs.person_of(scene.state)
    secret = jobs.is_secret(scene.state) and given == UnknownScanned("")
    scan = ScanRow(
        asked.id,
        stamp.at_ms,
        asked.desk,
        person.badge if person else "",
        asked.source,
        None if secret else asked.raw,
        type(given).__name__,
        revision,
        decision.log_job,
        decision.state_before if decision.facts else None,  # what left no fact is not undone
    )
    answer = {
        "outcome": "refused" if refused else "accepted",
        "reason": refused.refusal.value if refused else None,
        "tone": banner.tone.value,
        "text": [banner.text.id, [list(pair) for pair in banner.text.params]],
        "expected": banner.expected,
        "got": banner.got,
        "committed": True,
        "revision": revision,
    }
    confirmed = [o.fact.sscc for o in decision.facts if isinstance(o.fact, LabelConfirmed)]
    used = any(_uses_number(o.fact) for o in decision.facts)
    return Entry(
        scan,
        stamp,
        desk,
        answer,
        decision.jobs,
        tuple(
            FactRow(world.new_id(), type(o.fact).__name__, body_of(o.fact), o.job, o.fence, o.undoes)
            for o in decision.facts
        ),
        tuple(_print_row(p, desk.language, world) for p in decision.prints),
        used,
        confirmed[0] if confirmed else None,
        decision.printed,
        tuple(one for o in decision.facts if (one := _open_again(o.fact)) is not None),
    )


def _open_again(fact: Fact) -> OpenAgain | None:
    """The parcel that this fact opens again, if it does."""
    match fact:
        case Undone(kind="ParcelClosed", body=body):
            return OpenAgain(body["order"], body["no"], body["sscc"])
        case ParcelReopened(order=order, no=no, sscc=sscc):
            return OpenAgain(order, no, sscc)
        case _:
            return None


def _print_row(wanted: PrintWanted, language: str, world: World) -> PrintRow:
    """A label to be printed; the manifest of a load is in the language of the desk."""
    body, load = wanted.body, wanted.body.get("load")
    ref = _text(body.get("order")) or _text(load)
    return PrintRow(
        world.new_id(), wanted.kind, wanted.sscc, ref, {**body, "language": language} if load else body
    )


def _uses_number(fact: Fact) -> bool:
    """Whether a fact uses up a number of this device: a pallet may have brought its own."""
    match fact:
        case ParcelClosed(sscc=str()):
            return True
        case ManifestClosed(cage=cage, pallet=str(pallet)):
            return pallet != cage
        case _:
            return False


def _banner(decision: Decision) -> BannerView:
    refused = decision.refused or decision.noted
    if refused is None:
        said = decision.said or Message.of("said.ok")
        return BannerView(decision.tone, said)
    own = Message.of(f"refusal.{refused.refusal.value}", expected=refused.expected, got=refused.got)
    text = refused.told or own
    return BannerView(tone_of(refused.refusal), text, True, refused.expected, refused.got)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def answer_from(kept: dict[str, Any], view: View, *, repeated: bool) -> Answer:
    """The answer to an input as it is kept, with the view it led to."""
    text_id, params = kept["text"]
    return Answer(
        kept["outcome"],
        Tone(kept["tone"]),
        Message(text_id, tuple((name, value) for name, value in params)),
        kept["revision"],
        view,
        kept["reason"],
        kept["expected"],
        kept["got"],
        tuple(FactRef(**ref) for ref in kept["facts"]),
        tuple(kept["prints"]),
        repeated=repeated,
    )
