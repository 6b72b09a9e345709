"""No scan is lost or doubled, and none sounds good too early, whatever the connection does."""

import asyncio
from contextlib import suppress

import pytest
from playwright.async_api import Error, Route

from tests.browser.bad_line import BadLine
from tests.browser.conftest import Open
from tests.browser.faults import FAULTS, scan_through
from tests.browser.serving import SmallHost
from tests.browser.watching import ANSWERED, booked, current

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_reload_loses_nothing_that_was_scanned(open_desk: Open, small_host: SmallHost) -> None:
    """
    The page goes away while codes wait for their answers: each is booked once, in order.
    """
    desk = await open_desk("reload", stays=False)
    codes = [f"RELOAD-{no:03}" for no in range(30)]

    answers = asyncio.Event()

    async def no_answer_yet(route: Route) -> None:
        await answers.wait()
        with suppress(Error):  # the page that asked is gone
            await route.continue_()

    await desk.page.route("**/door/scan*", no_answer_yet)
    for part in (codes[:15], codes[15:]):
        await desk.scan(*part)
        await desk.until(f"gangway.door.queued().at(-1)?.code === {part[-1]!r}")
        await desk.page.reload(wait_until="commit")
        await desk.ready()
    answers.set()
    assert await booked(small_host, "reload", 30) == codes


async def test_a_code_cut_in_two_by_a_reload_is_never_guessed(open_desk: Open, small_host: SmallHost) -> None:
    """
    Its first half went with the old page: the rest is no code, and a person hears that it must be scanned again.
    """
    desk = await open_desk("half", stays=False)
    scanning = asyncio.create_task(desk.scan("40123450000164012345000016", gap_s=0.03))
    await asyncio.sleep(0.3)
    await desk.page.reload(wait_until="commit")
    await scanning
    await desk.until("window.__gangway.log.some(note => note.what === 'said_again')", 5)
    assert "Scan that again" in await desk.band()
    await desk.ready()
    await desk.scan("4012345000016")
    assert await booked(small_host, "half", 1) == ["4012345000016"]


