"""Pieces counted by product: what is still to be packed, what lies in the open carton. Pure; decides nothing."""

from collections import Counter
from dataclasses import replace

from app.domain.catalogue import Product
from app.domain.facts import Content, ItemPacked
from app.domain.orders import WorkLine, WorkOrder
from app.domain.packing import serial_key

Contents = tuple[Content, ...]


def contents(counted: tuple[tuple[str, int], ...]) -> Contents:
    return tuple(Content(sku, quantity) for sku, quantity in counted)


def count_of(counted: Contents, sku: str) -> int:
    """How many pieces of this product there are."""
    return sum(content.quantity for content in counted if content.sku == sku)


def less(counted: Contents, sku: str, quantity: int) -> Contents:
    left = (replace(c, quantity=c.quantity - quantity) if c.sku == sku else c for c in counted)
    return tuple(content for content in left if content.quantity > 0)


def more(counted: Contents, sku: str, quantity: int) -> Contents:
    if count_of(counted, sku):
        return tuple(replace(c, quantity=c.quantity + quantity) if c.sku == sku else c for c in counted)
    return (*counted, Content(sku, quantity))


def pieces(work: WorkOrder, counted: Contents) -> list[Product]:
    """One product a piece."""
    return [work.product(content.sku) for content in counted for _ in range(content.quantity)]


def to_pack(work: WorkOrder) -> list[Product]:
    """The pieces that were picked and lie in no carton yet."""
    return [work.product(line.sku) for line in work.lines for _ in range(line.picked - line.packed)]


def packed(work: WorkOrder, no: int, of: Content, lot: str | None = None) -> tuple[ItemPacked, ...]:
    """These pieces over the order's lines, in their order, into the parcel `no`; a single one with its serial."""
    sku, quantity = of.sku, of.quantity
    serial = of.serials[0] if of.serials else None
    facts = []
    for line in work.lines:
        here = min(quantity, line.picked - line.packed) if line.sku == sku else 0
        if here > 0:
            facts.append(ItemPacked(work.order, line.line, sku, here, no, serial, lot))
            quantity -= here
    return tuple(facts)


def inside(work: WorkOrder) -> Contents:
    """What was packed and is in no closed parcel: it lies in the open carton."""
    lies: Counter[str] = Counter()
    for line in work.lines:
        lies[line.sku] += line.packed
    for parcel in work.parcels:
        for content in parcel.contents:
            lies[content.sku] -= content.quantity
    return contents(tuple((sku, quantity) for sku, quantity in lies.items() if quantity > 0))


def emptied(work: WorkOrder) -> WorkOrder:
    """The order as it was before anything was put into the open carton."""
    left = {content.sku: content.quantity for content in inside(work)}
    lines: list[WorkLine] = []
    for line in reversed(work.lines):
        out = min(left.get(line.sku, 0), line.packed)
        left[line.sku] = left.get(line.sku, 0) - out
        lines.insert(0, replace(line, packed=line.packed - out))
    return replace(work, lines=tuple(lines), carton=None)


def with_serials(work: WorkOrder, counted: Contents) -> Contents:
    """What lies in the open carton, with the serials that were read of it: those that no closed parcel has."""
    closed = {
        serial_key(content.sku, serial)
        for parcel in work.parcels
        for content in parcel.contents
        for serial in content.serials
    }
    found = []
    for content in counted:
        head = serial_key(content.sku, "")
        mine = (one for one in work.serials if one.startswith(head) and one not in closed)
        serials = tuple(one.removeprefix(head) for one in mine)
        found.append(replace(content, serials=serials[: content.quantity]))
    return tuple(found)


def lots_wanted(work: WorkOrder, sku: str) -> tuple[str, ...]:
    """The lots that the lines of a product ask for; none where one of them takes any."""
    lots = [line.hints.lot for line in work.lines if line.sku == sku and line.picked]
    return tuple(dict.fromkeys(lots)) if all(lots) else ()


def another_lot(work: WorkOrder, sku: str, lot: str | None) -> str | None:
    """The lots that are wanted or were picked where this is none of them.

    None where it may be: not all are known, or it is one.
    """
    wanted = lots_wanted(work, sku)
    if lot is not None and wanted and lot not in wanted:
        return ", ".join(wanted)
    lines = [line for line in work.lines if line.sku == sku]
    lots = [one for line in lines for one in line.lots]
    unknown = sum(one.quantity for one in lots) < sum(line.picked for line in lines)
    if lot is None or unknown or any(one.lot == lot for one in lots):
        return None
    return ", ".join(dict.fromkeys(one.lot for one in lots))
