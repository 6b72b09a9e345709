"""The door to work: a device takes orders in hand."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.identity.guard import Device, StoreHere
from sync.central.store import WAREHOUSE
from sync.central.work.rules import hold_asked

router = APIRouter()


@router.post("/v1/work/hold")
def hold(store: StoreHere, caller: Device, body: Annotated[Any, Body()]) -> Response:
    """Give this device orders until it holds as many as it asks for."""
    assert caller.device is not None, "the scope of devices belongs to devices only"
    with store.writing(WAREHOUSE) as tx:
        held = hold_asked(tx, caller.device, body)
    return answer(held)
