"""Without a scanner: typed codes, codes nobody can read, and the camera, each known in the log by its source."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Route, async_playwright

from tests.app.scanning.decode.pictures import file_of, symbol
from tests.browser.conftest import Open
from tests.browser.flet_page import CHROMIUM, CHROMIUM_ARGS, FletPage
from tests.browser.serving import SmallHost
from tests.browser.small_host import TOKEN
from tests.browser.watching import booked

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRAMES = 8


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def seeing_chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser whose camera looks at one Code 128 for ever."""
    picture = Image.new("L", (1280, 720), 235)
    code = symbol("Code128", "LOC-CAM-01", scale=4)
    picture.paste(code, ((1280 - code.width) // 2, (720 - code.height) // 2))
    film = tmp_path_factory.mktemp("camera") / "code.mjpeg"
    Path(film).write_bytes(file_of(picture.convert("RGB"), "JPEG", quality=90) * FRAMES)
    camera = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, headless=False, args=[*CHROMIUM_ARGS, *camera]
        )
        yield browser
        await browser.close()


async def looking(browser: Browser, host: SmallHost, desk: str) -> FletPage:
    """The page of a desk with the camera's panel open."""
    context = await browser.new_context(viewport={"width": 480, "height": 800}, locale="en-GB")
    page = await context.new_page()
    flet = await FletPage.opened(page, f"http://127.0.0.1:{host.port}/?desk={desk}")
    await page.get_by_role("button", name="No scanner").click()
    await page.get_by_role("button", name="Camera").click()
    return flet


async def test_a_typed_code_is_taken_by_a_tap_alone(open_desk: Open, small_host: SmallHost) -> None:
    """
    Behind one button: the field has the focus, Enter does nothing, the tap takes it.
    """
    desk = await open_desk("typed")
    await desk.page.get_by_role("button", name="No scanner").click()
    await desk.page.get_by_role("button", name="Type a code").click()
    await desk.scan("A-01\n", end="", gap_s=0.2)
    await desk.until("document.querySelector('#gangway-ways input').value === 'A-01'")
    await desk.page.get_by_role("button", name="Take it").click()
    assert await booked(small_host, "typed", 1) == ["A-01"]
    assert [scan["source"] for scan in small_host.scans("typed")] == ["typed"]
    assert await desk.read("document.getElementById('gangway-ways') === null")


@pytest.mark.parametrize("doors", [("No scanner",), ("No scanner", "Type a code")])
async def test_a_scan_puts_the_panel_away_so_that_its_answer_is_seen(
    open_desk: Open, small_host: SmallHost, doors: tuple[str, ...]
) -> None:
    """
    Over the menu and over a half typed code: the scan goes to the job, and nothing covers what the screen says.
    """
    name = f"cover{len(doors)}"
    desk = await open_desk(name)
    for door in doors:
        await desk.page.get_by_role("button", name=door).click()
    if len(doors) > 1:
        await desk.scan("A-0", end="", gap_s=0.15)
        await desk.until("document.querySelector('#gangway-ways input').value === 'A-0'")
    await desk.scan("4012345000016")
    assert await booked(small_host, name, 1) == ["4012345000016"]
    await desk.until("document.getElementById('gangway-ways') === null")
    await desk.scan("4012345000017")
    assert await booked(small_host, name, 2) == ["4012345000016", "4012345000017"]


async def test_a_code_nobody_can_read_is_named_with_its_reason(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    Tap the line, say why, compare the digits: only then it counts, and the log says how it came.
    """
    desk = await open_desk("torn")
    for name in ("No scanner", "Code unreadable", "Cup", "Torn", "Other digits"):
        await desk.page.get_by_role("button", name=name).click()
    for name in ("No scanner", "Code unreadable", "Cup", "Torn"):
        await desk.page.get_by_role("button", name=name).click()
    assert await desk.page.locator(".digits").inner_text() == "SKU-1"
    await desk.page.get_by_role("button", name="The same digits").click()
    assert await booked(small_host, "torn", 1) == ["SKU-1"]
    assert small_host.scans("torn")[0]["source"] == "unreadable:torn"


async def test_the_camera_books_a_sure_code_once_while_it_lies_in_the_frame(
    seeing_chromium: Browser, small_host: SmallHost
) -> None:
    """
    Held into the frame: taken with its tone, and not again as long as it stays there.
    """
    desk = await looking(seeing_chromium, small_host, "camera")
    assert await booked(small_host, "camera", 1, 30) == ["]C0LOC-CAM-01"]
    await asyncio.sleep(1.5)
    assert len(small_host.scans("camera")) == 1
    assert small_host.scans("camera")[0]["source"] == "camera"
    assert "good" in [note["kind"] for note in await desk.log("tone")]
    await desk.page.get_by_role("button", name="Close").click()
    assert await desk.read("document.querySelector('video') === null")
    await desk.page.context.close()


async def test_an_unsure_code_is_asked_about_and_booked_by_a_yes_alone(
    seeing_chromium: Browser, small_host: SmallHost
) -> None:
    """
    "Is this right?": nothing is booked before a tap or CMD-YES; CMD-NO drops it; neither is a scan of the job.
    """
    seen = {"sure": [], "doubtful": [{"code": "]E04012345000016", "text": "4012345000016", "kind": "EAN13"}]}

    async def doubtful(route: Route) -> None:
        nothing = {"unread": ["DATAMATRIX"], "unsure": []}
        await route.fulfill(json=seen if route.request.method == "POST" else nothing)

    context = await seeing_chromium.new_context(viewport={"width": 480, "height": 800}, locale="en-GB")
    page = await context.new_page()
    await page.route("**/door/still*", doubtful)
    desk = await FletPage.opened(page, f"http://127.0.0.1:{small_host.port}/?desk=unsure")
    await page.get_by_role("button", name="No scanner").click()
    await page.get_by_role("button", name="Camera").click()
    await page.get_by_text("Is this right?").wait_for()
    await page.get_by_text("This device cannot read DATAMATRIX.").wait_for()
    await desk.scan("CMD-NO")
    await page.get_by_text("Hold the code into the frame").wait_for()
    assert await booked(small_host, "unsure", 1, 1) == []
    seen["doubtful"] = [{"code": "]E04012345000023", "text": "4012345000023", "kind": "EAN13"}]
    await page.get_by_text("Is this right?").wait_for()
    await desk.scan("CMD-YES")
    assert await booked(small_host, "unsure", 1) == ["]E04012345000023"]
    assert small_host.scans("unsure")[0]["source"] == "camera"
    assert json.dumps(small_host.scans("unsure")).count("CMD-") == 0
    await context.close()


async def test_nobody_types_or_looks_while_a_pin_is_asked_for(open_desk: Open, small_host: SmallHost) -> None:
    """
    The panel closes, and its button is gone, until the PIN is given.
    """
    desk = await open_desk("veil")
    await desk.page.get_by_role("button", name="No scanner").click()
    await desk.scan("BADGE-1001")
    await desk.until("document.getElementById('gangway-ways') === null", 10)
    await desk.until("document.getElementById('gangway-ways-button').hidden")
    await desk.scan("4711", end="", gap_s=0.2)
    await asyncio.sleep(0.5)
    assert await desk.read("document.getElementById('gangway-typed') === null")  # no PIN is shown
    assert await booked(small_host, "veil", 1) == ["BADGE-1001"]


async def test_a_scan_that_came_another_way_is_heard_on_the_page(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    A scanner on a line beside the browser: its refusal sounds here, once.
    """
    desk = await open_desk("line")
    await desk.scan("OWN-1")
    await booked(small_host, "line", 1)
    scan = {"code": "WRONG-1", "scan_id": "line-1", "desk": "line"}
    key = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(trust_env=False, timeout=30) as program:
        reply = await program.post(
            f"http://127.0.0.1:{small_host.port}/local/v1/scan", json=scan, headers=key
        )
    assert reply.json()["tone"] == "wrong_item"
    await desk.until("window.__gangway.log.some(n => n.what === 'tone' && n.kind === 'wrong_item')")
    await desk.scan("OWN-2")
    await booked(small_host, "line", 3)
    await asyncio.sleep(1)
    assert [note["kind"] for note in await desk.log("tone")] == ["good", "wrong_item", "good"]
