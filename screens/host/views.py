"""Views and answers as the JSON that the local interface promises. Adds words to ids; decides nothing."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from app.inputs import Message, Tone
from app.locale.words import words
from app.views.door import Answer
from app.views.slots import WallView
from app.views.view import (
    Action,
    AttentionView,
    BannerView,
    CartonView,
    Choice,
    HintView,
    QuestionView,
    View,
)

Json = dict[str, Any]

SOUNDS_GOOD = frozenset({Tone.GOOD, Tone.NOTED, Tone.JOB_DONE})


def view_json(view: View, language: str) -> Json:
    """Everything a screen shows, in words of `language`. What a screen lacks is null."""
    return {
        "revision": view.revision,
        "screen": view.screen,
        "job": _plain(view.job),
        "prompt": _said(view.prompt, language),
        "await": list(view.awaits),
        "stop": _plain(view.stop),
        "lines": [asdict(line) for line in view.lines] if view.lines or view.job else None,
        "carton": _carton(view.carton, language),
        "parcel": _plain(view.parcel),
        "hints": [_hint(hint, language) for hint in view.hints],
        "question": _question(view.question, language),
        "grade": view.grade,
        "disposition": view.disposition,
        "target": view.target,
        "item": _plain(view.item),
        "actions": [_action(action, language) for action in view.actions],
        "banner": _banner(view.banner, language),
        "status": asdict(view.status),
        "home": _plain(view.home),
        "handover": _plain(view.handover),
        "ship": _plain(view.ship),
        "wall": _wall(view.wall, language),
        "totes": [asdict(tote) for tote in view.totes],
        "progress": _plain(view.progress),
        "attentions": [_attention(attention, language) for attention in view.attentions],
        "ship_to": list(view.ship_to) or None,
        "secret": view.secret,
        "pin_wait_ms": view.pin_wait_ms,
        "scanner": _plain(view.scanner),
        "language": view.language,
    }


def answer_json(answer: Answer, language: str, *, with_view: bool = True) -> Json:
    """What became of an input, with the view it led to; that costs as much as all the rest."""
    return {
        "outcome": answer.outcome,
        "repeated": answer.repeated,
        "reason": answer.reason,
        "tone": heard(answer).value,
        "text": words(answer.text, language),
        "expected": answer.expected or None,
        "got": answer.got or None,
        "facts": [asdict(fact) for fact in answer.facts],
        "prints": list(answer.prints),
        "committed": answer.committed and not answer.store_down,
        "revision": answer.revision,
        "secret": answer.view.secret,
        "view": view_json(answer.view, language) if with_view else None,
    }


def heard(answer: Answer) -> Tone:
    """The tone of an answer; nothing that is not on disk sounds good."""
    safe = answer.committed and not answer.store_down
    return answer.tone if safe or answer.tone not in SOUNDS_GOOD else Tone.WRONG_ITEM


def _plain(part: Any) -> Json | None:
    return None if part is None else asdict(part)


def _carton(carton: CartonView | None, language: str) -> Json | None:
    if carton is None:
        return None
    steps = [{**asdict(step), "where": words(step.where, language)} for step in carton.steps]
    cheaper = words(carton.cheaper, language) if carton.cheaper else None
    return {**asdict(replace(carton, steps=())), "steps": steps, "cheaper": cheaper}


def _wall(wall: WallView | None, language: str) -> Json | None:
    if wall is None:
        return None
    slots = [
        {**asdict(one), "complete": one.complete, "age": words(one.age, language) if one.age else None}
        for one in wall.slots
    ]
    return {**asdict(replace(wall, slots=())), "slots": slots}


def _hint(hint: HintView, language: str) -> Json:
    return {"kind": hint.kind, "text": words(hint.text, language), "warns": hint.warns}


def _said(message: Message, language: str) -> Json:
    return {"id": message.id, "text": words(message, language)}


def _choices(choices: Iterable[Choice], language: str) -> list[Json]:
    return [{"id": choice.id, "label": words(choice.label, language)} for choice in choices]


def _action(action: Action, language: str) -> Json:
    return {
        "id": action.id,
        "label": words(action.label, language),
        "enabled": action.enabled,
        "choices": _choices(action.choices, language),
    }


def _question(question: QuestionView | None, language: str) -> Json | None:
    if question is None:
        return None
    return {
        "id": question.id,
        "text": words(question.text, language),
        "choices": _choices(question.choices, language),
    }


def _banner(banner: BannerView | None, language: str) -> Json | None:
    if banner is None:
        return None
    return {
        "tone": banner.tone.value,
        "text": words(banner.text, language),
        "refused": banner.refused,
        "expected": banner.expected or None,
        "got": banner.got or None,
    }


def _attention(attention: AttentionView, language: str) -> Json:
    return {
        "id": attention.id,
        "kind": attention.kind,
        "place": attention.place,
        "item": attention.item,
        "order": attention.order,
        "quantity": attention.quantity,
        "sscc": attention.sscc,
        "rma": attention.rma,
        "owner": attention.owner,
        "age": words(attention.age, language) if attention.age else None,
        "raw": attention.raw or None,
        "next_step": words(attention.next_step, language),
        "actions": _choices(attention.actions, language),
    }
