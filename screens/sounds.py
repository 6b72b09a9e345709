"""The tones of a native client as sound files, the same as those of the browser's page (assets/web/tones.js). Pure."""

import io
import math
import struct
import wave
from collections.abc import Mapping
from dataclasses import dataclass

RATE_HZ = 22_050
LOUD = 0.35
FADE_MS = 4  # without it every note ends with a click
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Sound:
    """Notes of so many Hz and ms, 0 Hz is silence; `square` sounds harsh, as a refusal should."""

    notes: tuple[tuple[int, int], ...]
    square: bool = False


SOUNDS: Mapping[str, Sound] = {
    "good": Sound(((1000, 100),)),
    "noted": Sound(((1000, 60), (0, 40), (1400, 90))),
    "job_done": Sound(((800, 80), (1000, 80), (1330, 180))),
    "wrong_item": Sound(((100, 350),), True),
    "too_many": Sound(((150, 90), (0, 50), (150, 90), (0, 50), (150, 90)), True),
    "unknown": Sound(((330, 120), (165, 240)), True),
    "wrong_place": Sound(((130, 150), (0, 60), (260, 200)), True),
    "expired": Sound(((400, 80), (300, 80), (200, 80), (100, 200)), True),
    WAITING: Sound(((500, 60), (0, 120), (500, 60))),
}


def wav(sound: Sound) -> bytes:
    """The sound as a WAV file: mono, 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE_HZ)
        written.writeframes(b"".join(_note(hz, ms, square=sound.square) for hz, ms in sound.notes))
    return file.getvalue()


def _note(hz: int, ms: int, *, square: bool) -> bytes:
    count, fade = RATE_HZ * ms // 1000, RATE_HZ * FADE_MS // 1000
    frames = bytearray()
    for at in range(count):
        turn = math.sin(2 * math.pi * hz * at / RATE_HZ)
        level = math.copysign(1.0, turn) * 0.6 if square and turn else turn
        loud = LOUD * min(1.0, at / fade, (count - at) / fade)
        frames += struct.pack("<h", round(32_767 * loud * level))
    return bytes(frames)
