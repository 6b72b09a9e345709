"""Every scan is heard: keys of a scanner in Chromium, whatever has the focus and whatever the connection does."""

import asyncio
import random
import time
from contextlib import suppress

import pytest
from playwright.async_api import Error, Route

from tests.browser.bad_line import BadLine
from tests.browser.conftest import Open
from tests.browser.flet_page import FletPage
from tests.browser.keys import key_events
from tests.browser.serving import SmallHost

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/]._+$%\x1d"
ANSWERED = "gangway.door.queued().length === 0 && !gangway.door.busy()"
FIELDS_EMPTY = "[...document.querySelectorAll('input,textarea')].every(field => field.value === '')"


def some_codes(count: int, start: str) -> list[str]:
    """Codes of 5 to 20 characters of every kind, the same in every run; each begins with `start`."""
    chance = random.Random(start)
    lengths = [chance.choice((5, 8, 13, 13, 13, 14, 20)) for _ in range(count)]
    return [start + "".join(chance.choices(ALPHABET, k=length - 1)) for length in lengths]


async def booked(host: SmallHost, desk: str, count: int, within_s: float = 20.0) -> list[str]:
    """The codes of a desk, as soon as there are so many, or when time is up."""
    ends_at = time.monotonic() + within_s
    while len(host.codes(desk)) < count and time.monotonic() < ends_at:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)  # one too many would come now
    return host.codes(desk)


async def test_three_hundred_scans_arrive_in_order(open_desk: Open, small_host: SmallHost) -> None:
    """
    After a button was tapped, with a text field in focus, with a dialog open: none lost, none changed,
    order kept, and no key of a scan does anything on the screen.
    """
    desk = await open_desk("many")
    codes = some_codes(300, "M")
    await desk.click("Short")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('taps 1')")
    await desk.scan(*codes[:100])
    await desk.click("Quantity")
    await desk.until("document.activeElement.matches('input,textarea')")
    await desk.scan(*codes[100:200])
    assert await desk.read(FIELDS_EMPTY)
    await desk.click("Ask")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('Sure?')")
    await desk.scan(*codes[200:])
    assert await booked(small_host, "many", 300) == codes
    assert "Sure?" in await desk.text()
    tones = [note["kind"] for note in await desk.log("tone")]
    assert tones == ["good"] * 300


async def test_enter_presses_nothing(open_desk: Open, small_host: SmallHost) -> None:
    """
    The button tapped last keeps the focus; neither Enter nor Space nor a code too short presses it again.
    """
    desk = await open_desk("enter")
    await desk.click("Short")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('taps 1')")
    await desk.scan("", "1", " ", "", "AB-1", "", end="\n")
    assert await booked(small_host, "enter", 1) == ["AB-1"]
    assert "taps 1" in await desk.text()


async def test_the_suffix_may_be_tab_or_two_keys(open_desk: Open, small_host: SmallHost) -> None:
    """
    Scanners end a code with Enter, with Tab, or with carriage return and line feed; some begin with Enter.
    """
    desk = await open_desk("suffix")
    await desk.click("Quantity")
    await desk.until("document.activeElement.matches('input,textarea')")
    for code, end in (("TAB-1", "\t"), ("CRLF-1", "\n\n"), ("\nPREFIX-1", "\n"), ("TAB-2", "\t\n")):
        await desk.scan(code, end=end)
    assert await booked(small_host, "suffix", 4) == ["TAB-1", "CRLF-1", "PREFIX-1", "TAB-2"]
    assert await desk.read(FIELDS_EMPTY)


async def test_gs_comes_in_three_ways(open_desk: Open, small_host: SmallHost) -> None:
    """
    Between GS1 fields scanners send Ctrl+], F8 or Alt+029; all are the same character.
    """
    desk = await open_desk("gs")
    f8 = [
        {"type": kind, "key": "F8", "code": "F8", "windowsVirtualKeyCode": 119}
        for kind in ("rawKeyDown", "keyUp")
    ]
    alt = {"key": "Alt", "code": "AltLeft", "windowsVirtualKeyCode": 18}
    digits = [
        {"type": kind, "key": str(d), "code": f"Numpad{d}", "windowsVirtualKeyCode": 96 + d, "modifiers": 1}
        for d in (0, 2, 9)
        for kind in ("rawKeyDown", "keyUp")
    ]
    alt_029 = [{**alt, "type": "rawKeyDown", "modifiers": 1}, *digits, {**alt, "type": "keyUp"}]
    for between in (list(key_events("\x1d")), f8, alt_029):
        for event in (*key_events("10LOT"), *between, *key_events("21X\n")):
            await desk.cdp.send("Input.dispatchKeyEvent", event)
    assert await booked(small_host, "gs", 3) == ["10LOT\x1d21X"] * 3


async def test_what_a_person_types_stays_in_the_field(open_desk: Open, small_host: SmallHost) -> None:
    """
    Typing goes where the focus is; a scan in between goes to the job and leaves the typing as it was.
    """
    desk = await open_desk("typing")
    await desk.click("Quantity")
    await desk.until("document.activeElement.matches('input,textarea')")
    await desk.scan("12", end="", gap_s=0.15)
    await desk.until("document.activeElement.value === '12'")
    await desk.scan("4012345000016")
    await desk.scan("5", end="", gap_s=0.15)
    await desk.until("document.activeElement.value === '125'")
    assert await booked(small_host, "typing", 1) == ["4012345000016"]


