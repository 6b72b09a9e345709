"""What goes back to the shelves after an order was cancelled or changed: how it is booked, and whom it waits for."""

import json
from typing import Any

from sqlalchemy import select, update

from app.domain.facts import ParcelReopened, PutBack
from app.domain.places import ADJUSTMENT, PACK, SHIP
from app.domain.surplus import taken_out
from sync.central.attention.rules import STOCK_MISSING, Case, open_case, reopen_settled_by
from sync.central.catalogue.rules import use_carton
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.manifests.rules import out_of_the_cage
from sync.central.orders.standing import lines_of
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Move, book
from sync.central.store import Transaction
from sync.central.work.facts import (
    changed_line,
    changed_order,
    line_must_be_known,
    order_must_be_known,
    place_must_be_known,
)
from sync.central.work.leftover import note_what_goes_back
from sync.central.work.wall import taken_off_wall


def put_back(tx: Transaction, fact: PutBack, cause: Cause) -> str | None:
    """Pieces lie on a shelf again and can be sold from there; what was not there is missing at the packing table."""
    line_must_be_known(tx, fact.order, fact.line, fact.sku)
    if fact.place != ADJUSTMENT:
        place_must_be_known(tx, fact.place)
    if fact.place == PACK:
        raise NotBookable(f"pieces that stand at {PACK} are not back")
    taken_off_wall(tx, fact.order, cause)
    changed_line(tx, fact.order, fact.line, picked=-fact.quantity)
    card = book(tx, Move(fact.sku, fact.quantity, PACK, fact.place, "put_back", fact.order), cause)
    if fact.place == ADJUSTMENT:
        sentence = (
            f"{fact.quantity} of {fact.sku} of the order {fact.order} were to be brought back and are gone."
        )
        subject = f"{fact.order}#{fact.line}"
        case = Case(STOCK_MISSING, subject, sentence, fact.quantity, order=fact.order, sku=fact.sku)
        card = open_case(tx, case, cause)
    note_what_goes_back(tx, fact.order, cause)
    return card


def take_again(tx: Transaction, fact: PutBack, cause: Cause) -> None:
    """The pieces are in the tote again."""
    changed_line(tx, fact.order, fact.line, picked=fact.quantity)
    reopen_settled_by(tx, cause.fact_id or "")


def empty_parcel(tx: Transaction, fact: ParcelReopened, cause: Cause) -> str | None:
    """A closed parcel was opened: its number is void, its pieces stand at the packing table."""
    order_must_be_known(tx, fact.order)
    mine = (
        parcel.c.order == fact.order,
        parcel.c.no == fact.no,
        parcel.c.sscc == fact.sscc,
        parcel.c.status != VOID,
    )
    box = tx.side.execute(select(parcel).where(*mine)).mappings().first()
    if box is None:
        raise NotBookable(f"the order “{fact.order}” has no closed parcel {fact.sscc or fact.no}")
    contents = [(part["sku"], part["quantity"]) for part in json.loads(box["contents"])]
    for sku, quantity in contents:
        book(tx, Move(sku, quantity, SHIP, PACK, "unpack", fact.order), cause)
    _unpacked(tx, fact.order, contents)
    out_of_the_cage(tx, box["key"])
    tx.side.execute(update(parcel).where(parcel.c.key == box["key"]).values(status=VOID))
    tx.touch("parcel", [box["key"]])
    use_carton(tx, box["carton"], -1)
    changed_order(tx, fact.order, closed=False)
    return note_what_goes_back(tx, fact.order, cause)


def _unpacked(tx: Transaction, number: str, contents: list[tuple[str, int]]) -> None:
    packed = [(line.line, line.sku, line.packed) for line in lines_of(tx, number)]
    for line, quantity in taken_out(packed, contents).items():
        changed_line(tx, number, line, packed=-quantity)


BOOK: dict[type[Any], Book] = {PutBack: put_back}
TAKE_BACK: dict[type[Any], TakeBack] = {PutBack: take_again}
