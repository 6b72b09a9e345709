"""Doors to identity: tokens, one-time codes, enrolment, devices."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.cause import Cause
from sync.central.identity import lost, rules
from sync.central.identity.guard import Admin, Reader, StoreHere
from sync.central.store import WAREHOUSE

router = APIRouter()
Json = Annotated[Any, Body()]


@router.post("/v1/tokens")
def make_token(store: StoreHere, _admin: Admin, body: Json) -> Response:
    """Make a token with some scopes; it is shown this once."""
    with store.writing(WAREHOUSE) as tx:
        made = {"token": rules.token_asked(tx, body)}
    return answer(made, 201)


@router.post("/v1/devices/codes")
def make_code(store: StoreHere, _admin: Admin, body: Json) -> Response:
    """Make a one-time code that enrols a device."""
    with store.writing(WAREHOUSE) as tx:
        made = rules.new_code(tx, body)
    return answer(made, 201)


@router.post("/v1/devices/enrol")
def enrol(store: StoreHere, body: Json) -> Response:
    """Enrol a device by its one-time code. Needs no token: the code is the proof."""
    with store.writing(WAREHOUSE) as tx:
        made = rules.enrol(tx, body)
    return answer(made, 201)


@router.post("/v1/devices/{device_id}/revoke")
def revoke(store: StoreHere, admin: Admin, device_id: str) -> Response:
    """Let a device in no more; it may only hand in what it has done."""
    with store.writing(WAREHOUSE) as tx:
        gone = lost.revoke(tx, device_id, Cause(operator=admin.name))
    return answer(gone)


@router.get("/v1/devices")
def devices(store: StoreHere, _reader: Reader) -> Response:
    """Every device, oldest first."""
    with store.reading() as tx:
        found = rules.devices(tx)
    return answer(found)