async def test_nothing_typed_is_kept_while_a_pin_is_asked_for(open_desk: Open, small_host: SmallHost) -> None:
    """
    A PIN on a keyboard looks like a scan: it is neither sent nor stored; badges and commands are.
    """
    desk = await open_desk("pin")
    posted: list[str] = []
    desk.page.on("request", lambda request: posted.append(request.post_data or ""))
    await desk.scan("BADGE-1001")
    await desk.scan("2468", end="\n")
    await desk.scan("1357", end="\n", gap_s=0.15)
    await desk.until("window.__gangway.log.filter(n => n.what === 'forgotten').length === 2")
    everything = await desk.read(
        "JSON.stringify([{...sessionStorage}, {...localStorage}, window.__gangway.log])"
    )
    assert not [pin for pin in ("2468", "1357") if pin in everything + "".join(posted)]
    assert "Type the PIN on the screen" in await desk.band()
    await desk.scan("CMD-HELP")
    assert await booked(small_host, "pin", 2) == ["BADGE-1001", "CMD-HELP"]
    await desk.page.reload(wait_until="commit")
    await desk.ready()
    await desk.click("Log in")
    await desk.until("gangway.door.secret() === false")
    await desk.scan("4012345000016")
    assert (await booked(small_host, "pin", 3))[2:] == ["4012345000016"]


async def test_every_kind_of_answer_sounds_different(open_desk: Open, small_host: SmallHost) -> None:
    """
    The tone follows the answer, in order, and the sound is really on.
    """
    desk = await open_desk("tones")
    await desk.scan("GOOD-1", "WRONG-1", "MANY-1", "UNKNOWN-1", "ELSEWHERE-1", "OLD-1", "NEWS-1", "LAST-1")
    await booked(small_host, "tones", 8)
    await desk.until(ANSWERED)
    notes = await desk.log("tone")
    assert [note["kind"] for note in notes] == [
        "good",
        "wrong_item",
        "too_many",
        "unknown",
        "wrong_place",
        "expired",
        "noted",
        "job_done",
    ]
    assert {note["audio"] for note in notes[1:]} == {"running"}


async def test_a_reload_loses_nothing_that_was_scanned(open_desk: Open, small_host: SmallHost) -> None:
    """
    The page goes away while codes wait for their answers: each is booked once, in order.
    """
    desk = await open_desk("reload")
    codes = [f"RELOAD-{no:03}" for no in range(30)]

    async def slow(route: Route) -> None:
        await asyncio.sleep(0.1)
        with suppress(Error):  # the page that asked is gone
            await route.continue_()

    await desk.page.route("**/door/scan", slow)
    for part in (codes[:15], codes[15:]):
        await desk.scan(*part)
        assert await desk.read("gangway.door.queued().length") > 5
        await desk.page.reload(wait_until="commit")
        await desk.ready()
    assert await booked(small_host, "reload", 30) == codes


async def test_a_code_cut_in_two_by_a_reload_is_never_guessed(open_desk: Open, small_host: SmallHost) -> None:
    """
    Its first half went with the old page: the rest is no code, and a person hears that it must be scanned again.
    """
    desk = await open_desk("half")
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

    await desk.page.route("**/door/scan", lose_the_first)
    await desk.scan("ONCE-1", "ONCE-2")
    assert await booked(small_host, "lost", 2) == ["ONCE-1", "ONCE-2"]
    await desk.until(ANSWERED)
    assert lost == [200]
    assert [note["repeated"] for note in await desk.log("answer")] == [True, False]


async def test_what_was_scanned_blind_stops_at_the_first_refusal(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    No answer for a while: a waiting tone, "not booked yet", and the list of what waits. After it the first refusal
    stops the rest; a person looks and decides.
    """
    desk = await open_desk("blind")

    async def nobody(route: Route) -> None:
        await route.abort()

    await desk.page.route("**/door/scan", nobody)
    await desk.scan("BLIND-1")
    await desk.until("gangway.door.waiting()", 4)
    await desk.scan("WRONG-2", "BLIND-3", "BLIND-4")
    band = await desk.band()
    assert [line for line in ("Not booked yet", "BLIND-1", "WRONG-2", "BLIND-4") if line not in band] == []
    assert {note["kind"] for note in await desk.log("tone")} == {"waiting"}
    await desk.page.unroute("**/door/scan")
    await desk.until("gangway.door.held().length === 2")
    assert await booked(small_host, "blind", 2) == ["BLIND-1", "WRONG-2"]
    await desk.scan("SEEN-5")
    assert (await booked(small_host, "blind", 3))[2:] == ["SEEN-5"]
    await desk.page.get_by_text("Discard 2").click()
    await desk.page.get_by_text("Really discard 2?").wait_for()
    await desk.page.get_by_text("Send 2").click()
    assert (await booked(small_host, "blind", 5))[3:] == ["BLIND-3", "BLIND-4"]
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

    await desk.page.route("**/door/scan", full)
    await desk.scan("FULL-1")
    await desk.until("document.getElementById('gangway-band').innerText.includes('Not saved.')")
    assert "good" not in [note["kind"] for note in await desk.log("tone")]
    await desk.page.unroute("**/door/scan")
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
    await desk.until("gangway.door.waiting()", 4)
    assert "2 scans wait for the device" in await desk.band()
    bad_line.mend()
    assert await booked(small_host, "cut", 3) == ["CUT-1", "CUT-2", "CUT-3"]
    await current(desk, "view 4")


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


async def current(desk: FletPage, shown: str) -> None:
    """The picture shows this soon."""
    ends_at = time.monotonic() + 10
    while time.monotonic() < ends_at:
        try:
            if await desk.read("document.querySelector('flt-semantics') === null"):
                await desk.ready()
            if shown in await desk.text():
                return
        except Error:  # between two pages
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{shown} is not on the picture: {await desk.text()}")
