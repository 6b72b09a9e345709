"""The door to rescue: facts saved from the store of a device, by way of a file."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.identity.guard import Admin, StoreHere
from sync.central.rescue.rules import take_rescued
from sync.central.store import CATALOG, WAREHOUSE

router = APIRouter()


@router.post("/v1/devices/{device_id}/rescue")
def post_rescue(store: StoreHere, _admin: Admin, device_id: str, body: Annotated[Any, Body()]) -> Response:
    """Take facts that were saved from a device's store, each once; the same file again changes nothing."""
    with store.writing(CATALOG, WAREHOUSE) as tx:
        counts = take_rescued(tx, device_id, body)
    return answer(counts)
