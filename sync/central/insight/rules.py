"""Figures of a site, day by day, from the facts as they were kept. Team figures: nothing here names a person."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from app.domain.facts import UnknownFact, fact_from
from app.domain.progress import COUNTED_KINDS, Tally, Volume
from sync.central.catalogue.tables import carton, product
from sync.central.problems import Problem
from sync.central.store import WAREHOUSE, Transaction
from sync.central.sync.tables import fact

DAYS_MAX = 92
DAY_MS = 24 * 3600 * 1000


def figures(tx: Transaction, first: str | None, last: str | None) -> list[dict[str, Any]]:
    """One row a day on which something was packed, both days included; today where none is named. Days are in UTC."""
    today = datetime.fromtimestamp(tx.now_ms / 1000, UTC).date()
    begin = _day(first, "from") if first else today
    end = _day(last, "to") if last else max(begin, today)
    if not 0 <= (end - begin).days < DAYS_MAX:
        raise Problem(422, "invalid", f"Ask for 1 to {DAYS_MAX} days, the first one before the last one.")
    by_day: dict[date, Tally] = {}
    goods, cartons = _volumes(tx, product, "sku", ""), _volumes(tx, carton, "carton", "inner_")
    for one, desk, at_ms in _packed(tx, begin, end):
        day = datetime.fromtimestamp(at_ms / 1000, UTC).date()
        by_day.setdefault(day, Tally()).add(one, desk, at_ms, goods, cartons)
    return [_row(day, by_day[day]) for day in sorted(by_day)]


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as why:
        raise Problem(422, "invalid", f"Write “{name}” as a day: 2026-11-28.") from why


def _packed(tx: Transaction, begin: date, end: date) -> list[tuple[Any, str, int]]:
    """What was packed on these days and not taken back, by the clock of the device, desk after desk in its order."""
    from_ms = int(datetime(begin.year, begin.month, begin.day, tzinfo=UTC).timestamp() * 1000)
    to_ms = from_ms + ((end - begin) + timedelta(days=1)).days * DAY_MS
    asked = select(fact.c.device, fact.c.kind, fact.c.payload).where(
        fact.c.kind.in_(COUNTED_KINDS),
        fact.c.undone_by.is_(None),
        fact.c.outcome != "quarantined",
        fact.c.received_at_ms >= from_ms,  # nothing is received before it has happened
    )
    found = []
    for row in tx.look.execute(asked.order_by(fact.c.device, fact.c.position)):
        payload = json.loads(row.payload)
        at_ms = payload.get("recorded_at_ms")
        if isinstance(at_ms, int) and from_ms <= at_ms < to_ms:
            try:
                found.append(
                    (fact_from(row.kind, payload["body"]), f"{row.device}/{payload.get('desk')}", at_ms)
                )
            except UnknownFact:
                continue
    return found


def _volumes(tx: Transaction, table: Table, key: str, head: str) -> Volume:
    sides = [table.c[f"{head}{side}_mm"] for side in ("length", "width", "height")]
    rows = tx.look.execute(select(table.c[key], *sides)).all()
    known = {row[0]: row[1] * row[2] * row[3] for row in rows}
    return lambda name: known.get(name) or None


def _row(day: date, done: Tally) -> dict[str, Any]:
    return {
        "site": WAREHOUSE.removeprefix("wh:"),
        "day": day.isoformat(),
        "units": done.units,
        "parcels": done.parcels,
        "hours": round(done.busy_ms / 3_600_000, 2),
        "units_per_hour": done.per_hour(done.units),
        "parcels_per_hour": done.per_hour(done.parcels),
        "seconds_per_unit": None if done.unit_ms is None else round(done.unit_ms / 1000, 1),
        "box_utilisation_percent": done.utilisation_percent,
        "override_percent": done.override_percent,
    }
