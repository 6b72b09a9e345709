"""What a database needs before it can serve: tables, standing places, versions, a generation, an admin token."""

import os
import secrets
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import insert, select

from app.domain.places import STANDING
from sync.central.catalogue.rules import STANDING_KINDS
from sync.central.catalogue.tables import place
from sync.central.identity.guard import ADMIN
from sync.central.identity.rules import keep_token
from sync.central.identity.tables import setting
from sync.central.orders.standing import WAITING
from sync.central.orders.tables import order
from sync.central.store import CATALOG, WAREHOUSE, Store
from sync.central.sync.tables import scope_version

ADMIN_NAME = "admin"
TOKEN_LENGTH_MIN = 32
STANDING_SEQUENCE = 1_000_000_000  # after every shelf


class NotStartable(Exception):
    """Central can't start. The text says what to do."""


def migrate(store: Store) -> None:
    """Bring the tables to the newest form. Raises NotStartable if they are of a newer one already."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with store.engine.begin() as db:
        config.attributes["connection"] = db
        try:
            command.upgrade(config, "head")
        except CommandError as why:
            raise NotStartable(
                "The database was written by a newer version of central. Start that version."
            ) from why


def furnish(store: Store) -> None:
    """Put in what every warehouse has. Harmless when it is there."""
    with store.engine.begin() as db:
        known = set(db.execute(select(scope_version.c.scope)).scalars())
        for scope in sorted({CATALOG, WAREHOUSE} - known):
            db.execute(insert(scope_version).values(scope=scope, version=0))
        if db.execute(select(setting.c.value).where(setting.c.name == "generation")).first() is None:
            db.execute(insert(setting).values(name="generation", value=store.new_id()))
    with store.writing(WAREHOUSE) as tx:
        there = set(tx.db.execute(select(place.c.place).where(place.c.place.in_(STANDING))).scalars())
        blank = {"aisle": "", "bay": "", "level": "", "sequence": STANDING_SEQUENCE}
        new = [name for name in STANDING if name not in there]
        tx.upsert(place, [{"place": name, **blank, "kind": STANDING_KINDS[name]} for name in new])
        tx.touch("place", new)
        waiting = tx.db.execute(select(order.c.number).where(order.c.status == WAITING))
        tx.touch("work", waiting.scalars())  # an older central did not tell devices of them


def admit_admin(store: Store, token_file: Path) -> None:
    """Let in whoever has the token in this file; without a file a new token is written to it."""
    token = _kept_token(token_file)
    with store.writing(WAREHOUSE) as tx:
        keep_token(tx, token, ADMIN_NAME, (ADMIN,))


def _kept_token(token_file: Path) -> str:
    try:
        token = token_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _written_token(token_file)
    except (OSError, ValueError) as why:
        raise NotStartable(f"The token file {token_file} cannot be read. Check its rights.") from why
    if len(token) < TOKEN_LENGTH_MIN:
        raise NotStartable(f"The token in {token_file} is too short. Delete the file: a new one is made.")
    return token


def _written_token(token_file: Path) -> str:
    token = secrets.token_urlsafe(32)
    token_file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(token_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="ascii") as file:
        file.write(token + "\n")
        file.flush()
        os.fsync(file.fileno())
    return token
