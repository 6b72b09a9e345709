"""`gangway central`: the order API on this machine, until it is told to stop."""

import os
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sqlalchemy.exc import ArgumentError, DBAPIError

from app.cli.serving import EXIT_PORT_IN_USE, port_taken, serve
from app.store.ids import new_id
from sync.central.app import SSCC_PREFIX, create_app, hang_up
from sync.central.start import NotStartable

EXIT_NOT_STARTED = 1
PREFIX_LENGTH_MAX = 16


def run(home: Path, port: int, environment: Mapping[str, str] = os.environ) -> int:
    """Serve central with its database under `home`. A port in use is one sentence and exit code 3."""
    host = environment.get("GANGWAY_CENTRAL_HOST") or "127.0.0.1"
    if port_taken(host, port):
        print(
            f"Port {port} is in use by another program. Stop that one, or choose another port "
            "(GANGWAY_CENTRAL_PORT).",
            file=sys.stderr,
        )
        return EXIT_PORT_IN_USE
    try:
        app = create_app(
            _database_url(home, environment),
            admin_token_file=home / "admin.token",
            clock_ms=lambda: time.time_ns() // 1_000_000,
            new_id=new_id,
            sscc_prefix=_sscc_prefix(environment),
        )
    except NotStartable as why:
        print(why, file=sys.stderr)
        return EXIT_NOT_STARTED
    except (DBAPIError, ArgumentError) as why:
        print(
            f"Central cannot open its database ({type(why).__name__}). Check that it runs, that its address "
            f"(GANGWAY_DATABASE_URL) is right and that {home} can be written.",
            file=sys.stderr,
        )
        return EXIT_NOT_STARTED
    return serve(app, host, port, home / "run" / "central.pid", at_end=partial(hang_up, app))


def _database_url(home: Path, environment: Mapping[str, str]) -> str:
    given = environment.get("GANGWAY_DATABASE_URL")
    if given:
        return given
    folder = home / "central"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise NotStartable(f"The folder {folder} cannot be made ({why.strerror}). Check its rights.") from why
    return f"sqlite:///{folder / 'central.db'}"


def _sscc_prefix(environment: Mapping[str, str]) -> str:
    given = environment.get("GANGWAY_SSCC_PREFIX") or SSCC_PREFIX
    if not (given.isascii() and given.isdigit() and 8 <= len(given) <= PREFIX_LENGTH_MAX):
        raise NotStartable(
            "GANGWAY_SSCC_PREFIX must be the extension digit and the company prefix, 8 to 16 digits together."
        )
    return given
