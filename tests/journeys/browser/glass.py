"""A page of a device in Chromium, worked as a person does: typed codes, tapped buttons, what can be read on it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Page, async_playwright

from tests.browser.keys import Scanner

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]

_FIND = r"""([name, role]) => {
  const norm = s => (s || '').replace(/\s+/g, ' ').trim();
  const hits = [];
  for (const n of document.querySelectorAll('flt-semantics-host *')) {
    const own = n.getAttribute('role') || '';
    if (role && own !== role) continue;
    const names = [n.getAttribute('aria-label'), n.getAttribute('flt-semantics-identifier'), n.innerText];
    if (!names.some(x => norm(x) === name || norm(x).split(' ').length < 9 && norm(x).includes(name))) continue;
    const r = n.getBoundingClientRect();
    if (r.width > 2 && r.height > 2) hits.push({x: r.x + r.width / 2, y: r.y + r.height / 2, area: r.width * r.height});
  }
  hits.sort((a, b) => a.area - b.area);
  return hits[0] || null;
}"""
_TEXT = r"""() => { const o = []; for (const n of document.querySelectorAll('flt-semantics-host *')) {
  const own = [...n.childNodes].filter(c => c.nodeType === 3).map(c => c.textContent).join('').trim();
  if (own) o.push(own); if (n.getAttribute('aria-label')) o.push(n.getAttribute('aria-label')); } return o.join('\n'); }"""


class Glass:
    """One page."""

    def __init__(self, page: Page, cdp: Any) -> None:
        self.page = page
        self._scanner = Scanner(cdp)

    async def open(self, url: str) -> None:
        await self.page.goto(url, wait_until="commit")
        await self.listen()

    async def listen(self) -> None:
        """Switch on what a screen reader hears; that is how a test reads a canvas."""
        await self.page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=40_000)
        await self.page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
        await self.page.wait_for_selector("flt-semantics", state="attached", timeout=20_000)

    async def scan(self, code: str) -> None:
        await self._scanner.type(code + "\n")

    async def tap(self, name: str, role: str = "button", wait_s: float = 8) -> None:
        hit = None
        for _ in range(int(wait_s / 0.05)):
            hit = await self.page.evaluate(_FIND, [name, role])
            if hit:
                break
            await asyncio.sleep(0.05)
        assert hit, f"no {role} {name!r} on:\n{await self.text()}"
        await self.page.mouse.click(hit["x"], hit["y"])

    async def text(self) -> str:
        return str(await self.page.evaluate(_TEXT))

    async def reads(self, words: str, wait_s: float = 8) -> None:
        """These words are on the screen, soon."""
        for _ in range(int(wait_s / 0.05)):
            if words in await self.text():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{words!r} is not on:\n{await self.text()}")


@asynccontextmanager
async def glass(width: int = 480, height: int = 800) -> AsyncIterator[Glass]:
    """Chromium with a profile of its own and one page of this size."""
    with tempfile.TemporaryDirectory() as profile:
        async with async_playwright() as play:
            browser = await play.chromium.launch_persistent_context(
                profile,
                executable_path=CHROMIUM,
                headless=False,
                args=FLAGS,
                viewport={"width": width, "height": height},
            )
            try:
                page = browser.pages[0] if browser.pages else await browser.new_page()
                yield Glass(page, await browser.new_cdp_session(page))
            finally:
                await browser.close()
