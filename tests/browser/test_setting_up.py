"""A scanner is set up at a browser: by barcode, by the form, and proved by the self-test."""

import asyncio

import pytest

from app.scanning.self_test import CODES, GS
from tests.browser.conftest import Open
from tests.browser.keys import Scanner
from tests.browser.serving import SmallHost
from tests.browser.watching import booked

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_form_changes_how_the_next_code_is_heard(open_desk: Open, small_host: SmallHost) -> None:
    """
    Prefix off, the visible character to GS, the same code twice within the guard once; kept over a reload.
    """
    desk = await open_desk("form", stays=False)
    form = await desk.page.context.new_page()
    await form.goto(f"http://127.0.0.1:{small_host.port}/setup/scanner?desk=form")
    await form.locator("[name=prefix]").fill("%")
    await form.locator("[name=gs]").select_option("=")
    await form.locator("[name=guard_ms]").fill("3000")
    await form.get_by_role("button").click()
    await form.get_by_text("Kept").wait_for()
    await desk.page.bring_to_front()
    await desk.until("(localStorage.getItem('gangway.scanner.form') || '').includes('3000')")
    await desk.scan("%10LOT=21X", "%TWICE-1", "%TWICE-1", "BARE-1")
    expected = [f"10LOT{GS}21X", "TWICE-1", "BARE-1"]
    assert await booked(small_host, "form", 3) == expected
    await desk.page.reload(wait_until="commit")
    await desk.ready()
    await asyncio.sleep(0.5)  # a code so soon after a reload is asked for again
    await desk.scan("%AFTER-1")
    assert (await booked(small_host, "form", 4))[3:] == ["AFTER-1"]


async def test_the_self_test_names_a_wrong_layout_and_praises_a_right_one(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    Four codes: what is wrong and what to change stands there at once; set right, it says so.
    """
    desk = await open_desk("test")
    page = await desk.page.context.new_page()
    await page.goto(f"http://127.0.0.1:{small_host.port}/selftest")
    scanner = Scanner(await page.context.new_cdp_session(page))
    codes = [text.lstrip(GS) for text in CODES.values()]
    await scanner.type(codes[0].translate(str.maketrans("YZ", "ZY")) + "\n")
    await page.get_by_text("Y and Z are swapped.").wait_for()
    await page.locator("#kind").select_option("honeywell")
    await page.get_by_text("Keyboard country").wait_for()
    await page.get_by_role("button", name="Begin again").click()
    for code in codes:
        await scanner.type(code + "\n")
        await asyncio.sleep(0.1)
    await page.get_by_text("This scanner is set right.").wait_for()
    assert await page.locator("#findings article").count() == 0
    assert set(await page.locator(".came .sign").all_inner_texts()) == {"GS"}  # letters, no empty box


async def test_the_last_inputs_need_no_scrolling_sideways_on_a_handheld(
    open_desk: Open, small_host: SmallHost
) -> None:
    """
    Each input is a block of lines there: code, meaning and outcome are read at once.
    """
    desk = await open_desk("lines")
    await desk.scan("4012345000016")
    await booked(small_host, "lines", 1)
    page = await desk.page.context.new_page()
    await page.set_viewport_size({"width": 480, "height": 800})
    await page.goto(f"http://127.0.0.1:{small_host.port}/scans?desk=lines")
    await page.get_by_text("4012345000016").first.wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 480
