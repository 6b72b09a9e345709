"""Doors to stock: levels in; stock, moves and the reconciliation out."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.cause import Cause
from sync.central.checks import is_plain
from sync.central.identity.guard import CatalogueWriter, Reader, StoreHere
from sync.central.intake import rows_of
from sync.central.stock.counting import set_levels
from sync.central.stock.views import differences, levels, moves
from sync.central.store import WAREHOUSE

router = APIRouter()


@router.post("/v1/stock/levels")
def post_levels(store: StoreHere, writer: CatalogueWriter, body: Annotated[Any, Body()]) -> Response:
    """Set how many pieces lie at places; the differences become moves, and waiting orders are served."""
    rows = rows_of(body)
    with store.writing(WAREHOUSE) as tx:
        taken = set_levels(tx, rows, Cause(operator=writer.name))
    return answer(taken)


@router.get("/v1/stock")
def get_stock(store: StoreHere, _reader: Reader, sku: str | None = None) -> Response:
    """What lies where, and how much of it is promised."""
    if sku is not None and not is_plain(sku):
        return answer([])
    with store.reading() as tx:
        found = levels(tx, sku)
    return answer(found)


@router.get("/v1/moves")
def get_moves(
    store: StoreHere, _reader: Reader, sku: str | None = None, place: str | None = None
) -> Response:
    """Every move of stock, oldest first."""
    if not is_plain(sku or "") or not is_plain(place or ""):
        return answer([])
    with store.reading() as tx:
        found = moves(tx, sku, place)
    return answer(found)


@router.get("/v1/reconcile")
def reconcile(store: StoreHere, _reader: Reader) -> Response:
    """Where levels and moves, or promises and reservations, do not agree: nowhere, if all is right."""
    with store.reading() as tx:
        found = differences(tx)
    return answer(found)
