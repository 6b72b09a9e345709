"""What each state shows, in full, against the accepted form. A changed screen is looked at as a difference in a review."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app.inputs import Message
from app.jobs import KINDS, DeskAround, desk_view_of
from app.store.plain import dump
from app.views.surroundings import Surroundings
from app.views.view import AttentionView, Choice, HomeView, NextJob, View
from app.workflows import desk
from tests.app.workflows.examples import DESK, JOBS
from tests.builders import SSCC

GOLDEN = Path(__file__).parent / "golden"
AROUND = Surroundings(undoable=True, print_states={SSCC: "printed", "SO-1": "wanted"})
CARD = AttentionView(
    "a1",
    "stock_missing",
    "A-01",
    "Sock",
    None,
    2,
    Message("attention.stock_missing.next"),
    (Choice("done", Message("choice.done")),),
)
HOME = HomeView(NextJob("pick", "SO-1", 3, 7, resumes=True, tote="0417"), 2, 1, 4)
DESK_AROUND = DeskAround(HOME, (CARD,), now_ms=1_012_500)


def shown() -> dict[str, dict[str, View]]:
    """Every example as it is shown, by workflow."""
    found = {
        kind: {name: KINDS[kind].view_of(state, AROUND) for name, state in examples.items()}
        for kind, examples in JOBS.items()
    }
    found["desk"] = {name: desk_view_of(state, DESK_AROUND) for name, state in DESK.items()}
    empty = DeskAround(HomeView(None, 0, 0, 0))
    found["desk"]["home without work"] = desk_view_of(DESK["home"], empty)
    found["desk"]["no exceptions"] = desk_view_of(DESK["the list of exceptions"], empty)
    loading = DeskAround(HomeView(None, 0, 0, 0), ready=False)
    found["desk"]["home before the first pull"] = desk_view_of(desk.Home(DESK["home"].person), loading)
    return found


def _plain(value: Any) -> Any:
    """JSON without what is empty, messages as one line, so that a difference is read at a glance."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("_") == "Message":
        gaps = " ".join(f"{name}={text}" for name, text in value["params"])
        return f"{value['id']} {gaps}".strip()
    kept = {name: _plain(item) for name, item in value.items() if name not in ("_", "status", "language")}
    return {
        name: item for name, item in kept.items() if item not in (None, [], "", False, 0) or name in ASKED
    }


ASKED = ("enabled", "scanned", "wanted", "done", "sscc", "print_state", "plan")


@pytest.mark.parametrize("workflow", ["pick", "pack", "return", "put_back", "ship", "desk"])
def test_every_state_looks_as_accepted(workflow: str) -> None:
    """
    Screen, prompt, what is awaited, actions, stop, carton, parcel, question and lines of every state.
    """
    views = {name: _plain(json.loads(dump(view))) for name, view in shown()[workflow].items()}
    golden = GOLDEN / f"{workflow}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(json.dumps(views, ensure_ascii=False, indent=1) + "\n")
    assert json.loads(golden.read_text()) == views
