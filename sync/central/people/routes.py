"""The door to people: operators come in as an array and are never read back."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.identity.guard import Admin, StoreHere
from sync.central.intake import rows_of, take
from sync.central.people.rules import PEOPLE
from sync.central.store import CATALOG

router = APIRouter()


@router.post("/v1/people")
def people(store: StoreHere, _admin: Admin, body: Annotated[Any, Body()]) -> Response:
    """Take operators in; bad rows are named, never with what was in them."""
    rows = rows_of(body)
    with store.writing(CATALOG) as tx:
        taken = take(tx, PEOPLE, rows)
    return answer(taken)
