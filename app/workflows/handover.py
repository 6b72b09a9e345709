"""How an order comes to the packing table before central knows of its pick: by the picker's code, or by its number. Pure.

With the code the exact pieces are known. Blind, everything that was ordered may be in the tote, and the packer
says when it is empty; central compares once it has heard both sides.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TypeVar

from app.domain.catalogue import Product
from app.domain.facts import Fact, HandedLine, OpenedBlind
from app.domain.handed_along import LOTS, Along
from app.domain.handover import Handover
from app.domain.hints import LineHints, OrderHints
from app.domain.orders import ShipTo, WorkLine, WorkOrder, after
from app.inputs import Message, Refusal, Refused

NO_ADDRESS = ShipTo("", "", "", "", "")

H = TypeVar("H", OrderHints, LineHints)

Opened = tuple[WorkOrder, tuple[Fact, ...]]


def by_code(
    handed: Handover, known: WorkOrder | None, product_of: Callable[[str], Product | None]
) -> Opened | Refused:
    """The order as the code hands it over, on top of what this device knows of it, if anything."""
    if known is None and not handed.complete:
        return Refused(Refusal.ORDER_UNKNOWN, got=handed.order)
    stranger = next((one.sku for one in handed.lines if product_of(one.sku) is None), None)
    work = _told_along(known, handed.along) if known else _unheard_of(handed)
    of_order = {line.line: line.sku for line in work.lines}
    if stranger is not None or any(of_order.get(one.line) != one.sku for one in handed.lines):
        return Refused(Refusal.UNREADABLE, got=stranger or handed.order, told=_foreign(handed, stranger))
    fact = handed.fact(_all_lines(handed, work))
    return after(work, [fact]), (fact,)


def by_number(work: WorkOrder) -> Opened:
    """The order as one packs it who knows only what was ordered."""
    fact = OpenedBlind(work.order)
    return after(work, [fact]), (fact,)


def tote_empty(work: WorkOrder) -> WorkOrder:
    """The packer says that the tote is empty: what was picked is what was packed."""
    return replace(work, lines=tuple(replace(line, picked=line.packed) for line in work.lines))


def _unheard_of(handed: Handover) -> WorkOrder:
    """An order that central never told this device of. Without an address its parcels get an internal label."""
    along = handed.along
    lines = tuple(
        WorkLine(one.line, one.sku, one.picked + one.short, hints=along.line(one.line).hints)
        for one in handed.lines
    )
    work = WorkOrder(handed.order, None, handed.ship_to or NO_ADDRESS, lines)
    return replace(work, revision=along.revision, hints=along.hints, left_out=along.left_out)


def _told_along(work: WorkOrder, along: Along) -> WorkOrder:
    """Central told what the order says; the code tells it anew where the order was changed since."""
    if along.revision <= work.revision:
        return replace(work, left_out=tuple(what for what in along.left_out if what == LOTS))
    lines = tuple(replace(li, hints=_either(along.line(li.line).hints, li.hints)) for li in work.lines)
    return replace(work, hints=_either(along.hints, work.hints), lines=lines, left_out=along.left_out)


def _either(newer: H, older: H) -> H:
    """What the newer one says, and what only the older one does."""
    return replace(older, **{name: value for name, value in asdict(newer).items() if value})


def _all_lines(handed: Handover, work: WorkOrder) -> tuple[HandedLine, ...]:
    if handed.complete:
        return handed.lines
    said = {one.line: one for one in handed.lines}
    return tuple(said.get(li.line) or HandedLine(li.line, li.sku, li.ordered, 0) for li in work.lines)


def _foreign(handed: Handover, stranger: str | None) -> Message:
    if stranger is not None:
        return Message.of("scan.handover_product", order=handed.order, got=stranger)
    return Message.of("scan.handover_foreign", order=handed.order, got=handed.order)
