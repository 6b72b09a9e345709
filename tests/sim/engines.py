"""A device's connections to its files: kept between its lives, since to make an engine costs more than a shift.

Each commit tells the plug before and after, so that the power can go at either.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.store.sqlite import engine_for

Plug = Callable[[str], None]


class Plugged(sqlite3.Connection):
    """A connection to a file of a device whose power may go."""

    plug: Plug

    def commit(self) -> None:
        self.plug("commit")
        super().commit()
        self.plug("committed")


class Engines:
    """Opens the files of one device, see `engine_for`. `plug` is asked at each commit and may raise."""

    def __init__(self) -> None:
        self.plug: Plug = lambda point: None
        self._kept: dict[Path, Engine] = {}

    def __call__(self, path: Path, pragmas: Sequence[str]) -> Engine:
        if path not in self._kept:
            engine = self._kept[path] = engine_for(path, pragmas)
            event.listen(engine, "do_connect", self._by_plug)
        return self._kept[path]

    def power_off(self) -> None:
        """No connection outlives the process."""
        for engine in self._kept.values():
            engine.dispose()

    def _by_plug(self, _dialect: Any, _record: Any, _words: Any, named: dict[str, Any]) -> None:
        def connection(*words: Any, **more: Any) -> Plugged:
            made = Plugged(*words, **more)
            made.plug = self.plug
            return made

        named["factory"] = connection


def ask(engine: Engine, sql: str) -> list[Any]:
    """Rows of a question that is put beside the code under test, cheaply."""
    raw = engine.raw_connection()
    try:
        return list(raw.cursor().execute(sql).fetchall())
    finally:
        raw.close()
