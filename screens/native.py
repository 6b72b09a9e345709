"""What a native window needs beside its screens: keys of a scanner, tones, and a camera where it has one. Decides nothing."""

from collections.abc import Callable
from typing import Protocol

import flet as ft

from app.views.door import Door
from app.views.view import View
from screens.native_camera import NativeCamera
from screens.native_keys import NativeKeys
from screens.native_lens import Lens, lens_here
from screens.native_voice import NativeVoice
from screens.sight import Sight


class Window(Protocol):
    """The glass: which desk it shows, and who else hears of its views."""

    desk: str
    also: Callable[[View], None]


def attach(page: ft.Page, door: Door, window: Window) -> None:
    """Listen, sound and look for this window."""
    voice = NativeVoice(page)
    window.also = voice.hear
    page.on_keyboard_event = NativeKeys(door, lambda: window.desk, voice).heard
    lens_of = lens_here(page)
    if lens_of is not None:
        camera = NativeCamera(door, lambda: window.desk, voice, Sight().seen)
        page.overlay.append(camera_tab(page, camera, lens_of))


def camera_tab(page: ft.Page, camera: NativeCamera, lens_of: Callable[[], Lens]) -> ft.Control:
    """The tab at the left edge that opens the camera, and closes it again."""
    opened: list[ft.Control] = []

    def close() -> None:
        for panel in opened:
            page.overlay.remove(panel)
        opened.clear()
        page.update()

    async def press() -> None:
        if opened:
            close()
            return
        panel = camera.panel(lens_of(), close)
        opened.append(panel)
        page.overlay.append(panel)
        page.update()
        if await camera.watch(lambda: panel in opened):
            close()

    icon = ft.IconButton(ft.Icons.PHOTO_CAMERA_OUTLINED, on_click=press, key="camera.tab")
    return ft.Container(icon, left=0, top=43)
