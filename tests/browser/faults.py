"""What a bad line must not do to scanning, for every kind of fault and any length of it. Shared by the short and long run."""

import asyncio
import time
from collections.abc import Callable

from tests.browser.bad_line import BadLine
from tests.browser.flet_page import FletPage
from tests.browser.serving import SmallHost
from tests.browser.watching import ANSWERED, WATCH, booked, current, seen_at_ms

WAITING_S = 1.5
SLOW_S = 0.8
SCAN_EVERY_S = 0.25

FAULTS: dict[str, tuple[Callable[[BadLine], None], Callable[[BadLine], None]]] = {
    "cut": (BadLine.cut, BadLine.mend),
    "half_open": (BadLine.half_open, lambda line: None),
    "frozen": (BadLine.freeze, BadLine.thaw),
    "slow": (lambda line: line.slow(SLOW_S), lambda line: line.slow(0)),
}


async def scan_through(desk: FletPage, host: SmallHost, line: BadLine, fault: str, lasting_s: float) -> float:
    """Scan before, during and after a fault. Returns how long the screen was behind afterwards, in seconds."""
    begin, end = FAULTS[fault]
    name = f"{fault}-{lasting_s:g}"
    await desk.scan(f"{name}-0")
    await desk.until(ANSWERED)
    await desk.page.evaluate(WATCH)
    begin(line)
    codes = [f"{name}-0"]
    ends_at = time.monotonic() + lasting_s
    while time.monotonic() < ends_at:
        codes.append(f"{name}-{len(codes)}")
        await desk.scan(codes[-1])
        await asyncio.sleep(SCAN_EVERY_S)
    if fault in ("cut", "frozen") and lasting_s > 2 * WAITING_S:
        await desk.until("gangway.door.waiting()", 15)
        assert "Not booked yet" in await desk.band()
        assert "waiting" in {note["kind"] for note in await desk.log("tone")}
    end(line)
    mended_at_ms = time.time() * 1000
    assert await booked(host, await desk.read("gangway.door.desk()"), len(codes), 60) == codes
    newest = f"view {len(codes) + 1}"
    await current(desk, newest)
    behind_s = max(0.0, await seen_at_ms(desk, newest) - mended_at_ms) / 1000
    await taps_count(desk)
    return behind_s


async def taps_count(desk: FletPage) -> None:
    """A tap may fall into the moment in which the picture is drawn anew; whoever sees nothing of it taps again."""
    ends_at = time.monotonic() + 60
    while "taps 0" in await desk.text():
        assert time.monotonic() < ends_at, "no tap counts on this picture"
        await desk.click("Short")
        await asyncio.sleep(1)
    assert "taps " in await desk.text()
