"""The station's ASGI app: Flet mounted beside the doors. Knows a device only by what it is handed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import flet as ft
import flet_web.fastapi as flet_host
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.views.door import Door, LocalReads

from .answers import Waiting
from .confined import Confined
from .door import door_router
from .guard import Guard
from .local import local_router, nothing_else
from .pages import pages_router
from .problems import install_problems, problem
from .seeing import seeing_router
from .setting_up import setting_up_router

START_PAGE = ("", "/", "/index.html")
FletMain = Callable[[ft.Page], Awaitable[None] | None]


def create_host(
    door: Door, reads: LocalReads, *, local_token: str, flet_main: FletMain, assets_dir: Path
) -> FastAPI:
    """The host of one device. `assets_dir` holds `web` (the page and its scripts) and `fonts`.

    Where the machine has a camera that scans, it is put into `state.eye` of what is returned.
    """
    app = FastAPI(title="Gangway device", lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.eye = None
    install_problems(app)
    waiting = Waiting(door)

    @app.get("/health")
    async def health() -> dict[str, bool]:
        return {"ok": True}

    app.include_router(local_router(door, reads, waiting))
    app.include_router(door_router(door, waiting))
    app.include_router(pages_router(reads))
    app.include_router(setting_up_router(reads))
    app.include_router(seeing_router(lambda: app.state.eye))
    app.include_router(nothing_else("/local"))
    app.include_router(nothing_else("/door"))
    app.mount("/fonts", Revalidated(StaticFiles(directory=assets_dir / "fonts")))
    flet: Any = flet_host.app(flet_main, assets_dir=str(assets_dir / "web"), no_cdn=True, app_name="Gangway")
    app.mount("/", Revalidated(StartPageAtItsAddress(flet)))
    app.add_middleware(Guard, local_token=local_token)
    app.add_middleware(Confined)
    return app


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Without its manager Flet never forgets a session."""
    await flet_host.app_manager.start()
    yield
    await flet_host.app_manager.shutdown()


class StartPageAtItsAddress:
    """Flet answers every address that it does not know with its start page; here a wrong address is none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in START_PAGE:
            await self._app(scope, receive, send)
            return
        page = False

        async def but_the_page(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if not page:
                await send(message)

        await self._app(scope, receive, but_the_page)
        if page:
            await problem(404, f"There is no {scope['path']} here.")(scope, receive, send)


class Revalidated:
    """Lets browsers ask whether a file is still the same; Flet says nothing, and they would keep an old client."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_header(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"])["cache-control"] = "no-cache"
            await send(message)

        await self._app(scope, receive, with_header if scope["type"] == "http" else send)
