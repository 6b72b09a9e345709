"""The browser's door: scans of the page's own listener, and what its script must know. Takes no buttons."""

import hashlib
import json
from dataclasses import asdict

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from app.views.door import Door, ScanGiven
from app.views.view import View

from .answers import NO_STORE, Waiting, answered
from .bodies import ScanBody, ScansBody
from .local import After, DeskQuery, WaitS
from .views import Json, answer_json, view_json

ITEMS_MAX = 50
PAINTED = ("screen", "prompt", "stop", "lines", "carton", "parcel", "question", "banner")


def door_router(door: Door, waiting: Waiting) -> APIRouter:
    """`POST /door/scan` is the same handler as the local interface's; only the key to it differs."""
    router = APIRouter(prefix="/door")

    @router.post("/scan")
    def scan(body: ScanBody) -> JSONResponse:
        return answered(door.scan(body.given()))

    @router.post("/scans")
    def scans(body: ScansBody) -> JSONResponse:
        return JSONResponse({"answers": in_turn(door, body.given())}, headers=NO_STORE)

    @router.get("/state")
    async def state(
        request: Request, desk: DeskQuery = "main", after: After = -1, wait_s: WaitS = 0.0
    ) -> JSONResponse:
        view = await waiting.view_after(request, desk, after, wait_s)
        return JSONResponse(state_json(view), headers=NO_STORE)

    return router


def in_turn(door: Door, scans: list[ScanGiven]) -> list[Json]:
    """The answers to scans that waited, up to the first after which a person must look before anything is booked."""
    answers: list[Json] = []
    for given in scans:
        answer = door.scan(given)
        if answer.store_down:
            break
        answers.append(answer_json(answer, answer.view.language, with_view=False))
        if answer.outcome == "refused" or answer.view.secret:
            break
    return answers


def state_json(view: View) -> Json:
    """Whether a PIN is asked for, the language, the last words; `picture` changes when the screen must."""
    shown = view_json(view, view.language)
    painted = json.dumps([shown[name] for name in PAINTED])
    return {
        "revision": view.revision,
        "screen": view.screen,
        "secret": view.secret,
        "language": view.language,
        "prompt": shown["prompt"],
        "banner": shown["banner"],
        "status": shown["status"],
        "items": items_json(view),
        "scanner": asdict(view.scanner) if view.scanner else None,
        "heard": heard_json(view),
        "picture": hashlib.sha256(painted.encode()).hexdigest()[:16],
    }


def heard_json(view: View) -> Json | None:
    """The tone of the last scan, for a page that did not send it: a camera's, a line's, a program's."""
    if not view.scan_id or view.banner is None:
        return None
    return {"scan_id": view.scan_id, "tone": view.banner.tone.value}


def items_json(view: View) -> list[Json]:
    """What may be scanned here, for a code that no scanner reads: its number, its name, the digits to compare."""
    if view.secret:
        return []
    found: dict[str, Json] = {}
    stop = view.stop
    if stop is not None and stop.sku:
        found[stop.sku] = _item(stop.gtin or stop.sku, stop.name or stop.sku)
    elif stop is None:
        for line in view.lines:
            if line.done + line.short < line.wanted:
                found.setdefault(line.sku, _item(line.gtin or line.sku, line.name or line.sku))
    return list(found.values())[:ITEMS_MAX]


def _item(code: str, name: str) -> Json:
    return {"code": code, "name": name}
