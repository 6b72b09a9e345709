"""What an order must be, and how it is taken in: once, whole, and reserved in the same transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from sync.central.catalogue.rules import known_skus
from sync.central.checks import (
    TEXT_LENGTH_MAX,
    Wrong,
    hash_of,
    is_plain,
    number_of,
    object_of,
    text_of,
    whole_of,
)
from sync.central.orders.hints import kept, read_line_hints, read_order_hints
from sync.central.orders.promise import promise_whole
from sync.central.orders.standing import OPEN, WAITING
from sync.central.orders.tables import order, order_line
from sync.central.orders.views import order_view
from sync.central.problems import Problem
from sync.central.store import WAREHOUSE, Transaction

QUANTITY_MAX = 1_000_000
LINES_MAX = 500
SHIP_TO = ("name", "street", "postcode", "city", "country")
ROUTE = ("carrier", "service")


@dataclass(frozen=True, slots=True)
class Line:
    """So many pieces of one product are wanted."""

    sku: str
    quantity: int
    hints: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as it was sent in."""

    number: str
    ship_to: Mapping[str, str]
    lines: tuple[Line, ...]
    route: Mapping[str, str]
    hints: Mapping[str, Any]

    @property
    def content_hash(self) -> str:
        """The same for the same order."""
        lines = [
            [line.sku, line.quantity, *([dict(line.hints)] if line.hints else [])] for line in self.lines
        ]
        route = {name: value for name, value in self.route.items() if value}
        hints = {"hints": dict(self.hints)} if self.hints else {}
        return hash_of(
            {"number": self.number, "ship_to": dict(self.ship_to), "lines": lines, **route, **hints}
        )


class Faults:
    """Collects what is wrong with a body, so that all of it can be said at once."""

    def __init__(self) -> None:
        self.errors: list[dict[str, Any]] = []

    def add(self, field: str, reason: str, line: int | None = None) -> None:
        """Note one fault; lines count from 1."""
        self.errors.append({"field": field, "reason": reason, "line": line})

    def raise_any(self) -> None:
        """Refuse the body if anything was wrong with it."""
        if self.errors:
            first = self.errors[0]["reason"]
            raise Problem(422, "invalid", f"Nothing was taken. {first}", errors=self.errors)


def read_order(tx: Transaction, body: Any) -> NewOrder:
    """Read an order. Raises a Problem that names every fault."""
    faults = Faults()
    given = body if isinstance(body, dict) else {}
    if given is not body:
        faults.add("", "The body must be an object with number, ship_to and lines.")
        faults.raise_any()
    number = _number(faults, given)
    ship_to = read_ship_to(faults, given.get("ship_to"))
    route = read_route(faults, given)
    read = read_lines(tx, faults, given.get("lines"), reason=False)
    hints = read_hints(faults, given)
    of_lines = line_hints(faults, given.get("lines"))
    faults.raise_any()
    lines = tuple(Line(sku, quantity, said) for (sku, quantity, _), said in zip(read, of_lines, strict=True))
    return NewOrder(number, ship_to, lines, route, hints)


def read_hints(faults: Faults, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read what the order says to whoever packs it."""
    found, wrong = read_order_hints(given)
    for why in wrong:
        faults.add(why.field, why.reason)
    return found


def line_hints(faults: Faults, given: Any) -> list[dict[str, Any]]:
    """Read what each line says; what is no line at all is named elsewhere."""
    said = []
    for no, row in enumerate(given if isinstance(given, list) else [], 1):
        found, wrong = read_line_hints(row if isinstance(row, dict) else {})
        said.append(found)
        for why in wrong:
            faults.add(why.field, why.reason, no)
    return said


def _number(faults: Faults, given: Mapping[str, Any]) -> str:
    try:
        return number_of(given, "number")
    except Wrong as why:
        faults.add(why.field, why.reason)
        return ""


def read_route(faults: Faults, given: Mapping[str, Any]) -> dict[str, str]:
    """Read carrier and service, as far as they are named; empty ones leave the choice to the warehouse."""
    read = {}
    for field in ROUTE:
        try:
            if given.get(field):
                read[field] = text_of(given, field)
            elif field in given:
                read[field] = ""
        except Wrong as why:
            faults.add(field, why.reason)
    return read


def read_ship_to(faults: Faults, given: Any) -> dict[str, str]:
    """Read where an order goes."""
    if not isinstance(given, dict):
        faults.add(
            "ship_to", "Say where the order goes: an object with name, street, postcode, city, country."
        )
        return {}
    read = {}
    for field in SHIP_TO:
        try:
            read[field] = text_of(given, field, length_max=TEXT_LENGTH_MAX)
        except Wrong as why:
            faults.add(f"ship_to.{field}", why.reason)
    return read


def read_lines(tx: Transaction, faults: Faults, given: Any, *, reason: bool) -> list[tuple[str, int, str]]:
    """Read lines of product and quantity, with a reason where one belongs to them."""
    if not isinstance(given, list) or not given:
        faults.add("lines", "Name at least one line with sku and quantity.")
        return []
    if len(given) > LINES_MAX:
        faults.add("lines", f"At most {LINES_MAX} lines are possible; there are {len(given)}.")
        return []
    named = [row.get("sku") for row in given if isinstance(row, dict)]
    known = known_skus(tx, {sku for sku in named if isinstance(sku, str) and is_plain(sku)})
    read = []
    for no, row in enumerate(given, 1):
        try:
            line = object_of(row, "lines")
            sku = text_of(line, "sku")
            if sku not in known:
                raise Wrong("sku", f"There is no product “{sku}”. Import it first, or correct the number.")
            quantity = whole_of(line, "quantity", least=1, most=QUANTITY_MAX)
            said = (
                text_of(line, "reason", length_max=TEXT_LENGTH_MAX) if reason and line.get("reason") else ""
            )
            read.append((sku, quantity, said))
        except Wrong as why:
            faults.add(why.field, why.reason, no)
    return read


def take_order(tx: Transaction, body: Any) -> tuple[int, dict[str, Any]]:
    """Take an order in: 201 and its view, or 200 where the very same one is known already."""
    new = read_order(tx, body)
    known = tx.db.execute(
        select(order.c.content_hash).where(order.c.number == new.number)
    ).scalar_one_or_none()
    if known is not None and known != new.content_hash:
        raise Problem(
            409,
            "order-conflict",
            f"There is another order “{new.number}” already. Give this one a new number.",
        )
    if known is None:
        _insert(tx, new)
    view = order_view(tx, new.number)
    assert view is not None, "it was just taken in"
    return (200 if known else 201), view


def _insert(tx: Transaction, new: NewOrder) -> None:
    tx.db.execute(
        insert(order).values(
            number=new.number,
            priority=tx.versions[WAREHOUSE],
            status=WAITING,
            ship_to=json.dumps(dict(new.ship_to)),
            content_hash=new.content_hash,
            created_at_ms=tx.now_ms,
            dropped=False,
            cartons=0,
            closed=False,
            hints=kept(dict(new.hints)),
            **new.route,
        )
    )
    nothing = {"picked": 0, "packed": 0, "short": 0}
    rows = [
        {
            "order": new.number,
            "line": no,
            "sku": line.sku,
            "ordered": line.quantity,
            "hints": kept(dict(line.hints)),
            **nothing,
        }
        for no, line in enumerate(new.lines, 1)
    ]
    tx.db.execute(insert(order_line), rows)
    if promise_whole(tx, new.number):
        tx.db.execute(order.update().where(order.c.number == new.number).values(status=OPEN))
    tx.touch("work", [new.number])
