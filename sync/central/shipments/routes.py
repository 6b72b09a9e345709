"""Doors to parcels: numbers for devices, parcels for readers."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from sync.central.answers import answer
from sync.central.checks import is_plain
from sync.central.identity.guard import Device, OrderReader, OrderWriter, StoreHere
from sync.central.problems import Problem
from sync.central.shipments.rules import hand_out_range
from sync.central.shipments.tracking import set_tracking
from sync.central.shipments.views import parcels
from sync.central.store import WAREHOUSE

router = APIRouter()


@router.post("/v1/sscc/ranges")
def post_range(request: Request, store: StoreHere, caller: Device, body: Annotated[Any, Body()]) -> Response:
    """Give this device serial numbers for parcels."""
    assert caller.device is not None, "the scope of devices belongs to devices only"
    with store.writing(WAREHOUSE) as tx:
        given = hand_out_range(tx, caller.device, request.app.state.sscc_prefix, body)
    return answer(given)


@router.get("/v1/parcels")
def get_parcels(store: StoreHere, _reader: OrderReader) -> Response:
    """Every parcel, oldest first."""
    with store.reading() as tx:
        found = parcels(tx)
    return answer(found)


@router.put("/v1/parcels/{sscc}/tracking")
def put_tracking(store: StoreHere, _writer: OrderWriter, sscc: str, body: Annotated[Any, Body()]) -> Response:
    """What the carrier calls a parcel; also after it was shipped. The same number again changes nothing."""
    with store.writing(WAREHOUSE) as tx:
        set_tracking(tx, sscc if is_plain(sscc) else "", body)
        found = parcels(tx, sscc)
    return answer(found[-1])


@router.get("/v1/parcels/{sscc:path}")
def get_parcel(store: StoreHere, _reader: OrderReader, sscc: str) -> Response:
    """One parcel."""
    found = []
    if is_plain(sscc):
        with store.reading() as tx:
            found = parcels(tx, sscc)
    if not found:
        raise Problem(404, "unknown-parcel", "There is no parcel of this number. Check the 18 digits.")
    return answer(found[-1])
