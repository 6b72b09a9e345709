"""Doors to attention: the cards are read, and one is settled."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.attention.rules import ACTIONS, card_of, cards, view_of
from sync.central.cause import Cause
from sync.central.identity.guard import Admin, Reader, StoreHere
from sync.central.problems import Problem
from sync.central.store import CATALOG, WAREHOUSE
from sync.central.sync.booking import settle

router = APIRouter()


@router.get("/v1/attention")
def get_attention(store: StoreHere, _reader: Reader, open: bool = False) -> Response:
    """Every card, or the open ones, oldest first."""
    with store.reading() as tx:
        found = cards(tx, only_open=open)
    return answer(found)


@router.post("/v1/attention/{card}/settle")
def post_settle(store: StoreHere, admin: Admin, card: str, body: Annotated[Any, Body()]) -> Response:
    """Settle a card by one of its actions. One that is settled stays as it is."""
    action = body.get("action") if isinstance(body, dict) else None
    with store.writing(CATALOG, WAREHOUSE) as tx:  # what is released may be about the catalogue
        row = card_of(tx, card)
        if row is None:
            raise Problem(404, "unknown-attention", "There is no such card. GET /v1/attention lists them.")
        possible = ACTIONS[row["kind"]]
        if action not in possible:
            sentence = f"Name one of these actions: {', '.join(possible)}."
            errors = [{"field": "action", "reason": sentence}]
            raise Problem(422, "unknown-action", sentence, errors=errors)
        settle(tx, row, action, Cause(operator=admin.name))
        after = card_of(tx, card)
        assert after is not None, "cards are never deleted"
        view = view_of(after)
    return answer(view)
