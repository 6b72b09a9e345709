"""The facts as they are kept: under which number each came, what was made of it, and whether it is here already."""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from sync.central.hand import Row, insert_rows
from sync.central.store import Transaction
from sync.central.sync.booking import stored_id
from sync.central.sync.envelopes import Envelope
from sync.central.sync.tables import fact, numbering

IDS_AT_ONCE = 500
UNDER_IDS = (
    select(fact.c.fact_id, fact.c.position, fact.c.payload_hash, fact.c.outcome, fact.c.attention)
    .where(fact.c.fact_id.in_(bindparam("ids", expanding=True)))
    .order_by(fact.c.position)
)
LAST = select(func.coalesce(func.max(fact.c.position), 0))
NUMBER_THOSE_BEHIND = insert(numbering).from_select(
    ["device", "epoch", "seq", "position"],
    select(fact.c.device, fact.c.epoch, fact.c.seq, fact.c.position).where(
        fact.c.position > bindparam("last")
    ),
)


class NewFacts:
    """Facts that were just taken, in the order in which they came. Those that have a number get it with their place."""

    table = fact

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._rows: list[tuple[bool, Row]] = []

    def add(self, row: Row, *, numbered: bool) -> None:
        """One more fact."""
        self._rows.append((numbered, row))

    def write(self) -> None:
        """Insert them and their numbers. Nobody else adds facts meanwhile: the scope is locked."""
        rows, self._rows = self._rows, []
        for numbered, some in groupby(rows, key=lambda one: one[0]):
            last = self._db.execute(LAST).scalar_one() if numbered else 0
            insert_rows(self._db, fact, [row for _, row in some])
            if numbered:
                self._db.execute(NUMBER_THOSE_BEHIND, {"last": last})

    def forget(self) -> None:
        """They never came."""
        self._rows = []


def kept_under(tx: Transaction, fact_ids: Collection[str]) -> dict[str, list[Any]]:
    """What is kept under each of these ids; more than one where two facts had the same."""
    found: dict[str, list[Any]] = {}
    ids = list(fact_ids)
    for start in range(0, len(ids), IDS_AT_ONCE):
        for row in tx.look.execute(UNDER_IDS, {"ids": ids[start : start + IDS_AT_ONCE]}):
            found.setdefault(row.fact_id, []).append(row)
    return found


def keep(
    tx: Transaction, device: str, envelope: Envelope, more: Mapping[str, Any], *, numbered: bool
) -> None:
    """Keep a fact as it came, with what was made of it (`more`: epoch, outcome, attention, payload, payload_hash)."""
    row = {
        "fact_id": stored_id(envelope.fact_id),
        "device": device,
        "seq": envelope.seq,
        "kind": stored_id(envelope.kind),
        "received_at_ms": tx.now_ms,
        **more,
    }
    tx.hand(NewFacts).add(row, numbered=numbered)


def number(tx: Transaction, device: str, epoch: int, seq: int, position: int) -> None:
    """Note that a fact that was here before came under this number, too."""
    row = {"device": device, "epoch": epoch, "seq": seq, "position": position}
    tx.side.execute(insert(numbering), row)
