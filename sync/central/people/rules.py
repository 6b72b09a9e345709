"""What an operator must be. A PIN comes in once, becomes a hash, and is never shown or kept."""

import re
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from app.domain.people import ROLES, pin_hash, pin_matches
from sync.central.checks import TEXT_LENGTH_MAX, Wrong, number_of, text_of
from sync.central.intake import Form, Values
from sync.central.people.tables import person
from sync.central.store import Transaction

PIN_FORM = re.compile(r"[0-9]{4,12}")
HASH_FORM = re.compile(
    r"scrypt\$[0-9]{1,6}\$[0-9]{1,3}\$[0-9]{1,3}\$([0-9a-f]{2}){8,64}\$([0-9a-f]{2}){16,64}"
)

Row = Mapping[str, Any]


def read_person(row: Row, before: Row | None) -> Values:
    """How a person is read. The same PIN again changes nothing; without one the old PIN stays."""
    return {
        "badge": number_of(row, "badge"),
        "name": text_of(row, "name", length_max=TEXT_LENGTH_MAX),
        "pin_hash": _pin_hash(row, before["pin_hash"] if before else None),
        "roles": " ".join(_roles(row)),
    }


def _roles(row: Row) -> list[str]:
    roles = row.get("roles")
    if not isinstance(roles, list) or not roles or not all(role in ROLES for role in roles):
        raise Wrong("roles", f"Name one or more of these roles in a list: {', '.join(ROLES)}.")
    return [role for role in ROLES if role in roles]


def _pin_hash(row: Row, kept: str | None) -> str:
    given, pin = row.get("pin_hash"), row.get("pin")
    if given is not None:
        if not isinstance(given, str) or not HASH_FORM.fullmatch(given):
            raise Wrong("pin_hash", "This is no PIN hash of ours. Send the PIN itself, or a hash we made.")
        return given
    if pin is None and kept is not None:
        return kept
    if not isinstance(pin, str) or not PIN_FORM.fullmatch(pin):
        raise Wrong("pin", "A PIN is text of 4 to 12 digits.")
    if kept is not None and pin_matches(pin, kept):
        return kept
    return pin_hash(pin, secrets.token_bytes(16))


PEOPLE = Form("person", person, read_person)


def person_rows(tx: Transaction, keys: Collection[str]) -> dict[str, Any]:
    """The people as devices see them: they check PINs while central is off."""
    found = tx.look.execute(select(person).where(person.c.badge.in_(keys))).mappings()
    return {row["badge"]: {**row, "roles": row["roles"].split()} for row in found}
