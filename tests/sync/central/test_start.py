"""What central does when it starts: tables, standing places, a generation that stays."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from sync.central.schema import metadata
from sync.central.start import NotStartable
from tests.fakes import free_port
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import Warehouse


def test_migrations_lead_to_the_tables_that_the_code_knows(central: Warehouse) -> None:
    """No column is missing, none is too many."""
    with central.app.state.store.engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_a_restart_keeps_everything(central: Warehouse) -> None:
    """The same generation, the same stock, the same cursor."""
    device = central.enrol()
    central.stock_up(("P1", "A", 5))
    before = dict(device.pull())
    cursor = device.cursor
    central.restart()
    assert device.pull() == before
    assert device.cursor == cursor


def test_a_database_of_a_newer_version_is_left_alone(central: Warehouse) -> None:
    """Older code would not know what it breaks."""
    with central.app.state.store.engine.begin() as db:
        ours = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotStartable, match="newer version"):
        central.restart()
    with central.app.state.store.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})


@contextmanager
def started(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Central as a program of its own, which ends with the block, however that ends."""
    line = f"import sys, pathlib; from app.cli.central import run; sys.exit(run(pathlib.Path({str(home)!r}), {port}))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GANGWAY_")}
    command = [sys.executable, "-c", line]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """It says by its pid file that it listens; a second one on the same port says so and goes."""
    port, pid_file = free_port(), tmp_path / "run" / "central.pid"
    with started(tmp_path, port) as server:
        assert wait_for("central", lambda: pid_file.read_text().strip(), 60) == str(server.pid)
        assert httpx.get(f"http://127.0.0.1:{port}/livez", timeout=60).json() == {"ok": True}
        with started(tmp_path, port) as second:
            _, said = second.communicate(timeout=60)
            assert second.returncode == 3
            assert f"Port {port} is in use" in said
        assert (tmp_path / "central" / "central.db").exists()
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert not pid_file.exists()
