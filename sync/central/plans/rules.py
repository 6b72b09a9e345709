"""Which orders are planned ahead, from what, and where the plan is kept. Knows no thread."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.domain.facts import Content
from app.domain.order_parts import ShipTo
from app.domain.orders import WorkOrder
from app.domain.rows import carton as carton_from
from app.domain.rows import product as product_from
from app.planning.ahead import PIECES_MIN
from sync.central.catalogue.rules import carton_rows, product_rows
from sync.central.catalogue.tables import carton
from sync.central.orders.standing import lines_of
from sync.central.plans.tables import parcel_plan, plan_wanted
from sync.central.store import Transaction

KEPT_MS = 14 * 24 * 3600 * 1000
NOBODY = ShipTo("", "", "", "", "")
PLANS = select(parcel_plan).where(parcel_plan.c.order.in_(bindparam("numbers", expanding=True)))
OLDEST = select(plan_wanted).order_by(plan_wanted.c.wanted_at_ms, plan_wanted.c.order).limit(1)

Ordered = tuple[WorkOrder, tuple[Content, ...]]


def want(tx: Transaction, number: str) -> None:
    """The order is picked: if it is a large one, its parcels are to be planned after the commit."""
    if sum(line.picked for line in lines_of(tx, number)) >= PIECES_MIN:
        tx.upsert(plan_wanted, [{"order": number, "wanted_at_ms": tx.now_ms}])


def want_no_more(tx: Transaction, number: str) -> None:
    """It is picked on: what was planned is not for what will be in the tote."""
    for table in (plan_wanted, parcel_plan):
        tx.side.execute(delete(table).where(table.c.order == number))


def next_wanted(tx: Transaction) -> tuple[str, int] | None:
    """The order that has waited longest, and since when."""
    found = tx.db.execute(OLDEST).one_or_none()
    return None if found is None else (found.order, found.wanted_at_ms)


def to_plan(tx: Transaction, number: str) -> Ordered:
    """What a planner must know of the order, and the pieces in its tote."""
    pieces = Counter[str]()
    for line in lines_of(tx, number):
        pieces[line.sku] += line.picked - line.packed
    counts = tuple(Content(sku, n) for sku, n in sorted(pieces.items()) if n > 0)
    skus = [content.sku for content in counts]
    products = tuple(product_from(row, ()) for row in product_rows(tx, skus).values())
    names = tx.db.execute(select(carton.c.carton)).scalars().all()
    cartons = tuple(carton_from(row) for row in carton_rows(tx, names).values())
    return WorkOrder(number, None, NOBODY, (), products=products, cartons=cartons), counts


def keep(tx: Transaction, wanted: tuple[str, int], key: str, parcels: list[dict[str, Any]]) -> None:
    """The plan travels with the work from now on, unless the order was picked on meanwhile."""
    if not done_with(tx, *wanted):
        return
    number, _ = wanted
    plan = {"order": number, "key": key, "parcels": json.dumps(parcels), "planned_at_ms": tx.now_ms}
    tx.upsert(parcel_plan, [plan])
    tx.db.execute(delete(parcel_plan).where(parcel_plan.c.planned_at_ms < tx.now_ms - KEPT_MS))
    tx.touch("work", [number])


def done_with(tx: Transaction, number: str, since_ms: int) -> bool:
    """Take the order from those that wait; whether it was still there, and as it was."""
    same = (plan_wanted.c.order == number, plan_wanted.c.wanted_at_ms == since_ms)
    return bool(tx.db.execute(delete(plan_wanted).where(*same)).rowcount)


def plans_of(tx: Transaction, numbers: Collection[str]) -> Mapping[str, dict[str, Any]]:
    """The plans of these orders as devices get them."""
    if not numbers:
        return {}
    found = tx.look.execute(PLANS, {"numbers": list(numbers)})
    return {row.order: {"key": row.key, "parcels": json.loads(row.parcels)} for row in found}
