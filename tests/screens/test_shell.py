"""The mounted shell in a real session: which view wins, what a press carries, and that nothing reaches Flet's error page."""

import threading
from dataclasses import replace

import flet as ft
import pytest

from tests.screens.finding import find, keys, press, text_of, texts
from tests.screens.samples import SAMPLES
from tests.screens.small_door import SmallDoor, opened


async def test_the_newest_view_is_shown() -> None:
    """
    A view from the desk appears by itself; an older one that comes late changes nothing.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        assert text_of(page.root, "place") == "A-12-03"
        later = replace(SAMPLES["pick-one"], revision=8)
        door.publish("main", later)
        await page.until(lambda: text_of(page.root, "place") == "B-04-12")
        door.publish("main", SAMPLES["pick"])
        await page.settle()
        assert text_of(page.root, "place") == "B-04-12"


async def test_the_same_revision_with_another_status_repaints() -> None:
    """
    Going offline is no input: the revision stays, the line on top changes.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        assert "Online" in texts(page.root)
        door.publish("main", SAMPLES["pick-offline"])
        await page.until(lambda: any(text.startswith("Offline since") for text in texts(page.root)))


async def test_a_press_carries_the_shown_revision_and_a_fresh_id() -> None:
    """
    The desk can tell a stale press, and the same press that comes twice.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.press("undo")
        await page.until(lambda: len(door.pressed) == 1)
        await page.press("undo")
        await page.until(lambda: len(door.pressed) == 2)
    first, second = door.pressed
    assert (first.action, first.desk, first.revision, second.revision) == ("undo", "main", 7, 8)
    assert first.press_id != second.press_id


async def test_the_disk_is_never_waited_for_on_the_event_loop() -> None:
    """
    One slow disk must not freeze every other screen of the station.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.press("undo")
        await page.until(lambda: len(door.pressed) == 1)
    assert threading.get_ident() not in door.threads


async def test_short_takes_two_taps() -> None:
    """
    Short, then the reason: the choices stand where the exceptions stood.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.press("short")
        assert "undo" not in keys(page.root)
        await page.press("short.damaged")
        await page.until(lambda: len(door.pressed) == 1)
        await page.until(lambda: "undo" in keys(page.root))
    assert (door.pressed[0].action, door.pressed[0].value) == ("short", {"reason": "damaged"})


async def test_going_back_from_the_reasons_books_nothing() -> None:
    """
    Back never changes stock.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.press("short")
        await page.press("back")
        assert "undo" in keys(page.root)
    assert door.pressed == []


async def test_the_pin_is_typed_on_the_screen_and_never_shown() -> None:
    """
    Dots tell how many digits there are; the desk gets them once, then they are forgotten.
    """
    door = SmallDoor(main=SAMPLES["pin"])
    async with opened(door) as page:
        before = texts(page.root)
        for digit in ("2", "4", "6", "9"):
            await page.press(f"key.{digit}")
        await page.press("key.erase")
        await page.press("key.8")
        assert texts(page.root) == before
        assert find(page.root, "typed", ft.Semantics).label == "4 digits typed"
        await page.press("pin")
        await page.until(lambda: len(door.pressed) == 1)
        assert find(page.root, "typed", ft.Semantics).label == "0 digits typed"
    assert (door.pressed[0].action, door.pressed[0].value) == ("pin", {"pin": "2468"})


async def test_a_status_change_keeps_the_digits() -> None:
    """
    The network may come back between two digits.
    """
    door = SmallDoor(main=SAMPLES["pin"])
    async with opened(door) as page:
        await page.press("key.2")
        status = replace(SAMPLES["pin"].status, facts_waiting=3)
        door.publish("main", replace(SAMPLES["pin"], status=status))
        await page.until(lambda: "3" in texts(find(page.root, "status")))
        assert find(page.root, "typed", ft.Semantics).label == "1 digit typed"


async def test_the_language_switches_at_once() -> None:
    """
    The desk keeps the language; the next view speaks it.
    """
    door = SmallDoor(main=SAMPLES["home"])
    async with opened(door) as page:
        assert "Log out" in texts(page.root)
        await page.press("language.de")
        await page.until(lambda: len(door.pressed) == 1)
        door.publish("main", replace(door.views["main"], language="de", revision=9))
        await page.until(lambda: "Abmelden" in texts(page.root))
    assert (door.pressed[0].action, door.pressed[0].value) == ("language", {"language": "de"})


