"""Doors to orders: one comes in, one or all are read."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Response

from sync.central.answers import answer
from sync.central.checks import is_plain
from sync.central.identity.guard import OrderReader, OrderWriter, StoreHere
from sync.central.orders.once import once
from sync.central.orders.rules import take_order
from sync.central.orders.views import order_view, order_views
from sync.central.problems import Problem

router = APIRouter()
Key = Annotated[str | None, Header()]


@router.post("/v1/orders")
def post_order(
    store: StoreHere, _writer: OrderWriter, body: Annotated[Any, Body()], idempotency_key: Key = None
) -> Response:
    """Take an order in and reserve its stock; without stock it waits."""
    if idempotency_key is None:
        sentence = "Send the header Idempotency-Key: a text that is new for every new order."
        raise Problem(400, "idempotency-key", sentence)
    return once(store, "orders", idempotency_key, take_order, body)


@router.get("/v1/orders")
def get_orders(store: StoreHere, _reader: OrderReader, status: str | None = None) -> Response:
    """Every order, or those of one status, oldest first."""
    if status is not None and not is_plain(status):
        return answer([])
    with store.reading() as tx:
        found = order_views(tx, status)
    return answer(found)


@router.get("/v1/orders/{number:path}")
def get_order(store: StoreHere, _reader: OrderReader, number: str) -> Response:
    """One order as it stands."""
    found = None
    if is_plain(number):
        with store.reading() as tx:
            found = order_view(tx, number)
    if found is None:
        raise Problem(
            404, "unknown-order", "There is no order of this number. Check it, or import the order."
        )
    return answer(found)
