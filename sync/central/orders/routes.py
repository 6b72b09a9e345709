"""Doors to orders: one comes in, is changed or cancelled, one or all are read."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Response

from sync.central.answers import answer
from sync.central.cause import Cause
from sync.central.checks import is_plain
from sync.central.identity.guard import Caller, OrderReader, OrderWriter, StoreHere
from sync.central.orders.changes import Change, cancel, change
from sync.central.orders.ignored import with_ignored
from sync.central.orders.once import once
from sync.central.orders.rules import take_order
from sync.central.orders.views import order_view, order_views
from sync.central.problems import Problem
from sync.central.store import Transaction

router = APIRouter()
Key = Annotated[str | None, Header()]


@router.post("/v1/orders")
def post_order(
    store: StoreHere, _writer: OrderWriter, body: Annotated[Any, Body()], idempotency_key: Key = None
) -> Response:
    """Take an order in and reserve its stock; without stock it waits."""

    def command(tx: Transaction, given: Any) -> tuple[int, dict[str, Any]]:
        status, view = take_order(tx, given)
        return status, with_ignored(view, given)

    return once(store, "orders", _needed(idempotency_key), command, body)


@router.post("/v1/orders/{number:path}/cancel")
def post_cancel(
    store: StoreHere,
    writer: OrderWriter,
    number: str,
    body: Annotated[Any, Body()] = None,
    idempotency_key: Key = None,
) -> Response:
    """Cancel an order. What was picked for it is brought back; what is packed already is refused."""
    return _changed(store, writer, ("cancel", number, idempotency_key), cancel, body)


@router.patch("/v1/orders/{number:path}")
@router.put("/v1/orders/{number:path}")
def patch_order(
    store: StoreHere,
    writer: OrderWriter,
    number: str,
    body: Annotated[Any, Body()],
    idempotency_key: Key = None,
) -> Response:
    """Change lines, ship_to, carrier or service of an order; what is not named stays."""
    return _changed(store, writer, ("change", number, idempotency_key), change, body)


def _changed(
    store: StoreHere, writer: Caller, asked: tuple[str, str, str | None], rule: Change, body: Any
) -> Response:
    what, number, key = asked
    known = number if is_plain(number) else ""

    def command(tx: Transaction, given: Any) -> tuple[int, dict[str, Any]]:
        view = rule(tx, known, given, Cause(operator=writer.name))
        return 200, with_ignored(view, given)

    return once(store, f"orders/{what}/{known}", _needed(key), command, body)


def _needed(key: str | None) -> str:
    if key is None:
        sentence = "Send the header Idempotency-Key: a text that is new for every new command."
        raise Problem(400, "idempotency-key", sentence)
    return key


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
