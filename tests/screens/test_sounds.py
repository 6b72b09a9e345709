"""Tones of a native window: the same notes as the browser's, in files that any player takes."""

import io
import json
import re
import wave
from pathlib import Path

import pytest

from app.inputs import Tone
from screens.sounds import RATE_HZ, SOUNDS, WAITING, wav

TONES_JS = Path(__file__).parents[2] / "assets" / "web" / "tones.js"


def test_the_window_and_the_browser_sound_alike() -> None:
    """
    Whoever changes places knows the tones already.
    """
    table = re.search(r"window\.gangwayTones = (\{.*?\n\});", TONES_JS.read_text(), re.DOTALL)
    assert table is not None
    browser = {
        kind: (tuple(map(tuple, tone["notes"])), tone["wave"] == "square")
        for kind, tone in json.loads(table[1]).items()
    }
    assert {kind: (sound.notes, sound.square) for kind, sound in SOUNDS.items()} == browser
    assert set(SOUNDS) == {*Tone, WAITING}


@pytest.mark.parametrize("kind", SOUNDS)
def test_a_sound_lasts_as_long_as_its_notes_and_is_no_silence(kind: str) -> None:
    """
    A file that is cut short, or silent, would be a scan that nobody hears.
    """
    with wave.open(io.BytesIO(wav(SOUNDS[kind]))) as file:
        assert file.getnframes() == sum(RATE_HZ * ms // 1000 for _, ms in SOUNDS[kind].notes)
        assert any(file.readframes(file.getnframes()))
