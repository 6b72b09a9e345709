"""How packing is booked and taken back: cartons, pieces in them, closed parcels and their labels."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import select, update

from app.domain.facts import (
    CartonTaken,
    ItemPacked,
    ItemTakenOut,
    LabelConfirmed,
    ParcelClosed,
    ParcelReopened,
)
from app.domain.places import PACK, SHIP
from sync.central.attention.rules import NOT_LABELLED, Case, open_case
from sync.central.catalogue.rules import known_skus, use_carton
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.manifests.rules import is_sealed, out_of_the_cage
from sync.central.manifests.tables import manifest
from sync.central.shipments.late import is_ended_by_another, note_late_parcel
from sync.central.shipments.low import note_low_carton
from sync.central.shipments.rules import label_is_on, print_state_of
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Move, book, reverse_moves
from sync.central.store import Transaction
from sync.central.work.facts import changed_line, changed_order, line_must_be_known, order_must_be_known
from sync.central.work.handover import compare, lend
from sync.central.work.put_back import empty_parcel
from sync.central.work.rules import hold_again
from sync.central.work.wall import slot_is_free, taken_off_wall

PARCEL_PACKED = "packed"
PARCEL_SHIPPED = "shipped"


def take_carton(tx: Transaction, fact: CartonTaken, cause: Cause) -> str | None:
    """A carton stands on the table."""
    row = order_must_be_known(tx, fact.order)
    changed_order(tx, fact.order, cartons=row["cartons"] + 1)
    taken_off_wall(tx, fact.order, cause)
    return None


def put_carton_back(tx: Transaction, fact: CartonTaken, _cause: Cause) -> None:
    """The carton is off the table again."""
    row = order_must_be_known(tx, fact.order)
    changed_order(tx, fact.order, cartons=row["cartons"] - 1)


def pack(tx: Transaction, fact: ItemPacked, _cause: Cause) -> str | None:
    """Pieces went into the open parcel."""
    line_must_be_known(tx, fact.order, fact.line, fact.sku)
    changed_line(tx, fact.order, fact.line, packed=fact.quantity)
    return None


def unpack(tx: Transaction, fact: ItemPacked, _cause: Cause) -> None:
    """The pieces are on the table again."""
    changed_line(tx, fact.order, fact.line, packed=-fact.quantity)


def close_parcel(tx: Transaction, fact: ParcelClosed, cause: Cause) -> str | None:
    """A parcel waits for the carrier; its pieces lie at the ramp. The last one ends the order."""
    again = bool(order_must_be_known(tx, fact.order)["closed"]) and fact.last
    contents: Counter[str] = Counter()
    for part in fact.contents:
        contents[part.sku] += part.quantity
    unknown = contents.keys() - known_skus(tx, contents.keys())
    if unknown:
        raise NotBookable(f"central knows no product “{min(unknown)}”")
    key = _free_key(tx, fact)
    sscc = fact.sscc if key == fact.sscc else None
    row = {
        "key": key,
        "sscc": sscc,
        "order": fact.order,
        "no": fact.no,
        "carton": fact.carton,
        "contents": json.dumps([_part(fact, sku, contents[sku]) for sku in contents]),
        "weight_g": fact.weight_g,
        "status": PARCEL_PACKED,
        "print_state": print_state_of(tx, sscc),
        "fact_id": cause.fact_id,
        "shipped_by": None,
        "closed_at_ms": tx.now_ms,
        "load": None,
        "tracking": None,
        "shipped_at_ms": None,
    }
    tx.upsert(parcel, [row])
    tx.touch("parcel", [key])
    use_carton(tx, fact.carton, 1)
    card = note_low_carton(tx, fact.carton, cause)
    taken_off_wall(tx, fact.order, cause)
    if fact.last:
        slot_is_free(tx, fact.order, cause)
    lend(tx, fact.order, contents, cause)
    for sku in sorted(contents):
        card = book(tx, Move(sku, contents[sku], PACK, SHIP, "pack", fact.order), cause) or card
    changed_order(tx, fact.order, **({"closed": True} if fact.last else {}))
    card = compare(tx, fact.order, cause) or card
    card = note_late_parcel(tx, fact, cause, again=again) or card
    if sscc is None:
        sentence = f"A parcel of the order {fact.order} has no number and no label. Give it one."
        if fact.sscc is not None:
            sentence = (
                f"The number {fact.sscc} on a parcel of the order {fact.order} is on another parcel, too. "
                "Give it another number and label."
            )
        card = open_case(tx, Case(NOT_LABELLED, key, sentence, order=fact.order), cause)
    return card


def _part(fact: ParcelClosed, sku: str, quantity: int) -> dict[str, Any]:
    """One product of a parcel; the serials of its pieces where some were read."""
    serials = [serial for part in fact.contents if part.sku == sku for serial in part.serials]
    return {"sku": sku, "quantity": quantity, **({"serials": serials} if serials else {})}


def _free_key(tx: Transaction, fact: ParcelClosed) -> str:
    """The key of the parcel: its number, unless that is on another one, as copied devices may do."""
    unnumbered = f"{fact.order}#{fact.no}"
    key = fact.sscc if fact.sscc is not None else unnumbered
    taken = tx.side.execute(select(parcel.c.order, parcel.c.status).where(parcel.c.key == key)).one_or_none()
    if taken is None or (taken.status == VOID and taken.order == fact.order):
        return key
    return f"{unnumbered}#{tx.new_id()}"


def reopen_parcel(tx: Transaction, fact: ParcelClosed, cause: Cause) -> None:
    """The parcel is open again; its number is not used for other goods."""
    mine = parcel.c.fact_id == cause.fact_id
    keys = tx.side.execute(select(parcel.c.key).where(mine)).scalars().all()
    tx.side.execute(update(parcel).where(mine).values(status=VOID))
    tx.touch("parcel", keys)
    use_carton(tx, fact.carton, -1)
    changed_order(tx, fact.order, **({"closed": is_ended_by_another(tx, fact.order)} if fact.last else {}))


def reopen_again(tx: Transaction, fact: ParcelReopened, cause: Cause) -> str | None:
    """A parcel that waits for the carrier is open again: its pieces are at the table, its number is used up.

    An emptied one may also have been on its way: nobody wants its goods.
    """
    if fact.emptied:
        return empty_parcel(tx, fact, cause)
    order_must_be_known(tx, fact.order)
    waiting = (parcel.c.order == fact.order, parcel.c.no == fact.no, parcel.c.status == PARCEL_PACKED)
    row = (
        tx.side.execute(select(parcel).where(*waiting).order_by(parcel.c.closed_at_ms.desc()))
        .mappings()
        .first()
    )
    if row is None:
        raise NotBookable(f"the parcel {fact.no} of the order “{fact.order}” does not wait for the carrier")
    if is_sealed(tx, row["load"]):
        raise NotBookable(f"the manifest over the parcel {row['sscc']} is closed")
    reverse_moves(tx, row["fact_id"], cause)
    out_of_the_cage(tx, row["key"])
    tx.side.execute(update(parcel).where(parcel.c.key == row["key"]).values(status=VOID))
    tx.touch("parcel", [row["key"]])
    use_carton(tx, row["carton"], -1)
    changed_order(tx, fact.order, closed=False)
    hold_again(tx, cause.device or "", fact.order)
    return None


def stay_open(_tx: Transaction, _fact: ParcelReopened, _cause: Cause) -> None:
    """Closing it again is a parcel of its own."""
    raise NotBookable("a parcel that was opened again is closed under a new number")


def take_out(tx: Transaction, fact: ItemTakenOut, _cause: Cause) -> str | None:
    """Pieces came out of the open parcel; the carton that is empty now is off the table."""
    line_must_be_known(tx, fact.order, fact.line, fact.sku)
    changed_line(tx, fact.order, fact.line, packed=-fact.quantity)
    row = order_must_be_known(tx, fact.order)
    changed_order(tx, fact.order, cartons=row["cartons"] - fact.empty)
    return None


def put_in_again(tx: Transaction, fact: ItemTakenOut, _cause: Cause) -> None:
    """The pieces lie in it again."""
    changed_line(tx, fact.order, fact.line, packed=fact.quantity)
    row = order_must_be_known(tx, fact.order)
    changed_order(tx, fact.order, cartons=row["cartons"] + fact.empty)


def confirm_label(tx: Transaction, fact: LabelConfirmed, cause: Cause) -> str | None:
    """The label was seen on its parcel."""
    of_pallet = select(manifest.c.load).where(manifest.c.pallet == fact.sscc)
    of_parcel = select(parcel.c.key).where(parcel.c.sscc == fact.sscc)
    if tx.side.execute(of_parcel).first() is None and tx.side.execute(of_pallet).first() is None:
        raise NotBookable(f"central knows no parcel {fact.sscc}")
    label_is_on(tx, fact.sscc, cause)
    return None


def doubt_label(_tx: Transaction, _fact: LabelConfirmed, _cause: Cause) -> None:
    """A label that was seen stays seen: the printer's next report says more."""


BOOK: dict[type[Any], Book] = {
    CartonTaken: take_carton,
    ItemPacked: pack,
    ParcelClosed: close_parcel,
    LabelConfirmed: confirm_label,
    ParcelReopened: reopen_again,
    ItemTakenOut: take_out,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    CartonTaken: put_carton_back,
    ItemPacked: unpack,
    ParcelClosed: reopen_parcel,
    LabelConfirmed: doubt_label,
    ParcelReopened: stay_open,
    ItemTakenOut: put_in_again,
}
