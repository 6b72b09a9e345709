"""One pull: the page that a device gets, made or ready, and the next one made while it reads this one."""

from dataclasses import dataclass
from typing import Any

from sync.central.store import CATALOG, WAREHOUSE, Store, Transaction
from sync.central.sync.feed import Cursor, changes, cursor_from
from sync.central.sync.glance import Glance, Reach, reach_of
from sync.central.sync.pages import Pages, Ready, rendered
from sync.wire import PAGE_ROWS_MAX, SCHEMA


@dataclass(frozen=True)
class Asked:
    """How somebody pulls."""

    store: Store
    pages: Pages
    limit: int
    scopes: tuple[str, ...]

    def page(self, tx: Transaction, seen: Glance, cursor: str | None) -> Ready:
        """The page behind this cursor, as of the moment of the glance. Raises Problem if the cursor is gone."""
        return self._at(tx, cursor_from(seen.generation, seen.reach, cursor), seen.reach)

    def prepare(self, start: Cursor) -> None:
        """Make the page behind this cursor, since whoever read the one before will ask for it."""
        with self.store.reading() as tx:
            self._at(tx, start, reach_of(tx)).packed  # noqa: B018

    def _at(self, tx: Transaction, start: Cursor, reach: dict[str, Reach]) -> Ready:
        limit = min(self.limit, PAGE_ROWS_MAX)
        newest = tuple(reach[scope].version for scope in self.scopes)
        key = (start, limit, self.scopes, newest)
        return self.pages.page(key, lambda: rendered(*changes(tx, start, limit, self.scopes)))


def frame_of(seen: Glance, page: Ready, now_ms: int) -> dict[str, Any]:
    """All of a page but its rows."""
    after = page.after
    return {
        "generation": after.generation,
        "cursor": after.text(),
        "more": page.more,
        "epoch": seen.epoch,
        "last_seq": seen.last_seq,
        "server_time_ms": now_ms,
        "last_fact": seen.last_fact,
        "versions": {CATALOG: after.catalog, WAREHOUSE: after.warehouse},
        "floor": seen.floor,
        "schema": SCHEMA,
    }
