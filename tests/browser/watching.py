"""What a test of the page waits for: codes that are booked, a picture that is current."""

import asyncio
import time

from playwright.async_api import Error

from tests.browser.flet_page import FletPage
from tests.browser.serving import SmallHost

# The page itself says when its picture showed what: a busy test would ask late.
WATCH = """() => {
  window.seen_at_ms = {};
  setInterval(() => {
    const text = document.querySelector('flt-semantics-host')?.innerText || '';
    for (const [view] of text.matchAll(/view [0-9]+/g)) window.seen_at_ms[view] ??= Date.now();
  }, 20);
}"""
ANSWERED = "gangway.door.queued().length === 0 && !gangway.door.busy()"


async def booked(host: SmallHost, desk: str, count: int, within_s: float = 180.0) -> list[str]:
    """The codes of a desk, as soon as there are so many, or when time is up."""
    ends_at = time.monotonic() + within_s
    while len(host.codes(desk)) < count and time.monotonic() < ends_at:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)  # one too many would come now
    return host.codes(desk)


async def current(desk: FletPage, shown: str) -> None:
    """The picture shows this soon."""
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        try:
            if await desk.read("document.querySelector('flt-semantics') === null"):
                await desk.ready()
            if shown in await desk.text():
                return
        except Error:  # between two pages
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{shown} is not on the picture: {await desk.text()}")


async def seen_at_ms(desk: FletPage, shown: str) -> float:
    """When the picture first showed this, by the clock of the machine; WATCH has run before."""
    await desk.until(f"window.seen_at_ms[{shown!r}] !== undefined", 60)
    return float(await desk.read(f"window.seen_at_ms[{shown!r}]"))
