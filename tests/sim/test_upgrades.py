"""Central's database is brought to a newer form, and the power goes at each of the steps on the way."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import event, text
from sqlalchemy.exc import PendingRollbackError

import sync.central.start
from sync.central.start import furnish, migrate
from sync.central.store import Store
from tests.sim.network import Crash

MIGRATIONS = Path(sync.central.start.__file__).parent / "migrations"
EACH = 2  # of the steps, and the commit at the end
OLD_FORM = "0007"
ORDER = (
    "INSERT INTO orders (number, priority, status, ship_to, content_hash, created_at_ms, dropped, cartons, closed)"
    " VALUES ('SO-1', 1, 'open', '{}', 'x', 1, 0, 0, 0)"
)
FORM = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


def opened(folder: Path) -> Store:
    ids = iter(range(10**6))
    return Store(f"sqlite:///{folder / 'central.db'}", clock_ms=lambda: 1, new_id=lambda: f"id-{next(ids)}")


def asked(store: Store, what: str) -> list[Any]:
    with store.engine.connect() as db:
        return [tuple(row) for row in db.execute(text(what))]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database that an older central has worked with."""
    folder = tmp_path / "old"
    folder.mkdir()
    store = opened(folder)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, OLD_FORM)
        db.execute(text(ORDER))
    store.close()
    return folder


def brought_up(folder: Path, left: Path, dies_at: int | None) -> int:
    """Bring the database up; at a step the power goes, and `left` is what is on the disk. Returns the steps taken."""
    store, steps = opened(folder), 0

    def step(*_given: Any) -> None:
        nonlocal steps
        if steps == dies_at:
            shutil.copytree(folder, left)
            raise Crash
        steps += 1

    event.listen(store.engine, "before_cursor_execute", step)
    event.listen(store.engine, "commit", step)
    with suppress(Crash, PendingRollbackError):  # nothing more can be done on that connection
        migrate(store)
    store.close()
    return steps


def test_the_power_may_go_at_each_step_of_an_upgrade(old: Path, tmp_path: Path) -> None:
    """
    Central starts again, has the newest form, and every order that it had.
    """
    whole = shutil.copytree(old, tmp_path / "whole")
    steps = brought_up(whole, tmp_path / "never", None)
    assert steps > 10
    store = opened(whole)
    wanted = asked(store, FORM)
    store.close()
    for step in {*range(0, steps, EACH), steps - 1}:
        left = tmp_path / f"left-{step}"
        brought_up(shutil.copytree(old, tmp_path / f"at-{step}"), left, step)
        store = opened(left)
        migrate(store)
        furnish(store)
        assert asked(store, FORM) == wanted
        assert asked(store, "SELECT number, status FROM orders") == [("SO-1", "open")]
        store.close()
