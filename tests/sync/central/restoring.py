"""Puts a database of central back as it was: copies of the file, and the new life that is begun after each."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sync.central.app import SSCC_PREFIX, close_app
from sync.central.identity.rules import begin_generation
from sync.central.store import CATALOG, WAREHOUSE
from tests.sync.central.warehouse import Warehouse


def back_up(central: Warehouse, to: Path) -> Path:
    """A copy of the database as it is now."""
    with closing(sqlite3.connect(file_of(central))) as now, closing(sqlite3.connect(to)) as then:
        now.backup(then)
    return to


def restore(central: Warehouse, backed_up: Path) -> str:
    """Stop central, put the copy back, and begin a new life, whose name is returned."""
    close_app(central.app)
    path = file_of(central)
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backed_up, path)
    central.start()
    with central.app.state.store.writing(CATALOG, WAREHOUSE) as tx:
        return begin_generation(tx, SSCC_PREFIX)


def file_of(central: Warehouse) -> Path:
    """Where the database is; for SQLite only."""
    return Path(central.url.removeprefix("sqlite:///"))
