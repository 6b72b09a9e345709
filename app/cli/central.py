"""`gangway central`: the order API on this machine, until it is told to stop."""

import os
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import ArgumentError, DBAPIError

from app.cli.serving import EXIT_PORT_IN_USE, port_taken, serve
from app.store.ids import new_id
from app.store.private import private_file
from app.store.trouble import StoreTrouble
from sync.central.app import SSCC_PREFIX, close_app, create_app, hang_up
from sync.central.identity.rules import begin_generation
from sync.central.manifests.rules import name_default_carrier
from sync.central.start import NotStartable
from sync.central.store import CATALOG, WAREHOUSE

EXIT_NOT_STARTED = 1
PREFIX_LENGTH_MAX = 16
CARRIER_MAX = 80


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
    app = _opened(home, environment)
    if app is None:
        return EXIT_NOT_STARTED
    return serve(app, host, port, home / "run" / "central.pid", at_end=partial(hang_up, app))


def begin_new_generation(home: Path, port: int, environment: Mapping[str, str] = os.environ) -> int:
    """After a back-up was put back: devices notice, and hand in again what it lacks. Central must be off."""
    if port_taken(environment.get("GANGWAY_CENTRAL_HOST") or "127.0.0.1", port):
        print(f"Something serves on port {port}. Stop central first, then begin anew.", file=sys.stderr)
        return EXIT_PORT_IN_USE
    if not environment.get("GANGWAY_DATABASE_URL") and not _database(home).exists():
        print(f"There is no database at {_database(home)}. Put the back-up there first.", file=sys.stderr)
        return EXIT_NOT_STARTED
    app = _opened(home, environment)
    if app is None:
        return EXIT_NOT_STARTED
    with app.state.store.writing(CATALOG, WAREHOUSE) as tx:
        generation = begin_generation(tx, app.state.sscc_prefix)
    close_app(app)
    print(f"Central lives in generation {generation} from now on. Start it: devices hand in what it lost.")
    return 0


def _opened(home: Path, environment: Mapping[str, str]) -> Any:
    """Central on its database; None after a sentence on stderr."""
    try:
        app = create_app(
            _database_url(home, environment),
            admin_token_file=home / "admin.token",
            clock_ms=lambda: time.time_ns() // 1_000_000,
            new_id=new_id,
            sscc_prefix=_sscc_prefix(environment),
        )
        with app.state.store.writing(WAREHOUSE) as tx:
            name_default_carrier(tx, (environment.get("GANGWAY_DEFAULT_CARRIER") or "").strip()[:CARRIER_MAX])
        return app
    except NotStartable as why:
        print(why, file=sys.stderr)
    except (DBAPIError, ArgumentError) as why:
        print(
            f"Central cannot open its database ({type(why).__name__}). Check that it runs, that its address "
            f"(GANGWAY_DATABASE_URL) is right and that {home} can be written.",
            file=sys.stderr,
        )
    return None


def _database(home: Path) -> Path:
    return home / "central" / "central.db"


def _database_url(home: Path, environment: Mapping[str, str]) -> str:
    given = environment.get("GANGWAY_DATABASE_URL")
    if given:
        return given
    path = _database(home)
    try:
        private_file(path)
    except StoreTrouble as why:
        raise NotStartable(f"{path} cannot be made. Check the rights of its folder.") from why
    return f"sqlite:///{path}"


def _sscc_prefix(environment: Mapping[str, str]) -> str:
    given = environment.get("GANGWAY_SSCC_PREFIX") or SSCC_PREFIX
    if not (given.isascii() and given.isdigit() and 8 <= len(given) <= PREFIX_LENGTH_MAX):
        raise NotStartable(
            "GANGWAY_SSCC_PREFIX must be the extension digit and the company prefix, 8 to 16 digits together."
        )
    return given
