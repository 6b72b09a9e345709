"""Returns that are announced, and how returns look to readers and devices."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, insert, select

from sync.central.answers import iso
from sync.central.checks import Wrong, hash_of, text_of
from sync.central.orders.rules import Faults, read_lines
from sync.central.orders.tables import order
from sync.central.problems import Problem
from sync.central.returns.tables import return_, return_item, return_line
from sync.central.store import Transaction

ANNOUNCED, OPEN, FINISHED = "announced", "open", "finished"


def take_return(tx: Transaction, body: Any) -> tuple[int, dict[str, Any]]:
    """Announce a return: 201 and its view, or 200 where the very same one is known already."""
    faults = Faults()
    given = body if isinstance(body, dict) else {}
    if given is not body:
        faults.add("", "The body must be an object with rma, order and lines.")
        faults.raise_any()
    rma, number = "", ""
    try:
        rma = text_of(given, "rma")
        number = text_of(given, "order")
        if tx.db.execute(select(order.c.number).where(order.c.number == number)).first() is None:
            raise Wrong("order", f"There is no order “{number}”. Check the number.")
    except Wrong as why:
        faults.add(why.field, why.reason)
    lines = read_lines(tx, faults, given.get("lines"), reason=True)
    faults.raise_any()
    content_hash = hash_of([rma, number, lines])
    known = tx.db.execute(select(return_.c.content_hash).where(return_.c.rma == rma)).one_or_none()
    if known is not None and known.content_hash != content_hash:
        sentence = f"There is another return “{rma}” already. Give this one a new number."
        raise Problem(409, "return-conflict", sentence)
    if known is None:
        insert_return(tx, NewReturn(rma, number, None, ANNOUNCED, content_hash=content_hash), lines)
    return (200 if known else 201), views(tx, select(return_).where(return_.c.rma == rma))[0]


@dataclass(frozen=True)
class NewReturn:
    """A return that is not kept yet."""

    rma: str
    order: str | None
    sscc: str | None
    status: str
    content_hash: str | None = None
    opened_by: str | None = None


def insert_return(tx: Transaction, new: NewReturn, lines: list[tuple[str, int, str]]) -> None:
    """Keep a return and what it should bring."""
    values = {name: getattr(new, name) for name in new.__dataclass_fields__}
    tx.db.execute(insert(return_).values(**values, created_at_ms=tx.now_ms))
    rows = [
        {"rma": new.rma, "line": no, "sku": sku, "quantity": quantity, "reason": reason, "received": 0}
        for no, (sku, quantity, reason) in enumerate(lines, 1)
    ]
    if rows:
        tx.db.execute(insert(return_line), rows)
    tx.touch("return", [new.rma])


def _by_rma(tx: Transaction, asked: Select[Any]) -> dict[str, list[RowMapping]]:
    groups: dict[str, list[RowMapping]] = {}
    for row in tx.db.execute(asked).mappings():
        groups.setdefault(row["rma"], []).append(row)
    return groups


def views(tx: Transaction, asked: Select[Any]) -> list[dict[str, Any]]:
    """Returns as readers see them."""
    returns = tx.db.execute(asked).mappings().all()
    rmas = asked.with_only_columns(return_.c.rma).order_by(None)
    lines = _by_rma(tx, select(return_line).where(return_line.c.rma.in_(rmas)).order_by(return_line.c.line))
    items = _by_rma(tx, select(return_item).where(return_item.c.rma.in_(rmas)).order_by(return_item.c.id))
    line_names = ("sku", "quantity", "reason", "received")
    item_names = ("unit", "sku", "expected", "grade", "disposition", "place")
    return [
        {
            **{name: row[name] for name in ("rma", "order", "sscc", "status")},
            "created_at": iso(row["created_at_ms"]),
            "lines": [{name: line[name] for name in line_names} for line in lines.get(row["rma"], [])],
            "items": [{name: item[name] for name in item_names} for item in items.get(row["rma"], [])],
        }
        for row in returns
    ]


def return_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """Returns as devices see them."""
    found = tx.db.execute(select(return_).where(return_.c.rma.in_(keys))).mappings().all()
    lines = _by_rma(tx, select(return_line).where(return_line.c.rma.in_(keys)).order_by(return_line.c.line))
    names = ("line", "sku", "quantity", "reason", "received")
    return {
        row["rma"]: {
            **{name: row[name] for name in ("rma", "order", "sscc", "status")},
            "lines": [{name: line[name] for name in names} for line in lines.get(row["rma"], [])],
        }
        for row in found
    }
