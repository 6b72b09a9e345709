"""A thousand scans by Chromium's own key events, on a page that does everything to lose them, into a journal on disk."""

import random
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser

from tests.browser.flet_page import FletPage
from tests.browser.key_line import KeyLine
from tests.browser.serving import DeviceHost
from tests.browser.watching import ANSWERED

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/]._+$%\x1d"
LENGTHS = (5, 6, 8, 8, 10, 12, 13, 13, 13, 14, 14, 18, 24, 60)
TEN_A_SECOND_S = 0.1
FIELDS_EMPTY = "[...document.querySelectorAll('input,textarea')].every(field => field.value === '')"
WAITED = "window.__gangway.log.some(n => n.what === 'waiting')"
HELD = "gangway.door.held().length"


def thousand_codes() -> list[str]:
    """Five to sixty characters of every kind, each code different, the same in every run."""
    chance = random.Random(1000)
    return [
        f"{chance.choice('qT7')}{no:03}" + "".join(chance.choices(ALPHABET, k=chance.choice(LENGTHS) - 4))
        for no in range(1000)
    ]


@pytest.fixture
def device_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeviceHost]:
    host = DeviceHost(tmp_path_factory.mktemp("device"))
    host.start()
    yield host
    host.kill()


async def answered(desk: FletPage) -> None:
    """Every code has its answer. What was scanned blind on a machine out of breath is sent as a person would."""
    while True:
        await desk.until(ANSWERED, 300)
        if not await desk.read(HELD):
            return
        await desk.read("gangway.door.send_held()")


async def test_a_thousand_scans_are_all_in_the_log(
    chromium: Browser, debug_port: int, device_host: DeviceHost
) -> None:
    """
    After a button was tapped, with a field in focus, with a dialog open, after navigation, while the picture is
    drawn anew, ten a second and as fast as the machine can: each is in the log once, and in order.
    """
    codes = thousand_codes()
    context = await chromium.new_context(viewport={"width": 480, "height": 800}, locale="en-GB")
    desk = await FletPage.opened(await context.new_page(), f"http://127.0.0.1:{device_host.port}/?desk=k1")
    keys = await KeyLine.to(debug_port, "desk=k1")

    out_of_breath: list[int] = []

    async def scan(first: int, last: int, code_s: float = 0.0) -> None:
        for code in codes[first:last]:
            await keys.type(code + "\n", code_s)
        await keys.settled()
        if await desk.read(WAITED):  # looked at each time: the page keeps its last notes only
            out_of_breath.append(first)
            await answered(desk)  # what is listed as not booked covers the picture until a person has decided

    await desk.click("Short")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('taps 1')")
    await scan(0, 50, TEN_A_SECOND_S)
    await scan(50, 250)
    await desk.click("Quantity")
    await desk.until("document.activeElement.matches('input,textarea')")
    await scan(250, 450)
    assert await desk.read(FIELDS_EMPTY)
    await desk.click("Elsewhere")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('elsewhere')")
    await scan(450, 600)
    for first in (600, 700):
        await scan(first, first + 50)
        pressed_at = await desk.read("performance.now()")
        await keys.press("F5", "F5", 116)
        await scan(first + 50, first + 100)
        await answered(desk)
        await desk.until("gangway.net.alive()", 60)
        await desk.until(
            "performance.now() - window.__gangway.log.findLast(n => n.what === 'renew').at > 3100"
        )
        assert await desk.read(f"window.__gangway.log.some(n => n.what === 'renew' && n.at >= {pressed_at})")
    await desk.click("Ask")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('Sure?')")
    await scan(800, 1000)
    await answered(desk)
    assert "Sure?" in await desk.text()
    await keys.close()
    await context.close()
    device_host.kill()
    logged = device_host.codes("k1")
    assert sorted(logged) == sorted(codes)
    assert logged == codes or out_of_breath
