"""Plans the parcels of large orders, one after the other, in a thread beside the server and outside every transaction.

What waits stands in the database, so that a restart goes on with it. A plan that fails is left to the packing table.
"""

import logging
from collections.abc import Mapping
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from app.planning.ahead import planned_ahead
from sync.central.plans.rules import done_with, keep, next_wanted, to_plan
from sync.central.store import WAREHOUSE, Store

log = logging.getLogger(__name__)

IDLE_S = 30.0  # a commit of another process rings nobody here
TROUBLE_S = 5.0
JOIN_S = 5.0


class Planner:
    """One for each process. Two of them may plan the same order: the second finds that it was done."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wake = Event()
        self._closed = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin, with what was left by the last run."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="planner", daemon=True)
            self._thread.start()

    def told(self, _published: Mapping[str, int]) -> None:
        """Something was committed."""
        self._wake.set()

    def close(self) -> None:
        """Ends after the plan it is at; waits a bounded time."""
        self._closed.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(JOIN_S)
            self._thread = None

    def plan_one(self) -> bool:
        """Plan the order that has waited longest. Whether there was one."""
        with self._store.reading() as tx:
            wanted = next_wanted(tx)
            if wanted is None:
                return False
            work, counts = to_plan(tx, wanted[0])
        try:
            key, parcels = planned_ahead(work, counts) if counts else ("", [])
        except Exception:
            log.exception("the parcels of an order could not be planned; the packing table will")
            key, parcels = "", []
        with self._store.writing(WAREHOUSE) as tx:
            if parcels:
                keep(tx, wanted, key, parcels)
            else:
                done_with(tx, *wanted)
        return True

    def _run(self) -> None:
        while not self._closed.is_set():
            self._wake.clear()
            try:
                while not self._closed.is_set() and self.plan_one():
                    pass
            except SQLAlchemyError as wrong:
                log.warning("no order can be planned now: %s", wrong)
                self._closed.wait(TROUBLE_S)
            self._wake.wait(IDLE_S)
