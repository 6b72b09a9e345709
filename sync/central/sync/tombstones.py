"""Forgets rows of the feed that have long been gone. A device that was away for longer reads everything anew."""

from sqlalchemy import delete, func, select, update

from sync.central.store import CATALOG, WAREHOUSE, Store, Transaction
from sync.central.sync.tables import feed, scope_version

KEPT_MS = 30 * 24 * 3600 * 1000


def sweep(store: Store) -> None:
    """Forget what is gone for 30 days; cursors from before that are no good any more."""
    with store.writing(CATALOG, WAREHOUSE) as tx:
        for scope in (CATALOG, WAREHOUSE):
            _sweep_scope(tx, scope)


def _sweep_scope(tx: Transaction, scope: str) -> None:
    gone = (feed.c.scope == scope, feed.c.body.is_(None))
    old = select(func.max(feed.c.version)).where(*gone, feed.c.gone_at_ms < tx.now_ms - KEPT_MS)
    through = tx.db.execute(old).scalar_one()
    if through is None:
        return
    tx.db.execute(delete(feed).where(*gone, feed.c.version <= through))
    tx.db.execute(update(scope_version).where(scope_version.c.scope == scope).values(floor=through))
