"""Doors to attention: the cards are read, somebody takes one, and settles it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from sync.central.answers import answer
from sync.central.attention.rules import ACTIONS, QUARANTINED, card_of, take_card
from sync.central.attention.views import card_view, cards
from sync.central.cause import Cause
from sync.central.checks import TEXT_LENGTH_MAX, Wrong, object_of, text_of
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


@router.get("/v1/attention/{card}")
def get_card(store: StoreHere, _reader: Reader, card: str) -> Response:
    """One card; of a fact that could not be booked also that fact, as it came."""
    with store.reading() as tx:
        view = card_view(tx, card)
    if view is None:
        raise _unknown()
    return answer(view)


@router.post("/v1/attention/{card}/take")
def post_take(store: StoreHere, admin: Admin, card: str, body: Annotated[Any, Body()] = None) -> Response:
    """Say who looks after a card: the owner that is named, else whoever asks."""
    try:
        given = object_of(body or {})
        owner = text_of(given, "owner") if "owner" in given else admin.name
    except Wrong as why:
        errors = [{"field": why.field, "reason": why.reason}]
        raise Problem(422, "invalid", why.reason, errors=errors) from why
    with store.writing(WAREHOUSE) as tx:
        if card_of(tx, card) is None:
            raise _unknown()
        take_card(tx, card, owner)
        view = card_view(tx, card)
    return answer(view)


def _unknown() -> Problem:
    return Problem(404, "unknown-attention", "There is no such card. GET /v1/attention lists them.")


@router.post("/v1/attention/{card}/settle")
def post_settle(store: StoreHere, admin: Admin, card: str, body: Annotated[Any, Body()]) -> Response:
    """Settle a card by one of its actions. One that is settled stays as it is."""
    given = body if isinstance(body, dict) else {}
    action = given.get("action")
    with store.writing(CATALOG, WAREHOUSE) as tx:  # what is released may be about the catalogue
        row = card_of(tx, card)
        if row is None:
            raise _unknown()
        possible = ACTIONS[row["kind"]]
        if action not in possible:
            sentence = f"Name one of these actions: {', '.join(possible)}."
            errors = [{"field": "action", "reason": sentence}]
            raise Problem(422, "unknown-action", sentence, errors=errors)
        reason = _reason(given, needed=row["kind"] == QUARANTINED and action == "write_off")
        settle(tx, row, action, Cause(operator=admin.name), reason)
        view = card_view(tx, card)
    return answer(view)


def _reason(given: dict[str, Any], *, needed: bool) -> str | None:
    """Why; a fact is not written off without it."""
    if not needed and given.get("reason") is None:
        return None
    try:
        return text_of(given, "reason", length_max=TEXT_LENGTH_MAX)
    except Wrong as why:
        sentence = "Say why it is written off, in the field reason." if needed else why.reason
        raise Problem(422, "reason", sentence, errors=[{"field": "reason", "reason": sentence}]) from why
