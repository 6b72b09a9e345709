"""The doors to work: a device takes orders in hand, the office takes one away."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.identity.guard import Admin, Device, StoreHere
from sync.central.store import WAREHOUSE
from sync.central.work.rules import hold_asked, release_asked

router = APIRouter()


@router.post("/v1/work/hold")
def hold(store: StoreHere, caller: Device, body: Annotated[Any, Body()]) -> Response:
    """Give this device orders until it holds as many as it asks for."""
    assert caller.device is not None, "the scope of devices belongs to devices only"
    with store.writing(WAREHOUSE) as tx:
        held = hold_asked(tx, caller.device, body)
    return answer(held)


@router.post("/v1/work/release")
def release(store: StoreHere, _admin: Admin, body: Annotated[Any, Body()]) -> Response:
    """Take an order from the device that holds it, so that another one may have it."""
    with store.writing(WAREHOUSE) as tx:
        released = release_asked(tx, body)
    return answer(released)
