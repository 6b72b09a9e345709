"""The measuring of screens is held against what Chromium draws: without that its tests would prove a belief."""

import asyncio
import socket
from collections import Counter
from dataclasses import replace

import flet as ft

from screens.shell import screen_of
from screens.theme import LIGHT, Look
from tests.screens.finding import all_of, walk
from tests.screens.layout import Box, laid_out
from tests.screens.pictures import chromium, opened
from tests.screens.samples import SAMPLES
from tests.screens.stage import Stage, served

APART_MAX = 3.0  # px; Chromium rounds lines, and a scrolled list adds up what each line was rounded by
TRIES_MAX = 100
ALIKE_MIN = 5  # so many words and buttons are compared at least
DRAWN = r"""() => [...document.querySelectorAll('flt-semantics-host flt-semantics')].map(n => {
  const own = [...n.childNodes].filter(c => c.nodeType === 3 || c.tagName === 'SPAN').map(c => c.textContent).join('').trim();
  const r = n.getBoundingClientRect();
  return {words: own, key: n.getAttribute('flt-semantics-identifier') || '', edges: [r.x, r.y, r.right, r.bottom]};
})"""
LOOKS = (((480, 800), 100, "en"), ((480, 800), 200, "de"), ((1280, 800), 130, "de"))
NAMES = ("pick-bad", "home", "return-question", "pin")
ENDS_S = 240
Edges = tuple[float, float, float, float]


def measured(root: ft.Control, size: tuple[int, int]) -> dict[str, Edges]:
    """The edges of every word and button that is wholly in sight and not there twice; a button's words are its name."""
    spoken = [one for one in all_of(root, ft.Semantics) if one.button or one.label]
    covered = {id(inside) for one in spoken for inside in walk(one.content)}
    named = [(name_of(box, covered), box) for box in laid_out(root, *size)]
    count = Counter(name for name, _ in named)
    kept = [(name, box) for name, box in named if name and count[name] == 1 and box.in_sight]
    return {name: (box.left, box.top, box.right, box.bottom) for name, box in kept}


def name_of(box: Box, covered: set[int]) -> str:
    if isinstance(box.control, ft.Text):
        return "" if id(box.control) in covered else box.control.value
    return box.key


async def test_what_is_measured_is_what_chromium_draws() -> None:
    """
    Words and buttons lie where the measuring says, to three pixels, on a handheld, with large text, at a table.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stage = Stage()
    async with asyncio.timeout(ENDS_S), served(stage, port), chromium() as browser:
        for size, percent, language in LOOKS:
            page = await opened(browser, port, "main", f"theme=light&scale={percent}")
            await page.set_viewport_size({"width": size[0], "height": size[1]})
            for name in NAMES:
                stage.show("main", SAMPLES[name], language)
                view = replace(SAMPLES[name], language=language)
                root = screen_of(view, lambda action, value: None, Look(LIGHT, percent / 100, *size))
                wrong = f"{name} is not drawn"
                for _ in range(TRIES_MAX):  # the picture comes when it comes; what matters is where it ends
                    drawn = {at["key"] or at["words"]: at["edges"] for at in await page.evaluate(DRAWN)}
                    wrong = compare(measured(root, size), drawn)
                    if not wrong:
                        break
                    await asyncio.sleep(0.2)
                assert not wrong, f"{name} at {size}, {percent} %, {language}: {wrong}"
            await page.close()


def compare(expected: dict[str, Edges], drawn: dict[str, Edges]) -> str:
    """What lies elsewhere; too few that are on both say that this is another screen."""
    both = sorted(expected.keys() & drawn.keys())
    apart = [
        f"{named}: measured {expected[named]}, drawn {drawn[named]}"
        for named in both
        if max(abs(a - b) for a, b in zip(expected[named], drawn[named], strict=True)) > APART_MAX
    ]
    return "; ".join(apart) or ("" if len(both) >= ALIKE_MIN else f"only {both} are on both")
