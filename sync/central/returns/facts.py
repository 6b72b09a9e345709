"""How the intake of a return is booked and taken back: from the customer to the returns desk to a place."""

import json
from typing import Any

from sqlalchemy import RowMapping, Select, func, select, update

from app.domain.facts import ItemGraded, ReturnFinished, ReturnOpened, ReturnReceived, StockPutAway
from app.domain.places import CUSTOMER, RETURNS, SCRAP, SHIP
from sync.central.attention.rules import ABOVE_SHIPPED, Case, open_case
from sync.central.catalogue.rules import known_places, known_skus
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.returns.rules import ANNOUNCED, FINISHED, OPEN, NewReturn, insert_return
from sync.central.returns.tables import return_, return_item, return_line
from sync.central.shipments.facts import PARCEL_PACKED, PARCEL_SHIPPED
from sync.central.shipments.tables import parcel
from sync.central.shipments.views import VOID
from sync.central.stock.rules import Move, book
from sync.central.store import Transaction
from sync.central.work.facts import order_must_be_known


def open_return(tx: Transaction, fact: ReturnOpened, cause: Cause) -> str | None:
    """A return is on the desk. One that nobody announced expects what its parcel held, if that is known."""
    known = tx.db.execute(select(return_).where(return_.c.rma == fact.rma)).mappings().one_or_none()
    if known is not None:
        values = {"status": OPEN, "sscc": known["sscc"] or fact.sscc}
        tx.db.execute(update(return_).where(return_.c.rma == fact.rma).values(values))
        tx.touch("return", [fact.rma])
        return None
    if fact.order is not None:
        order_must_be_known(tx, fact.order)
    box = None
    if fact.sscc is not None:
        box = tx.db.execute(select(parcel).where(parcel.c.sscc == fact.sscc)).mappings().one_or_none()
    lines = [(part["sku"], part["quantity"], "") for part in json.loads(box["contents"])] if box else []
    number = fact.order or (box["order"] if box else None)
    new = NewReturn(fact.rma, number, fact.sscc, OPEN, opened_by=cause.fact_id)
    insert_return(tx, new, lines)
    return None


def unopen_return(tx: Transaction, fact: ReturnOpened, cause: Cause) -> None:
    """The return is as it was; one that this fact made is gone, unless pieces of it are here."""
    row = _return_of(tx, fact.rma)
    pieces = tx.db.execute(select(return_item.c.id).where(return_item.c.rma == fact.rma).limit(1)).first()
    if row["opened_by"] == cause.fact_id and pieces is None:
        tx.db.execute(return_line.delete().where(return_line.c.rma == fact.rma))
        tx.db.execute(return_.delete().where(return_.c.rma == fact.rma))
    elif row["opened_by"] is None and pieces is None:
        tx.db.execute(update(return_).where(return_.c.rma == fact.rma).values(status=ANNOUNCED))
    tx.touch("return", [fact.rma])


def _return_of(tx: Transaction, rma: str) -> RowMapping:
    row = tx.db.execute(select(return_).where(return_.c.rma == rma)).mappings().one_or_none()
    if row is None:
        raise NotBookable(f"central knows no return “{rma}”")
    return row


def receive(tx: Transaction, fact: ReturnReceived, cause: Cause) -> str | None:
    """A piece came back. A parcel that comes back had been shipped, whatever was noted before."""
    row = _return_of(tx, fact.rma)
    if not known_skus(tx, [fact.sku]):
        raise NotBookable(f"central knows no product “{fact.sku}”")
    _ship_what_came_back(tx, row, cause)
    line = _counted_line(tx, fact)
    item = {"rma": fact.rma, "unit": fact.unit, "device": cause.device or "", "sku": fact.sku}
    more = {"quantity": fact.quantity, "line": line, "expected": fact.expected, "fact_id": cause.fact_id}
    tx.db.execute(return_item.insert().values(**item, **more))
    _count(tx, fact, line, fact.quantity)
    book(tx, Move(fact.sku, fact.quantity, CUSTOMER, RETURNS, "return", fact.rma), cause)
    return _surplus_card(tx, fact, row, cause)


def _ship_what_came_back(tx: Transaction, row: RowMapping, cause: Cause) -> None:
    mine = parcel.c.sscc == row["sscc"] if row["sscc"] is not None else parcel.c.order == row["order"]
    waiting = select(parcel).where(mine, parcel.c.status == PARCEL_PACKED).order_by(parcel.c.key)
    for box in tx.db.execute(waiting).mappings().all():
        for part in json.loads(box["contents"]):
            book(tx, Move(part["sku"], part["quantity"], SHIP, CUSTOMER, "ship", box["order"]), cause)
        tx.db.execute(
            update(parcel)
            .where(parcel.c.key == box["key"])
            .values(status=PARCEL_SHIPPED, shipped_by=cause.fact_id)
        )
        tx.touch("parcel", [box["key"]])
        tx.touch("work", [box["order"]])


def _counted_line(tx: Transaction, fact: ReturnReceived) -> int | None:
    """The line that the piece counts on: the first with room, else the first of the product."""
    lines = tx.db.execute(
        select(return_line)
        .where(return_line.c.rma == fact.rma, return_line.c.sku == fact.sku)
        .order_by(return_line.c.line)
    ).all()
    with_room = [row.line for row in lines if row.received + fact.quantity <= row.quantity]
    return next(iter(with_room + [row.line for row in lines]), None)


