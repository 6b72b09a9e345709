"""Takes pictures of the sample views in Chromium: `python -m tests.screens.pictures FOLDER [NAME…] [--sizes 480x800] …`.

For people who look at them; it decides nothing about right or wrong.
"""

import argparse
import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser.flet_page import CHROMIUM, CHROMIUM_ARGS
from tests.screens.samples import SAMPLES
from tests.screens.stage import Stage, served

TRIES_MAX = 12
STILL_MS = 120
SETTLED_MS = 1500  # the typefaces come after the first frame
LOADED_MS = 4000


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, headless=False, args=list(CHROMIUM_ARGS)
        )
        yield browser
        await browser.close()


async def opened(browser: Browser, port: int, desk: str, look: str) -> Page:
    """A page in front of a desk of the stage, with names for everything on it."""
    page = await browser.new_page(viewport={"width": 480, "height": 800})
    await page.goto(f"http://127.0.0.1:{port}/?desk={desk}&{look}", wait_until="commit")
    await page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
    await page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    drawn = "() => /Online|Offline/.test(document.querySelector('flt-semantics-host')?.textContent)"
    await page.wait_for_function(drawn, timeout=30_000)
    return page


async def still(page: Page, before: bytes = b"") -> bytes:
    """The picture once it stands still and differs from the one before. A spinner never does: the last try counts."""
    last = b""
    for _ in range(TRIES_MAX):
        now = await page.screenshot()
        if now == last and now != before:
            return now
        last = now
        await page.wait_for_timeout(STILL_MS)
    return last


async def run(given: argparse.Namespace) -> None:
    given.folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stage = Stage()
    async with served(stage, port), chromium() as browser:
        for theme, scale in product(given.themes.split(","), given.scales.split(",")):
            desk = f"{theme}.{scale}"
            page = await opened(browser, port, desk, f"theme={theme}&scale={scale}")
            picture = b""
            await page.wait_for_timeout(LOADED_MS)
            for size in given.sizes.split(","):
                width, _, height = size.partition("x")
                await page.set_viewport_size({"width": int(width), "height": int(height)})
                await page.wait_for_timeout(SETTLED_MS)
                stage.show(desk, SAMPLES["trouble"], "en")
                picture = await still(page, picture)  # the first may still be the page that loads
                for name, language in product(given.names or SAMPLES, given.languages.split(",")):
                    stage.show(desk, SAMPLES[name], language)
                    picture = await still(page, picture)
                    file = given.folder / f"{name}-{size}-{theme}-{language}-{scale}.png"
                    file.write_bytes(picture)
            await page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sizes", default="480x800,720x1280,800x1280,1280x800")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="en,de")
    parser.add_argument("--scales", default="100,200")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