async def test_a_lost_answer_is_asked_for_again_and_counts_once(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    The device booked it, the answer got lost: the same id again brings the first answer.
    """
    desk = await open_desk("lost")
    lost: list[int] = []

    async def lose_the_first(route: Route) -> None:
        if lost:
            await route.continue_()
            return
        lost.append((await route.fetch()).status)
        await route.abort()

    await desk.page.route("**/door/scan*", lose_the_first)
    await desk.scan("ONCE-1", "ONCE-2")
    assert await booked(small_host, "lost", 2) == ["ONCE-1", "ONCE-2"]
    await desk.until(ANSWERED)
    assert lost == [200]
    assert [note["repeated"] for note in await desk.log("answer")] == [True, False]


async def test_a_line_that_is_dead_is_left_while_the_device_answers(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    A handheld changed the access point: its old lines bring nothing any more, new ones do. The code goes by another.
    """
    desk = await open_desk("dead")
    hanging: list[str] = []

    async def hang_the_first(route: Route) -> None:
        hanging.append(route.request.url)
        if len(hanging) > 1:
            with suppress(Error):
                await route.continue_()

    await desk.page.route("**/door/scan*", hang_the_first)
    await desk.scan("DEAD-1")
    await desk.until("window.__gangway.log.some(note => note.what === 'line_dead')")
    assert await booked(small_host, "dead", 1) == ["DEAD-1"]
    await desk.scan("DEAD-2")
    assert await booked(small_host, "dead", 2) == ["DEAD-1", "DEAD-2"]


async def test_what_was_scanned_blind_stops_at_the_first_refusal(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    No answer for a while: a waiting tone, "not booked yet", and the list of what waits. After it the first refusal
    stops the rest; a person looks and decides, for each of them or for all.
    """
    desk = await open_desk("blind")

    async def nobody(route: Route) -> None:
        await route.abort()

    await desk.page.route("**/door/scan*", nobody)
    await desk.scan("BLIND-1")
    await desk.until("gangway.door.waiting()", 15)
    await desk.scan("WRONG-2", "BLIND-3", "BLIND-4", "BLIND-5", "BLIND-6")
    band = await desk.band()
    assert [line for line in ("Not booked yet", "BLIND-1", "WRONG-2", "BLIND-4") if line not in band] == []
    assert {note["kind"] for note in await desk.log("tone")} == {"waiting"}
    await desk.page.unroute("**/door/scan*")
    await desk.until("gangway.door.held().length === 4")
    assert await booked(small_host, "blind", 2) == ["BLIND-1", "WRONG-2"]
    await desk.scan("SEEN-5")
    assert (await booked(small_host, "blind", 3))[2:] == ["SEEN-5"]
    one = desk.page.locator("#gangway-band .one")
    await one.filter(has_text="BLIND-5").get_by_text("Drop").click()
    await one.filter(has_text="BLIND-6").get_by_text("Send").click()
    assert (await booked(small_host, "blind", 4))[3:] == ["BLIND-6"]
    await desk.page.get_by_text("Discard 2").click()
    await desk.page.get_by_text("Really discard 2?").wait_for()
    await desk.page.get_by_text("Send 2").click()
    assert (await booked(small_host, "blind", 6))[4:] == ["BLIND-3", "BLIND-4"]
    assert await desk.band() == ""


async def test_a_store_that_cannot_be_written_never_sounds_good(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    The device answers that it cannot keep anything: no good tone, its sentence on the band, and the scan waits.
    """
    desk = await open_desk("full")

    async def full(route: Route) -> None:
        await route.fulfill(status=503, json={"text": "Not saved.", "tone": "wrong_item", "secret": False})

    await desk.page.route("**/door/scan*", full)
    await desk.scan("FULL-1")
    await desk.until("document.getElementById('gangway-band').innerText.includes('Not saved.')")
    assert "good" not in [note["kind"] for note in await desk.log("tone")]
    await desk.page.unroute("**/door/scan*")
    assert await booked(small_host, "full", 1) == ["FULL-1"]


async def test_a_silent_socket_is_replaced(open_desk: Open, small_host: SmallHost, bad_line: BadLine) -> None:
    """
    Flet's connection is dead without knowing: the view changed, nothing is painted. A fresh page shows it.
    """
    desk = await open_desk("silent", bad_line)
    await asyncio.sleep(2)  # what was painted just now would count as a sign of life
    bad_line.silence()
    await desk.scan("SILENT-1")
    assert await booked(small_host, "silent", 1) == ["SILENT-1"]
    await current(desk, "view 2")


async def test_a_cut_line_is_bridged(open_desk: Open, small_host: SmallHost, bad_line: BadLine) -> None:
    """
    A radio gap while scanning: everything arrives afterwards, and the picture is current again.
    """
    desk = await open_desk("cut", bad_line)
    await desk.scan("CUT-1")
    await desk.until(ANSWERED)
    bad_line.cut()
    await desk.scan("CUT-2", "CUT-3")
    await desk.until("gangway.door.waiting()", 15)
    assert "2 scans wait for the device" in await desk.band()
    bad_line.mend()
    assert await booked(small_host, "cut", 3) == ["CUT-1", "CUT-2", "CUT-3"]
    await current(desk, "view 4")


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_fault_of_the_line_loses_a_scan(
    open_desk: Open, small_host: SmallHost, bad_line: BadLine, fault: str
) -> None:
    """
    Cut, half open, frozen, slow, for Flet's socket and for the door alike: everything is booked once and in order,
    "not booked yet" is seen and heard meanwhile, and afterwards the picture is current and takes taps.
    """
    desk = await open_desk(f"fault-{fault}", bad_line)
    born = await desk.read("performance.timeOrigin")
    await scan_through(desk, small_host, bad_line, fault, 4)
    assert await desk.read("performance.timeOrigin") == born, "a page that is loaded anew loses keys"


async def test_f5_draws_the_picture_anew_and_loses_no_key(open_desk: Open, small_host: SmallHost) -> None:
    """
    Somebody presses F5 while scanning: the picture is fresh, the page stays, and no scan is missing.
    """
    desk = await open_desk("f5")
    born = await desk.read("performance.timeOrigin")
    f5 = {"key": "F5", "code": "F5", "windowsVirtualKeyCode": 116}
    codes = [f"F5-{no:03}" for no in range(60)]
    for place in range(0, 60, 20):
        await desk.scan(*codes[place : place + 10])
        for kind in ("rawKeyDown", "keyUp"):
            await desk.cdp.send("Input.dispatchKeyEvent", {**f5, "type": kind})
        await desk.scan(*codes[place + 10 : place + 20])
        await asyncio.sleep(3.1)  # a second F5 sooner than that loads the page
    assert await booked(small_host, "f5", 60) == codes
    await current(desk, "view 61")
    assert await desk.read("performance.timeOrigin") == born
    assert len(await desk.log("renew")) == 3


async def test_a_device_killed_while_scanning_has_every_scan_once(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    Power cut at the station in the middle of work: scans go on, nothing is lost or doubled, and the picture
    is current again soon after.
    """
    desk = await open_desk("kill")
    codes = [f"KILL-{no:03}" for no in range(40)]

    async def scan_all() -> None:
        for code in codes:
            await desk.scan(code)
            await asyncio.sleep(0.1)

    scanning = asyncio.create_task(scan_all())
    await asyncio.sleep(1)
    await asyncio.to_thread(small_host.kill)
    await asyncio.sleep(0.7)
    await asyncio.to_thread(small_host.start)
    await scanning
    assert await booked(small_host, "kill", 40) == codes
    await current(desk, "view 41")