def _count(tx: Transaction, fact: ReturnReceived, line: int | None, by: int) -> None:
    tx.db.execute(
        update(return_line)
        .where(return_line.c.rma == fact.rma, return_line.c.line == line)
        .values(received=return_line.c.received + by)
    )
    tx.touch("return", [fact.rma])


def _surplus_card(tx: Transaction, fact: ReturnReceived, row: RowMapping, cause: Cause) -> str | None:
    """Counted by the order, whichever of its parcels and returns a piece comes from. A packed parcel counts as shipped."""
    number = row["order"]
    if number is None:
        return None
    boxes = select(parcel.c.contents).where(parcel.c.order == number, parcel.c.status != VOID)
    shipped = sum(
        part["quantity"]
        for contents in tx.db.execute(boxes).scalars()
        for part in json.loads(contents)
        if part["sku"] == fact.sku
    )
    came = (
        select(func.sum(return_item.c.quantity))
        .join(return_, return_.c.rma == return_item.c.rma)
        .where(return_.c.order == number, return_item.c.sku == fact.sku)
    )
    surplus = min(int(tx.db.execute(came).scalar_one()) - shipped, fact.quantity)
    if surplus <= 0:
        return None
    detail = (
        f"Of the order {number} more pieces of {fact.sku} came back than were shipped. Decide about them."
    )
    subject = json.dumps([number, fact.sku])
    case = Case(ABOVE_SHIPPED, subject, detail, surplus, order=number, sku=fact.sku, rma=fact.rma)
    return open_case(tx, case, cause)


def unreceive(tx: Transaction, fact: ReturnReceived, cause: Cause) -> None:
    """The piece is not here; what was taken for shipped because of it waits at the ramp again."""
    mine = return_item.c.fact_id == cause.fact_id
    line = tx.db.execute(select(return_item.c.line).where(mine)).scalar_one_or_none()
    tx.db.execute(return_item.delete().where(mine))
    _count(tx, fact, line, -fact.quantity)
    boxes = tx.db.execute(select(parcel.c.key).where(parcel.c.shipped_by == cause.fact_id)).scalars().all()
    tx.db.execute(
        update(parcel)
        .where(parcel.c.shipped_by == cause.fact_id)
        .values(status=PARCEL_PACKED, shipped_by=None)
    )
    tx.touch("parcel", boxes)


def _item_of(tx: Transaction, fact: ItemGraded | StockPutAway, cause: Cause) -> int:
    """The piece that a fact is about: the newest with this number from this device, else from any."""
    asked: Select[Any] = (
        select(return_item.c.id, return_item.c.device)
        .where(return_item.c.rma == fact.rma, return_item.c.unit == fact.unit, return_item.c.sku == fact.sku)
        .order_by(return_item.c.id.desc())
    )
    found = tx.db.execute(asked).all()
    mine = [row.id for row in found if row.device == cause.device]
    if not found:
        raise NotBookable(f"the return “{fact.rma}” has no piece {fact.unit} of “{fact.sku}”")
    return int((mine or [row.id for row in found])[0])


def _changed_item(tx: Transaction, fact: ItemGraded | StockPutAway, cause: Cause, **values: Any) -> None:
    item = _item_of(tx, fact, cause)
    tx.db.execute(update(return_item).where(return_item.c.id == item).values(values))
    tx.touch("return", [fact.rma])


def grade(tx: Transaction, fact: ItemGraded, cause: Cause) -> str | None:
    """What was said about a piece, and what follows from it."""
    answers = {"sealed": fact.sealed, "undamaged": fact.undamaged}
    _changed_item(tx, fact, cause, **answers, grade=fact.grade, disposition=fact.disposition)
    return None


def ungrade(tx: Transaction, fact: ItemGraded, cause: Cause) -> None:
    """Nothing has been said about the piece."""
    _changed_item(tx, fact, cause, sealed=None, undamaged=None, grade=None, disposition=None)


def put_away(tx: Transaction, fact: StockPutAway, cause: Cause) -> str | None:
    """The piece lies at its place; at a place that sells it can be promised again."""
    _return_of(tx, fact.rma)
    if fact.place != SCRAP and fact.place not in known_places(tx, [fact.place]):
        raise NotBookable(f"central knows no place “{fact.place}”")
    _changed_item(tx, fact, cause, place=fact.place)
    if fact.place == RETURNS:
        return None
    return book(tx, Move(fact.sku, fact.quantity, RETURNS, fact.place, "putaway", fact.rma), cause)


def take_off(tx: Transaction, fact: StockPutAway, cause: Cause) -> None:
    """The piece is on the desk again."""
    _changed_item(tx, fact, cause, place=None)


def finish(tx: Transaction, fact: ReturnFinished, _cause: Cause) -> str | None:
    """Everything that was in the parcel has been looked at."""
    _set_status(tx, fact, FINISHED)
    return None


def unfinish(tx: Transaction, fact: ReturnFinished, _cause: Cause) -> None:
    """The return is on the desk again."""
    _set_status(tx, fact, OPEN)


def _set_status(tx: Transaction, fact: ReturnFinished, status: str) -> None:
    _return_of(tx, fact.rma)
    tx.db.execute(update(return_).where(return_.c.rma == fact.rma).values(status=status))
    tx.touch("return", [fact.rma])


BOOK: dict[type[Any], Book] = {
    ReturnOpened: open_return,
    ReturnReceived: receive,
    ItemGraded: grade,
    StockPutAway: put_away,
    ReturnFinished: finish,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    ReturnOpened: unopen_return,
    ReturnReceived: unreceive,
    ItemGraded: ungrade,
    StockPutAway: take_off,
    ReturnFinished: unfinish,
}