async def test_a_press_that_fails_is_told_and_the_page_lives(caplog: pytest.LogCaptureFixture) -> None:
    """
    An error of the device never shows Flet's error page: a band says it, the next press works.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        door.broken = True
        await page.press("undo")
        await page.until(lambda: "band.heading" in keys(page.root))
        assert text_of(page.root, "band.heading") == "Did not work"
        door.broken = False
        await page.press("undo")
        await page.until(lambda: "band.heading" not in keys(page.root))
    assert "the disk is gone" in caplog.text


async def test_a_view_that_nobody_can_draw_leaves_a_page_that_lives(caplog: pytest.LogCaptureFixture) -> None:
    """
    A newer core may name a screen this version lacks: a sentence stands there until the next view.
    """
    door = SmallDoor(main=replace(SAMPLES["pick"], screen="count"))
    async with opened(door) as page:
        assert "undrawn" in keys(page.root)
        door.publish("main", replace(SAMPLES["pick"], revision=8))
        await page.until(lambda: "place" in keys(page.root))
    assert "'count' could not be drawn" in caplog.text


async def test_a_device_without_a_view_says_that_it_is_in_trouble(caplog: pytest.LogCaptureFixture) -> None:
    """
    No view at the start: the plain trouble page, not a white one.
    """
    async with opened(SmallDoor()) as page:
        assert "trouble" in keys(page.root)
    assert "has no view" in caplog.text


async def test_the_address_says_which_desk() -> None:
    """
    Two tables at one station, each with its own tab.
    """
    door = SmallDoor(main=SAMPLES["pick"], two=SAMPLES["pack"])
    async with opened(door, "/?desk=two") as page:
        assert "carton" in keys(page.root)
        await page.press("undo")
        await page.until(lambda: len(door.pressed) == 1)
        assert door.pressed[0].desk == "two"
        assert "main" not in door.listeners
        await page.leave()
        await page.come_back("/?desk=main")
        await page.until(lambda: "place" in keys(page.root))
        assert door.listeners["two"] == []


async def test_a_page_that_comes_back_shows_what_it_missed() -> None:
    """
    Views published while the tab was away are not lost, and no desk waits for a page that is gone.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.leave()
        door.publish("main", replace(SAMPLES["pick-one"], revision=8))
        connection = await page.come_back()
        await page.until(lambda: text_of(page.root, "place") == "B-04-12")
        assert connection.messages


async def test_a_page_that_comes_back_unchanged_is_painted_anew() -> None:
    """
    Flet's client freezes what did not change during an outage: so something always changes.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        await page.leave()
        marks = {control._internals.get("reconnected") for control in page.session.index.values()}
        await page.come_back()
        assert None not in marks


async def test_a_closed_page_hears_no_more() -> None:
    """
    A desk keeps no list of tabs that were closed.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door):
        assert len(door.listeners["main"]) == 1
    assert door.listeners["main"] == []


async def test_the_band_is_put_away_by_a_tap_until_the_next_input() -> None:
    """
    Who has read it may look below it.
    """
    door = SmallDoor(main=SAMPLES["pick-bad"])
    async with opened(door) as page:
        assert text_of(page.root, "band.heading") == "Wrong item"
        await page.press("band")
        assert "band" not in keys(page.root)
        door.publish("main", replace(SAMPLES["pick-place"], revision=8))
        await page.until(lambda: "band" in keys(page.root))
    assert door.pressed == []


async def test_a_burst_of_views_ends_at_the_newest() -> None:
    """
    Ten scans a second: the screen may skip some, but never stops at an older one.
    """
    door = SmallDoor(main=SAMPLES["pick"])
    async with opened(door) as page:
        for revision in range(8, 28):
            stop = replace(SAMPLES["pick-one"].stop, place=f"P-{revision}")  # type: ignore[type-var]
            door.publish("main", replace(SAMPLES["pick"], stop=stop, revision=revision))
        await page.until(lambda: text_of(page.root, "place") == "P-27")


def test_press_finds_only_what_can_be_pressed() -> None:
    """
    The test's own finger: a flat button does not give way.
    """
    with pytest.raises(AssertionError, match="can't be pressed"):
        press(ft.Container(key="x"), "x")
