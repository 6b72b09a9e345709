"""States and views as text and back: what was kept is found again, what is damaged is noticed."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import jobs
from app.domain.sizes import Size
from app.inputs import Message, Tone
from app.store.plain import NotPlain, dump, load
from app.views.surroundings import Surroundings
from app.views.view import BannerView, View
from tests.app.workflows.examples import DESK, JOBS
from tests.app.workflows.playing import Played
from tests.strategies import RETURNS, SHORT_OF_TIME, likely, totes, walks

FORMS: dict[str, Any] = {kind: jobs.KINDS[kind].form for kind in JOBS}


@pytest.mark.parametrize(("job", "name"), [(job, name) for job, states in JOBS.items() for name in states])
def test_a_job_is_found_as_it_was_left(job: str, name: str) -> None:
    """
    After a restart the screen is the one before it.
    """
    state = JOBS[job][name]
    assert load(FORMS[job], dump(state)) == state


@pytest.mark.parametrize("name", DESK)
def test_a_desk_is_found_as_it_was_left(name: str) -> None:
    """
    Who is logged in stays so; wrong PINs stay counted.
    """
    assert load(jobs.DESK_FORM, dump(DESK[name])) == DESK[name]


@SHORT_OF_TIME
@given(st.sampled_from(("pick", "pack", "return")), st.data())
def test_any_state_survives(job: str, data: st.DataObject) -> None:
    """
    Whatever the operator did: the kept text gives the same state, and the same text again.
    """
    works: dict[str, st.SearchStrategy[Any]] = {"pick": walks(), "pack": totes(), "return": RETURNS}
    kind = jobs.KINDS[job]
    play = Played(kind.step, kind.begin(data.draw(works[job])))
    for _ in range(10):
        play.give(likely(data, play.state))
    text = dump(play.state)
    again = load(kind.form, text)
    assert again == play.state
    assert dump(again) == text


@SHORT_OF_TIME
@given(st.text(), st.lists(st.tuples(st.text(), st.text())), st.sampled_from(Tone), st.booleans())
def test_any_banner_survives(name: str, gaps: list[tuple[str, str]], tone: Tone, refused: bool) -> None:
    """
    Names of every script, and codes with every sign.
    """
    banner = BannerView(tone, Message(name, tuple(gaps)), refused, name, name)
    assert load(BannerView, dump(banner)) == banner


@pytest.mark.parametrize("job", JOBS)
def test_a_whole_view_survives(job: str) -> None:
    """
    Nested, with absent parts and with lists.
    """
    for state in JOBS[job].values():
        view = jobs.KINDS[job].view_of(state, Surroundings(undoable=True))
        assert load(View, dump(view)) == view


@dataclass(frozen=True, slots=True)
class Kept:
    """Something with an optional part and a default."""

    name: str
    count: int
    size: Size | None = None
    more: tuple[str, ...] = ()


WHOLE = {"_": "Kept", "name": "n", "count": 1, "size": None, "more": []}


def test_what_an_older_version_did_not_write_has_its_default() -> None:
    """
    After an upgrade the old row is read; a field that a newer version wrote is left alone.
    """
    assert load(Kept, json.dumps({"_": "Kept", "name": "n", "count": 1})) == Kept("n", 1)
    assert load(Kept, json.dumps({**WHOLE, "mood": "good"})) == Kept("n", 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "null",
        "[]",
        '"text"',
        "{}",
        json.dumps({**WHOLE, "_": "Other"}),
        json.dumps({"_": "Kept", "name": "n"}),
        json.dumps({**WHOLE, "count": "1"}),
        json.dumps({**WHOLE, "count": True}),
        json.dumps({**WHOLE, "count": None}),
        json.dumps({**WHOLE, "name": 5}),
        json.dumps({**WHOLE, "size": {"_": "Stranger"}}),
        json.dumps({**WHOLE, "size": {"_": "Size", "length_mm": 1, "width_mm": 2, "height_mm": 3}}),
        json.dumps({**WHOLE, "more": None}),
        json.dumps({**WHOLE, "more": [1]}),
    ],
)
def test_damaged_text_is_noticed(text: str) -> None:
    """
    Half a row, another form, a word where a number belongs: an error, never a state that is almost right.
    """
    with pytest.raises(NotPlain):
        load(Kept, text)


@pytest.mark.parametrize("job", JOBS)
def test_a_state_of_another_job_is_noticed(job: str) -> None:
    """
    A pick is not shown on a packing screen.
    """
    others = {
        "pick": "return",
        "pack": "pick",
        "return": "pack",
        "put_back": "pick",
        "ship": "pack",
        "wall": "pick",
    }
    other = others[job]
    first = next(iter(JOBS[other].values()))
    with pytest.raises(NotPlain):
        load(FORMS[job], dump(first))
