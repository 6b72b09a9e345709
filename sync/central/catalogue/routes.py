"""Doors to the catalogue: products, places and cartons come in as arrays."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.catalogue.rules import CARTONS, PLACES, product_form
from sync.central.identity.guard import CatalogueWriter, StoreHere
from sync.central.intake import rows_of, take
from sync.central.store import CATALOG, WAREHOUSE

router = APIRouter()
Json = Annotated[Any, Body()]


@router.post("/v1/products")
def products(store: StoreHere, _writer: CatalogueWriter, body: Json) -> Response:
    """Take products in; bad rows are named."""
    rows = rows_of(body)
    with store.writing(CATALOG) as tx:
        taken = take(tx, product_form(tx, rows), rows)
    return answer(taken)


@router.post("/v1/places")
def places(store: StoreHere, _writer: CatalogueWriter, body: Json) -> Response:
    """Take places in; bad rows are named."""
    rows = rows_of(body)
    with store.writing(WAREHOUSE) as tx:
        taken = take(tx, PLACES, rows)
    return answer(taken)


@router.post("/v1/cartons")
def cartons(store: StoreHere, _writer: CatalogueWriter, body: Json) -> Response:
    """Take cartons in; bad rows are named."""
    rows = rows_of(body)
    with store.writing(CATALOG) as tx:
        taken = take(tx, CARTONS, rows)
    return answer(taken)
