"""The bell knows the versions of the database that is there, also after another one was put in its place."""

import asyncio
from typing import Any

from sqlalchemy import event

from sync.central.store import CATALOG, WAREHOUSE, Store
from sync.central.sync.bell import Bell
from tests.sync.central.warehouse import Warehouse

BEFORE = {CATALOG: 900, WAREHOUSE: 50_000}


def first(bell: Bell) -> Any:
    """What a device hears first."""

    async def heard() -> Any:
        return await anext(bell.news(frozenset(BEFORE), 1))

    return asyncio.run(heard())


def test_a_look_that_finds_less_counts(central: Warehouse) -> None:
    """
    A back-up was put in under a central that goes on: what is new there has lower versions than what was known.
    """
    central.stock_up(("P1", "A", 1))
    bell = Bell(central.app.state.store)
    bell.ring(BEFORE)
    found = first(bell)
    assert 0 < found[CATALOG] < 900
    assert 0 < found[WAREHOUSE] < 50_000
    bell.ring({WAREHOUSE: found[WAREHOUSE] + 1})
    assert bell._versions == {**found, WAREHOUSE: found[WAREHOUSE] + 1}


def test_a_commit_while_it_looks_is_not_forgotten(central: Warehouse) -> None:
    """
    The look has seen less than the commit: what the commit has told stays.
    """
    central.stock_up(("P1", "A", 1))
    store: Store = central.app.state.store
    bell = Bell(store)

    @event.listens_for(store.engine, "after_cursor_execute")
    def commit(*_: Any) -> None:
        bell.ring(BEFORE)

    assert first(bell) == BEFORE
    event.remove(store.engine, "after_cursor_execute", commit)
