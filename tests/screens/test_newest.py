"""Views in a burst: few pictures, the last of them the newest, and a page that is gone stops nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import Any

import pytest

from screens.newest import Newest

Started = Callable[[], Coroutine[Any, Any, None]]


def on(loop: asyncio.AbstractEventLoop) -> Callable[[Started], object]:
    return lambda started: asyncio.run_coroutine_threadsafe(started(), loop)


async def test_a_hundred_views_at_once_are_a_few_pictures_and_end_at_the_newest() -> None:
    """
    A hundred scans that waited for the line: the screen shows the last of them, and did not draw them all.
    """
    shown: list[int] = []
    newest = Newest[int](on(asyncio.get_running_loop()), shown.append)

    def burst() -> None:
        for number in range(100):
            newest.offer(number)

    thread = Thread(target=burst)
    thread.start()
    async with asyncio.timeout(30):
        while shown[-1:] != [99]:
            await asyncio.sleep(0.01)
    thread.join()
    assert shown == sorted(set(shown))
    assert len(shown) < 50


async def test_the_next_view_is_shown_after_a_page_was_gone() -> None:
    """
    Nobody draws while the page is away; what comes afterwards is drawn.
    """
    shown: list[str] = []
    away = [True]
    loop = asyncio.get_running_loop()

    def start(started: Started) -> object:
        if away[0]:
            raise RuntimeError("no page")
        return on(loop)(started)

    newest = Newest[str](start, shown.append, every_s=0.0)
    with pytest.raises(RuntimeError):
        newest.offer("missed")
    away[0] = False
    newest.offer("heard")
    async with asyncio.timeout(30):
        while not shown:
            await asyncio.sleep(0.01)
    assert shown == ["heard"]
