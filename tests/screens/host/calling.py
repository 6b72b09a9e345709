"""Calls the host in process, as a program with the token or as the device's own page would."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from screens.host.app import create_host
from tests.screens.host.memory_door import MemoryDoor, MemoryReads

ASSETS = Path(__file__).parents[3] / "assets"
TOKEN = "token-of-the-test"
OWN = "http://localhost:8550"
WITH_TOKEN = {"authorization": f"Bearer {TOKEN}"}
FROM_OWN_PAGE = {"origin": OWN, "sec-fetch-site": "same-origin"}


def host(door: MemoryDoor) -> FastAPI:
    return create_host(
        door, MemoryReads(door), local_token=TOKEN, flet_main=lambda _page: None, assets_dir=ASSETS
    )


def client(app: FastAPI, address: str = "127.0.0.1") -> httpx.AsyncClient:
    """A client on a machine with this address. What the app raises reaches the test."""
    transport = httpx.ASGITransport(app, client=(address, 40000))
    return httpx.AsyncClient(transport=transport, base_url=OWN)


def call(app: FastAPI, method: str, path: str, *, address: str = "127.0.0.1", **more: Any) -> httpx.Response:
    """One request, from a test that is not async."""

    async def called() -> httpx.Response:
        async with client(app, address) as caller:
            return await caller.request(method, path, **more)

    return asyncio.run(called())
