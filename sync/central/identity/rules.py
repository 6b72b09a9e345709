"""Tokens, one-time codes and devices: how they are made, used once, and taken away."""

import secrets
from typing import Any

from sqlalchemy import func, insert, select, update

from sync.central.answers import iso
from sync.central.backups.rules import begin_marks
from sync.central.checks import Wrong, object_of, text_of
from sync.central.identity.guard import DEVICE, GRANTABLE, hash_of_secret
from sync.central.identity.tables import device, device_code, setting, token
from sync.central.problems import Problem
from sync.central.shipments.numbers import left_out
from sync.central.shipments.tables import sscc_range
from sync.central.store import Transaction

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
CODE_LIFE_MS = 24 * 3600 * 1000
WAREHOUSE_NAME = "main"
REVISION_FLOOR, REVISIONS_APART = "revision_floor", 1000
MINUTE_MS = 60 * 1000
GENERATION = select(setting.c.value).where(setting.c.name == "generation")


def new_token(tx: Transaction, name: str, scopes: tuple[str, ...], device_id: str | None = None) -> str:
    """Make a token; it is told once and only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    keep_token(tx, secret, name, scopes, device_id)
    return secret


def keep_token(
    tx: Transaction, secret: str, name: str, scopes: tuple[str, ...], device_id: str | None = None
) -> None:
    """Remember the hash of a token."""
    row = {
        "token_hash": hash_of_secret(secret),
        "name": name,
        "scopes": " ".join(scopes),
        "device": device_id,
        "created_at_ms": tx.now_ms,
    }
    tx.upsert(token, [row])


def token_asked(tx: Transaction, body: Any) -> str:
    """Make the token that the body describes."""
    try:
        given = object_of(body)
        name = text_of(given, "name")
        scopes = given.get("scopes")
        if not isinstance(scopes, list) or not scopes or not all(scope in GRANTABLE for scope in scopes):
            raise Wrong("scopes", f"Name one or more of these scopes in a list: {', '.join(GRANTABLE)}.")
    except Wrong as why:
        raise _invalid(why) from why
    return new_token(tx, name, tuple(dict.fromkeys(scopes)))


def new_code(tx: Transaction, body: Any) -> dict[str, Any]:
    """Make a code that enrols one device within 24 hours. A person can type it."""
    try:
        name = text_of(object_of(body), "name")
    except Wrong as why:
        raise _invalid(why) from why
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(10))
    expires_at_ms = tx.now_ms + CODE_LIFE_MS
    tx.db.execute(
        insert(device_code).values(
            code_hash=hash_of_secret(letters), name=name, expires_at_ms=expires_at_ms, used_by=None
        )
    )
    return {"code": f"{letters[:5]}-{letters[5:]}", "expires_at": iso(expires_at_ms)}


def enrol(tx: Transaction, body: Any) -> dict[str, Any]:
    """Make a device out of a code that nobody has used yet."""
    try:
        given = object_of(body)
        code = text_of(given, "code")
        name = text_of(given, "name")
        app = text_of(given, "app")
    except Wrong as why:
        raise _invalid(why) from why
    letters = "".join(char for char in code.upper() if char.isalnum())
    device_id = tx.new_id()
    used = tx.db.execute(
        update(device_code)
        .where(
            device_code.c.code_hash == hash_of_secret(letters),
            device_code.c.used_by.is_(None),
            device_code.c.expires_at_ms > tx.now_ms,
        )
        .values(used_by=device_id)
    )
    if used.rowcount != 1:
        sentence = "This code is unknown, used or older than a day. Ask the administrator for a new one."
        raise Problem(403, "code-not-valid", sentence)
    tx.db.execute(
        insert(device).values(
            device=device_id,
            name=name,
            app=app,
            epoch=1,
            last_seq=0,
            announced_seq=0,
            enrolled_at_ms=tx.now_ms,
            revoked=False,
        )
    )
    return {
        "device": device_id,
        "token": new_token(tx, name, (DEVICE,), device_id),
        "warehouse": WAREHOUSE_NAME,
        "epoch": 1,
        "generation": generation_of(tx),
    }


def devices(tx: Transaction) -> list[dict[str, Any]]:
    """Every device, oldest first."""
    found = tx.db.execute(select(device).order_by(device.c.enrolled_at_ms, device.c.device)).mappings()
    return [
        {
            "device": row["device"],
            "name": row["name"],
            "app": row["app"],
            "epoch": row["epoch"],
            "last_seq": row["last_seq"],
            "announced_seq": row["announced_seq"],
            "enrolled_at": iso(row["enrolled_at_ms"]),
            "seen_at": iso(row["seen_at_ms"]),
            "revoked": row["revoked"],
        }
        for row in found
    ]


def generation_of(tx: Transaction) -> str:
    """The life of this database; a restored one gets another."""
    return str(tx.side.execute(GENERATION).scalar_one())


def begin_generation(tx: Transaction, sscc_prefix: str) -> str:
    """A new life of this database, to be begun right after it was restored. Returns its name.

    Parcel numbers that were handed out since the back-up are in use: a wide range of them is left out. So are the
    revisions of orders that devices may know. Both by the clock, as one back-up may be put back twice.
    """
    generation = tx.new_id()
    floor = max(revision_floor(tx) + REVISIONS_APART, tx.now_ms // MINUTE_MS)
    tx.upsert(setting, [{"name": REVISION_FLOOR, "value": str(floor)}])
    begin_marks(tx)
    tx.db.execute(update(setting).where(setting.c.name == "generation").values(value=generation))
    asked = select(func.max(sscc_range.c.last)).where(sscc_range.c.prefix == sscc_prefix)
    used = tx.db.execute(asked).scalar_one() or 0
    last = used + left_out(sscc_prefix, used, tx.now_ms)
    if last > used:
        row = {"first": used + 1, "last": last, "device": "", "at_ms": tx.now_ms}
        tx.db.execute(insert(sscc_range).values(prefix=sscc_prefix, **row))
    return generation


def revision_floor(tx: Transaction) -> int:
    """No device knows a revision of an order above this one, but by a change in this life of the database."""
    asked = select(setting.c.value).where(setting.c.name == REVISION_FLOOR)
    return int(tx.side.execute(asked).scalar_one_or_none() or 0)


def _invalid(why: Wrong) -> Problem:
    errors = [{"field": why.field, "reason": why.reason}]
    return Problem(422, "invalid", why.reason, errors=errors)
