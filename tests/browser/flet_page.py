"""A Flet page in Chromium, driven through the names that a screen reader hears."""

import asyncio
import time
from contextlib import suppress
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from tests.browser.keys import Scanner

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
LOAD_S = 60.0
PLACES = """name => [...document.querySelectorAll('flt-semantics-host [role=button], flt-semantics-host input')]
  .filter(n => [n.getAttribute('aria-label'), n.innerText].some(t => (t || '').trim() === name))
  .map(n => n.getBoundingClientRect()).map(r => [r.x + r.width / 2, r.y + r.height / 2])"""


class FletPage:
    """One page; `read` asks its script, `scan` is the scanner."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self.page = page
        self.cdp = cdp
        self._scanner = Scanner(cdp)

    @classmethod
    async def opened(cls, page: Page, url: str) -> "FletPage":
        await page.goto(url, wait_until="commit")
        flet = cls(page, await page.context.new_cdp_session(page))
        await flet.ready()
        return flet

    async def ready(self) -> None:
        """Wait for the first picture, with names for everything on it."""
        placeholder = "flt-semantics-placeholder"
        await self.page.wait_for_selector(placeholder, state="attached", timeout=LOAD_S * 1000)
        await self.page.evaluate(f"document.querySelector('{placeholder}').click()")
        await self.until("document.querySelector('flt-semantics-host')?.innerText.includes('view ')", LOAD_S)

    async def click(self, name: str) -> None:
        """A real tap on what has this name."""
        await self.until(f"({PLACES})({name!r}).length > 0")
        [[x, y], *_] = await self.page.evaluate(PLACES, name)
        await self.page.mouse.click(x, y)

    async def tap_reload(self) -> None:
        """The browser's own reload button. Where the page stays, the browser says that it loaded nothing."""
        await self.until("navigator.serviceWorker.ready.then(worker => worker.active.state === 'activated')")
        with suppress(Error):
            await self.page.reload(wait_until="commit", timeout=LOAD_S * 1000)

    async def scan(self, *codes: str, end: str = "\n", gap_s: float = 0.0) -> None:
        for code in codes:
            await self._scanner.type(code + end, gap_s)

    async def read(self, expression: str) -> Any:
        return await self.page.evaluate(expression)

    async def text(self) -> str:
        """All that stands on the picture."""
        return str(await self.read("document.querySelector('flt-semantics-host')?.innerText || ''"))

    async def band(self) -> str:
        """What the band at the top says; nothing when it is not there."""
        found = "(b => b && !b.hidden ? b.innerText : '')(document.getElementById('gangway-band'))"
        return str(await self.read(found))

    async def log(self, what: str) -> list[dict[str, Any]]:
        """What the page noted of this kind."""
        notes: list[dict[str, Any]] = await self.read("window.__gangway.log")
        return [note for note in notes if note["what"] == what]

    async def until(self, expression: str, within_s: float = 120.0) -> None:
        """Wait until this is true in the page, across reloads."""
        ends_at = time.monotonic() + within_s
        while True:
            try:
                if await self.page.evaluate(expression):
                    return
            except Error:  # the page is being reloaded; the deadline below still holds
                await asyncio.sleep(0.05)
            assert time.monotonic() < ends_at, f"never true: {expression}"
            await asyncio.sleep(0.02)
