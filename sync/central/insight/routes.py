"""The door to figures, for whoever runs the site."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from sync.central.answers import answer
from sync.central.identity.guard import Admin, StoreHere
from sync.central.insight.rules import figures

router = APIRouter()
Day = Annotated[str | None, Query(max_length=10)]


@router.get("/v1/figures")
def get_figures(
    store: StoreHere,
    _admin: Admin,
    begin: Annotated[str | None, Query(alias="from", max_length=10)] = None,
    to: Day = None,
) -> Response:
    """Pieces, parcels, time, utilisation and overrides of each day, of the site as a whole."""
    with store.reading() as tx:
        found = figures(tx, begin, to)
    return answer(found)
