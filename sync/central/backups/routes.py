"""Doors to back-ups: a mark before one is made, and the word that it is kept."""

from fastapi import APIRouter, Response

from sync.central.answers import answer
from sync.central.backups.rules import keep, mark
from sync.central.identity.guard import Admin, StoreHere
from sync.central.store import WAREHOUSE

router = APIRouter()


@router.post("/v1/backups")
def post_backup(store: StoreHere, _admin: Admin) -> Response:
    """A back-up is about to be made: this is its mark."""
    with store.writing(WAREHOUSE) as tx:
        given = mark(tx)
    return answer({"mark": given}, 201)


@router.post("/v1/backups/{at}/kept")
def post_kept(store: StoreHere, _admin: Admin, at: int) -> Response:
    """The back-up with this mark is the oldest that may still be put back: devices may forget what is in it."""
    with store.writing(WAREHOUSE) as tx:
        floor = keep(tx, at)
    return answer({"floor": floor})
