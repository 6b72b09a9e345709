"""What the actions on a card do to stock, orders and labels. A second settling changes nothing."""

from sqlalchemy import RowMapping, delete

from app.domain.places import ADJUSTMENT, PACK
from sync.central.attention.rules import (
    CANCELLED_WHILE_PICKED,
    CHANGED_WHILE_PICKED,
    DOUBLE_PICK,
    LOADED_TWICE,
    MEASURE,
    MISSING_AT_PACKING,
    NOT_LABELLED,
    PACKED_LESS,
    PICK_NOT_ENDED,
    PRINT_UNKNOWN,
    STOCK_MISSING,
    STOCK_NEGATIVE,
    close,
)
from sync.central.cause import Cause
from sync.central.manifests.facts import into_the_second
from sync.central.measuring.tables import misfit
from sync.central.orders.tables import lines_in_hand
from sync.central.shipments.rules import label_is_on
from sync.central.stock.rules import Move, book, is_virtual, level_of
from sync.central.store import Transaction
from sync.central.work.again import picked_again
from sync.central.work.pick_over import pick_is_over
from sync.central.work.rules import give_to
from sync.central.work.wall import taken_off_wall

PUT_BACK, REPICK = "put_back", "repick"


def act(tx: Transaction, card: RowMapping, action: str, cause: Cause, reason: str | None = None) -> None:
    """Do what the action says and close the card."""
    if card["kind"] in (STOCK_MISSING, STOCK_NEGATIVE) and action == "write_off":
        _write_off(tx, card, cause)
    if card["kind"] in (DOUBLE_PICK, PACKED_LESS) and action == PUT_BACK:
        _put_back(tx, card, cause)
    if card["kind"] == PICK_NOT_ENDED:
        pick_is_over(tx, card, action, cause)
    if card["kind"] == MISSING_AT_PACKING and action == REPICK and not picked_again(tx, card):
        return
    if card["kind"] == MEASURE:
        tx.db.execute(delete(misfit).where(misfit.c.sku == card["sku"]))  # counted anew from here
    if card["kind"] == LOADED_TWICE and action == "moved":
        into_the_second(tx, card["subject"], cause)
    if card["kind"] in (CANCELLED_WHILE_PICKED, CHANGED_WHILE_PICKED):
        give_to(tx, card["order"], cause.device)
    close(tx, card, action, cause, reason)
    if card["kind"] in (NOT_LABELLED, PRINT_UNKNOWN) and card["sscc"] is not None:
        label_is_on(tx, card["sscc"], cause)


def _write_off(tx: Transaction, card: RowMapping, cause: Cause) -> None:
    """The missing pieces leave the book, as far as they are there and promised to nobody."""
    place, sku = card["place"], card["sku"]
    if place is None:
        return  # they are out of the book already
    on_hand, reserved = level_of(tx, place, sku)
    quantity = min(card["quantity"], on_hand - reserved)
    if quantity > 0 and not is_virtual(place):
        book(tx, Move(sku, quantity, place, ADJUSTMENT, "write_off", card["order"]), cause)


def _put_back(tx: Transaction, card: RowMapping, cause: Cause) -> None:
    """The surplus lies at its place again, as far as it still stands at the packing table."""
    place, sku = card["place"], card["sku"]
    taken_off_wall(tx, card["order"], cause)
    on_hand, reserved = level_of(tx, PACK, sku)
    quantity = min(card["quantity"], on_hand - reserved)
    if quantity > 0 and place != PACK:
        book(tx, Move(sku, quantity, PACK, place, PUT_BACK, card["order"]), cause)
        count_picked(tx, card, -quantity)


def count_picked(tx: Transaction, card: RowMapping, by: int) -> None:
    """Count what is picked for the line of a card up or down."""
    lines = tx.hand(lines_in_hand)
    row = lines.find((card["order"],), (card["order"], card["line"]))
    if row is not None:
        lines.change(row, picked=row["picked"] + by)
    tx.shaken.add(card["order"])
