"""Every refusal that a workflow can give is reached by some scan, and each has its tone."""

import re
from pathlib import Path

import pytest

from app.inputs import Refusal, Tone, tone_of
from app.workflows import desk, pack, pick, put_back, return_intake, ship
from tests.diagrams import MACHINES, explored

ROOM = Path(pick.__file__).parent


@pytest.mark.parametrize("module", [pick, pack, put_back, return_intake, ship, desk])
def test_every_refusal_is_reached(module: object) -> None:
    """
    No sentence is kept that nobody ever hears: from the states that scans lead to, each refusal is given.
    """
    path = Path(str(getattr(module, "__file__", "")))
    named = set(re.findall(r"Refusal\.([A-Z_]+)", path.read_text()))
    machine = MACHINES[path.stem]
    reached = {edge.refused for edge in explored(machine) if edge.refused}
    assert {Refusal[name] for name in named} - reached == set()


def test_refusals_sound_as_what_they_are() -> None:
    """
    Wrong place, too many and unknown each have a tone of their own; no refusal sounds good.
    """
    assert tone_of(Refusal.WRONG_PLACE) is Tone.WRONG_PLACE
    assert tone_of(Refusal.TOO_MANY) is Tone.TOO_MANY
    assert tone_of(Refusal.UNKNOWN_CODE) is Tone.UNKNOWN
    assert tone_of(Refusal.WRONG_PRODUCT) is Tone.WRONG_ITEM
    good = {Tone.GOOD, Tone.NOTED, Tone.JOB_DONE}
    assert not good & {tone_of(refusal) for refusal in Refusal}
