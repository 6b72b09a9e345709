"""The one Flet component: shows the newest view of a desk and hands presses to its door. Knows no job and decides nothing.

Everything below it is a plain function of (view, send, look). What is only on the glass (an open sheet, the digits of a
PIN, the size of the page) lives here and nowhere else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import flet as ft

from app.inputs import Message, Tone
from app.views.door import Door, PressGiven
from app.views.view import BannerView, StatusView, View
from screens.asked import ASKED, asked_screen
from screens.attention import attention_screen
from screens.band import QUIET
from screens.buttons import OPEN
from screens.flet_fixes import mark_all_dirty
from screens.home import home_screen
from screens.letter_keys import SPELLINGS, lettered
from screens.login import ENTER, ERASE, KEY, login_screen
from screens.native import attach
from screens.newest import Newest
from screens.number_keys import NUMBER, numbered
from screens.pack import pack_screen
from screens.parts import Pen, Send
from screens.pick import pick_screen
from screens.problem import problem_screen
from screens.put_back import put_back_screen
from screens.return_intake import return_screen
from screens.ship import ship_screen
from screens.theme import DARK, FONTS, LIGHT, Look, look_for, theme
from screens.wall import wall_screen

log = logging.getLogger("gangway.screens")

DIGITS_MAX = 12
STORE_TROUBLE = "prompt.store_trouble"
NO_VIEW = View("problem", Message(STORE_TROUBLE), status=StatusView(store_ok=False), revision=-1)

SCREENS: Mapping[str, Callable[[View, Send, Look], ft.Control]] = {
    "login": login_screen,
    "home": home_screen,
    "pick": pick_screen,
    "pack": pack_screen,
    "put_back": put_back_screen,
    "return": return_screen,
    "ship": ship_screen,
    "wall": wall_screen,
    "problem": attention_screen,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the glass. `turn` makes a repaint differ from the one before."""

    view: View
    look: Look
    turn: int = 0


def screen_of(view: View, send: Send, look: Look) -> ft.Control:
    """The screen that this view asks for; a device that can't keep anything shows only that."""
    if not view.status.store_ok or view.prompt.id == STORE_TROUBLE:
        return problem_screen(view, send, look)
    if view.question is not None and view.question.id in ASKED:
        return asked_screen(view, send, look)
    return SCREENS[view.screen](view, send, look)


def painted(shown: Shown, send: Send) -> ft.Control:
    """The screen, or one plain sentence if it can't be drawn: an exception here would freeze the page for good."""
    try:
        return screen_of(shown.view, send, shown.look)
    except Exception:
        log.exception("the screen %r could not be drawn", shown.view.screen)
        pen = Pen(shown.look, shown.view.language, send)
        return ft.Container(
            pen.text(pen.say("trouble.screen"), 28),
            padding=32,
            bgcolor=shown.look.palette.ground,
            expand=True,
            key="undrawn",
            on_click=lambda _event: send("home", {}),
        )


