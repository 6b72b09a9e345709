"""What central does when it starts: tables, standing places, a generation that stays."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from sync.central.schema import metadata
from sync.central.start import NotStartable
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
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotStartable, match="newer version"):
        central.restart()
    with central.app.state.store.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0004'"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int) -> subprocess.Popen[str]:
    line = f"import sys, pathlib; from app.cli.central import run; sys.exit(run(pathlib.Path({str(home)!r}), {port}))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GANGWAY_")}
    return subprocess.Popen([sys.executable, "-c", line], stderr=subprocess.PIPE, text=True, env=environment)


def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """It says by its pid file that it listens; a second one on the same port says so and goes."""
    port, pid_file = free_port(), tmp_path / "run" / "central.pid"
    with start(tmp_path, port) as server:
        for _ in range(200):
            if pid_file.exists():
                break
            time.sleep(0.05)
        assert pid_file.read_text().strip() == str(server.pid)
        assert httpx.get(f"http://127.0.0.1:{port}/livez").json() == {"ok": True}
        with start(tmp_path, port) as second:
            _, said = second.communicate(timeout=20)
            assert second.returncode == 3
            assert f"Port {port} is in use" in said
        assert (tmp_path / "central" / "central.db").exists()
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)
    assert not pid_file.exists()
