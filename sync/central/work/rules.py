"""Holds: a device takes orders in hand for a while. A fence that rises tells an old holder from a new one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, not_, or_, select, update

from sync.central.checks import Wrong, object_of, text_of, whole_of
from sync.central.identity.tables import device, setting
from sync.central.orders.standing import OPEN, WAITING, WORKABLE
from sync.central.orders.tables import order
from sync.central.people.tables import person
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.work.tables import hold

LEASE_MS = 12 * 3600 * 1000
LEASE_LEFT_MAX_MS = 2 * LEASE_MS  # a clock that was set back by hours shortens no lease
HOLDS_MAX = 100
BEAT_MS = 600 * 1000  # a lease is prolonged when it is this much shorter than a whole one

DUE = (
    select(hold.c.device)
    .join(device, device.c.device == hold.c.device)
    .where(
        hold.c.device.in_(bindparam("devices", expanding=True)),
        not_(hold.c.lease_until_ms.between(bindparam("before"), bindparam("most"))),
        ~device.c.revoked,
    )
    .distinct()
    .order_by(hold.c.device)
)


def hold_asked(tx: Transaction, device_id: str, body: Any) -> dict[str, Any]:
    """Give the device the order it names, then the oldest free ones, up to the number that it wants to have before it."""
    try:
        given = object_of(body)
        count = whole_of(given, "count", most=HOLDS_MAX) if given.get("count") is not None else 0
        wanted = text_of(given, "order") if given.get("order") is not None else None
        supervisor = text_of(given, "supervisor") if given.get("supervisor") is not None else None
    except Wrong as why:
        errors = [{"field": why.field, "reason": why.reason}]
        raise Problem(422, "invalid", why.reason, errors=errors) from why
    work_goes_on(tx, device_id)
    if wanted is not None and supervisor is not None:
        _take_over(tx, device_id, wanted, supervisor)
    elif wanted is not None:
        _take_named(tx, device_id, wanted)
    room = HOLDS_MAX - len(held_by(tx, device_id))
    for number in _free_orders(tx, min(count - _not_begun(tx, device_id), room)):
        _assign(tx, device_id, number)
    return {
        "held": held_by(tx, device_id),
        "generation": tx.db.execute(
            select(setting.c.value).where(setting.c.name == "generation")
        ).scalar_one(),
    }


def held_by(tx: Transaction, device_id: str) -> list[str]:
    """The orders that a device has in hand, oldest first."""
    found = tx.db.execute(
        select(hold.c.order)
        .join(order, order.c.number == hold.c.order)
        .where(hold.c.device == device_id, order.c.status.in_(WORKABLE))
        .order_by(order.c.priority)
    )
    return list(found.scalars())


def _not_begun(tx: Transaction, device_id: str) -> int:
    """How many orders in hand nobody has begun. One that waits for the packing table, say, keeps no picker from work."""
    mine = (hold.c.device == device_id, order.c.status == OPEN)
    asked = select(func.count()).select_from(hold.join(order, order.c.number == hold.c.order)).where(*mine)
    return int(tx.db.execute(asked).scalar_one())


def works_go_on(tx: Transaction, devices: Collection[str]) -> None:
    """The same for many devices: those of which a lease is due are found by one question."""
    most_ms = tx.now_ms + LEASE_MS
    asked = {"devices": list(devices), "before": most_ms - BEAT_MS, "most": most_ms}
    for device_id in tx.side.execute(DUE, asked).scalars().all():
        _prolong(tx, device_id)


def work_goes_on(tx: Transaction, device_id: str) -> None:
    """Who asks for work or sends facts is alive: what it holds stays with it. Written now and then, not each time."""
    works_go_on(tx, [device_id])


def _prolong(tx: Transaction, device_id: str) -> None:
    until_ms = tx.now_ms + LEASE_MS
    tx.db.execute(update(hold).where(hold.c.device == device_id).values(lease_until_ms=until_ms))
    tx.touch("work", held_by(tx, device_id))


def release_asked(tx: Transaction, body: Any) -> dict[str, Any]:
    """Take an order away from whoever holds it: a supervisor says that it will not be finished there."""
    try:
        number = text_of(object_of(body), "order")
    except Wrong as why:
        errors = [{"field": why.field, "reason": why.reason}]
        raise Problem(422, "invalid", why.reason, errors=errors) from why
    row = tx.db.execute(select(hold.c.device).where(hold.c.order == number)).one_or_none()
    if row is None or row.device is None:
        raise Problem(404, "not-held", f"Nobody has the order “{number}” in hand.")
    give_to(tx, number, None)
    return {"order": number, "device": row.device}


def _take_over(tx: Transaction, device_id: str, number: str, badge: str) -> None:
    """A supervisor at a device takes the order from another one; the fence rises, late facts are booked all the same."""
    roles = tx.db.execute(select(person.c.roles).where(person.c.badge == badge)).scalar_one_or_none()
    if "supervisor" not in (roles or "").split():
        raise Problem(403, "no-supervisor", "Only a supervisor may take an order from another device.")
    if number not in held_by(tx, device_id):
        give_to(tx, number, None)
        _take_named(tx, device_id, number)


def _take_named(tx: Transaction, device_id: str, number: str) -> None:
    row = tx.db.execute(
        select(order.c.status, hold.c.device, hold.c.lease_until_ms, device.c.name)
        .outerjoin(hold, hold.c.order == order.c.number)
        .outerjoin(device, device.c.device == hold.c.device)
        .where(order.c.number == number)
    ).one_or_none()
    if row is None:
        raise Problem(
            404, "unknown-order", "There is no order of this number. Check it, or import the order."
        )
    if row.status == WAITING:
        raise Problem(409, "order-waits", f"The order “{number}” waits for stock. Take another one.")
    if row.status not in WORKABLE:
        raise Problem(409, "order-done", f"Nothing is left to do for the order “{number}”.")
    if row.device == device_id:
        return
    if row.device is not None and lasts(tx, row.lease_until_ms):
        sentence = f"The device “{row.name}” has the order “{number}” in hand. Take another one."
        raise Problem(409, "order-held", sentence, device=row.device)
    _assign(tx, device_id, number)


def _free_orders(tx: Transaction, count: int) -> list[str]:
    if count <= 0:
        return []
    found = tx.db.execute(
        select(order.c.number)
        .outerjoin(hold, hold.c.order == order.c.number)
        .where(order.c.status.in_(WORKABLE), or_(hold.c.device.is_(None), not_(_lasting(tx))))
        .order_by(order.c.priority)
        .limit(count)
    )
    return list(found.scalars())


def _assign(tx: Transaction, device_id: str, number: str) -> None:
    fence = tx.db.execute(select(hold.c.fence).where(hold.c.order == number)).scalar_one_or_none() or 0
    until_ms = tx.now_ms + LEASE_MS
    row = {"order": number, "device": device_id, "fence": fence + 1, "lease_until_ms": until_ms}
    tx.upsert(hold, [row])
    tx.touch("work", [number])


def hold_goes_to(tx: Transaction, device_id: str, number: str, *, late: bool = False) -> None:
    """The order is in the hands of this device now. The fence stays: what its picker still sends is no late work.

    Unless the device was shut out, or it is told of so late that another one has the order meanwhile.
    """
    if not may_work(tx, device_id) or (late and _is_in_hand(tx, number)):
        return
    fence = tx.side.execute(select(hold.c.fence).where(hold.c.order == number)).scalar_one_or_none() or 1
    row = {"order": number, "device": device_id, "fence": fence, "lease_until_ms": tx.now_ms + LEASE_MS}
    tx.upsert(hold, [row])
    tx.touch("work", [number])


def give_to(tx: Transaction, number: str, device_id: str | None) -> None:
    """The order is this device's from now on, under a new fence; without a device whoever asks next may have it.

    A device that was shut out gets nothing: whoever has the order keeps it.
    """
    if device_id is not None:
        if may_work(tx, device_id):
            _assign(tx, device_id, number)
        return
    tx.db.execute(update(hold).where(hold.c.order == number).values(device=None))
    tx.touch("work", [number])


def hold_again(tx: Transaction, device_id: str, number: str) -> None:
    """Give the hold back to the device that took back the end of an order, unless somebody has it or it was shut out."""
    if may_work(tx, device_id):
        tx.side.execute(
            update(hold)
            .where(hold.c.order == number, hold.c.device.is_(None))
            .values(device=device_id, lease_until_ms=tx.now_ms + LEASE_MS)
        )


def may_work(tx: Transaction, device_id: str) -> bool:
    """Whether a device may have orders in hand. One that was shut out hands in what it did, and no more."""
    asked = select(device.c.device).where(device.c.device == device_id, ~device.c.revoked)
    return tx.side.execute(asked).first() is not None


def _is_in_hand(tx: Transaction, number: str) -> bool:
    mine = (hold.c.order == number, hold.c.device.is_not(None), _lasting(tx))
    return tx.side.execute(select(hold.c.order).where(*mine)).first() is not None


def lasts(tx: Transaction, lease_until_ms: int) -> bool:
    """Whether a lease is not over. One that is far longer than any was given while the clock was ahead: it is over, too."""
    return tx.now_ms < lease_until_ms <= tx.now_ms + LEASE_LEFT_MAX_MS


def _lasting(tx: Transaction) -> ColumnElement[bool]:
    return hold.c.lease_until_ms.between(tx.now_ms + 1, tx.now_ms + LEASE_LEFT_MAX_MS)


def end_holds_of(tx: Transaction, device_id: str) -> None:
    """Free what a device has in hand."""
    tx.touch("work", held_by(tx, device_id))
    tx.db.execute(update(hold).where(hold.c.device == device_id).values(device=None))
