"""Setting the level of a place: the difference becomes a move, a rise from the supplier, a fall as an adjustment."""

from collections.abc import Mapping
from typing import Any

from app.domain.places import ADJUSTMENT, SUPPLIER
from sync.central.attention.rules import open_case
from sync.central.catalogue.rules import known_places, known_skus
from sync.central.cause import Cause
from sync.central.checks import Wrong, is_plain, object_of, text_of, whole_of
from sync.central.stock.rules import Move, book, break_youngest, level_of, missing_case
from sync.central.store import Transaction


def set_levels(tx: Transaction, rows: list[Any], cause: Cause) -> dict[str, Any]:
    """Set levels; rows with an unknown place or product are named and leave the others be."""
    places = known_places(tx, _given(rows, "place"))
    skus = known_skus(tx, _given(rows, "sku"))
    refused: list[dict[str, Any]] = []
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    for index, row in enumerate(rows):
        try:
            place, sku, quantity = _read(row, places, skus)
        except Wrong as why:
            refused.append({"index": index, "field": why.field or "place", "reason": why.reason})
            continue
        before, _ = level_of(tx, place, sku)
        _set(tx, Move(sku, quantity, place, place, "level"), before, cause)
        counts["unchanged" if before == quantity else "created" if before == 0 else "changed"] += 1
    return {**counts, "refused": refused}


def _read(row: Any, places: set[str], skus: set[str]) -> tuple[str, str, int]:
    given: Mapping[str, Any] = object_of(row)
    place, sku = text_of(given, "place"), text_of(given, "sku")
    if place not in places:
        raise Wrong("place", f"There is no place “{place}”. Import the places first, or correct the name.")
    if sku not in skus:
        raise Wrong("sku", f"There is no product “{sku}”. Import the products first, or correct the number.")
    return place, sku, whole_of(given, "quantity")


def _set(tx: Transaction, wanted: Move, before: int, cause: Cause) -> None:
    place, sku, quantity = wanted.from_place, wanted.sku, wanted.quantity
    if quantity > before:
        book(tx, Move(sku, quantity - before, SUPPLIER, place, "receipt"), cause)
    if quantity < before:
        _, reserved = level_of(tx, place, sku)
        if reserved > quantity:
            break_youngest(tx, place, sku, reserved - quantity)
            detail = f"{reserved - quantity} of {sku} at {place} were promised to orders, but are not there."
            open_case(tx, missing_case(place, sku, reserved - quantity, detail, None), cause)
        book(tx, Move(sku, before - quantity, place, ADJUSTMENT, "adjustment"), cause)


def _given(rows: list[Any], field: str) -> set[str]:
    values = [row.get(field) for row in rows if isinstance(row, dict)]
    return {value for value in values if isinstance(value, str) and is_plain(value)}
