"""One Chromium and one small host for all tests of the page's own scripts."""

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.bad_line import BadLine
from tests.browser.flet_page import CHROMIUM, CHROMIUM_ARGS, FletPage
from tests.browser.serving import SmallHost
from tests.fakes import free_port

A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});"


class Open(Protocol):
    """Opens the page of a desk, each in a browser profile of its own; over a bad line where one is named.

    Before a person the page stays when the browser's button asks for a new one; `stays` is False for a program that
    drives the browser, which gets the load it asked for, as everybody does where nobody hears of the button.
    """

    async def __call__(self, desk: str, line: BadLine | None = None, *, stays: bool = True) -> FletPage: ...


@pytest.fixture(scope="module")
def small_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallHost]:
    host = SmallHost(tmp_path_factory.mktemp("host"))
    host.start()
    yield host
    host.kill()


@pytest.fixture(scope="module")
def debug_port() -> int:
    """Where Chromium takes keys beside Playwright's own pipe."""
    return free_port()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium(debug_port: int) -> AsyncIterator[Browser]:
    port = f"--remote-debugging-port={debug_port}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, headless=False, args=[*CHROMIUM_ARGS, port]
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def open_desk(chromium: Browser, small_host: SmallHost) -> AsyncIterator[Open]:
    contexts = []

    async def opened(desk: str, line: BadLine | None = None, *, stays: bool = True) -> FletPage:
        context = await chromium.new_context(
            viewport={"width": 480, "height": 800},
            locale="en-GB",
        )
        contexts.append(context)
        if stays:
            await context.add_init_script(A_PERSON)
        port = small_host.port if line is None else line.port
        url = f"http://127.0.0.1:{port}/?desk={desk}"
        return await FletPage.opened(await context.new_page(), url)

    yield opened
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bad_line(small_host: SmallHost) -> AsyncIterator[BadLine]:
    line = BadLine(small_host.port)
    await line.open()
    yield line
    await line.close()
