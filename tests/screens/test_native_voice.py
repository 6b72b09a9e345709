"""A native window plays and shakes; where it can't, the scan goes on."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.inputs import Message, Tone
from app.views.view import BannerView
from screens.native_voice import NativeVoice
from screens.sounds import SOUNDS, wav
from tests.screens.headless import HeadlessPage
from tests.screens.samples import SAMPLES

NAMES = {wav(sound): kind for kind, sound in SOUNDS.items()}


def players(heard: list[str], fault: Exception | None = None) -> Callable[[bytes], "Recorded"]:
    return lambda file: Recorded(NAMES[file], heard, fault)


class Recorded:
    """Stands for the player of a device with a loudspeaker."""

    def __init__(self, kind: str, heard: list[str], fault: Exception | None) -> None:
        self._kind, self._heard, self._fault = kind, heard, fault

    async def play(self) -> None:
        self._heard.append(self._kind)
        if self._fault is not None:
            raise self._fault


@pytest.mark.parametrize("fault", [None, OSError("no loudspeaker")])
async def test_each_kind_is_played_and_an_unknown_one_sounds_refused(fault: Exception | None) -> None:
    """
    A tone of a newer device is never taken for a good one, and a loudspeaker that fails stops nothing.
    """
    heard: list[str] = []
    window = HeadlessPage()
    voice = NativeVoice(window.page, players(heard, fault))
    for kind in (*SOUNDS, "of tomorrow"):
        voice.sound(kind)
    async with asyncio.timeout(30):
        while len(heard) < len(SOUNDS) + 1:
            await asyncio.sleep(0.01)
    assert sorted(heard) == sorted([*SOUNDS, "unknown"])


async def test_a_window_that_is_gone_is_no_error() -> None:
    """
    The last tone of a window that is being closed.
    """
    window = HeadlessPage()
    voice = NativeVoice(window.page, players([]))
    await window.leave()
    voice.sound("good")
    await window.settle()


async def test_a_scan_that_came_another_way_sounds_once() -> None:
    """
    A handheld's scanner over a line, a camera: heard with its tone. What the window's own keys sent is not heard twice.
    """
    heard: list[str] = []
    window = HeadlessPage()  # held: a page holds its session weakly
    voice = NativeVoice(window.page, players(heard))
    pick = SAMPLES["pick"]
    for scan_id, tone in (
        ("old", Tone.GOOD),
        ("line", Tone.NOTED),
        ("line", Tone.NOTED),
        ("own", Tone.EXPIRED),
    ):
        voice.own("own")
        voice.hear(replace(pick, scan_id=scan_id, banner=BannerView(tone, Message("said.ok"))))
    voice.hear(replace(pick, scan_id=""))
    voice.hear(replace(pick, scan_id="camera", banner=BannerView(Tone.TOO_MANY, Message("said.ok"))))
    async with asyncio.timeout(30):
        while len(heard) < 2:
            await asyncio.sleep(0.01)
    assert sorted(heard) == ["noted", "too_many"]
