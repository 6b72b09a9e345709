"""Takes pictures of the sample views in Chromium: `python tests/screens/pictures.py FOLDER [NAME…] [--sizes 480x800] …`.

For people who look at them; it decides nothing about right or wrong.
"""

import argparse
import asyncio
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

import flet as ft  # noqa: E402
import flet_web.fastapi as flet_fastapi  # noqa: E402
import uvicorn  # noqa: E402
from playwright.async_api import Browser, async_playwright  # noqa: E402

from app.views.door import Answer, PressGiven, ScanGiven  # noqa: E402
from app.views.view import View  # noqa: E402
from screens.shell import mount  # noqa: E402
from tests.screens.samples import SAMPLES  # noqa: E402

TRIES_MAX = 5
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


class SampleDoor:
    """A desk for each sample, called NAME.LANGUAGE; it shows its view and takes nothing."""

    def view(self, desk: str) -> View:
        name, _, language = desk.partition(".")
        return replace(SAMPLES[name], language=language or "en")

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        return self.view(desk)

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        return lambda: None

    def press(self, given: PressGiven) -> Answer:
        raise NotImplementedError("a sample takes no press")

    def scan(self, given: ScanGiven) -> Answer:
        raise NotImplementedError("a sample takes no scan")


def serve(port: int) -> uvicorn.Server:
    """Serve the samples from a thread of its own."""

    async def main(page: ft.Page) -> None:
        await mount(page, SampleDoor(), "home.en")

    app = flet_fastapi.app(main, assets_dir=str(ROOT / "assets"), no_cdn=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    return server


async def shoot(browser: Browser, url: str, size: tuple[int, int], target: Path) -> None:
    """One picture of one address."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = await context.new_page()
    await page.goto(url, wait_until="commit")
    await page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
    await page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    drawn = "() => /Online|Offline/.test(document.querySelector('flt-semantics-host')?.textContent)"
    await page.wait_for_function(drawn, timeout=30_000)
    before = b""
    for _ in range(TRIES_MAX):  # the typefaces come after the first frame; a spinner never stands still
        await page.wait_for_timeout(700)
        now = await page.screenshot(path=target)
        if now == before:
            break
        before = now
    await context.close()


async def run(given: argparse.Namespace) -> None:
    given.folder.mkdir(parents=True, exist_ok=True)
    server = serve(given.port)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=False, args=FLAGS
        )
        for name in given.names or SAMPLES:
            for size in given.sizes.split(","):
                for theme in given.themes.split(","):
                    for language in given.languages.split(","):
                        for scale in given.scales.split(","):
                            width, _, height = size.partition("x")
                            url = f"http://127.0.0.1:{given.port}/?desk={name}.{language}&theme={theme}&scale={scale}"
                            file = given.folder / f"{name}-{size}-{theme}-{language}-{scale}.png"
                            await shoot(browser, url, (int(width), int(height)), file)
        await browser.close()
    server.should_exit = True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sizes", default="480x800,720x1280,800x1280,1280x800")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="en,de")
    parser.add_argument("--scales", default="100")
    parser.add_argument("--port", type=int, default=8641)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
