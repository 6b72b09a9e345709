"""The real host with the real page and a device in memory, as a process that a test may kill.

python -m tests.browser.small_host PORT KEPT: KEPT is the file where scans are kept before they are answered.
"""

import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import flet as ft
import uvicorn

from app.views.door import Door, PressGiven
from app.views.view import View
from screens.flet_fixes import install_takeover, mark_all_dirty
from screens.host.app import create_host
from screens.newest import Newest
from tests.screens.host.memory_door import PIN, MemoryDoor, MemoryReads

ASSETS = Path(__file__).parents[2] / "assets"
TOKEN = "test-token"


def floor(door: Door, page: ft.Page) -> None:
    """A picture with all that a scan could disturb: a button, a text field, a dialog, another address."""
    desk = parse_qs(urlsplit(page.route or "").query).get("desk", ["main"])[0]
    banner = ft.Text("view 0", key="view")
    taps = ft.Text("taps 0")
    counted = {"taps": 0}

    def tapped() -> None:
        counted["taps"] += 1
        taps.value = f"taps {counted['taps']}"

    def log_in() -> None:
        door.press(PressGiven("p", desk, door.view(desk).revision, "pin", {"pin": PIN}))

    def navigate() -> None:
        taps.value = "elsewhere"
        page.run_task(page.push_route, f"/elsewhere?desk={desk}")

    def show(view: View) -> None:
        banner.value = f"view {view.revision}"
        page.update()

    newest = Newest(page.run_task, show)

    def publish(view: View) -> None:
        if page.session.connection is not None:
            newest.offer(view)

    async def catch_up(_event: object = None) -> None:
        show(door.view(desk))

    dialog = ft.AlertDialog(title=ft.Text("Sure?"), actions=[ft.TextButton("Yes", on_click=page.pop_dialog)])
    page.on_connect = catch_up
    page.on_disconnect = lambda _event: mark_all_dirty(page)
    door.listen(desk, publish)
    page.add(
        ft.Container(height=160),
        banner,
        taps,
        ft.FilledButton("Short", on_click=tapped),
        ft.TextField(label="Quantity"),
        ft.FilledButton("Ask", on_click=lambda: page.show_dialog(dialog)),
        ft.FilledButton("Log in", on_click=log_in),
        ft.FilledButton("Elsewhere", on_click=navigate),
    )
    page.run_task(catch_up)


def main() -> None:
    """Serve until killed."""
    install_takeover()
    door = MemoryDoor(Path(sys.argv[2]))
    app = create_host(
        door,
        MemoryReads(door),
        local_token=TOKEN,
        flet_main=lambda page: floor(door, page),
        assets_dir=ASSETS,
    )
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", timeout_graceful_shutdown=1
    )


if __name__ == "__main__":
    main()