class Glass:
    """One browser page in front of one desk. All of it runs on the page's event loop but `_hear`."""

    def __init__(self, page: ft.Page, door: Door, desk: str) -> None:
        self._page = page
        self._door = door
        self._default_desk = desk
        self.desk = desk
        self.shown = Shown(NO_VIEW, Look())
        self.also: Callable[[View], None] = lambda view: None  # what else hears of each view that is shown
        self._digits = ""
        self._set_shown: Callable[[Shown], None] | None = None
        self._stop_listening: Callable[[], None] | None = None
        self._newest: Newest[tuple[str, View]] = Newest(page.run_task, self._show)
        self._pressing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    # What the page says -------------------------------------------------------------------------

    async def follow(self) -> None:
        """Read from the page's address which desk to show, and how; listen to that desk alone."""
        self.desk = self._query("desk") or self._default_desk
        self.look_again()
        self.close()
        self.shown = replace(self.shown, view=NO_VIEW)
        heard = partial(self._hear, self.desk)
        self._stop_listening = await asyncio.to_thread(self._door.listen, self.desk, heard)
        await self.catch_up()

    async def catch_up(self) -> None:
        """Show the newest view, whatever was missed. Paints in any case: a page that came back may be frozen."""
        desk = self.desk
        try:
            view = await asyncio.to_thread(self._door.view, desk)
        except Exception:
            log.exception("the desk %r has no view", desk)
        else:
            self._take(desk, view)
        self._paint()

    def look_again(self) -> None:
        """The page has another size, brightness or address."""
        theme_name = self._query("theme")
        dark = theme_name == "dark" or (
            theme_name != "light" and self._page.platform_brightness == ft.Brightness.DARK
        )
        fresh = look_for(
            dark=dark,
            scale_percent=self._query("scale"),
            width=self._page.width,
            height=self._page.height,
        )
        old = self.shown.look
        self._paint(look=replace(fresh, opened=old.opened, typed=old.typed, quiet=old.quiet))
        self._page.theme_mode = ft.ThemeMode.DARK if dark else ft.ThemeMode.LIGHT
        self._page.bgcolor = fresh.palette.ground

    def close(self) -> None:
        """Nobody looks any more."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None

    def _query(self, name: str) -> str | None:
        found = parse_qs(urlsplit(self._page.route or "").query).get(name)
        return found[0] if found else None

    # What the desk says -------------------------------------------------------------------------

    def _hear(self, desk: str, view: View) -> None:
        """Called from any thread. A page that is away is left alone: it catches up when it comes back."""
        try:
            if self._page.session.connection is not None:
                self._newest.offer((desk, view))
        except (AttributeError, RuntimeError):  # it went away just now
            log.debug("a page of desk %r is gone", desk)

    def _show(self, heard: tuple[str, View]) -> None:
        if self._take(*heard):
            self._paint()

    def _take(self, desk: str, view: View) -> bool:
        """Keep a view unless a newer one is shown. The same revision may come with another status."""
        old = self.shown.view
        if desk != self.desk or view.revision < old.revision or view == old:
            return False
        look = self.shown.look
        if view.revision > old.revision:
            look = replace(look, opened=None, quiet=False, number="")
        if not view.secret:
            self._digits = ""
        self.shown = replace(self.shown, view=view, look=replace(look, typed=len(self._digits)))
        self.also(view)
        return True

    def _paint(self, *, look: Look | None = None) -> None:
        self.shown = replace(self.shown, look=look or self.shown.look, turn=self.shown.turn + 1)
        if self._set_shown is not None and self._page.session.connection is not None:
            self._page.session.start_updates_scheduler()  # type: ignore[no-untyped-call]  # does nothing unless an error ended it
            self._set_shown(self.shown)

    def attach(self, set_shown: Callable[[Shown], None]) -> None:
        """The component is on the page."""
        self._set_shown = set_shown
        self._paint()

    # What the person does -----------------------------------------------------------------------

    def send(self, action: str, value: Mapping[str, object]) -> None:
        """The one way in for every button. Returns at once, and no exception leaves it."""
        try:
            self._send(action, value)
        except Exception:
            log.exception("the press %r failed", action)

    def _send(self, action: str, value: Mapping[str, object]) -> None:
        look = self.shown.look
        match action:
            case _ if action == OPEN:
                self._paint(look=replace(look, opened=_text(value.get("sheet")), number="", turned=False))
            case _ if action == NUMBER:
                after_key = lettered if look.opened in SPELLINGS else numbered
                self._paint(look=after_key(look, value.get("key")))
            case _ if action == QUIET:
                self._paint(look=replace(look, quiet=True))
            case _ if action in (KEY, ERASE):
                self._digits = (self._digits + str(value.get("digit", "")))[:DIGITS_MAX]
                self._digits = self._digits[:-1] if action == ERASE else self._digits
                self._paint(look=replace(look, typed=len(self._digits)))
            case _ if action == ENTER:
                pin, self._digits = self._digits, ""
                self._paint(look=replace(look, typed=0))
                self._start(self._press("pin", {"pin": pin}, self.shown.view.revision))
            case _:
                self._start(self._press(action, dict(value), self.shown.view.revision))

    def _start(self, press: Any) -> None:
        task = asyncio.get_running_loop().create_task(press)
        self._tasks.add(task)  # a task nobody holds may be collected before it ran
        task.add_done_callback(self._tasks.discard)

    async def _press(self, action: str, value: dict[str, Any], revision: int) -> None:
        given = PressGiven(str(uuid4()), self.desk, revision, action, value)
        async with self._pressing:
            try:
                answer = await asyncio.to_thread(self._door.press, given)
            except Exception:
                log.exception("the desk did not take the press %r", action)
                trouble = BannerView(Tone.UNKNOWN, Message("trouble.press"), refused=True)
                self.shown = replace(
                    self.shown,
                    view=replace(self.shown.view, banner=trouble),
                    look=replace(self.shown.look, quiet=False),
                )
            else:
                self._take(given.desk, answer.view)
        self._paint()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@ft.component
def Shell(glass: Glass) -> ft.Control:  # noqa: N802  (Flet's components are named like controls)
    """Show what is on the glass."""
    shown, set_shown = ft.use_state(glass.shown)
    ft.use_effect(lambda: glass.attach(set_shown), [])
    return painted(shown, glass.send)


async def mount(page: ft.Page, door: Door, desk: str = "main") -> None:
    """Put a desk on a page. The address may say which desk and how: `?desk=NAME&theme=dark|light&scale=100..200`."""
    page.title = "Gangway"
    page.padding = 0
    page.spacing = 0
    page.fonts = FONTS
    page.theme = theme(LIGHT)
    page.dark_theme = theme(DARK)
    glass = Glass(page, door, desk)
    page.on_connect = safely(glass.catch_up)
    page.on_disconnect = safely(lambda: mark_all_dirty(page))
    page.on_close = safely(glass.close)
    page.on_route_change = safely(glass.follow)
    page.on_resize = safely(glass.look_again)
    page.on_platform_brightness_change = safely(glass.look_again)
    if not page.web:
        attach(page, door, glass)
    await safely(glass.follow)(None)
    page.render(Shell, glass)


def safely(handler: Callable[[], Awaitable[None] | None]) -> Callable[[object], Awaitable[None]]:
    """A handler of the page that keeps its exceptions: Flet would show them over the whole screen until a reload."""

    async def handle(_event: object) -> None:
        try:
            done = handler()
            if done is not None:
                await done
        except Exception:
            log.exception("a page's event was not handled")

    return handle
