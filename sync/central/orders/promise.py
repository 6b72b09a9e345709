"""Promises stock to orders: whole orders only, the oldest first, from the fewest places."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from app.domain.places import sellable
from sync.central.attention.rules import missing_at
from sync.central.catalogue.tables import place
from sync.central.orders.standing import PICKING, WAITING, LineState, lines_of, refresh
from sync.central.orders.tables import order, order_line
from sync.central.stock.rules import Part, reserve
from sync.central.stock.tables import level, reservation
from sync.central.store import Transaction
from sync.central.work.not_ended import note_pick_not_ended, note_sent_incomplete

_promised = (
    select(func.coalesce(func.sum(reservation.c.quantity), 0))
    .where(reservation.c.order == order_line.c.order, reservation.c.line == order_line.c.line)
    .scalar_subquery()
)
WHO_LACKS = (
    select(order.c.number, order.c.status, order.c.priority)
    .join(order_line, order_line.c.order == order.c.number)
    .where(
        order.c.status.in_((WAITING, PICKING)),
        order_line.c.sku.in_(bindparam("skus", expanding=True)),
        order_line.c.ordered - order_line.c.picked - order_line.c.short > _promised,
    )
    .distinct()
    .order_by(order.c.priority, order.c.number)
)


@dataclass(frozen=True, slots=True)
class Free:
    """A place with pieces that are promised to nobody."""

    sequence: int
    place: str
    quantity: int


def choose_places(free: Sequence[Free], wanted: int) -> list[tuple[str, int]] | None:
    """The fewest places that hold `wanted` pieces together, of those the first on the way; None if none do."""
    by_size = sorted((spot.quantity for spot in free), reverse=True)
    if sum(by_size) < wanted:
        return None
    count = next(n for n in range(len(by_size) + 1) if sum(by_size[:n]) >= wanted)
    chosen = []
    on_the_way = sorted(free, key=lambda spot: (spot.sequence, spot.place))
    for index, spot in enumerate(on_the_way):
        later = sorted((other.quantity for other in on_the_way[index + 1 :]), reverse=True)
        if wanted > 0 and spot.quantity + sum(later[: count - 1]) >= wanted:
            chosen.append((spot.place, min(spot.quantity, wanted)))
            wanted -= chosen[-1][1]
            count -= 1
    return chosen


def free_of(tx: Transaction, skus: Collection[str]) -> dict[str, dict[str, Free]]:
    """For each product, the places from which it may be promised."""
    missing = missing_at(tx, skus)
    found = tx.look.execute(
        select(level.c.sku, level.c.place, place.c.sequence, place.c.kind, level.c.on_hand, level.c.reserved)
        .join(place, place.c.place == level.c.place)
        .where(level.c.sku.in_(skus), level.c.on_hand > level.c.reserved)
    )
    free: dict[str, dict[str, Free]] = {sku: {} for sku in skus}
    for row in found:
        if sellable(row.place, row.kind) and (row.place, row.sku) not in missing:
            free[row.sku][row.place] = Free(row.sequence, row.place, row.on_hand - row.reserved)
    return free


def promise_whole(tx: Transaction, number: str) -> bool:
    """Reserve everything that an order still wants, or nothing."""
    lines = lines_of(tx, number)
    parts = _parts(tx, number, lines, partly=False)
    return parts is not None and reserve(tx, parts)


def promise_rest(tx: Transaction, number: str) -> None:
    """Reserve what can be had for an order that is being picked."""
    lines = lines_of(tx, number)
    parts = _parts(tx, number, lines, partly=True)
    if parts:
        reserve(tx, parts)


def _parts(tx: Transaction, number: str, lines: list[LineState], *, partly: bool) -> list[Part] | None:
    lacking = [(line, line.wanted - line.reserved) for line in lines if line.wanted > line.reserved]
    free = free_of(tx, {line.sku for line, _ in lacking})
    parts: list[Part] = []
    for line, lack in lacking:
        spots = free[line.sku]
        wanted = lack
        if partly:
            wanted = min(lack, sum(spot.quantity for spot in spots.values()))
        chosen = choose_places(list(spots.values()), wanted)
        if chosen is None:
            return None
        for name, quantity in chosen:
            parts.append(Part(number, line.line, name, line.sku, quantity))
            left = spots[name].quantity - quantity
            spots[name] = Free(spots[name].sequence, name, left)
    return parts


def serve_waiting(tx: Transaction) -> None:
    """Promise what became free to those who wait for it, oldest first."""
    skus = [sku for sku, spots in free_of(tx, tx.freed).items() if spots] if tx.freed else []
    if not skus:
        return
    for row in tx.look.execute(WHO_LACKS, {"skus": skus}).all():
        if row.status == WAITING:
            promise_whole(tx, row.number)
        else:
            promise_rest(tx, row.number)


def close_up(tx: Transaction) -> None:
    """What every writing transaction ends with: orders follow what happened, and the waiting are served.

    What is said of a pick without an end is judged here, so that facts that came together count together.
    """
    _refresh_shaken(tx)
    serve_waiting(tx)
    _refresh_shaken(tx)
    for number in sorted(tx.shaken):
        note_pick_not_ended(tx, number)
        note_sent_incomplete(tx, number)


def _refresh_shaken(tx: Transaction) -> None:
    done: set[str] = set()
    while todo := sorted(tx.shaken - done):
        for number in todo:
            refresh(tx, number)
        done.update(todo)
