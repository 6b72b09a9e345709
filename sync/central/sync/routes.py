"""Doors to the wire: push, pull, and the facts as they came."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from sqlalchemy import select
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from sync.central.answers import answer, iso
from sync.central.checks import is_plain
from sync.central.identity.guard import (
    DEVICE,
    Device,
    HandsIn,
    Reader,
    StoreHere,
    hash_of_secret,
    refusal,
    secret_in,
)
from sync.central.problems import Problem
from sync.central.store import CATALOG, WAREHOUSE, Transaction
from sync.central.sync.bell import Bell
from sync.central.sync.envelopes import batch_from, is_large
from sync.central.sync.feed import SCOPES
from sync.central.sync.following import page_event
from sync.central.sync.lives import begin_epoch
from sync.central.sync.pages import PACKED_FROM_BYTES
from sync.central.sync.readers import Pull, Readers, Told
from sync.central.sync.tables import fact
from sync.central.sync.together import Gathering
from sync.lines import LINES, MEDIA_TYPE
from sync.wire import PAGE_ROWS_MAX, to_json

router = APIRouter()

STREAM_S = 600.0  # then a device begins a new one, with a token that is still good
BEAT_S = 15.0
PULL_SCHEMA_MIN = 1  # raised a year after the last device that is older was sold

AS_SENT = (
    "fact_id",
    "kind",
    "version",
    "body",
    "desk",
    "operator",
    "job",
    "fence",
    "source",
    "raw",
    "undoes",
)


@router.post("/v1/sync/push")
async def post_push(request: Request, caller: HandsIn, body: Annotated[Any, Body()]) -> Response:
    """Take facts from a device; what is answered is durable."""
    batch = await run_in_threadpool(batch_from, body) if is_large(body) else batch_from(body)
    assert caller.device is not None, "the scope of devices belongs to devices only"
    gathering: Gathering = request.app.state.gathering
    return answer(to_json(await gathering.pushed(caller.device, batch)))


@router.post("/v1/sync/epoch")
def post_epoch(store: StoreHere, caller: HandsIn, body: Annotated[Any, Body()]) -> Response:
    """Begin a new epoch for a device whose store was restored or copied."""
    assert caller.device is not None, "the scope of devices belongs to devices only"
    with store.writing(WAREHOUSE) as tx:
        begun = begin_epoch(tx, caller.device, body)
    return answer(to_json(begun))


async def _new_enough(schema: int = 1) -> None:
    if schema < PULL_SCHEMA_MIN:
        sentence = (
            "This device is too old to read what central has. It may still push; then give it an update."
        )
        raise Problem(426, "upgrade-required", sentence, schema_min=PULL_SCHEMA_MIN)


async def _scopes(scope: Annotated[list[str] | None, Query()] = None) -> tuple[str, ...]:
    if not set(scope or ()) <= set(SCOPES):
        raise Problem(404, "unknown-scope", f"A scope is one of: {', '.join(SCOPES)}.")
    return tuple(scope or SCOPES)


async def pull_of(
    request: Request,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1)] = PAGE_ROWS_MAX,
    scopes: Annotated[tuple[str, ...], Depends(_scopes)] = SCOPES,
    form: str = "",
) -> Pull:
    """What a device asks for."""
    secret = secret_in(request.headers.get("authorization", ""))
    return Pull(hash_of_secret(secret), cursor, limit, scopes, form == LINES)


@router.get("/v1/sync/pull", dependencies=[Depends(_new_enough)])
async def get_pull(request: Request, store: StoreHere, pull: Annotated[Pull, Depends(pull_of)]) -> Response:
    """A page of what changed after the cursor, in all scopes or those that are named."""
    readers: Readers = request.app.state.readers
    told = await readers.pulled(pull)
    if told is None:
        raise await run_in_threadpool(refusal, store, request, DEVICE)
    page = page_answer(request, told)
    page.background = BackgroundTask(readers.go_on, pull, told)
    return page


def page_answer(request: Request, told: Told) -> Response:
    """The page, packed where that is worth it and the device can read it."""
    page = told.page
    media_type = MEDIA_TYPE if page.in_lines else "application/json"
    if "gzip" in request.headers.get("accept-encoding", "") and len(page.rows) >= PACKED_FROM_BYTES:
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(page.packed_answer(told.frame), headers=headers, media_type=media_type)
    return Response(page.answer(told.frame), media_type=media_type)


@router.get("/v1/sync/wake")
async def get_wake(
    request: Request,
    _caller: Device,
    pull: Annotated[Pull, Depends(pull_of)],
    beat_s: Annotated[float, Query(ge=0.2, le=60)] = BEAT_S,
    pages: bool = False,
) -> Response:
    """Server-sent events: the newest versions of what this device follows, now and after each change of them.

    With `pages` the rows behind the cursor come before them, where they are few.
    Between them a comment each `beat_s`, so that a line that is dead is noticed.
    """
    bell: Bell = request.app.state.bell
    if bell.full:
        raise Problem(503, "too-many-streams", "Central has no more room for streams. Pull now and then.")
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    told = partial(page_event, request.app.state.readers, pull) if pages else _no_page
    return StreamingResponse(_events(bell, beat_s, told), headers=headers, media_type="text/event-stream")


async def _no_page() -> str:
    return ""


async def _events(bell: Bell, beat_s: float, told: Callable[[], Awaitable[str]]) -> AsyncIterator[str]:
    ends_at = time.monotonic() + STREAM_S
    async with aclosing(bell.news(frozenset((CATALOG, WAREHOUSE)), beat_s)) as news:
        async for versions in news:
            if versions is None:
                yield ": alive\n\n"
            else:
                yield f"{await told()}event: wake\ndata: {json.dumps(versions)}\n\n"
            if time.monotonic() > ends_at:
                return


@router.get("/v1/facts")
def get_facts(store: StoreHere, _reader: Reader, device: str | None = None) -> Response:
    """Every fact, or those of one device, in the order in which they came."""
    if device is not None and not is_plain(device):
        return answer([])
    with store.reading() as tx:
        found = _facts(tx, device)
    return answer(found)


def _facts(tx: Transaction, device: str | None) -> list[dict[str, Any]]:
    asked = select(fact).order_by(fact.c.position)
    if device is not None:
        asked = asked.where(fact.c.device == device)
    found = []
    for row in tx.db.execute(asked):
        payload = json.loads(row.payload)
        recorded_at_ms = payload.get("recorded_at_ms")
        found.append(
            {
                "device": row.device,
                "epoch": row.epoch,
                "seq": row.seq,
                **{name: payload.get(name) for name in AS_SENT},
                "recorded_at": iso(recorded_at_ms if isinstance(recorded_at_ms, int) else None),
                "received_at": iso(row.received_at_ms),
                "outcome": row.outcome,
                "attention": row.attention,
            }
        )
    return found
