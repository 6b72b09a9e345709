"""A scanner typing into a native window: every code reaches the desk, in order, and a PIN reaches nobody."""

import asyncio

from screens.native_keys import NativeKeys
from tests.app.scanning.test_keys import pressed
from tests.screens.host.memory_door import MemoryDoor


class Ear:
    """Stands for the loudspeaker: remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.owned: list[str] = []

    def own(self, scan_id: str) -> None:
        self.owned.append(scan_id)

    def sound(self, kind: str) -> None:
        self.heard.append(kind)


def scanned(door: MemoryDoor, *codes: str) -> list[str]:
    """All these codes at once, as fast as keys can come. Returns what was heard."""
    ear = Ear()

    async def scan() -> None:
        keys = NativeKeys(door, lambda: "main", ear, "us")
        for number, code in enumerate(codes):
            for key in pressed(code + "\n", at_ms=number * 100):
                keys.take(key)
        await asyncio.wait_for(keys.settled(), 30)

    asyncio.run(scan())
    assert len(ear.owned) == len(codes)
    return ear.heard


def test_two_hundred_codes_reach_the_desk_in_their_order() -> None:
    """
    A burst without a pause: the window never waits, and nothing is lost or turned round.
    """
    door = MemoryDoor()
    codes = [f"LOC-{no:03}-aB/]_+$%" for no in range(200)]
    scanned(door, *codes)
    assert door.codes == codes


def test_a_pin_typed_on_keys_goes_nowhere() -> None:
    """
    While a PIN is asked for, badges and commands are heard, and nothing else is kept.
    """
    door = MemoryDoor()
    heard = scanned(door, "BADGE-1001", "2468", "CMD-HELP")
    assert heard == ["good", "unknown", "good"]
    assert door.codes == ["BADGE-1001", "CMD-HELP"]


def test_a_door_that_fails_once_hears_the_next_code() -> None:
    """
    No exception of one scan silences the window.
    """

    class Failing(MemoryDoor):
        def view(self, desk: str):  # type: ignore[no-untyped-def]
            if not self.codes and not getattr(self, "failed", False):
                self.failed = True
                raise OSError("the disk is gone")
            return super().view(desk)

    door = Failing()
    assert scanned(door, "LOST-1", "NEXT-2") == ["unknown", "good"]
    assert door.codes == ["NEXT-2"]


def test_every_code_has_its_tone_in_order() -> None:
    """
    Refused ones sound refused: nobody walks on with a wrong article.
    """
    assert scanned(MemoryDoor(), "LOC-1", "WRONG-2", "MANY-3", "ELSEWHERE-4") == [
        "good",
        "wrong_item",
        "too_many",
        "wrong_place",
    ]


def test_a_device_that_takes_its_time_sounds_like_waiting_first() -> None:
    """
    No answer for a while: not booked yet, and the good tone comes only with it.
    """
    door = MemoryDoor()
    door.slow_s = 2.0
    assert scanned(door, "SLOW-1") == ["waiting", "good"]
