"""Every scan is heard: keys of a scanner in Chromium, whatever has the focus and whatever the connection does."""

import asyncio
import random

import pytest

from tests.browser.conftest import Open
from tests.browser.keys import key_events
from tests.browser.serving import SmallHost
from tests.browser.watching import ANSWERED, booked

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/]._+$%\x1d"
FIELDS_EMPTY = "[...document.querySelectorAll('input,textarea')].every(field => field.value === '')"


def some_codes(count: int, start: str) -> list[str]:
    """Codes of 5 to 20 characters of every kind, the same in every run; each begins with `start`."""
    chance = random.Random(start)
    lengths = [chance.choice((5, 8, 13, 13, 13, 14, 20)) for _ in range(count)]
    return [start + "".join(chance.choices(ALPHABET, k=length - 1)) for length in lengths]


async def test_no_key_of_a_scan_does_anything_on_the_screen(open_desk: Open, small_host: SmallHost) -> None:
    """
    After a button was tapped, with a text field in focus, with a dialog open: none lost, none changed,
    order kept, and no key of a scan does anything on the screen.
    """
    desk = await open_desk("many")
    codes = some_codes(60, "M")
    await desk.click("Short")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('taps 1')")
    await desk.scan(*codes[:20])
    await desk.click("Quantity")
    await desk.until("document.activeElement.matches('input,textarea')")
    await desk.scan(*codes[20:40])
    assert await desk.read(FIELDS_EMPTY)
    await desk.click("Ask")
    await desk.until("document.querySelector('flt-semantics-host').innerText.includes('Sure?')")
    await desk.scan(*codes[40:])
    assert await booked(small_host, "many", 60) == codes
    assert "Sure?" in await desk.text()
    tones = [note["kind"] for note in await desk.log("tone")]
    assert tones == ["good"] * 60


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


async def test_a_digit_typed_just_before_a_scan_is_not_glued_to_it(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    A finger on a key, then the trigger: the rhythm of the scanner tells the two apart.
    """
    desk = await open_desk("glued")
    for digit, code in (("7", "4012345000016"), ("12", "4012345000023")):
        await desk.scan(digit, end="", gap_s=0.1)
        await asyncio.sleep(0.2)
        await desk.scan(code)
    assert await booked(small_host, "glued", 2) == ["4012345000016", "4012345000023"]


async def test_nothing_typed_is_kept_while_a_pin_is_asked_for(open_desk: Open, small_host: SmallHost) -> None:
    """
    A PIN on a keyboard looks like a scan: it is neither sent nor stored; badges and commands are.
    """
    desk = await open_desk("pin", stays=False)
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
    await desk.scan("2468", end="\n")
    await desk.until("window.__gangway.log.some(n => n.what === 'forgotten')")
    await desk.click("Log in")
    await desk.until("gangway.door.secret() === false")
    assert "PIN" not in await desk.band(), "it was typed there meanwhile"
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


async def test_a_desk_whose_name_cannot_be_one_is_told_so(open_desk: Open) -> None:
    """
    A slip in the page's address: no scan of it is taken for a PIN, the device's own words say what is wrong.
    """
    desk = await open_desk("table.2")
    await desk.scan("4012345000016")
    await desk.until("document.getElementById('gangway-band').innerText.includes('Not taken')")
    assert "desk: " in await desk.band()


@pytest.mark.parametrize("gap_s", [0.25, 0.12, 0.0])
async def test_what_a_person_types_is_seen_and_may_be_looked_at_before_enter(
    open_desk: Open, small_host: SmallHost, gap_s: float
) -> None:
    """
    A weight without a field to type it into: it stands there, and Enter takes it after a look at the scale, too.
    """
    name = f"look{int(gap_s * 1000)}"
    desk = await open_desk(name)
    await desk.scan("FIRST-1")
    await booked(small_host, name, 1)
    await desk.scan("9997", end="", gap_s=gap_s)
    await desk.until("document.getElementById('gangway-typed')?.textContent === '9997'")
    await asyncio.sleep(1.5)
    await desk.scan("", end="\n")
    assert await booked(small_host, name, 2) == ["FIRST-1", "9997"]
    assert small_host.scans(name)[1]["source"] == "keyed"
    await desk.until("document.getElementById('gangway-typed') === null")
