"""A page that is left: by a key, by a swipe, by the browser's button, or closed. What waited is not lost with it."""

import asyncio
import time
from contextlib import suppress

import pytest
from playwright.async_api import Error, Page, Route

from tests.browser.conftest import Open
from tests.browser.flet_page import FletPage
from tests.browser.serving import SmallHost
from tests.browser.watching import booked, current

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEFT_LONG_AGO = """() => {
  const name = Object.keys(localStorage).find(name => name.startsWith('gangway.left.'));
  const left = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify({...left, at: left.at - 3600000}));
}"""
LEFT = "() => Object.keys(localStorage).some(name => name.startsWith('gangway.left.'))"
SCAN_AGAIN = (
    "(band => band && !band.hidden && band.innerText.includes('Scan again what gave no tone.'))"
    "(document.getElementById('gangway-band'))"
)
WORKERS = """navigator.serviceWorker.getRegistrations()
  .then(all => all.map(one => one.active.scriptURL.split('/').pop()))"""
RENEWED = "window.__gangway.log.some(note => note.what === 'renew' && note.why === 'asked')"


async def nobody(route: Route) -> None:
    with suppress(Error):  # the page that asked is gone
        await route.abort()


async def closed_while_codes_wait(desk: FletPage, host: SmallHost, *codes: str) -> Page:
    """The device does not answer, somebody scans, and closes the page. Returns a new one of the same browser.

    A browser hands what a page kept over to the next one a moment later; a person takes longer than that.
    """
    await desk.page.route("**/door/scan*", nobody)
    await desk.scan(*codes)
    await desk.until(f"gangway.door.queued().length === {len(codes)}")
    fresh = await desk.page.context.new_page()
    await desk.page.goto("about:blank")
    await fresh.goto(f"http://127.0.0.1:{host.port}/health")
    await fresh.wait_for_function(LEFT, timeout=60_000)
    await desk.page.close()
    return fresh


async def test_what_waited_when_a_page_was_closed_is_sent_by_the_next_one(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    The browser is closed while the device is away, and opened again: each scan is booked once, in order.
    """
    desk = await open_desk("closed")
    fresh = await closed_while_codes_wait(desk, small_host, "CLOSED-1", "CLOSED-2", "CLOSED-3")
    again = await FletPage.opened(fresh, f"http://127.0.0.1:{small_host.port}/?desk=closed")
    await again.scan("CLOSED-4")
    assert await booked(small_host, "closed", 4) == ["CLOSED-1", "CLOSED-2", "CLOSED-3", "CLOSED-4"]
    assert await again.read("Object.keys(localStorage).filter(n => n.includes('.left.')).length") == 0


async def test_what_was_left_long_ago_is_shown_before_it_is_sent(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    An hour later somebody else may stand here with other goods: a person decides.
    """
    desk = await open_desk("old")
    fresh = await closed_while_codes_wait(desk, small_host, "LEFT-1", "LEFT-2")
    await fresh.evaluate(LEFT_LONG_AGO)
    before = small_host.codes("old")  # a page that is closed may still get one through, and never hear of it
    again = await FletPage.opened(fresh, f"http://127.0.0.1:{small_host.port}/?desk=old")
    await again.until("gangway.door.held().length === 2")
    assert "LEFT-1" in await again.band()
    assert await booked(small_host, "old", 3, 1) == before
    await again.page.get_by_text("Send 2").click()
    assert await booked(small_host, "old", 2) == ["LEFT-1", "LEFT-2"]


@pytest.mark.parametrize(
    "keys",
    [
        {"key": "F5", "code": "F5", "windowsVirtualKeyCode": 116},
        {"key": "r", "code": "KeyR", "windowsVirtualKeyCode": 82, "modifiers": 2},
        {"key": "BrowserRefresh", "code": "BrowserRefresh", "windowsVirtualKeyCode": 168},
    ],
    ids=["F5", "Ctrl-R", "refresh-key"],
)
async def test_keys_that_load_a_page_draw_the_picture_anew_instead(
    open_desk: Open, small_host: SmallHost, keys: dict[str, str | int]
) -> None:
    """
    The listener stays, so that the scan right behind the key is whole.
    """
    desk = await open_desk(f"key-{keys['code']}")
    born = await desk.read("performance.timeOrigin")
    for kind in ("rawKeyDown", "keyUp"):
        await desk.cdp.send("Input.dispatchKeyEvent", {**keys, "type": kind})
    await desk.scan("4012345000016")
    await desk.until(RENEWED)
    assert await booked(small_host, f"key-{keys['code']}", 1) == ["4012345000016"]
    assert await desk.read("performance.timeOrigin") == born


async def test_the_button_of_the_browser_draws_the_picture_anew_and_loses_no_key(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    Somebody taps it while ten codes a second come in: the page stays, and every code is booked once, in order.
    """
    desk = await open_desk("tapped")
    born = await desk.read("performance.timeOrigin")
    codes = [f"TAPPED-{no:03}" for no in range(60)]

    async def scan_all() -> None:
        for code in codes:
            await desk.scan(code)
            await asyncio.sleep(0.1)

    scanning = asyncio.create_task(scan_all())
    for times in (1, 2):
        await asyncio.sleep(0.5)
        await desk.tap_reload()
        await desk.until(f"window.__gangway.log.filter(note => note.what === 'renew').length >= {times}")
        await asyncio.sleep(3.1)  # a second tap sooner than that loads the page
    await scanning
    assert await booked(small_host, "tapped", 60) == codes
    await current(desk, "view 61")
    assert await desk.read("performance.timeOrigin") == born


async def test_the_button_tapped_twice_loads_the_page(open_desk: Open, small_host: SmallHost) -> None:
    """
    Who still sees nothing right taps again, and gets a new page that scans.
    """
    desk = await open_desk("twice")
    born = await desk.read("performance.timeOrigin")
    ends_at = time.monotonic() + 120
    while await desk.read("performance.timeOrigin") == born:  # a busy machine may tap too slowly
        assert time.monotonic() < ends_at
        await desk.tap_reload()
    await desk.ready()
    assert await desk.read(WORKERS) == ["stay.js"], "one of Flet's own would load the page"
    await desk.scan("TWICE-1")
    assert await booked(small_host, "twice", 1) == ["TWICE-1"]


async def test_a_swipe_from_the_top_does_not_load_the_page(open_desk: Open) -> None:
    """
    A glove that brushes down the glass.
    """
    desk = await open_desk("swipe")
    for element in ("documentElement", "body"):
        assert await desk.read(f"getComputedStyle(document.{element}).overscrollBehaviorY") == "none"


async def test_a_page_loaded_by_the_button_while_somebody_scans_says_so(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    The browser tells no page of its button, and drops keys meanwhile: scan again what gave no tone.
    """
    desk = await open_desk("button", stays=False)
    await desk.scan("BUTTON-1", end="")
    await desk.page.reload(wait_until="commit")
    await desk.until("window.__gangway.log.some(note => note.what === 'loaded_anew')")
    await desk.until(SCAN_AGAIN)
    await asyncio.sleep(0.7)  # longer than a code may pause
    await desk.scan("BUTTON-1")
    assert await booked(small_host, "button", 1) == ["BUTTON-1"]
