"""A scanner typing into a native window: every code reaches the desk, in order, and a PIN reaches nobody."""

import asyncio

from screens.native_keys import NativeKeys
from tests.app.scanning.test_keys import pressed
from tests.screens.host.memory_door import MemoryDoor


def scanned(door: MemoryDoor, *codes: str) -> None:
    """All these codes at once, as fast as keys can come."""

    async def scan() -> None:
        keys = NativeKeys(door, lambda: "main", "us")
        for number, code in enumerate(codes):
            for key in pressed(code + "\n", at_ms=number * 100):
                keys.take(key)
        await asyncio.wait_for(keys.settled(), 30)

    asyncio.run(scan())


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
    scanned(door, "BADGE-1001", "2468", "CMD-HELP")
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
    scanned(door, "LOST-1", "NEXT-2")
    assert door.codes == ["NEXT-2"]
