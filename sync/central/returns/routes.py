"""Doors to returns: one is announced, one or all are read."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Response
from sqlalchemy import select

from sync.central.answers import answer
from sync.central.checks import is_plain
from sync.central.identity.guard import OrderReader, OrderWriter, StoreHere
from sync.central.orders.once import once
from sync.central.problems import Problem
from sync.central.returns.rules import take_return, views
from sync.central.returns.tables import return_

router = APIRouter()
Key = Annotated[str | None, Header()]


@router.post("/v1/returns")
def post_return(
    store: StoreHere, _writer: OrderWriter, body: Annotated[Any, Body()], idempotency_key: Key = None
) -> Response:
    """Announce a return, of more than was shipped too: the surplus shows when it comes."""
    return once(store, "returns", idempotency_key, take_return, body)


@router.get("/v1/returns")
def get_returns(store: StoreHere, _reader: OrderReader) -> Response:
    """Every return, oldest first."""
    with store.reading() as tx:
        found = views(tx, select(return_).order_by(return_.c.created_at_ms, return_.c.rma))
    return answer(found)


@router.get("/v1/returns/{rma:path}")
def get_return(store: StoreHere, _reader: OrderReader, rma: str) -> Response:
    """One return as it stands."""
    found = []
    if is_plain(rma):
        with store.reading() as tx:
            found = views(tx, select(return_).where(return_.c.rma == rma))
    if not found:
        raise Problem(404, "unknown-return", "There is no return of this number. Check it, or announce it.")
    return answer(found[0])
