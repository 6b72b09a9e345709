"""One look into the database that answers what every pull asks: who it is, how far it is, and how far the feed is."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from sync.central.backups.rules import FLOOR
from sync.central.identity.guard import DEVICE
from sync.central.identity.rules import GENERATION
from sync.central.identity.tables import device, setting, token
from sync.central.store import CATALOG, WAREHOUSE, Transaction
from sync.central.sync.tables import fact, numbering, scope_version

_catalog, _floor = scope_version.alias("catalog"), scope_version.alias("floor")
_last_fact = (
    select(fact.c.fact_id)
    .join(numbering, numbering.c.position == fact.c.position)
    .where(
        numbering.c.device == device.c.device,
        numbering.c.epoch == device.c.epoch,
        numbering.c.seq == device.c.last_seq,
    )
    .scalar_subquery()
)
GLANCES = (
    select(
        token.c.token_hash,
        token.c.scopes,
        device.c.device,
        device.c.epoch,
        device.c.last_seq,
        device.c.revoked,
        GENERATION.scalar_subquery().label("generation"),
        select(setting.c.value)
        .where(setting.c.name == FLOOR + device.c.device)
        .scalar_subquery()
        .label("floor"),
        _last_fact.label("last_fact"),
        _catalog.c.version.label("catalog_version"),
        _catalog.c.floor.label("catalog_floor"),
        _floor.c.version.label("warehouse_version"),
        _floor.c.floor.label("warehouse_floor"),
    )
    .join(device, device.c.device == token.c.device)
    .join(_catalog, _catalog.c.scope == CATALOG)
    .join(_floor, _floor.c.scope == WAREHOUSE)
    .where(token.c.token_hash.in_(bindparam("token_hashes", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the feed goes in a scope, and below which version it has forgotten what went away."""

    version: int
    floor: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A device that may read, and what it is told with every page."""

    device: str
    epoch: int
    last_seq: int
    last_fact: str | None
    floor: int
    generation: str
    reach: dict[str, Reach]


def reach_of(tx: Transaction) -> dict[str, Reach]:
    """How far the feed goes now."""
    return {row.scope: Reach(row.version, row.floor) for row in tx.side.execute(select(scope_version))}


def glances(tx: Transaction, token_hashes: Collection[str]) -> dict[str, Glance]:
    """What there is to see for each of these tokens; nothing for one that is of no device that may read."""
    found = tx.side.execute(GLANCES, {"token_hashes": list(token_hashes)})
    return {row.token_hash: _seen(row) for row in found if DEVICE in row.scopes.split() and not row.revoked}


def _seen(row: Any) -> Glance:
    last = None if row.last_fact is None else str(json.loads(f'"{row.last_fact}"'))
    reach = {
        CATALOG: Reach(row.catalog_version, row.catalog_floor),
        WAREHOUSE: Reach(row.warehouse_version, row.warehouse_floor),
    }
    floor = min(int(row.floor or 0), row.last_seq)
    return Glance(row.device, row.epoch, row.last_seq, last, floor, row.generation, reach)
