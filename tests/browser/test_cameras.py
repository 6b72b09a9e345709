"""The light of a camera, and a camera of the station: aimed by its picture, asked about what is in doubt."""

import asyncio
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Route

from tests.app.scanning.decode.pictures import file_of
from tests.browser.conftest import Open
from tests.browser.flet_page import FletPage
from tests.browser.serving import SmallHost
from tests.browser.watching import booked

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Stands for the camera of a handheld: its picture comes from a canvas, its light is remembered.
LIGHT = """() => {
  window.light = [];
  const canvas = document.createElement('canvas');
  let shade = 0;  // a stream of a canvas that nobody draws on has no picture
  setInterval(() => {
    const paper = canvas.getContext('2d');
    paper.fillStyle = `rgb(${shade = (shade + 9) %% 256}, 0, 0)`;
    paper.fillRect(0, 0, 300, 150);
  }, 50);
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => {
    const stream = canvas.captureStream(5);
    const [track] = stream.getVideoTracks();
    track.getCapabilities = () => ({ torch: %s });
    track.applyConstraints = async ({ advanced: [{ torch }] }) => { window.light.push(torch); };
    return stream;
  } } });
}"""
EAN = {"code": "]E04012345000016", "text": "4012345000016", "kind": "EAN13"}


async def camera_panel(desk: FletPage) -> None:
    await desk.page.get_by_role("button", name="No scanner").click()
    await desk.page.get_by_role("button", name="Camera").click()


async def with_light(chromium: Browser, host: SmallHost, desk: str, there: str) -> FletPage:
    context = await chromium.new_context(viewport={"width": 480, "height": 800}, locale="en-GB")
    page = await context.new_page()
    await page.add_init_script(f"({LIGHT % there})()")
    return await FletPage.opened(page, f"http://127.0.0.1:{host.port}/?desk={desk}")


async def test_the_light_is_switched_on_and_off_where_there_is_one(
    chromium: Browser, small_host: SmallHost
) -> None:
    """
    A dark corner of the racks: one tap lights it, the next one ends it.
    """
    desk = await with_light(chromium, small_host, "light", "true")
    await camera_panel(desk)
    light = desk.page.get_by_role("button", name="Light")
    await light.click()
    await desk.until("window.light.length === 1")
    await light.click()
    await desk.until("window.light.length === 2")
    assert await desk.read("window.light") == [True, False]
    await desk.page.context.close()


async def test_no_light_is_offered_where_there_is_none(chromium: Browser, small_host: SmallHost) -> None:
    """
    No button that does nothing.
    """
    desk = await with_light(chromium, small_host, "dark", "false")
    await camera_panel(desk)
    await desk.until("document.querySelector('#gangway-ways video')?.videoWidth > 0")
    await asyncio.sleep(0.3)
    assert await desk.page.get_by_role("button", name="Light").count() == 0
    await desk.page.context.close()


class Station:
    """Stands for the device's own camera: says what the test lets it see."""

    def __init__(self) -> None:
        self.no = 0
        self.takes_before_the_yes = False
        self.sees: dict[str, Any] = {"sure": [], "doubtful": [], "taken": []}

    async def answer(self, route: Route) -> None:
        if "/picture" in route.request.url:
            body = file_of(Image.new("RGB", (640, 360), "white"), "JPEG")
            await route.fulfill(body=body, content_type="image/jpeg")
            return
        if "/yes" in route.request.url:
            await route.fulfill(json={"counts": not self.takes_before_the_yes})
            return
        self.no += 1
        await route.fulfill(json={"there": True, "no": self.no, **self.sees})


async def test_the_stations_camera_is_aimed_and_asks(open_desk: Open, small_host: SmallHost) -> None:
    """
    A picture with a frame; what stays in doubt is booked by a yes alone, what the station took is only said.
    """
    desk = await open_desk("station")
    station = Station()
    await desk.page.route("**/door/camera*", station.answer)
    await desk.page.route("**/door/camera/*", station.answer)
    await camera_panel(desk)
    await desk.until("document.querySelector('#gangway-ways .aim img')?.naturalWidth === 640")
    assert await desk.page.locator("#gangway-ways .frame").count() == 1
    station.sees = {"sure": [], "doubtful": [], "taken": ["LOC-A"]}
    await desk.page.get_by_text("LOC-A").wait_for()
    station.sees = {"sure": [], "doubtful": [EAN], "taken": []}
    await desk.page.get_by_text("Is this right?").wait_for()
    assert await booked(small_host, "station", 1, 1) == []
    await desk.scan("CMD-YES")
    assert await booked(small_host, "station", 1) == [EAN["code"]]


async def test_a_doubt_that_the_station_settles_is_asked_no_more(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    A second picture said the same and it was taken: a late yes must not count it twice.
    """
    desk = await open_desk("settled")
    station = Station()
    await desk.page.route("**/door/camera*", station.answer)
    await desk.page.route("**/door/camera/*", station.answer)
    await camera_panel(desk)
    station.sees = {"sure": [], "doubtful": [EAN], "taken": []}
    await desk.page.get_by_text("Is this right?").wait_for()
    station.sees = {"sure": [], "doubtful": [], "taken": [EAN["text"]]}
    await desk.page.get_by_text("Is this right?").wait_for(state="detached")
    assert await booked(small_host, "settled", 1, 1) == []


async def test_a_yes_that_comes_with_the_second_picture_counts_once(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    The camera became sure a blink before the tap, and the page has not heard of it: the yes is only said.
    """
    desk = await open_desk("blink")
    station = Station()
    station.takes_before_the_yes = True
    await desk.page.route("**/door/camera*", station.answer)
    await desk.page.route("**/door/camera/*", station.answer)
    await camera_panel(desk)
    station.sees = {"sure": [], "doubtful": [EAN], "taken": []}
    await desk.page.get_by_text("Is this right?").wait_for()
    await desk.page.get_by_role("button", name=EAN["text"]).click()
    await desk.until("window.__gangway.log.some(note => note.what === 'taken_before')")
    assert await booked(small_host, "blink", 1, 1) == []
