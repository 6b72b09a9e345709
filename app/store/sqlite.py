"""How this device opens SQLite: one connection a file, BEGIN IMMEDIATE, pragmas first. Knows no table."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

Opens = Callable[[Path, Sequence[str]], Engine]


def engine_for(path: Path, pragmas: Sequence[str]) -> Engine:
    """Open a store; the first statement of a second process gets "database is locked" at once."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,  # StaticPool crashed the interpreter under threads
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": 2.0},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # else sqlite3 begins behind our back, and DEFERRED
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
