"""Which totes the goods of an order came in, and where each was set down."""

import json
from collections.abc import Collection
from typing import Any

from app.domain.facts import ToteAssigned, ToteBrought, TotesDropped, ToteSetDown
from sync.central.cause import Book, Cause, TakeBack
from sync.central.store import Transaction
from sync.central.work.known import changed_order, order_must_be_known

TOTES_MAX = 50


def assign(tx: Transaction, fact: ToteAssigned, _cause: Cause) -> str | None:
    """A tote takes the pieces of an order from here on; one that comes after the drop-off changes nothing."""
    row = order_must_be_known(tx, fact.order)
    if not row["dropped"]:
        kept = [one for one in _totes(row) if one["tote"] != fact.tote]
        _keep(tx, fact.order, [*kept, {"tote": fact.tote, "place": ""}], tote=fact.tote)
    return None


def unassign(tx: Transaction, fact: ToteAssigned, _cause: Cause) -> None:
    """The order has one tote less."""
    row = order_must_be_known(tx, fact.order)
    if not row["dropped"]:
        kept = [one for one in _totes(row) if one["tote"] != fact.tote]
        newest = kept[-1]["tote"] if kept else None
        _keep(tx, fact.order, kept, tote=newest if row["tote"] == fact.tote else row["tote"])


def set_down(tx: Transaction, fact: ToteSetDown, _cause: Cause) -> str | None:
    """One of several totes stands at a place of its own."""
    order_must_be_known(tx, fact.order)
    note_place(tx, fact.order, (fact.tote,), fact.place)
    return None


def take_up(tx: Transaction, fact: ToteSetDown, _cause: Cause) -> None:
    """The tote is with its picker after all."""
    order_must_be_known(tx, fact.order)
    note_place(tx, fact.order, (fact.tote,), "")


def bring(tx: Transaction, fact: ToteBrought, _cause: Cause) -> str | None:
    """It stands where the order is packed."""
    _note(tx, fact.order, (fact.tote,), {"here": True})
    return None


def bring_not(tx: Transaction, fact: ToteBrought, _cause: Cause) -> None:
    """It is still to be fetched."""
    _note(tx, fact.order, (fact.tote,), {"here": False})


def dropped(tx: Transaction, fact: TotesDropped, place: str) -> None:
    """The totes of a pick that ended stand there; without a place they are with the picker again."""
    note_place(tx, fact.order, fact.totes or (fact.tote,), place)


def note_place(tx: Transaction, number: str, names: Collection[str], place: str) -> None:
    """Where these totes of an order stand."""
    _note(tx, number, names, {"place": place})


def note_slot(tx: Transaction, number: str, tote: str, slot: str, at_ms: int) -> None:
    """The goods of this tote stand in a slot of the put wall; without one they are in the tote again."""
    _note(tx, number, (tote,), {"here": bool(slot), "slot": slot, "slot_at_ms": at_ms})


def _note(tx: Transaction, number: str, names: Collection[str], told: dict[str, Any]) -> None:
    row = order_must_be_known(tx, number)
    totes = _totes(row)
    known = {one["tote"] for one in totes}
    totes += [{"tote": name, "place": ""} for name in names if name not in known]
    _keep(tx, number, [one | told if one["tote"] in names else one for one in totes])


def totes_told(kept: str | None) -> dict[str, Any]:
    """The totes of an order as readers see them; nothing where there are none."""
    return {"totes": json.loads(kept)} if kept else {}


def _totes(row: Any) -> list[dict[str, Any]]:
    """What is known; an order from before totes were counted has one at most."""
    if row["totes"]:
        known: list[dict[str, Any]] = json.loads(row["totes"])
        return known
    return [{"tote": row["tote"], "place": ""}] if row["tote"] else []


def _keep(tx: Transaction, number: str, totes: list[dict[str, Any]], **more: Any) -> None:
    told = json.dumps(totes[-TOTES_MAX:]) if totes else None
    changed_order(tx, number, totes=told, **more)


BOOK: dict[type[Any], Book] = {ToteAssigned: assign, ToteSetDown: set_down, ToteBrought: bring}
TAKE_BACK: dict[type[Any], TakeBack] = {
    ToteAssigned: unassign,
    ToteSetDown: take_up,
    ToteBrought: bring_not,
}
