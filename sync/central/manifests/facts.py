"""How loading is booked and taken back: parcels in cages, closed manifests, and what the carrier took."""

import json
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from app.domain.facts import HandedToCarrier, ManifestClosed, ParcelLoaded, ParcelTakenOff
from app.domain.places import CUSTOMER, SHIP
from sync.central.attention.rules import LOADED_CANCELLED, LOADED_TWICE, Case, close_cases, open_case
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.manifests.rules import CLOSED, HANDED_OVER, OPEN, lie_in
from sync.central.manifests.tables import loaded, manifest
from sync.central.orders.tables import order
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Move, book
from sync.central.store import Transaction

PACKED, SHIPPED = "packed", "shipped"


def load(tx: Transaction, fact: ParcelLoaded, cause: Cause) -> str | None:
    """A parcel lies in a cage. One that another load holds stays with that, and somebody has to look."""
    box = _parcel(tx, fact.sscc)
    _begun(tx, fact, cause)
    tx.upsert(loaded, [{"load": fact.load, "sscc": fact.sscc, "inside": True, "at_ms": tx.now_ms}])
    if box["status"] == SHIPPED or box["load"] not in (None, fact.load):
        return _twice(tx, box, fact.cage, cause)
    lie_in(tx, [fact.sscc], fact.load)
    return _unwanted(tx, box, fact.cage, cause)


def unload(tx: Transaction, fact: ParcelLoaded | ParcelTakenOff, cause: Cause) -> str | None:
    """The parcel stands at the ramp again, unless another load holds it, too."""
    mine = (loaded.c.load == fact.load, loaded.c.sscc == fact.sscc)
    tx.side.execute(update(loaded).where(*mine).values(inside=False))
    box = _parcel(tx, fact.sscc)
    if box["load"] == fact.load and box["status"] == PACKED:
        others = select(loaded.c.load).where(loaded.c.sscc == fact.sscc, loaded.c.inside)
        _moved(tx, box, tx.side.execute(others.order_by(loaded.c.at_ms)).scalars().first(), cause)
    return None


def into_the_second(tx: Transaction, key: str, cause: Cause) -> None:
    """Of two loads that say that they hold a parcel it is the later one."""
    box = _parcel(tx, key)
    others = select(loaded.c.load).where(loaded.c.sscc == key, loaded.c.inside, loaded.c.load != box["load"])
    second = tx.side.execute(others.order_by(loaded.c.at_ms.desc())).scalars().first()
    if second is not None:
        _moved(tx, box, second, cause)


def _moved(tx: Transaction, box: RowMapping, load: str | None, cause: Cause) -> None:
    """A parcel lies in another load, or in none; it is gone where that load is gone already."""
    lie_in(tx, [box["key"]], load)
    asked = select(manifest.c.handed_at_ms).where(manifest.c.load == load)
    handed_at_ms = tx.side.execute(asked).scalar_one_or_none()
    if handed_at_ms is not None and box["status"] == PACKED:
        ship(tx, box, cause, handed_at_ms)


def take_off(tx: Transaction, fact: ParcelTakenOff, cause: Cause) -> str | None:
    """A parcel came out of a cage: whatever was wrong with it there is settled."""
    unload(tx, fact, cause)
    close_cases(tx, (LOADED_TWICE, LOADED_CANCELLED), fact.sscc, cause, "taken_off")
    return None


def untake_off(tx: Transaction, fact: ParcelTakenOff, cause: Cause) -> None:
    """It lies in there after all."""
    load(tx, ParcelLoaded(fact.load, fact.cage, fact.carrier, fact.sscc), cause)


def undo_load(tx: Transaction, fact: ParcelLoaded, cause: Cause) -> None:
    """It was not loaded."""
    unload(tx, fact, cause)


def close(tx: Transaction, fact: ManifestClosed, cause: Cause) -> str | None:
    """Nothing more goes in. A parcel on the manifest that another load holds opens a card."""
    _begun(tx, fact, cause)
    values = {"status": CLOSED, "pallet": fact.pallet, "closed_at_ms": tx.now_ms, "carrier": fact.carrier}
    tx.side.execute(update(manifest).where(manifest.c.load == fact.load).values(values))
    inside = [{"load": fact.load, "sscc": one, "inside": True, "at_ms": tx.now_ms} for one in fact.parcels]
    tx.upsert(loaded, inside)
    tx.touch("parcel", fact.parcels)
    tx.touch("load", [fact.load])
    card = None
    for box in _parcels(tx, fact.parcels):
        if box["load"] is None and box["status"] == PACKED:
            lie_in(tx, [box["key"]], fact.load)
        elif box["load"] != fact.load:
            card = _twice(tx, box, fact.cage, cause) or card
    return card


