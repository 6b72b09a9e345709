"""A page without the internet: nothing is asked of anybody but this device."""

import asyncio

import pytest
from playwright.async_api import Browser, Request

from tests.browser.flet_page import FletPage
from tests.browser.serving import SmallHost

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_page_asks_nobody_but_its_device(chromium: Browser, small_host: SmallHost) -> None:
    """
    Flet's client wants a player of animations from a content network; no screen uses it, and nothing is sent.
    """
    own = f"http://127.0.0.1:{small_host.port}/"
    gone_out: list[str] = []
    stopped: dict[str, str] = {}

    def left(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            gone_out.append(request.url)

    def failed(request: Request) -> None:
        stopped[request.url] = request.failure or ""

    context = await chromium.new_context(viewport={"width": 480, "height": 800}, locale="en-GB")
    page = await context.new_page()
    page.on("request", left)
    page.on("requestfailed", failed)
    desk = await FletPage.opened(page, f"{own}?desk=alone")
    await desk.scan("ALONE-1")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('view 2')")
    await asyncio.sleep(1)
    assert [url for url in gone_out if stopped.get(url) != "csp"] == []
    await context.close()
