"""Every test of central runs on SQLite and on PostgreSQL: the same code, the same rules."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.central.schema import metadata
from sync.central.start import migrate
from sync.central.store import Store, open_engine
from tests.sync.central.postgres import running_postgres
from tests.sync.central.warehouse import DeviceEnd, Warehouse


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One server for all tests of a worker."""
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to copy from."""
    path = tmp_path_factory.mktemp("central") / "empty.db"
    store = Store(f"sqlite:///{path}", clock_ms=lambda: 0, new_id=lambda: "")
    migrate(store)
    store.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(empty_file, tmp_path / 'central.db')}"
    url = str(request.getfixturevalue("postgres_url"))
    empty(url)
    return url


def empty(url: str) -> None:
    """Take all rows out of a PostgreSQL that an earlier test has used; its tables stay."""
    engine = open_engine(url)
    with engine.begin() as db:
        there = set(db.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
        names = [f'"{name}"' for name in metadata.tables if name in there]
        if names:
            db.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY"))
    engine.dispose()


@pytest.fixture
def central(database_url: str, tmp_path: Path) -> Iterator[Warehouse]:
    """A central with nothing in it but the standing places."""
    made = Warehouse(database_url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def device(central: Warehouse) -> DeviceEnd:
    """An enrolled device."""
    return central.enrol()