def hand_over(tx: Transaction, fact: HandedToCarrier, cause: Cause) -> str | None:
    """The carrier has it: these parcels left the house, and their orders with the last of them.

    Two devices may say so of one load: who took it and when is what was heard first.
    """
    known = tx.side.execute(select(manifest).where(manifest.c.load == fact.load)).mappings().one_or_none()
    if known is None:
        raise NotBookable(f"central knows no manifest “{fact.load}”")
    values = {"status": HANDED_OVER, "driver": fact.driver, "handed_at_ms": fact.at_ms}
    if known["status"] != HANDED_OVER:
        tx.side.execute(update(manifest).where(manifest.c.load == fact.load).values(values))
    tx.touch("load", [fact.load])
    card = None
    mine = select(parcel).where(parcel.c.load == fact.load, parcel.c.status == PACKED)
    for box in tx.side.execute(mine.order_by(parcel.c.key)).mappings().all():
        ship(tx, box, cause, fact.at_ms)
        card = _unwanted(tx, box, known["cage"], cause) or card
    return card


def ship(tx: Transaction, box: RowMapping, cause: Cause, at_ms: int) -> None:
    """One parcel left the house: its pieces are the customer's."""
    for part in json.loads(box["contents"]):
        book(tx, Move(part["sku"], part["quantity"], SHIP, CUSTOMER, "ship", box["order"]), cause)
    gone = {"status": SHIPPED, "shipped_by": cause.fact_id, "shipped_at_ms": at_ms}
    tx.side.execute(update(parcel).where(parcel.c.key == box["key"]).values(gone))
    tx.touch("parcel", [box["key"]])
    tx.shaken.add(box["order"])


def stay_closed(_tx: Transaction, _fact: ManifestClosed | HandedToCarrier, _cause: Cause) -> None:
    """The paper is printed, the lorry gone."""
    raise NotBookable("a manifest that is closed stays closed")


def _begun(tx: Transaction, fact: ParcelLoaded | ManifestClosed, cause: Cause) -> None:
    """The load has its row."""
    known = tx.side.execute(select(manifest.c.load).where(manifest.c.load == fact.load)).first()
    if known is None:
        row = {"load": fact.load, "cage": fact.cage, "carrier": fact.carrier, "status": OPEN}
        tx.side.execute(insert(manifest).values(**row, device=cause.device, opened_at_ms=tx.now_ms))


def _parcels(tx: Transaction, numbers: tuple[str, ...]) -> list[RowMapping]:
    found = select(parcel).where(parcel.c.key.in_(numbers)).order_by(parcel.c.key)
    return list(tx.side.execute(found).mappings().all())


def _parcel(tx: Transaction, sscc: str) -> RowMapping:
    found = [box for box in _parcels(tx, (sscc,)) if box["status"] != VOID]
    if not found:
        raise NotBookable(f"central knows no closed parcel {sscc}")
    return found[0]


def _twice(tx: Transaction, box: RowMapping, cage: str, cause: Cause) -> str:
    row = tx.side.execute(select(manifest.c.cage).where(manifest.c.load == box["load"])).one_or_none()
    first = row.cage if row is not None else "another cage"
    detail = f"The parcel {box['sscc']} was loaded into {first} and into {cage}. Look in which one it is."
    case = Case(LOADED_TWICE, box["key"], detail, order=box["order"], place=cage, sscc=box["sscc"])
    return open_case(tx, case, cause)


def _unwanted(tx: Transaction, box: RowMapping, cage: str, cause: Cause) -> str | None:
    cancelled = tx.look.execute(select(order.c.cancelled).where(order.c.number == box["order"])).scalar_one()
    if not cancelled:
        return None
    detail = f"The order {box['order']} was cancelled, but its parcel {box['sscc']} is in {cage}. Stop it."
    case = Case(LOADED_CANCELLED, box["key"], detail, order=box["order"], place=cage, sscc=box["sscc"])
    return open_case(tx, case, cause)


BOOK: dict[type[Any], Book] = {
    ParcelLoaded: load,
    ParcelTakenOff: take_off,
    ManifestClosed: close,
    HandedToCarrier: hand_over,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    ParcelLoaded: undo_load,
    ParcelTakenOff: untake_off,
    ManifestClosed: stay_closed,
    HandedToCarrier: stay_closed,
}
